"""Read a feed quickly, if it is one of the usual kind: RSS 2.0 and 0.9x, RSS 1.0, Atom 1.0, well-formed.

In: a document's text, mended where it had to be, or the bytes of one that had not. Out: a `Document` with what our own
code uses of feedparser's keys, set exactly as feedparser sets them, or None where that is not known for sure: then
feedparser reads the document. An optimisation and nothing else (docs/adr/0009-a-quick-reader.md). Never guesses, never
reads a document type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from monitor.ingest.document import Document
from monitor.ingest.quick_fields import BASE, LANG, Fields, Holder, plain, reaches_far
from monitor.ingest.quick_names import ATOM, FOREIGN, RDF, RSS_1, Names, Unsure

MOST_MARKS = 100_000  # `<` in a document: what a tree of so many elements takes, a child has
MOST_ENTRIES = 5000

_HIDDEN = re.compile(rb"\xc2[\x80-\x9f]")  # UTF-8 of U+0080 to U+009F, which references may hide too
_DECLARATION = re.compile(rb"<\?xml[^>]*>")  # feedparser does not read it either: what is here is UTF-8
_END = re.compile(rb"</(?:rss|feed|rdf:RDF)>(?:\s|<!--[^<>]*-->)*\Z")
_LONGEST_TAIL = 2000  # bytes of comments that are looked at: what made the document, and how fast
_DOCUMENT_TYPE = b"<!DOCTYPE"
_ABOUT = f"{{{RDF}}}about"
_CHANNEL = f"{{{RSS_1}}}channel"
_OF_ROOT = frozenset({LANG, BASE, "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"})

# Elements of which nothing is used: feedparser files them under keys of their own.
_IDLE_SPACES = (
    "admin:",
    "feedburner:",
    "geo:",
    "prism:",
    "slash:",
    "sy:",
    "thr:",
    "trackback:",
    "turbo:",
    "wfw:",
    "yandex:",
)
_IN_MEDIA = frozenset({"copyright", "credit", "keywords", "rating", "thumbnail"})
_IN_DC = frozenset({"coverage", "format", "identifier", "publisher", "relation", "rights", "source", "subject", "type"})
_IN_ITUNES = frozenset({"block", "duration", "episode", "episodetype", "explicit", "keywords", "order", "season"})
_MEDIA = frozenset(f"media:{name}" for name in _IN_MEDIA)
_IDLE = _MEDIA.union(
    {"category", "comments", "copyright", "enclosure", "rights", "source"},
    (f"dc:{name}" for name in _IN_DC),
    (f"itunes:{name}" for name in _IN_ITUNES),
)
_IDLE_IN_FEED = frozenset(
    {
        *(_IDLE - {"source"}),
        *("cloud", "description", "docs", "generator", "icon", "logo", "managingeditor", "rating", "subtitle"),
        *("tagline", "webmaster", "itunes:type"),
    }
)
# Those that hold others, and which.
_PERSON = frozenset({"name", "email", "uri"})
_BOXES = MappingProxyType({"media:content": _MEDIA, "media:group": _MEDIA | {"media:content"}, "contributor": _PERSON})
# The media's title gives way to that of the entry, if it comes later.
_TITLED = frozenset({"media:title"})
_IDLE_WHEN_TITLED = _IDLE | _TITLED
_BOXES_WHEN_TITLED = MappingProxyType({name: inner | _TITLED for name, inner in _BOXES.items()})
_BOXES_IN_FEED = MappingProxyType(
    {
        "image": frozenset({"title", "link", "url", "width", "height", "description"}),
        "items": frozenset({"rdf:seq", "rdf:bag"}),
        **dict.fromkeys(("rdf:seq", "rdf:bag"), frozenset({"rdf:li"})),
        "skiphours": frozenset({"hour"}),
        "skipdays": frozenset({"day"}),
        **dict.fromkeys(("author", "contributor"), _PERSON),
    }
)
# An owner is an author to feedparser: of use where entries have the feed's authors.
_BOXES_IN_CHANNEL = MappingProxyType({**_BOXES_IN_FEED, "itunes:owner": frozenset({"itunes:name", "itunes:email"})})
_IDLE_IN_CHANNEL = _IDLE_IN_FEED | {"dc:creator", "itunes:author"}

Setter = Callable[[Fields, Holder, Element], None]
Idle = frozenset[str]

_OF_ENTRY: Mapping[str, Setter] = MappingProxyType(
    {
        "title": Fields.title,
        "link": Fields.link,
        **dict.fromkeys(("guid", "id"), Fields.identity),
        **dict.fromkeys(("pubdate", "published", "issued"), Fields.published),
        **dict.fromkeys(("updated", "modified", "lastbuilddate", "dc:date"), Fields.updated),
        **dict.fromkeys(("author", "dc:creator", "dc:author", "itunes:author"), Fields.author),
        **dict.fromkeys(("description", "summary"), Fields.summary),
        "content:encoded": Fields.encoded,
        "content": Fields.content,
        **dict.fromkeys(("language", "dc:language"), plain("language")),
        "feedburner:origlink": plain("feedburner_origlink"),
        "itunes:title": plain("itunes_title"),
        **dict.fromkeys(("yandex:full-text", "turbo:content"), Fields.encoded),
    }
)
_OF_FEED: Mapping[str, Setter] = MappingProxyType(
    {
        "title": Fields.title,
        "link": Fields.link,
        "id": Fields.identity,
        **dict.fromkeys(("language", "dc:language"), plain("language")),
        "ttl": plain("ttl"),
        **dict.fromkeys(("dc:date", "lastbuilddate", "modified", "pubdate", "published", "updated"), Fields.moment),
    }
)
_OF_ATOM_FEED: Mapping[str, Setter] = MappingProxyType(  # its authors are those of entries that have none
    {**_OF_FEED, **dict.fromkeys(("author", "dc:creator", "dc:author", "managingeditor"), Fields.author)}
)


def read(text: str | bytes) -> Document | None:
    """The document, of which bytes are UTF-8; or None for feedparser to read it."""
    try:
        return read_surely(text if isinstance(text, bytes) else text.encode())
    except (Unsure, ParseError, UnicodeError, MemoryError):  # feedparser keeps no tree: it may do with less
        return None


def read_surely(body: bytes) -> Document:
    """The document. Raises `Unsure`, or what the XML parser raises, where feedparser has to read it."""
    if not _END.search(body, max(0, len(body) - _LONGEST_TAIL)) or _DOCUMENT_TYPE in body:
        raise Unsure("no end, or a document type")
    if len(body) > MOST_MARKS and body.count(b"<") > MOST_MARKS:
        raise Unsure("too many elements")
    declaration = _DECLARATION.match(body)
    parser: Any = XMLPullParser(("start-ns", "start"))  # no document type gets here, hence no entities
    parser.feed(body[declaration.end() :] if declaration else body)
    parser.close()
    events = list(parser.read_events())
    names = Names(declared for kind, declared in events if kind == "start-ns")
    root = next(element for kind, element in events if kind == "start")
    return _Reader(root, names, hidden=_hides(body)).document()


def _hides(body: bytes) -> bool:
    """Whether U+0080 to U+009F may be in it. A single byte is looked for fifty times as fast as two."""
    return (b"#" in body and b"&#" in body) or (b"\xc2" in body and _HIDDEN.search(body) is not None)


class _Reader:
    """Goes through the elements of one document."""

    def __init__(self, root: Element, names: Names, *, hidden: bool) -> None:
        self._root = root
        self._names = names
        self._atom = root.tag == f"{{{ATOM}}}feed"
        self._fields = Fields(names, atom=self._atom, hidden=hidden, base=root.get(BASE))
        self._of_feed = _OF_ATOM_FEED if self._atom else _OF_FEED
        self._idle = _IDLE_IN_FEED if self._atom else _IDLE_IN_CHANNEL
        self._boxes = _BOXES_IN_FEED if self._atom else _BOXES_IN_CHANNEL
        self._feed: Holder = {}
        self._entries: list[Holder] = []
        self._known: dict[str, tuple[str, Setter | None]] = {}
        self._language = self._fields.spoken(root)

    def document(self) -> Document:
        """The whole document."""
        root = self._root
        self._fields.language = self._language
        if self._atom and self._names.first(ATOM, RSS_1) == ATOM:
            _allow(root, _OF_ROOT)
            return self._document("atom10", root, "entry", self._language)
        if root.tag == "rss" and root.get("version", "").startswith(("2.", "0.9")):
            _allow(root, _OF_ROOT | {"version"})
            if len(root) != 1:
                raise Unsure("not one channel")
            return self._document("rss20", self._channel(), "item", self._language)
        if (
            root.tag == f"{{{RDF}}}RDF"
            and len(root)
            and root[0].tag == _CHANNEL
            and self._names.first(ATOM, RSS_1) == RSS_1
        ):
            _allow(root, _OF_ROOT)
            document = self._document("rss10", self._channel(), "item", None)
            self._collect_items(root)
            return document
        raise Unsure("another kind of document")

    def _channel(self) -> Element:
        channel = self._root[0]
        if self._names.of(channel.tag) != "channel":
            raise Unsure("no channel")
        _allow(channel, {_ABOUT})
        return channel

    def _document(self, version: str, part: Element, entry: str, language: str | None) -> Document:
        for element in part:
            name = self._names.of(element.tag)
            if name == entry:
                self._entries.append(self._entry(element))
            elif setter := self._of_feed.get(name):
                setter(self._fields, self._feed, element)
            else:
                self._pass(element, name, idle=self._idle, boxes=self._boxes)
        if language is not None:
            self._feed.setdefault("language", language)
        return Document(version=version, feed=self._feed, entries=self._entries)

    def _collect_items(self, root: Element) -> None:
        """Those of RSS 1.0, which stand beside their channel."""
        for element in root[1:]:
            name = self._names.of(element.tag)
            if name == "item":
                self._entries.append(self._entry(element))
            elif name == "image":
                self._pass(element, name, idle=self._idle, boxes=self._boxes)
            else:
                raise Unsure(f"{name} beside the channel")

    def _entry(self, element: Element) -> Holder:
        if len(self._entries) >= MOST_ENTRIES:
            raise Unsure("too many entries")
        entry: Holder = {}
        passed: set[str] = set()  # since the title: a source makes feedparser forget that there is one
        fields, known = self._fields, self._known
        if element.keys():
            _allow(element, {LANG, _ABOUT})
            fields.language = fields.spoken(element)
            if about := element.get(_ABOUT):
                entry["id"] = about
        for part in element:
            name, setter = known.get(part.tag) or self._named(part.tag)
            if setter:
                setter(fields, entry, part)
            elif entry.get("title") and "source" not in passed:
                self._pass(part, name, idle=_IDLE_WHEN_TITLED, boxes=_BOXES_WHEN_TITLED)
                passed.add(name)
            else:
                self._pass(part, name, idle=_IDLE, boxes=_BOXES)
        fields.language = self._language
        if "content" in entry:
            entry.setdefault("summary", entry["content"][0]["value"])
        return entry

    def _named(self, tag: str) -> tuple[str, Setter | None]:
        """What an element of an entry is called, and what reads it; looked up once for all entries."""
        name = self._names.of(tag)
        named = self._known[tag] = (name, _OF_ENTRY.get(name))
        return named

    def _pass(self, element: Element, name: str, *, idle: Idle, boxes: Mapping[str, Idle]) -> None:
        """Over an element of which nothing is used. It must not hold any of which something is."""
        if name == FOREIGN:
            if any(self._names.of(part.tag) != FOREIGN or reaches_far(part) for part in element.iter()):
                raise Unsure("something of ours in what is not")
        elif name in boxes:
            for part in element:
                inner = self._names.of(part.tag)
                if inner not in boxes[name]:
                    raise Unsure(f"{inner} in {name}")
                self._pass(part, inner, idle=boxes[name], boxes=boxes)
        elif len(element) or not (name in idle or name.startswith(_IDLE_SPACES)):
            raise Unsure(f"an element {name}")
        if element.keys() and reaches_far(element):
            raise Unsure("an attribute that reaches far")


def _allow(element: Element, keys: AbstractSet[str]) -> None:
    if not keys >= set(element.keys()):
        raise Unsure("unusual attributes")
