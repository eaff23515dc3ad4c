"""`vedette feed`: one feed as the poller sees it.

In: an address or a file. Out: its entries as JSON types and in words, or why it is no feed. Loads neither rules nor
the language model, needs no configuration, stores nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from monitor.arriving import Arrived, arrive
from monitor.errors import IngestError
from monitor.ingest.files import FileFetcher
from monitor.ingest.limits import FetchLimits
from monitor.ingest.pool import ParserPool
from monitor.model import DocumentKind, Entry, Failed, Feed, ParsedFeed, Watch
from monitor.ports import Fetcher, Parser
from monitor.service.table import counted

USUAL_PLACES = ("/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml")
NO_FEED = "this is a web page, not a feed; look on it"  # how the parser begins when a page names none
_KINDS = {
    DocumentKind.NEWS_SITEMAP: "News sitemap",
    DocumentKind.SITEMAP: "Sitemap",
}
_FILES = frozenset({".xml", ".rss", ".atom", ".rdf", ".json", ".txt", ".html", ".opml", ".gz"})
_UNDATED = "undated".ljust(len("2026-01-01 00:00"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """`entries` for scripts, `text` for a person; `remarks` say what could not be used. `error`: it is no feed."""

    entries: tuple[dict[str, Any], ...] = ()
    text: str = ""
    remarks: tuple[str, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A feed, where it is if not at the given address, and by which way it was found, as a sentence."""

    parsed: ParsedFeed
    address: str = ""
    way: str = ""

    @classmethod
    def of(cls, arrived: Arrived) -> Found:
        """What arrived; raises `IngestError` when it is no feed."""
        if isinstance(arrived.response, Failed):
            raise IngestError(arrived.response.reason)
        if arrived.parsed is None:
            raise IngestError("the server says that nothing has changed, and we hold no copy")
        if arrived.found_at is None:
            return cls(parsed=arrived.parsed)
        way = f"This is a web page; its feed is at {arrived.found_at}"
        return cls(parsed=arrived.parsed, address=arrived.found_at, way=way)


def read_feed(
    config_path: Path | None, source: str, environ: Mapping[str, str], *, watch: Watch | None = None
) -> FeedView:
    """Fetch and parse once. Without a configuration the defaults hold. `watch`: the source is a page to be watched."""
    if "://" in source and not source.startswith(("http://", "https://", "file:")):
        return FeedView(error="this address cannot be read; give one with http:// or https://, or a file")
    url = source if source.startswith(("http://", "https://", "file:")) else f"file:{Path(source).resolve()}"
    feed = Feed(id=0, url=url, name=source, watch=watch)
    try:
        found = asyncio.run(_read_file(feed) if feed.is_file else _read_address(feed, config_path, environ))
    except IngestError as error:
        return FeedView(error=str(error) + _address_meant(source))
    parsed = _with_its_text(found.parsed)
    remarks = (
        *(f"not usable: {reason}" for reason in parsed.failed),
        *(f"held back: {reason}" for reason in parsed.held),
        *(f"note: {note}" for note in parsed.notes),
    )
    return FeedView(
        entries=tuple(entry_as_json(entry, parsed) for entry in parsed.entries),
        text="\n".join(filter(None, (found.way, _in_words(parsed), _to_paste(feed, found)))),
        remarks=remarks,
    )


async def _read_file(feed: Feed) -> Found:
    files = FileFetcher(max_bytes=FetchLimits().max_bytes)
    async with ParserPool() as parser:
        return Found.of(await arrive(feed, fetcher=files, parser=parser))


def _address_meant(source: str) -> str:
    """The hint for an address that was written without its beginning, as browsers show it, and taken for a file."""
    first = source.partition("/")[0]
    ending = Path(first).suffix.lower()
    is_meant = "://" not in source and ending and ending not in _FILES and not Path(source).exists()
    return f'; if it is an address, write "https://{source}"' if is_meant else ""


async def _read_address(feed: Feed, config_path: Path | None, environ: Mapping[str, str]) -> Found:
    from monitor.ingest.source import Fetching  # aiohttp takes a fifth of a second to load

    async with Fetching(_limits(config_path, environ)) as fetching, ParserPool() as parser:
        arrived = await arrive(feed, fetcher=fetching, parser=parser)
        if isinstance(arrived.response, Failed) and arrived.response.reason.startswith(NO_FEED):
            return await _guessed(feed, fetcher=fetching, parser=parser)
        return Found.of(arrived)


async def _guessed(feed: Feed, *, fetcher: Fetcher, parser: Parser) -> Found:
    """The first feed at an address where sites often have theirs. Only here, where somebody looks at what comes."""
    for place in USUAL_PLACES:
        address = urljoin(feed.url, place)
        arrived = await arrive(replace(feed, url=address), fetcher=fetcher, parser=parser)
        if arrived.parsed is not None and not arrived.found_at:
            way = f"This is a web page that names no feed; trying where feeds often are, one was found at {address}"
            return Found(parsed=arrived.parsed, address=address, way=way)
    tried = ", ".join(USUAL_PLACES)
    raise IngestError(
        f"this is a web page that names no feed, and there is none at {tried}; to be told what is new on the page "
        f'itself, write under feeds: - {{url: "{feed.url}", watch: links}}'
    )


def _limits(config_path: Path | None, environ: Mapping[str, str]) -> FetchLimits:
    """The configured manners of fetching: for a network inside, the allowed hosts and the proxy matter."""
    if config_path is None:
        return FetchLimits()
    from monitor.config import load_config
    from monitor.service.revealed import fetch_limits

    return fetch_limits(load_config(config_path), environ)


def _with_its_text(parsed: ParsedFeed) -> ParsedFeed:
    """A page whose text is watched has no entries at the first look: here its text is shown as one."""
    if parsed.kind is not DocumentKind.TEXT:
        return parsed
    content = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in parsed.paragraphs)
    return replace(parsed, entries=(Entry(id="text", id_from="hash", title=parsed.title, content=content),))


def _to_paste(feed: Feed, found: Found) -> str:
    """The line for the configuration, of what stands at an address."""
    if feed.is_file:
        return ""
    name = " ".join(found.parsed.title.split()).replace("\\", "").replace('"', "'")[:80]
    parts = (f'url: "{found.address or feed.url}"', f'name: "{name}"' if name else "")
    watch = f"watch: {feed.watch.value}" if feed.watch else ""
    return f"\nFor the configuration, under feeds:\n  - {{{', '.join(filter(None, (*parts, watch)))}}}"


def entry_as_json(entry: Entry, parsed: ParsedFeed) -> dict[str, Any]:
    """An entry with every key of the contract, null where the feed states nothing.

    `language` is the entry's own, else the one that the document states for all of it.
    """
    return {
        "id": entry.id,
        "title": entry.title or None,
        "link": entry.link,
        "published": entry.published.isoformat() if entry.published else None,
        "updated": entry.updated.isoformat() if entry.updated else None,
        "authors": list(entry.authors) or None,
        "summary": entry.summary,
        "content": entry.content,
        "language": entry.language or parsed.language,
    }


def _in_words(parsed: ParsedFeed) -> str:
    title = parsed.title or _KINDS.get(parsed.kind, "(no title)")
    lines = [f"{title}: {counted(len(parsed.entries), 'entry', 'entries')}"]
    for entry in parsed.entries:
        date = entry.published or entry.updated
        when = f"{date:%Y-%m-%d %H:%M}" if date else _UNDATED
        lines.append(f"  {when}  {' '.join(entry.title.split()) or '(no title)'}")
        if entry.link:
            lines.append(f"  {' ' * len(when)}  {entry.link}")
    return "\n".join(lines)
