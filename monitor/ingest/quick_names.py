"""What the elements of a feed are called, whatever prefixes it chose, for the quick reader.

In: the namespaces that a document declares. Out: feedparser's names: `pubdate`, `dc:creator`, `content:encoded`; `?`
for what is of a namespace that nobody reads. Raises `Unsure` where feedparser's names would depend on more than that.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

ATOM = "http://www.w3.org/2005/Atom"
RSS_1 = "http://purl.org/rss/1.0/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = "http://www.w3.org/XML/1998/namespace"
FOREIGN = "?"
_HARMLESS_ELEMENTS = frozenset({"{com-wordpress:feed-additions:1}post-id"})  # written without a prefix, in each item

READ = MappingProxyType(
    {
        ATOM.lower(): "",
        RSS_1: "",
        RDF: "rdf",
        "http://webns.net/mvcb/": "admin",
        "http://purl.org/rss/1.0/modules/content/": "content",
        "http://purl.org/dc/elements/1.1/": "dc",
        "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
        "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
        "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
        "http://search.yahoo.com/mrss": "media",
        "http://search.yahoo.com/mrss/": "media",
        "http://prismstandard.org/namespaces/1.2/basic/": "prism",
        "http://purl.org/rss/1.0/modules/slash/": "slash",
        "http://purl.org/rss/1.0/modules/syndication/": "sy",
        "http://purl.org/rss/1.0/modules/threading/": "thr",
        "http://madskills.com/public/xml/rss/module/trackback/": "trackback",
        "http://wellformedweb.org/commentapi/": "wfw",
        "http://news.yandex.ru": "yandex",
        "http://turbo.yandex.ru": "turbo",
    }
)
# Those that feedparser knows besides: they may be declared, as many programs do, but their elements are its business.
LEFT = MappingProxyType(
    {
        "http://creativecommons.org/ns#license": "cc",
        "http://web.resource.org/cc/": "cc",
        "http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html": "creativeCommons",
        "http://backend.userland.com/creativecommonsrssmodule": "creativeCommons",
        "http://purl.org/dc/terms/": "dcterms",
        "http://xmlns.com/foaf/0.1/": "foaf",
        "http://www.georss.org/georss": "georss",
        "http://www.opengis.net/gml": "gml",
        "http://podlove.org/simple-chapters": "psc",
        "http://www.w3.org/1999/xhtml": "xhtml",
    }
)
# An unknown namespace with one of these prefixes would be taken for feedparser's own, or for one of its keys.
TAKEN = frozenset(
    {
        *("creativecommons", "rdf", "xlink", "xml"),
        *("author", "copyright", "created", "date", "description", "issued", "modified", "published", "publisher"),
        *("summary", "tagline", "title", "updated"),
    }
)
_SPACES = frozenset(space.lower() for space in (*READ.values(), *LEFT.values()) if space)
_HARMLESS = frozenset({"foaf", "geo", "prism", "slash", "sy", "thr", "trackback", "wfw"})  # have no keys of ours
_NOT_FOR_OTHERS = TAKEN | _SPACES
_NOT_FOR_FOREIGN = TAKEN | (_SPACES - _HARMLESS)
# Namespaces of feedparser's that nobody uses any more, some of which stand for RSS itself.
_ODD = (
    "http://purl.org/dc/elements/1.0/",
    "http://purl.org/rss/1.0/",
    "http://purl.org/atom/",
    "http://purl.org/echo/",
    "http://purl.org/pie/",
    "http://backend.userland.com/",
    "http://blogs.law.harvard.edu/",
    "http://my.netscape.com/",
    "http://example.com/",
    "uri/of/echo/",
    "http://media.tangent.org/",
    "http://my.theinfo.org/",
    "http://freshmeat.net/",
    "http://postneo.com/",
    "http://madskills.com/",
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://schemas.xmlsoap.org/",
    "http://hacks.benhammersley.com/",
    "http://schemas.pocketsoap.com/",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/xml/",
)


class Unsure(Exception):
    """The document has something of which the quick reader does not know for sure what feedparser makes."""


class Names:
    """The names of one document's elements. `declared` has prefixes and namespaces, as they came."""

    def __init__(self, declared: Iterable[tuple[str, str]]) -> None:
        self._named: dict[str, str] = {}
        self._foreign: set[str] = set()
        self._prefixes: dict[str, str] = {}
        self._unprefixed: set[str] = set()
        self._declared: list[str] = []
        for prefix, uri in dict.fromkeys(declared):
            if uri and uri.split() != [uri]:
                raise Unsure("a namespace with spaces")  # by which feedparser's parser tells names from namespaces
            self._declared.append(uri)
            self._declare(prefix, uri)
        if self._foreign & self._unprefixed:
            raise Unsure("a namespace with and without a prefix")

    def of(self, tag: str) -> str:
        """Feedparser's name of an element, of which `tag` is the name as ElementTree writes it."""
        name = self._named.get(tag)
        if name is None:
            name = self._named[tag] = self._name(tag)
        return name

    def first(self, *uris: str) -> str | None:
        """Which of these namespaces is declared first: feedparser takes the format from it."""
        return next((uri for uri in self._declared if uri in uris), None)

    def _name(self, tag: str) -> str:
        if tag in _HARMLESS_ELEMENTS:
            return FOREIGN
        uri, bracket, local = tag.rpartition("}")
        if not bracket:
            return local.lower()
        if uri[1:] in self._foreign:
            return FOREIGN
        space = READ.get(uri[1:].lower())
        if space is None:
            raise Unsure(f"an element {tag[:100]}")
        return f"{space}:{local}".lower() if space else local.lower()

    def _declare(self, prefix: str, uri: str) -> None:
        if not prefix:
            self._unprefixed.add(uri)
            return
        if self._prefixes.setdefault(prefix.lower(), uri) != uri:
            raise Unsure("a prefix with two meanings")
        space = READ.get(uri.lower(), LEFT.get(uri.lower()))
        if space is None:
            self._declare_foreign(prefix.lower(), uri)
        elif prefix.lower() in _NOT_FOR_OTHERS and prefix != space:
            raise Unsure(f"the prefix '{prefix}' for another namespace")

    def _declare_foreign(self, prefix: str, uri: str) -> None:
        lower = uri.lower()
        if lower.startswith(_ODD) or "userland" in lower or prefix in _NOT_FOR_FOREIGN:
            raise Unsure(f"the namespace {uri[:100]}")
        self._foreign.add(uri)
