"""The quick reader gives what feedparser's way gives, or leaves the document to it."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from feedparser.mixin import _FeedParserMixin
from feedparser.sanitizer import _HTMLSanitizer
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import IngestError
from monitor.ingest import quick
from monitor.ingest.parse import parse_document
from monitor.model import ParsedFeed
from tests.unit.ingest.feed_maker import make
from tests.unit.ingest.test_fuzz import mutilated
from tests.unit.ingest.test_golden_feeds import ADDRESS, DOCUMENTS, golden

DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/"'
ITUNES = 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
A_GOOD_PART = 0.33


def read(body: bytes, *, quickly: bool, charset: str | None = None) -> ParsedFeed | str:
    try:
        return parse_document(body, url=ADDRESS, charset=charset, quickly=quickly)
    except IngestError as error:
        return str(error)


def same_either_way(body: bytes, charset: str | None = None) -> None:
    assert read(body, quickly=True, charset=charset) == read(body, quickly=False, charset=charset)


def rss(inside: str, spaces: str = "") -> str:
    return f'<rss version="2.0" {spaces}><channel><title>Harbour</title><item>{inside}</item></channel></rss>'


def atom(inside: str, spaces: str = "") -> str:
    head = "<title>Harbour</title><id>tag:harbour.example,2024:feed</id>"
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {spaces}>{head}<entry>{inside}</entry></feed>'


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_golden_feed_reads_the_same_either_way(path: Path):
    request = json.loads(golden(path).read_text("utf-8")).get("request", {})
    same_either_way(path.read_bytes(), request.get("charset"))


@given(st.randoms(use_true_random=False))
def test_a_made_up_feed_reads_the_same_either_way(chance: Random):
    same_either_way(make(chance).encode())


@given(mutilated())
def test_a_mutilated_feed_reads_the_same_either_way(body: bytes):
    same_either_way(body)


def test_many_made_up_feeds_are_read_quickly():
    made = [make(Random(number)) for number in range(300)]
    assert sum(quick.read(text) is not None for text in made) > A_GOOD_PART * len(made)


# Usual enough to be read quickly, and with a trap each: what counts is that both ways agree.
TAKEN = {
    "a guid before the link": rss("<guid>https://a.example/1</guid><link>https://a.example/2</link>"),
    "a guid that is no address": rss("<guid>4711</guid>"),
    "an empty link, and a guid that would be one": rss("<link/><guid>https://a.example/1</guid>"),
    "a permalink in an odd spelling": rss('<guid isPermaLink="TRUE">https://a.example/1</guid>'),
    "full text before the description": rss(
        "<content:encoded>Long</content:encoded><description>S</description>", CONTENT
    ),
    "full text alone": rss("<content:encoded>Long</content:encoded>", CONTENT),
    "the same text twice": rss("<description>Same</description><content:encoded>Same</content:encoded>", CONTENT),
    "an empty description, and a full text": rss("<description/><content:encoded>L</content:encoded>", CONTENT),
    "many creators": rss("<dc:creator>Ida</dc:creator><dc:creator/><dc:creator>Per</dc:creator>", DC),
    "an author with an address": rss("<author>ida@a.example (Ida Holm)</author>"),
    "a title that looks like markup": rss("<title>&lt;b&gt;Bold&lt;/b&gt; &amp;amp; more</title>"),
    "a title with a reference to no character": rss("<title>R&amp;amp;D &amp;nonsense; &amp;eacute;</title>"),
    "a title that breaks off in a tag": rss("<title>1 &lt; 2 and &lt;b</title>"),
    "characters of windows-1252 by number": rss("<title>It&#146;s &#151; late</title>"),
    "text that was encoded twice": rss(
        "<title>Caf\u00c3\u00a9</title><description>\u00c3\u00a9t\u00c3\u00a9</description>"
    ),
    "a comment within a title": rss("<title>Ferry <!-- no --> strike</title>"),
    "an instruction within a title": rss("<title>Ferry<?stop now?> strike</title>"),
    "a date of Dublin Core alone": rss("<dc:date>2024-05-06T10:00:00Z</dc:date>", DC),
    "a day after the calendar's last": rss("<pubDate>Fri, 31 Dec 9999 23:59:59 GMT</pubDate>"),
    "a picture, with a title of its own": rss("<title>A</title>").replace(
        "<item>", "<image><url>/i.png</url><title>Picture</title><link>/</link></image><item>"
    ),
    "what is not ours, nested": rss("<our:a><our:b x='1'>text</our:b></our:a>", 'xmlns:our="https://a.example/ns"'),
    "a language in the entry": rss("<dc:language>fr</dc:language><title>A</title>", DC + ' xml:lang="de"'),
    "another language on the title": atom('<title xml:lang="fr">A</title>', 'xml:lang="de"'),
    "languages against the channel's": rss("<title>A</title>", 'xml:lang="de"').replace(
        "<item>", "<language>en</language><item>"
    ),
    "an id before the link": atom('<id>https://a.example/1</id><link href="https://a.example/2"/>'),
    "an author with an address in other brackets": rss("<author>Ida Holm [ida@a.example]</author>"),
    "an author with a quoted name": rss('<author>"Holm, Ida" &lt;ida@a.example&gt;</author>'),
    "authors in one element": rss("<author>ida@a.example, per@a.example</author>"),
    "an author with an address amid": rss("<author>write to ida@a.example please</author>"),
    "two links": rss("<link>https://a.example/1</link><link>https://a.example/2</link>"),
    "an empty link before another": rss("<link/><link>https://a.example/2</link>"),
    "a link of RSS, and one of Atom": rss(
        '<link>https://a.example/1</link><atom:link href="https://a.example/2"/>',
        'xmlns:atom="http://www.w3.org/2005/Atom"',
    ),
    "pages in two languages": atom(
        '<link type="text/plain" href="/t"/><link hreflang="en" href="/en"/><link type="xhtml" href="/fr"/>'
    ),
    "links of many kinds": atom(
        '<link rel="enclosure" href="/e"/><link type="application/json" href="/j"/><id>x:1</id>'
    ),
    "an author with an address, in Atom": atom("<author><name>Ida</name><email>i@a.example</email></author>"),
    "authors, the second without an address": atom(
        "<author><name>Ida</name><email>i@a.example</email></author><author><name>Per</name></author>"
    ),
    "text as text": atom('<title type="text">1 &lt; 2 &amp;amp; 3</title>'),
    "markup as markup": atom('<title type="html">&lt;i&gt;A&lt;/i&gt;</title><content type="html">&lt;p&gt;</content>'),
    "an owner of the channel": rss("<title>A</title>", ITUNES).replace(
        "<item>", "<itunes:owner><itunes:name>Ida</itunes:name></itunes:owner><itunes:author>Per</itunes:author><item>"
    ),
    "authors of the feed": atom("<title>A</title>").replace(
        "<entry>", "<author><name>Ida</name></author><author><name>Per</name></author><entry>"
    ),
    "a base": rss("<link>/1</link><guid>2</guid>", 'xml:base="https://b.example/a/"'),
    "a base, and an id that is no address": rss(
        '<guid isPermaLink="false">2</guid><link>?a=1</link>', 'xml:base="https://b.example/a"'
    ),
    "a base in Atom": atom('<id>tag:a.example,2024:1</id><link href="../2"/>', 'xml:base="https://b.example/a/c"'),
    "a title of the media after the entry's": rss(
        "<title>A</title><media:content><media:title>B</media:title></media:content>", MEDIA
    ),
    "a comment after the end": rss("<title>A</title>") + "\n<!-- made in 0.2 s & cached -->\n",
    "WordPress's number": rss('<title>A</title><post-id xmlns="com-wordpress:feed-additions:1">17</post-id>'),
    "a zone's name": rss("<pubDate>Mon, 06 May 2024 09:30:00 EST</pubDate>"),
    "a picture of the author": atom(
        '<author><name>Ida</name><our:image src="/i.png"/></author>', 'xmlns:our="https://a.example/ns"'
    ),
    "a prefix of one's own for Dublin Core": rss("<d:creator>Ida</d:creator>", DC.replace(":dc", ":d")),
    "a namespace declared where it is used": rss(f'<media:content {MEDIA} url="/m"/><title>A</title>'),
}
# What feedparser makes of these depends on more than the element: they are left to it.
LEFT = {
    "a title twice": rss("<title>A</title><title>B</title>"),
    "a title of the media alone": rss("<media:title>B</media:title>", MEDIA),
    "a description of the media": rss("<media:description>B</media:description>", MEDIA),
    "markup in a description": rss("<description><b>Bold</b></description>"),
    "a base of the item": rss("<title>A</title>").replace("<item>", '<item xml:base="https://b.example/">'),
    "a base that is none": rss("<title>A</title>", 'xml:base="/a/"'),
    "a base, and an address that is not of it": rss("<link>/\u00e9</link>", 'xml:base="https://b.example/"'),
    "a base on a thing of no use": rss('<category base="/x">A</category>'),
    "content of another kind": atom('<content type="image/png">iVBORw0KGgo=</content>'),
    "content elsewhere": atom('<content src="https://a.example/1"/>'),
    "content as XHTML": atom('<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A</div></content>'),
    "a date in words": rss("<pubDate>6. Mai 2024</pubDate>"),
    "a date in no zone": rss("<pubDate>Mon, 06 May 2024 09:30:00</pubDate>"),
    "too many slashes": rss("<link>https:////a.example/1</link>"),
    "an entity in a link": rss("<link>https://a.example/?a=1&amp;amp;b=2</link>"),
    "an author with an odd address": rss("<author>Ida Holm (@ida)</author>"),
    "an address among authors": rss("<dc:creator>i@a.example</dc:creator><dc:creator>Per</dc:creator>", DC),
    "an author without a name": atom("<author><email>i@a.example</email></author>"),
    "an owner of the feed, in Atom": atom("<title>A</title>", ITUNES).replace(
        "<entry>", "<itunes:owner><itunes:name>Ida</itunes:name></itunes:owner><entry>"
    ),
    "a person beside an author in words": atom("<dc:creator>Ida</dc:creator><author><name>Per</name></author>", DC),
    "a prefix that is another's": rss("<dc:title>A</dc:title>", 'xmlns:dc="https://a.example/ns"'),
    "a name of ours in what is not": rss("<our:a><title>B</title></our:a>", 'xmlns:our="https://a.example/ns"'),
    "a document type": f"<!DOCTYPE rss [<!ENTITY a 'b'>]>{rss('<title>&a;</title>')}",
    "an unknown version": rss("<title>A</title>").replace('"2.0"', '"17"'),
    "two channels": rss("<title>A</title>").replace("</rss>", "<channel/></rss>"),
    "a picture before the title in RDF": (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        "<image><title>P</title></image><channel><title>A</title></channel></rdf:RDF>"
    ),
    "what is not closed": "<rss version='2.0'><channel><item><title>A</rss>",
    "markup after the end": rss("<title>A</title>") + "<!-- <b>made</b> in 0.2 s -->",
    "a title of the media after a source": rss(
        "<title>A</title><source url='/s'>S</source><media:title>B</media:title>", MEDIA
    ),
    "a title of the media after an empty one": rss("<title/><media:title>B</media:title>", MEDIA),
    "Atom before RSS 1.0": (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://www.w3.org/2005/Atom"'
        ' xmlns="http://purl.org/rss/1.0/"><channel><title>A</title></channel></rdf:RDF>'
    ),
    "a namespace with spaces": rss("<title>A</title>", 'xmlns:our="https://a.example/n s"'),
    "a namespace with a space of another kind": rss("<our:a>A</our:a>", 'xmlns:our="https://a.example/n\u00a0s"'),
    "a namespace with a bracket": rss("<our:a>A</our:a>", 'xmlns:our="https://a.example/n}s"'),
    "a namespace with a prefix and without": rss(
        '<note xmlns="https://a.example/ns">A</note>', 'xmlns:our="https://a.example/ns"'
    ),
    "a name of ours that is said to be WordPress's": rss('<title xmlns="com-wordpress:feed-additions:1">A</title>'),
    "no feed": "<html><body><p>Ferry</p></body></html>",
}


@pytest.mark.parametrize("text", TAKEN.values(), ids=TAKEN.keys())
def test_what_is_usual_is_read_quickly_and_the_same(text: str):
    assert quick.read(text) is not None
    same_either_way(text.encode())


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT.keys())
def test_what_is_unusual_is_left_to_feedparser(text: str):
    assert quick.read(text) is None
    same_either_way(text.encode())


@pytest.mark.parametrize("uri", _FeedParserMixin.namespaces)
@pytest.mark.parametrize("prefix", ["our", "dc", "media", "thr"])
def test_a_namespace_that_feedparser_knows_has_the_same_meaning(uri: str, prefix: str):
    names = ("title", "creator", "date", "encoded", "modified", "description", "link", "language", "summary")
    for name in names:
        inside = f"<title>A</title><{prefix}:{name}>2024-05-06T10:00:00Z</{prefix}:{name}>"
        same_either_way(rss(inside, f'xmlns:{prefix}="{uri}"').encode())


def test_every_tag_in_a_title_has_the_same_meaning():
    for tag in (*_HTMLSanitizer.acceptable_elements, "script", "harbour", "tag"):
        same_either_way(rss(f"<title>A &lt;{tag}&gt;B&lt;/{tag}&gt; &amp;amp; C</title>").encode())


def test_every_control_character_of_windows_1252_has_the_same_meaning():
    for point in range(0x80, 0xA0):
        same_either_way(rss(f"<title>A &#{point}; B</title><author>C{chr(point)}</author>").encode())


HOSTILE = {
    "deep": "<our:a>" * 3000 + "</our:a>" * 3000,
    "deep in what is ours": "<category>" * 3000 + "</category>" * 3000,
    "many elements": "<category/>" * 5000,
    "many attributes": "<category " + " ".join(f'a{n}="x"' for n in range(3000)) + "/>",
    "many namespaces": "".join(f'<n{n}:a xmlns:n{n}="https://a.example/{n}"/>' for n in range(3000)),
    "many sections": f"<title>{'<![CDATA[x]]>' * 20_000}</title>",
    "many references": f"<title>{'&amp;' * 100_000}</title>",
    "many authors": "<author>Ida</author><author>Per</author>" * 2000,
    "a long text": f"<title>{'x' * 1_000_000}</title>",
}


@pytest.mark.parametrize("inside", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_made_to_hurt_reads_the_same(inside: str):
    same_either_way(rss(inside, 'xmlns:our="https://a.example/ns"').encode())


def test_a_document_of_elements_without_end_is_left_to_feedparser():
    assert quick.read(rss("<category/>" * quick.MOST_MARKS)) is None
