"""Made-up feeds for comparing two readers: well-formed RSS, RDF and Atom with what programs write, and with traps.

In: a source of chance. Out: the document. Most of its elements are ordinary, so that a strict reader has something to
answer; about one in a hundred has a trap: an odd attribute, a child where text belongs, a name from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

NAMESPACES = (
    *("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/", "http://purl.org/rss/1.0/modules/content/"),
    *("http://search.yahoo.com/mrss/", "http://www.itunes.com/dtds/podcast-1.0.dtd", "http://www.w3.org/2005/Atom"),
    *("http://purl.org/rss/1.0/modules/slash/", "http://purl.org/rss/1.0/modules/syndication/"),
    *("http://wellformedweb.org/CommentAPI/", "http://rssnamespace.org/feedburner/ext/1.0"),
    *("http://purl.org/syndication/thread/1.0", "https://paper.example/ns", "http://www.georss.org/georss"),
)
PREFIXES = (
    "dc",
    "dcterms",
    "content",
    "media",
    "itunes",
    "atom",
    "slash",
    "sy",
    "wfw",
    "feedburner",
    "thr",
    "our",
    "georss",
)
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'

TEXTS = (
    *(
        "Ferry strike ends",
        "Two &amp; three",
        "  much   space \n here ",
        "Gr\u00fc\u00dfe",
        "\u041f\u0430\u0440\u043e\u043c \u0443\u0448\u0451\u043b",
        "",
        " ",
    ),
    *(
        "<![CDATA[<p>The <b>ferry</b> left.</p>]]>",
        "&lt;p&gt;The ferry left.&lt;/p&gt;",
        "&lt;b&gt;Bold&lt;/b&gt; words",
    ),
    *(
        "Caf&amp;eacute;",
        "<![CDATA[It&#8217;s late]]>",
        "It&#8217;s late",
        "1 &lt; 2",
        "a &lt;tag&gt; &lt;/tag&gt;",
        "R&amp;D; and",
    ),
    *(
        "\u00c3\u00a9t\u00e9 \u00c3\u00a9",
        "a\u0096b",
        "a&#150;b",
        "Caf\u00c3\u00a9 &#x92;",
        "x<!-- a note -->y",
        "x<?note y?>z",
        "\u00a0padded\u00a0",
    ),
    *(
        "https://harbour.example/1",
        "https://harbour.example/?a=1&amp;b=2",
        "/relative?x=1",
        "harbour.example/1",
        "1234",
    ),
    *("https://harbour.example/&amp;amp;x", "https:////harbour.example/2", "tag:harbour.example,2024:7", "&lt;br&gt;"),
    *(
        "Ida Holm",
        "ida@harbour.example (Ida Holm)",
        "ida@harbour.example",
        "Ida Holm <![CDATA[<ida@harbour.example>]]>",
    ),
    *("Ida Holm", "Per Lund", "mailto:ida@harbour.example", "Ida &lt;ida@harbour.museum&gt;", "en", "de_AT", "fa-IR"),
    *(
        "Mon, 06 May 2024 09:30:00 +0200",
        "2024-05-06T10:00:00Z",
        "6 May 2024 09:30:00 GMT",
        "2024-05-06T10:00:00.5+02:00",
    ),
    *(
        "yesterday",
        "2024-05-06",
        "Mon, 6 May 24 9:30 EST",
        "Fri, 31 Dec 9999 23:59:59 -0800",
        "90",
        "0",
        "yes",
        "hourly",
    ),
)
DATES = (
    *("Mon, 06 May 2024 09:30:00 +0200", "Tue, 7 May 2024 00:00:00 GMT", "2024-05-06T10:00:00Z"),
    *("2024-05-06T10:00:00+03:00", "07 May 2024 00:00:59 -1130", "2024-02-29T23:59:59.123456-09:30", ""),
    *("Mon, 06 May 2024 09:30:00 EST", "Mon, 06 May 2024 09:30 MSK", "06 May 2024 09:30:00 MESZ"),
    *("2024-05-06T10:00:00-0130", "2024-05-06T10:00:00+0000", "29 Feb 2024 09:30:00 Z", "1 Jan 1000 00:00:00 UT"),
)
LINKS = ("https://harbour.example/1", "https://harbour.example/2?a=1&amp;b=2", "/3", "http://harbour.example/4")
PEOPLE = ("Ida Holm", "Per Lund", "ida@harbour.example (Ida Holm)", "ida@harbour.example", "", "\u0418\u0434\u0430")
NAMES = ("Ida Holm", "Per Lund", "Gr\u00fc\u00df", "\u0418\u0434\u0430")
FITTING = {
    **dict.fromkeys(("pubDate", "updated", "published", "dc:date", "lastBuildDate", "atom:updated"), DATES),
    **dict.fromkeys(("link", "guid", "id", "feedburner:origLink", "comments"), (*LINKS, "tag:harbour.example,2024:7")),
    **dict.fromkeys(("author", "dc:creator", "itunes:author", "managingEditor", "webMaster"), PEOPLE),
    **dict.fromkeys(("language", "dc:language"), ("en", "de-AT", "fr_CA", "")),
    "ttl": ("90", "0", "", "x", "100000"),
}
IN_FEEDS = (
    *("lastBuildDate", "pubDate", "generator", "image", "atom:link", "category", "copyright", "skipHours", "docs"),
    *("managingEditor", "webMaster", "sy:updatePeriod", "itunes:owner", "itunes:explicit", "our:note", "rights"),
    *("id", "updated", "author", "subtitle", "logo", "dc:date", "dc:language", "feedburner:info", "our:title"),
)
USUAL = {
    "rss": (
        "title",
        "link",
        "guid",
        "pubDate",
        "description",
        "dc:creator",
        "category",
        "content:encoded",
        "media:group",
    ),
    "rdf": ("title", "link", "description", "dc:date", "dc:creator", "dc:subject", "content:encoded"),
    "feed": ("title", "id", "updated", "published", "summary", "content", "author", "category"),
}
FIELDS = (
    *("title", "link", "guid", "id", "pubDate", "published", "updated", "issued", "modified", "created", "date"),
    *("description", "summary", "content", "subtitle", "body", "fullitem", "abstract", "info", "tagline"),
    *("author", "managingEditor", "webMaster", "contributor", "name", "email", "uri", "url", "language", "ttl"),
    *(
        "category",
        "enclosure",
        "source",
        "comments",
        "rights",
        "copyright",
        "image",
        "textInput",
        "cloud",
        "expirationDate",
    ),
    *("dc:creator", "dc:date", "dc:title", "dc:description", "dc:language", "dc:subject", "dc:publisher", "dc:rights"),
    *("dc:author", "dc:contributor", "dc:identifier", "dcterms:modified", "dcterms:created", "dcterms:issued"),
    *("content:encoded", "media:content", "media:thumbnail", "media:title", "media:description", "media:credit"),
    *("media:group", "media:keywords", "media:category", "media:rating", "itunes:author", "itunes:summary"),
    *("itunes:subtitle", "itunes:title", "itunes:duration", "itunes:explicit", "itunes:image", "itunes:keywords"),
    *("itunes:owner", "atom:link", "atom:updated", "atom:id", "atom:title", "atom:author", "slash:comments"),
    *("wfw:commentRss", "feedburner:origLink", "thr:total", "our:note", "our:title", "sy:updatePeriod", "georss:point"),
    *("lastBuildDate", "generator", "docs", "skipHours", "items", "entry", "item", "feed", "channel", "Title", "GUID"),
)
ATTRIBUTES = (
    *('isPermaLink="false"', 'isPermaLink="true"', 'isPermaLink="maybe"', 'type="html"', 'type="text"', 'type="xhtml"'),
    *('type="text/html"', 'type="TEXT"', 'type="application/json"', 'rel="self"', 'rel="alternate"', 'rel="hub"'),
    *('href="https://harbour.example/9"', 'href=""', 'url="https://harbour.example/8"', 'xml:lang="de"', 'xml:lang=""'),
    *('xml:base="https://other.example/"', 'base="/x"', 'lang="fr"', 'our:lang="it"', 'our:href="/y"', 'mode="base64"'),
    *('term="harbour"', 'scheme="x"', 'title="t"', 'length="1"', 'src="https://harbour.example/7"', 'role="author"'),
)
HREFS = (
    *(
        'href="https://harbour.example/a"',
        'rel="alternate" type="text/html" href="/b"',
        'rel="self" href="https://f.example/"',
    ),
    *(
        'rel="hub" href="https://hub.example/"',
        'rel="alternate" type="application/json" href="/j"',
        'rel="enclosure" href="/e"',
    ),
)
BETWEEN = ("", "", "\n ", "<!-- a note -->", " stray words ", "<?note y?>", "<![CDATA[ stray ]]>")
BOXES = {
    "image": ("url", "title", "link", "width", "description"),
    "media:group": ("media:content", "media:credit", "media:thumbnail", "media:title"),
    "media:content": ("media:credit", "media:rating", "media:keywords", "media:title"),
    "contributor": ("name", "email", "uri"),
    "itunes:owner": ("itunes:name", "itunes:email"),
    "skipHours": ("hour",),
    "source": ("title", "link", "our:title"),
    "textInput": ("title", "link", "name"),
    "our:note": ("our:title", "our:note", "title", "dc:title"),
}
BASES = ("https://base.example/", "http://base.example", "https://base.example/a/b", "https://b.example/a/../b", "/x/")
ENDS = ("\n<!-- made in 0.2 s & cached -->", "<!-- made in 0.2 s -->\n", "<!-- made <fast> -->", "words")
POST_ID = '<post-id xmlns="com-wordpress:feed-additions:1">17</post-id>'
RARELY = 0.01


def make(rng: Random) -> str:
    """One document."""
    root = rng.choice(("rss", "rss", "rdf", "feed"))
    declared = " ".join(_declarations(rng))
    lang = rng.choice(("", "", "", ' xml:lang="de"', ' xml:lang="en_GB"'))
    lang += f' xml:base="{rng.choice(BASES)}"' if rng.random() < 0.1 else ""
    head = _elements(rng, ("title", "link", "language", "ttl", "description"), root, rng.randint(0, 4))
    idle = _elements(rng, IN_FEEDS, root, rng.choice((0, 0, 1, 2)))
    entries = "".join(_entry(rng, root) for _ in range(rng.randint(0, 4)))
    tail = _elements(rng, FIELDS, root, 1) if rng.random() < 5 * RARELY else ""
    end = rng.choice(ENDS if rng.random() < 0.1 else ("", "\n"))
    start = rng.choice(("", '<?xml version="1.0" encoding="UTF-8"?>\n', '<?xml version="1.0"?><!-- made by hand -->'))
    if root == "feed":
        return (
            f'{start}<feed xmlns="http://www.w3.org/2005/Atom" {declared}{lang}>{head}{idle}{entries}{tail}</feed>{end}'
        )
    if root == "rdf":
        channel = f'<channel rdf:about="https://harbour.example/">{head}{idle}{tail}</channel>'
        return f"{start}<rdf:RDF {RDF} {declared}{lang}>{channel}{entries}</rdf:RDF>{end}"
    version = rng.choice(("2.0", "2.0", "0.92"))
    return f'{start}<rss version="{version}" {declared}{lang}><channel>{head}{idle}{entries}{tail}</channel></rss>{end}'


def _declarations(rng: Random) -> Iterator[str]:
    """Of the namespaces, some under another's prefix."""
    for prefix, uri in zip(PREFIXES, NAMESPACES, strict=True):
        stated = rng.choice(NAMESPACES) if rng.random() < RARELY / 5 else uri
        yield f'xmlns:{prefix}="{stated}"'


def _entry(rng: Random, root: str) -> str:
    name = "entry" if root == "feed" else "item"
    about = f' rdf:about="{rng.choice(LINKS)}"' if root == "rdf" and rng.random() < 0.7 else ""
    lang = ' xml:lang="fr"' if rng.random() < 5 * RARELY else ""
    inside = _elements(rng, USUAL[root], root, rng.randint(0, 8))
    return f"<{name}{about}{lang}>{inside}</{name}>\n"


def _elements(rng: Random, usual: tuple[str, ...], root: str, count: int) -> str:
    """Some of the usual elements, each once as a rule, in any order, and seldom another."""
    names = rng.sample(usual, min(count, len(usual)))
    if rng.random() < 0.1:
        names.insert(rng.randint(0, len(names)), rng.choice(FIELDS))
    inside = [_element(rng, name, root) for name in names]
    if rng.random() < 2 * RARELY:
        inside.append(rng.choice((POST_ID, POST_ID.replace("post-id", "title"))))
    return rng.choice(BETWEEN).join(inside)


def _element(rng: Random, name: str, root: str) -> str:
    attributes = f" {rng.choice(ATTRIBUTES)}" if rng.random() < RARELY else ""
    if name == "atom:link" or (name == "link" and root == "feed"):
        return f"<{name} {rng.choice(HREFS)}{attributes}/>"
    if name == "author" and root == "feed":
        return _person(rng, attributes)
    if name in {"guid", "content", "summary", "title"} and rng.random() < 0.1:
        attributes = f" {rng.choice(ATTRIBUTES[:5])}"
    if name in BOXES:
        inside = _elements(rng, BOXES[name], root, rng.randint(0, 2))
        return f"<{name}{attributes}>{inside}</{name}>"
    text = rng.choice(FITTING[name] if name in FITTING and rng.random() < 1 - 2 * RARELY else TEXTS)
    child = "<b>child</b>" if rng.random() < RARELY / 2 else ""
    declared = ' xmlns:our="https://paper.example/ns"' if rng.random() < RARELY / 2 else ""
    return f"<{name}{attributes}{declared}>{text}{child}</{name}>"


def _person(rng: Random, attributes: str) -> str:
    parts = [f"<name>{rng.choice(NAMES)}</name>"]
    if rng.random() < 0.4:
        parts.append(f"<email>{rng.choice(('ida@harbour.example', 'x', ''))}</email>")
    if rng.random() < 0.2:
        parts.append("<uri>https://harbour.example/ida</uri>")
    if rng.random() < 5 * RARELY:
        parts.append(rng.choice(('<our:image src="/i.png"/>', "<our:note>n</our:note>", '<our:note lang="de"/>')))
    rng.shuffle(parts)
    return f"<author{attributes}>{rng.choice(BETWEEN[:3]).join(parts)}</author>"
