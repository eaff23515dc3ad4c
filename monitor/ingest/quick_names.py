"""What the elements of a feed are called, whatever prefixes it chose, for the quick reader.

In: a document's text. Out: feedparser's names: `pubdate`, `dc:creator`, `content:encoded`; `?` for what is of a
namespace that nobody reads. Raises `Unsure` where feedparser's names would depend on more than the namespace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

ATOM = "http://www.w3.org/2005/Atom"
RSS_1 = "http://purl.org/rss/1.0/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = "http://www.w3.org/XML/1998/namespace"
FOREIGN = "?"
MOST_DECLARED = 2000  # declarations in one document: some repeat them in each item

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
# Namespaces of feedparser's that nobody uses any more, some of which stand for RSS itself.
_ODD = (
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

_ROOT = re.compile(r"(?:\s*(?:<\?[^<>]*>|<!--[^<>]*-->))*\s*<(rss|feed|rdf:RDF)(?=[\s>])([^<>]*)>")
_DECLARATION = re.compile(r"""xmlns(?::([A-Za-z][\w.-]*))?\s*=\s*(?:"([^"<>&]*)"|'([^'<>&]*)')""")


class Unsure(Exception):
    """The document has something of which the quick reader does not know for sure what feedparser makes."""


class Names:
    """The names of one document's elements."""

    def __init__(self, text: str) -> None:
        root = _ROOT.match(text)
        if root is None:
            raise Unsure("another kind of document")
        self._named: dict[str, str] = {}
        self._foreign: set[str] = set()
        self._prefixes: dict[str, str] = {}
        for prefix, uri in _declared(root[2]):
            self._declare(prefix, uri)
        for count, (prefix, uri) in enumerate(_declared(text, root.end())):
            if count > MOST_DECLARED or not prefix or uri.lower() not in READ:
                raise Unsure("namespaces declared on the way")
            self._declare(prefix, uri)

    def of(self, tag: str) -> str:
        """Feedparser's name of an element, of which `tag` is the name as ElementTree writes it."""
        name = self._named.get(tag)
        if name is None:
            name = self._named[tag] = self._name(tag)
        return name

    def _name(self, tag: str) -> str:
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
        if self._prefixes.setdefault(prefix.lower(), uri) != uri:
            raise Unsure("a prefix with two meanings")
        space = READ.get(uri.lower(), LEFT.get(uri.lower()))
        if space is None:
            self._declare_foreign(prefix, uri)
        elif prefix.lower() in TAKEN | _SPACES and prefix != space:
            raise Unsure(f"the prefix '{prefix}' for another namespace")

    def _declare_foreign(self, prefix: str, uri: str) -> None:
        lower = uri.lower()
        odd = not uri or lower.startswith(_ODD) or "userland" in lower
        if odd or not prefix or prefix.lower() in TAKEN | (_SPACES - _HARMLESS):
            raise Unsure(f"the namespace {uri[:100]}")
        self._foreign.add(uri)


def _declared(text: str, start: int = 0) -> Iterator[tuple[str, str]]:
    """Prefixes and namespaces, as stated from `start` on."""
    while (start := text.find("xmlns", start)) >= 0:
        found = _DECLARATION.match(text, start)
        if found is None:
            raise Unsure("an odd declaration of a namespace")
        yield found[1] or "", found[2] or found[3] or ""
        start = found.end()
