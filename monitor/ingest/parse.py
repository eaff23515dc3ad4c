"""Parse a feed document: RSS 0.9x to 2.0, RDF, Atom, JSON Feed. Runs in a child that can be killed.

In: bytes and what the response said of them. Out: `ParsedFeed`. Raises `IngestError` and nothing else, and only when
the document as a whole is no feed: a malformed item loses nobody but itself, a malformed document keeps what can be
read of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from monitor.errors import IngestError
from monitor.ingest import autodiscovery, entries, hubs, ids, items, jsonfeed, quick, sections, sitemap
from monitor.ingest.decode import decode
from monitor.ingest.document import Document
from monitor.ingest.mend import ampersands, cut_short
from monitor.ingest.unmended import is_unmended
from monitor.model import Entry, ParsedFeed

MOST_ENTRIES = 500
MOST_HEADER = 20_000  # characters in which markup shows what it is

_HTML = re.compile(
    r"(?is)^\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.{0,2000}?-->)\s*+)*+<(?:!doctype\s+html|html|head|body|meta|div|script|link|table|p)\b"
)
_ROOT = re.compile(r"(?i)<(?:\?xml|rss|feed|rdf:RDF|channel)\b")
_MENDS = (
    (sections.closed, "CDATA sections that never end were closed"),
    (sections.without_open_comment, "a comment that never ends was opened"),
    (ampersands, "stray ampersands or HTML entities were mended"),
    (items.apart, "items inside of others were taken out of them"),
    (items.with_ends, "titles or links that never end were closed"),
    (cut_short, "the document breaks off in the middle of an item"),
)
_WHOLE = re.compile(r"<(rss|feed|rdf:RDF)(?=[\s>])")
_JUNK_BEFORE_ROOT = 4000  # characters of warnings that a broken site prints before its feed


def parse_document(
    body: bytes, *, content_type: str = "", charset: str | None = None, url: str = "", quickly: bool = True
) -> ParsedFeed:
    """Entries of a feed document, with ids that are unique in it; at most 500, newest first when there are more.

    `charset` is the one of the HTTP header, `url` the document's address (relative links). `content_type` only helps
    to name what came instead of a feed. `quickly` makes no difference but of time: without it feedparser reads all XML.
    """
    tried = body if quickly and is_unmended(body, charset=charset) else b""
    if tried and (document := quick.read(tried)) is not None and (document.entries or not items.are_prefixed(tried)):
        return _feed(document, url=url, notes=())  # as nearly every document: the rest is for the others
    text, notes = decode(sitemap.unpacked(body), charset=charset)
    if not text.strip():
        raise IngestError("the document is empty")
    if text.startswith(("{", "[")):
        feed = jsonfeed.read(text, url=url)
        about = {"title": feed.title, "language": feed.language, "hub": feed.hub}
        return _finish(feed.entries, failed=feed.failed, notes=(*notes, *feed.notes), **about)
    text, mended = _mended(text)
    if sitemap.is_sitemap(text):
        return _sitemap(sitemap.read(text, url=url), (*notes, *mended))
    document = _read(text, tried, quickly=quickly)
    if not document.entries and (other := items.unprefixed(text)) != text:
        named = _read(other, tried, quickly=quickly)
        if named.entries:
            document, mended = named, (*mended, "the items were in a namespace that is none of feeds")
    if not document.version and (not document.entries or _HTML.match(text)):
        raise _not_a_feed(text, content_type=content_type, url=url)
    return _feed(document, url=url, notes=(*notes, *mended))


def _mended(text: str) -> tuple[str, tuple[str, ...]]:
    """XML as well-formed as it can be made, and notes on what was mended."""
    notes: tuple[str, ...] = ()
    text = _without_junk(text)
    for mend, note in _MENDS:
        if (mended := mend(text)) != text:
            text, notes = mended, (*notes, note)
    return text, notes


def _read(text: str, tried: bytes, *, quickly: bool) -> Document:
    return (_quickly(text, tried) if quickly else None) or _tolerantly(text)


def _quickly(text: str, tried: bytes) -> Document | None:
    """The document, if mending made another of it than what could not be read before."""
    written = text.encode("utf-8", "surrogatepass")
    return None if written == tried else quick.read(written)


def _tolerantly(text: str) -> Document:
    from monitor.ingest import tolerant  # feedparser takes as long to load as a hundred documents to read

    return tolerant.read(text)


def _feed(document: Document, *, url: str, notes: tuple[str, ...]) -> ParsedFeed:
    found, failed = [], []
    bases = entries.bases(document.feed, url, atom=document.is_atom)
    for number, raw in enumerate(document.entries[: jsonfeed.MOST_ITEMS], start=1):
        try:
            found.append(entries.entry_from(raw, feed=document.feed, bases=bases, atom=document.is_atom))
        except Exception as error:  # noqa: BLE001 - one malformed item never loses the rest
            failed.append(f"item {number}: {error}")
    return _finish(
        found,
        failed=(*failed, *document.failed),
        notes=(*notes, *document.notes, *jsonfeed.too_many(document.entries)),
        title=entries.plain(str(dict.get(document.feed, "title") or ""), markup=True),
        language=entries.language_of(document.feed),
        ttl=entries.ttl(document.feed),
        hub=hubs.from_links(dict.get(document.feed, "links"), url=url),
    )


def _sitemap(found: sitemap.Sitemap, notes: tuple[str, ...]) -> ParsedFeed:
    about = {"title": found.title, "kind": found.kind, "parts": found.parts}
    return _finish(found.entries, failed=found.failed, notes=(*notes, *found.notes), **about)


def _finish(found: Sequence[Entry], *, failed: tuple[str, ...], notes: tuple[str, ...], **about: Any) -> ParsedFeed:
    unique, held = ids.repair(found)
    kept, over = _cap(unique)
    return ParsedFeed(entries=kept, failed=failed, held=(*held, *over), notes=notes, **about)


def _cap(found: tuple[Entry, ...]) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The newest entries, in document order, and a reason for each of the others."""
    if len(found) <= MOST_ENTRIES:
        return found, ()
    never = datetime.min.replace(tzinfo=UTC)
    newest = sorted(found, key=lambda entry: entry.published or entry.updated or never, reverse=True)[:MOST_ENTRIES]
    chosen = {entry.id for entry in newest}
    held = tuple(
        f"'{entry.title[:80] or entry.id[:80]}' is over the cap of {MOST_ENTRIES} items a document"
        for entry in found
        if entry.id not in chosen
    )
    return tuple(entry for entry in found if entry.id in chosen), held


def _without_junk(text: str) -> str:
    """Without what a broken site prints before its feed, or the page that is put around it."""
    if text.startswith("<"):
        return _unwrapped(text) if _HTML.match(text) else text
    root = _ROOT.search(text, 0, _JUNK_BEFORE_ROOT)
    return text[root.start() :] if root else text


def _unwrapped(page: str) -> str:
    """The feed that makes up a page; the page when there is none, or it only tells of feeds."""
    root = _WHOLE.search(page, 0, _JUNK_BEFORE_ROOT)
    end = page.rfind(f"</{root[1]}>") if root else -1
    return page[root.start() : end + len(root[1]) + 3] if root and end > len(page) / 2 else page


def _not_a_feed(text: str, *, content_type: str, url: str) -> IngestError:
    if _HTML.match(text) or ("html" in content_type.lower() and "<" in text[:MOST_HEADER]):
        if feeds := autodiscovery.feeds_of(text, url):
            named = " and ".join(feeds[:3])
            return IngestError(f"this is a web page, not a feed; it names {named} as its feed", feeds=feeds)
        return IngestError("this is a web page, not a feed; look on it for a link to RSS or Atom")
    if not text.startswith("<"):
        return IngestError("this is plain text, not a feed")
    return IngestError("this is XML or markup, but no kind of feed that is known (RSS, RDF, Atom, JSON Feed)")
