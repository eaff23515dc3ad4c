"""Read entries out of what feedparser made of a document.

In: feedparser's dictionaries. Out: `Entry` values with the id as published (empty if there is none), titles as plain
text, web links only, dates in UTC. Never sanitises summary and content: they are markup as published.
"""

from __future__ import annotations

import calendar
import html
import re
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.ingest import dates
from monitor.ingest.links import absolute, is_web, leads_somewhere
from monitor.model import Entry

Raw = Mapping[str, Any]

LONGEST_TITLE = 2000
LONGEST_TEXT = 500_000
LONGEST_TTL = timedelta(days=7)

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_PAGES = _HTML | {"html", "xhtml"}
_TEXT_TYPES = _HTML | {"text/plain", "text", "html", "xhtml", ""}
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ADDRESS = re.compile(r"[<(\[]?(?:mailto:)?([^\s()<>\[\],;:\"@]{1,64}@[^\s()<>\[\],;:\"@]+)[>)\]]?")
_IN_BRACKETS = re.compile(r"[(\[<]\s*([^()\[\]<>]+?)\s*[)\]>]")
_SILENT = tuple((re.compile(rf"(?i)<{kind}\b"), re.compile(rf"(?i)</{kind}[^<>]*>?")) for kind in ("script", "style"))
_WRAPPED = re.compile(r"(?s)\s*<!\[CDATA\[(.*)\]\]>\s*")
_MOST_TITLE_MARKUP = 10 * LONGEST_TITLE
_ALTERNATES = ("alternate", "http://www.iana.org/assignments/relation/alternate")
_BREAK = re.compile(r"(?i)<(?:br|p|div|li)\b")


def entry_from(raw: Raw, *, feed: Raw, bases: Sequence[str | None], atom: bool) -> Entry:
    """One entry, with whatever the item states. `bases` are those of its document."""
    published, updated = _dates(raw, atom=atom)
    content = _content(raw)
    return Entry(
        id=_text(raw, "id"),
        title=_title(raw),
        link=_link(raw, bases),
        published=published,
        updated=updated,
        authors=_authors(raw) or (_inherited_authors(raw, feed) if atom else ()),
        summary=_summary(raw, content),
        content=content,
        language=_language(raw, feed),
    )


def _title(raw: Raw) -> str:
    """The title; without one, that of a podcast's own namespace."""
    title = plain(_text(raw, "title"), markup=_get(raw.get("title_detail"), "type") in _HTML)
    if not title and "itunes_title" in raw:
        title = plain(_text(raw, "itunes_title"), markup=False)
    return title[:LONGEST_TITLE]


def plain(title: str, *, markup: bool) -> str:
    """A title as plain text on one line, without what a browser would run."""
    title = title[:_MOST_TITLE_MARKUP]
    if "<" in title:
        title = _spoken(title)
        if markup:
            title = _TAG.sub("", _BREAK.sub(r" \g<0>", title))
    if markup:
        title = html.unescape(title)
    return " ".join(title.split())


def _spoken(title: str) -> str:
    """Without scripts and style sheets. An opening tag that is never closed stays: it is a word about tags."""
    for opening, closing in _SILENT:
        *closed, rest = closing.split(title)
        title = " ".join((*(opening.split(part, maxsplit=1)[0] for part in closed), rest))
    return title


def moment(parsed: object) -> datetime | None:
    """Feedparser's GMT 9-tuple as an aware UTC time; None for none and for years that no calendar has."""
    if not isinstance(parsed, time.struct_time):
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def ttl(feed: Raw) -> timedelta | None:
    """The `ttl` of an RSS channel (minutes), up to a week; None if absent or nonsense."""
    text = _text(feed, "ttl")
    if not (text.isascii() and text.isdigit()) or int(text[:6]) == 0:
        return None
    return min(timedelta(minutes=int(text[:6])), LONGEST_TTL)


def language_of(feed: Raw) -> str | None:
    """The language that the document states for all of it, as written there."""
    return _text(feed, "language") or None


def bases(feed: Raw, url: str, *, atom: bool) -> tuple[str | None, ...]:
    """What a relative link may be relative to, once xml:base is applied.

    Atom: the document's own address (RFC 4287, 2). RSS says nothing; authors mean their site.
    """
    site = absolute(_get(feed, "link"), (url,))
    return (url, site) if atom else (site, url)


def _link(raw: Raw, bases: Sequence[str | None]) -> str | None:
    stated, id_ = raw.get("link"), raw.get("id")
    if stated is not None and stated == id_ and not is_web(str(stated).strip()):
        stated = None  # a guid that claims to be a permalink and is a number
    original = raw.get("feedburner_origlink")  # where a counter's address leads to
    for address in (original, _first_page(raw), stated):
        if address and (link := absolute(address, bases)):
            return link
    alternates = (_get(link, "href") for link in raw.get("links") or () if _get(link, "rel") in _ALTERNATES)
    if link := next(filter(None, (absolute(link, bases) for link in alternates)), None):
        return link
    return absolute(id_, ()) if leads_somewhere(id_) else None  # better than none, whatever isPermaLink says


def _first_page(raw: Raw) -> object:
    """The first of several links to a page: feedparser takes the last, which may be of another language."""
    links = raw.get("links") or ()
    if len(links) < 2:  # noqa: PLR2004 - as in most feeds
        return None
    pages = (_get(link, "href") for link in links if _get(link, "rel") == "alternate" and _get(link, "type") in _PAGES)
    return next(filter(None, pages), None)


def _dates(raw: Raw, *, atom: bool) -> tuple[datetime | None, datetime | None]:
    """Published and updated. In RSS and RDF a lone dc:date is the item's date; feedparser files it as 'updated'."""
    published = _date(raw, "published") or _date(raw, "created")
    updated = _date(raw, "updated")
    return (published if atom else published or updated), updated


def _date(raw: Raw, key: str) -> datetime | None:
    """The time; the quick reader has read it, feedparser gives its text."""
    if isinstance(at := raw.get(f"{key}_parsed"), datetime):
        return at
    return dates.read(_text(raw, key), moment(at)) if key in raw else moment(at)


def _content(raw: Raw) -> str | None:
    """The longest of the content parts that are text."""
    longest = ""
    for part in raw.get("content") or ():
        text = str(_get(part, "value") or "")
        if _is_text(str(_get(part, "type") or ""), text):
            text = _unwrapped(text)
            longest = text if len(text) > len(longest) else longest
    return longest[:LONGEST_TEXT] or None


def _is_text(kind: str, value: str) -> bool:
    """Whether a content is for reading. Bytes that are no text stay in base64, which has neither spaces nor tags."""
    if kind in _TEXT_TYPES or kind.startswith("text/"):
        return True
    return kind == "application/octet-stream" and (" " in value or "<" in value)


def _summary(raw: Raw, content: str | None) -> str | None:
    """The summary as published. feedparser copies the content into a missing one: that copy is left out."""
    summary = _text(raw, "summary") or _text(raw, "subtitle")
    if not summary or (content and summary == content and not isinstance(raw.get("summary_detail"), dict)):
        return None
    return _unwrapped(summary)[:LONGEST_TEXT] or None


def _unwrapped(text: str) -> str:
    """Without a CDATA section that was escaped, or wrapped twice."""
    found = _WRAPPED.fullmatch(text) if "<![CDATA[" in text else None
    return found[1] if found else text


def _authors(raw: Raw) -> tuple[str, ...]:
    """Names, or mail addresses where there is no name; each once."""
    people = raw.get("authors") or ()
    names = [_within(person, "name") or _within(person, "email") for person in people]
    if len(names) == 1 and names[0] and "@" not in _text(raw, "author"):  # as in most feeds
        return (_bare_name(names[0]),)
    for at in range(1, len(names)):  # feedparser lends a person without a name that of the one before
        if names[at] == names[at - 1] and "email" not in people[at - 1]:
            names[at] = _within(people[at], "email")
    if len(names) <= 1:  # as RSS writes it, and feedparser splits only for top-level domains up to four letters
        author = _text(raw, "author")
        names = _with_addresses(author) if names_a_person(author) else [next(filter(None, (*names, author)), "")]
    return tuple(dict.fromkeys(_bare_name(name) for name in names if name))


def _bare_name(name: str) -> str:
    """A name on one line, without the links that some feeds put around it."""
    if "<" in name:
        name = _TAG.sub("", name) or name
    return " ".join(name.split())


def _with_addresses(author: str) -> list[str]:
    """The names in an author as RSS writes it, with addresses; one for each part if there are several addresses."""
    author = html.unescape(author)
    parts = re.split("[,;]", author) if len(_ADDRESS.findall(author)) > 1 else [author]
    return [_beside_address(part) for part in parts]


def _beside_address(author: str) -> str:
    """What stands beside the address, in brackets or not; the address when nothing does."""
    name = _ADDRESS.sub(" ", author).strip(" \t\r\n,;\"'")
    if found := _IN_BRACKETS.fullmatch(name):
        return str(found[1])
    return name or next(iter(_ADDRESS.findall(author)), "")


def names_a_person(author: str) -> bool:
    """Whether there is an address in it, as RSS writes it: then nothing else is looked at."""
    return "@" in author and _ADDRESS.search(author) is not None


def _inherited_authors(raw: Raw, feed: Raw) -> tuple[str, ...]:
    """Those of the source that an Atom entry was taken from, or of the feed (RFC 4287, 4.2.1)."""
    source = raw.get("source")
    return (_authors(source) if isinstance(source, Mapping) else ()) or _authors(feed)


def _language(raw: Raw, feed: Raw) -> str | None:
    """The entry's own language: stated in it, or by an xml:lang other than the document's."""
    if own := _text(raw, "language"):
        return own
    inherited = feed.get("language")
    for detail in (raw.get("title_detail"), raw.get("summary_detail"), *(raw.get("content") or ())):
        stated = _get(detail, "language")
        if not stated or stated == inherited:  # as in most feeds
            continue
        if (language := _within(detail, "language")) and language != inherited:
            return language
    return None


def _text(raw: Raw, key: str) -> str:
    value = raw.get(key)
    return value.strip() if isinstance(value, str) else ""


def _within(part: object, key: str) -> str:
    value = _get(part, key)
    return value.strip() if isinstance(value, str) else ""


def _get(part: object, key: str) -> Any:
    """Of something within an entry, whatever it is. FeedParserDict's own look-up is another for some keys."""
    return dict.get(part, key) if isinstance(part, dict) else None
