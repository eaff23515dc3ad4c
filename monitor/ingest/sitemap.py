"""Read a sitemap (sitemaps.org 0.9, with Google's news extension) or an index of sitemaps. Runs in the parser's child.

In: the document's text. Out: entries with the page's address as their id, or the addresses of the sitemaps that an
index names. Never fails for what stands in one entry; a document that breaks off gives what came before. A sitemap
lists the whole site: what is over the cap is no loss, it is the archive.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from monitor.errors import IngestError
from monitor.ingest import dates
from monitor.ingest.links import absolute
from monitor.ingest.sitemap_xml import Located, read_located
from monitor.model import DocumentKind, Entry

MOST_ENTRIES = 500
MOST_PARTS = 3  # sitemaps of an index that are read
MOST_UNPACKED = 20 * 1024 * 1024  # bytes of a sitemap.xml.gz
LONGEST_TITLE = 2000

_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(urlset|sitemapindex)(?=[\s>])")
_BEFORE_ROOT = (("<?", "?>"), ("<!--", "-->"), ("<!", ">"))  # what may stand there, and how it ends
_GZIP = b"\x1f\x8b"
_NUMBER = re.compile(r"\d+")
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What the document holds, before ids are repaired."""

    kind: DocumentKind
    entries: tuple[Entry, ...] = ()
    parts: tuple[str, ...] = ()
    title: str = ""
    notes: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


def unpacked(body: bytes) -> bytes:
    """The document, when it is a gzip file: servers hand `sitemap.xml.gz` out as it lies there."""
    if not body.startswith(_GZIP):
        return body
    inflating = zlib.decompressobj(wbits=31)
    try:
        document = inflating.decompress(body, MOST_UNPACKED + 1)
    except zlib.error as error:
        raise IngestError("this is a gzip file, and it is damaged") from error
    if len(document) > MOST_UNPACKED:
        raise IngestError(f"this gzip file unpacks to more than {MOST_UNPACKED // 1024 // 1024} MB")
    return document


def is_sitemap(text: str) -> bool:
    """Whether the document's root is that of a sitemap or of an index."""
    return _root(text) is not None


def read(text: str, *, url: str) -> Sitemap:
    """The newest 500 pages of a sitemap, or the sitemaps of an index that are likeliest to have news."""
    located, note = read_located(text)
    notes = (note,) if note else ()
    if _root(text) == "sitemapindex":
        return _index(located, url=url, notes=notes)
    return _urlset(located, url=url, notes=notes)


def _root(text: str) -> str | None:
    """The root element's name, if it is one of ours; what stands before it is passed over, once."""
    at = 0
    while True:
        while at < len(text) and text[at].isspace():
            at += 1
        ending = next((end for begin, end in _BEFORE_ROOT if text.startswith(begin, at)), None)
        if ending is None:
            found = _ROOT.match(text, at)
            return found[1] if found else None
        end = text.find(ending, at)
        if end < 0:
            return None
        at = end + len(ending)


def _urlset(located: Iterable[Located], *, url: str, notes: tuple[str, ...]) -> Sitemap:
    failed, entries, with_news, title = [], [], False, ""
    for number, item in enumerate(located, start=1):
        link = absolute(item.loc, (url,))
        if link is None:
            failed.append(f"item {number}: it has no address")
            continue
        entries.append(_entry(item, link))
        with_news = with_news or bool(item.title)
        title = title or item.publication
    kept = _newest(entries)
    if len(kept) < len(entries):
        notes = (*notes, f"the sitemap lists {len(entries)} pages; the newest {len(kept)} are read")
    return Sitemap(
        kind=DocumentKind.NEWS_SITEMAP if with_news else DocumentKind.SITEMAP,
        entries=kept,
        title=title,
        notes=notes,
        failed=tuple(failed[:MOST_ENTRIES]),
    )


def _entry(item: Located, link: str) -> Entry:
    return Entry(
        id=link,
        id_from="link",
        title=" ".join(item.title.split())[:LONGEST_TITLE] or _words_of(link),
        link=link,
        published=dates.read(item.published, None),
        updated=dates.read(item.lastmod, None),
        language=item.language.strip() or None,
    )


def _words_of(link: str) -> str:
    """The address's own words, for want of a title."""
    from monitor.text.address_words import words_of  # the text package loads more than a child needs to start

    return words_of(link)


def _newest(entries: list[Entry]) -> tuple[Entry, ...]:
    """The newest entries in document order. Where none has a date nobody can tell: those at both ends are taken."""
    if len(entries) <= MOST_ENTRIES:
        return tuple(entries)
    if not any(entry.published or entry.updated for entry in entries):
        return (*entries[: MOST_ENTRIES // 2], *entries[-MOST_ENTRIES // 2 :])
    order = sorted(range(len(entries)), key=lambda at: _date(entries[at]), reverse=True)
    return tuple(entries[at] for at in sorted(order[:MOST_ENTRIES]))


def _date(entry: Entry) -> datetime:
    return entry.published or entry.updated or _NEVER


def _index(located: Iterable[Located], *, url: str, notes: tuple[str, ...]) -> Sitemap:
    """The newest sitemaps: those for news first, then by date, then by the numbers in their names."""
    named = [(link, item) for item in located if (link := absolute(item.loc, (url,)))]
    if not named:
        raise IngestError("this is an index of sitemaps that names none")

    def rank(pair: tuple[str, Located]) -> tuple[bool, datetime, list[int]]:
        link, item = pair
        path = urlsplit(link).path
        return ("news" in path.lower(), dates.read(item.lastmod, None) or _NEVER, [int(n) for n in _numbers(path)])

    parts = tuple(dict.fromkeys(link for link, _ in sorted(named, key=rank, reverse=True)))[:MOST_PARTS]
    if len(parts) < len(named):
        notes = (*notes, f"the index names {len(named)} sitemaps; {len(parts)} of them are read")
    return Sitemap(kind=DocumentKind.SITEMAP, parts=parts, notes=notes)


def _numbers(path: str) -> list[str]:
    return [number[:18] for number in _NUMBER.findall(path)]
