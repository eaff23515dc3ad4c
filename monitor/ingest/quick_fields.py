"""What feedparser makes of the elements that the quick reader knows.

In: an element and the dictionary of its entry, or of the feed. Out: the same keys with the same values as feedparser
would set; of dates the time itself. Raises `Unsure` for an element in any form but the usual one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from html.entities import entitydefs
from types import MappingProxyType
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from monitor.ingest import dates
from monitor.ingest.entries import names_a_person
from monitor.ingest.quick_names import ATOM, FOREIGN, XML, Names, Unsure
from monitor.ingest.sections import OPEN

Holder = dict[str, Any]

LANG = f"{{{XML}}}lang"
BASE = f"{{{XML}}}base"
HTML = "text/html"
PLAIN = "text/plain"

_BASE = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9._~/-]*)?")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8})*")
_C1 = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_TWICE = re.compile("[\x00-\x7f]*[\xc2-\xf4][\x80-\xbf]")  # how UTF-8 begins that was taken for Latin-1
_REFERENCE_IN_LINK = re.compile(r"&[A-Za-z0-9_]+;")
_CLOSED_OR_REFERENCE = re.compile(r"</\w+>|&#?\w+;")
_TAG = re.compile(r"</?(\w+)")
_ENTITY = re.compile(r"&(\w+);")
_MARKUP = frozenset(("a", "b", "br", "em", "font", "i", "img", "p", "q", "small", "span", "strong", "sub", "sup", "u"))
_TYPES = MappingProxyType({None: PLAIN, "text": PLAIN, PLAIN: PLAIN, "html": HTML, HTML: HTML})
_FAR_REACHING = frozenset({"base", "lang"})
_LINK_KEYS = frozenset(("href", "rel", "type", "title", "length", "hreflang"))
_PERSON = MappingProxyType({f"{{{ATOM}}}{key}": key for key in ("name", "email", "uri")})


class Fields:
    """Sets one element's field. `hidden`: characters from U+0080 to U+009F may occur; `base`: the root's xml:base."""

    __slots__ = ("_atom", "_base", "_hidden", "_names", "language")

    def __init__(self, names: Names, *, atom: bool, hidden: bool, base: str | None) -> None:
        self._names = names
        self._atom = atom
        self._hidden = hidden
        self._base = base
        if base is not None and not (_BASE.fullmatch(base) and urljoin(base, base) == base):
            raise Unsure("an odd base")
        self.language: str | None = None  # of the entry at hand, or of the feed

    def title(self, holder: Holder, element: Element) -> None:
        """A title is plain text unless it says otherwise; in RSS also when it looks like markup."""
        kind, language = self._typed(element) if element.keys() else (PLAIN, self.language)
        text = _stripped(element)
        if "<" in text or "&" in text:
            _is_whole(text)
            if kind == PLAIN and not self._atom and _looks_like_markup(text):
                kind = HTML
        _once(holder, "title", self._output(text))
        holder["title_detail"] = {"type": kind, "language": language}

    def summary(self, holder: Holder, element: Element) -> None:
        """A description or summary; it stands over the copy of the content."""
        _, language = self._typed(element) if element.keys() else (HTML, self.language)
        _once(holder, "summary", self._output(_whole(element)))
        holder["summary_detail"] = {"language": language}

    def encoded(self, holder: Holder, element: Element) -> None:
        """The full text of RSS."""
        _bare(element)
        _once(holder, "content", [{"type": HTML, "language": self.language, "value": self._output(_whole(element))}])

    def content(self, holder: Holder, element: Element) -> None:
        """The content of Atom, if it is text."""
        kind, language = self._typed(element)
        _once(holder, "content", [{"type": kind, "language": language, "value": self._output(_whole(element))}])

    def identity(self, holder: Holder, element: Element) -> None:
        """A guid is also the link, unless it says that it is none or there is one."""
        is_link = True
        for key, value in element.items():
            if key.lower() != "ispermalink":
                raise Unsure("a guid with attributes")
            is_link = value == "true"
        text = self.text(element)
        if is_link:
            text = self._address(text)
        _once(holder, "id", text)
        if is_link:
            holder.setdefault("link", text)

    def link(self, holder: Holder, element: Element) -> None:
        """A link of RSS, which is text, or of Atom, which is an attribute."""
        links = holder.setdefault("links", [])
        if element.keys():
            links.append(self._atom_link(holder, element))
            return
        text = self._address(self.text(element))
        if "&" in text and _REFERENCE_IN_LINK.search(text):
            raise Unsure("a link with an entity in it")
        holder["link"] = text
        links.append({"rel": "alternate", "type": HTML, "href": text})

    def published(self, holder: Holder, element: Element) -> None:
        """When it was published."""
        _once(holder, "published_parsed", _moment(element))

    def updated(self, holder: Holder, element: Element) -> None:
        """When it was changed; in RSS also the date of Dublin Core."""
        _once(holder, "updated_parsed", _moment(element))

    def moment(self, _holder: Holder, element: Element) -> None:
        """A date of the feed's own, which nobody uses; feedparser fails on some that are none."""
        _moment(element)

    def author(self, holder: Holder, element: Element) -> None:
        """An author as text, or as the person of Atom."""
        people = holder.setdefault("authors", [])
        if len(element):
            people.append(self._person(element))
            name, mail = people[-1]["name"], people[-1].get("email")
            holder["author"] = f"{name} ({mail})" if mail else name
        else:
            _bare(element)
            name = holder["author"] = self.text(element)
            people.append({"stated": name} if "@" in name else {"stated": name, "name": name})
        if len(people) > 1 or "@" in name:
            _sure_of(people)

    def spoken(self, element: Element) -> str | None:
        """The language that an element states, or the one around it."""
        stated = element.get(LANG)
        if stated is None:
            return self.language
        if not _LANGUAGE.fullmatch(stated):
            raise Unsure("an odd language")
        return stated.replace("_", "-")

    def _typed(self, element: Element) -> tuple[str, str | None]:
        if not set(element.keys()) <= {LANG, "type"}:
            raise Unsure("a text with attributes")
        stated = element.get("type")
        if stated is not None and not self._atom:
            raise Unsure("a type in RSS")
        kind = _TYPES.get(stated)
        if kind is None:
            raise Unsure("a content of another kind")
        return kind, self.spoken(element)

    def _address(self, text: str) -> str:
        """An address, resolved against the document's base if it has one."""
        if ":///" in text or (self._base and not text.isascii()):
            raise Unsure("an address with too many slashes")
        if not (self._base and text):
            return text
        try:
            return urljoin(self._base, text)
        except ValueError as error:
            raise Unsure("an odd address") from error

    def _atom_link(self, holder: Holder, element: Element) -> Holder:
        stated = dict(element.items())
        href = self._address(stated.get("href") or "")
        if len(element) or not href or not stated.keys() <= _LINK_KEYS:
            raise Unsure("an unusual link")
        rel, kind = stated.get("rel", "alternate").lower(), stated.get("type", HTML).lower()
        if rel == "alternate" and kind in {HTML, "html", "xhtml", "application/xhtml+xml"}:
            holder["link"] = href
        return {"rel": rel, "type": kind, "href": href}

    def _person(self, element: Element) -> Holder:
        person: Holder = {}
        for part in element:
            key = _PERSON.get(part.tag)
            if (part.tail or "").strip() or (part.keys() and (key or reaches_far(part))):
                raise Unsure("an unusual person")
            if key is not None:
                _once(person, key, _stripped(part))
            elif len(part) or self._names.of(part.tag) != FOREIGN:
                raise Unsure("an unusual person")
        if not person.get("name") or "@" in person["name"] or element.keys() or (element.text or "").strip():
            raise Unsure("an unusual person")
        return person

    def text(self, element: Element) -> str:
        """The text of an element, as feedparser puts it out."""
        return self._output(_stripped(element))

    def _output(self, text: str) -> str:
        """As feedparser puts right what was encoded twice, and characters of windows-1252."""
        return text if text.isascii() else self._put_right(text)

    def _put_right(self, text: str) -> str:
        if not _TWICE.match(text):
            return text.translate(_C1) if self._hidden else text
        try:
            text = text.encode("latin-1").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            return text.translate(_C1) if self._hidden else text
        return text.translate(_C1)


def plain(key: str) -> Callable[[Fields, Holder, Element], None]:
    """What sets a field of text alone."""

    def field(fields: Fields, holder: Holder, element: Element) -> None:
        _bare(element)
        _once(holder, key, fields.text(element))

    return field


def reaches_far(element: Element) -> bool:
    """Whether an element has an attribute that changes what stands around it."""
    return any(key.rpartition("}")[2].lower() in _FAR_REACHING for key in element.keys())  # noqa: SIM118 - no mapping


def _stripped(element: Element) -> str:
    if len(element):
        raise Unsure("markup within a text")
    return (element.text or "").strip()


def _whole(element: Element) -> str:
    text = _stripped(element)
    if OPEN in text:
        _is_whole(text)
    return text


def _is_whole(text: str) -> None:
    """A CDATA section that did not end runs on to where the next one ends, and has swallowed what stood between."""
    if text.find(OPEN) > 0:
        raise Unsure("a section within another")


def _moment(element: Element) -> datetime | None:
    _bare(element)
    text = _stripped(element)
    at = dates.usual(text)
    if at is None and text:
        raise Unsure("an unusual date")
    return at


def _bare(element: Element) -> None:
    if element.keys():
        raise Unsure("a text with attributes")


def _once(holder: Holder, key: str, value: object) -> None:
    if key in holder:
        raise Unsure(f"{key} stated twice")
    holder[key] = value


def _looks_like_markup(text: str) -> bool:
    """Whether feedparser takes a plain text for markup: with tags, or references, and only those of HTML."""
    if not _CLOSED_OR_REFERENCE.search(text):
        return False
    if any(tag.lower() not in _MARKUP for tag in _TAG.findall(text)):
        raise Unsure("a title with unusual tags")
    return all(name in entitydefs for name in _ENTITY.findall(text))


def _sure_of(people: list[Holder]) -> None:
    """Feedparser takes names and addresses apart, and lends a person what the one before has: where we need neither.

    Looks at the last two alone: it is asked after each.
    """
    last = people[-1]
    if len(people) == 1:
        if not names_a_person(last["stated"]):
            raise Unsure("an author with an odd address")
        return
    before = people[-2]
    alike = last.get("name") and last.get("name") == before.get("name")
    mixed = ("stated" in last) != ("stated" in before)
    if alike or mixed or "@" in before.get("stated", "") + last.get("stated", ""):
        raise Unsure("unusual authors")
