"""`vedette feed`: one feed as the poller sees it.

In: an address or a file. Out: its entries as JSON types and in words, or why it is no feed. Loads neither rules nor
the language model, needs no configuration, stores nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.errors import IngestError
from monitor.ingest.files import FileFetcher
from monitor.ingest.limits import FetchLimits
from monitor.ingest.pool import ParserPool
from monitor.model import Entry, Failed, Feed, Fetched, ParsedFeed, Response
from monitor.service.table import counted

_UNDATED = "undated".ljust(len("2026-01-01 00:00"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """`entries` for scripts, `text` for a person; `remarks` say what could not be used. `error`: it is no feed."""

    entries: tuple[dict[str, Any], ...] = ()
    text: str = ""
    remarks: tuple[str, ...] = ()
    error: str | None = None


def read_feed(config_path: Path | None, source: str, environ: Mapping[str, str]) -> FeedView:
    """Fetch and parse once. Without a configuration the defaults hold."""
    if "://" in source and not source.startswith(("http://", "https://", "file:")):
        return FeedView(error="this address cannot be read; give one with http:// or https://, or a file")
    url = source if source.startswith(("http://", "https://", "file:")) else f"file:{Path(source).resolve()}"
    try:
        feed = Feed(id=0, url=url, name=source)
        parsed = asyncio.run(_read_file(feed) if feed.is_file else _read_address(feed, config_path, environ))
    except IngestError as error:
        return FeedView(error=str(error))
    remarks = (
        *(f"not usable: {reason}" for reason in parsed.failed),
        *(f"held back: {reason}" for reason in parsed.held),
        *(f"note: {note}" for note in parsed.notes),
    )
    return FeedView(
        entries=tuple(entry_as_json(entry, parsed) for entry in parsed.entries), text=_in_words(parsed), remarks=remarks
    )


async def _read_file(feed: Feed) -> ParsedFeed:
    return await _parsed(await FileFetcher(max_bytes=FetchLimits().max_bytes).fetch(feed))


async def _read_address(feed: Feed, config_path: Path | None, environ: Mapping[str, str]) -> ParsedFeed:
    from monitor.ingest.source import Fetching  # aiohttp takes a fifth of a second to load

    async with Fetching(_limits(config_path, environ)) as fetching:
        return await _parsed(await fetching.fetch(feed))


def _limits(config_path: Path | None, environ: Mapping[str, str]) -> FetchLimits:
    """The configured manners of fetching: for a network inside, the allowed hosts and the proxy matter."""
    if config_path is None:
        return FetchLimits()
    from monitor.config import load_config
    from monitor.service.revealed import fetch_limits

    return fetch_limits(load_config(config_path), environ)


async def _parsed(response: Response) -> ParsedFeed:
    """What the poller makes of the answer; raises `IngestError` when it is no feed."""
    if isinstance(response, Failed):
        raise IngestError(response.reason)
    if not isinstance(response, Fetched):
        raise IngestError("the server says that nothing has changed, and we hold no copy")
    async with ParserPool() as parser:
        return await parser.parse(response)


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
    lines = [f"{parsed.title or '(no title)'}: {counted(len(parsed.entries), 'entry', 'entries')}"]
    for entry in parsed.entries:
        when = f"{entry.published:%Y-%m-%d %H:%M}" if entry.published else _UNDATED
        lines.append(f"  {when}  {' '.join(entry.title.split()) or '(no title)'}")
        if entry.link:
            lines.append(f"  {' ' * len(when)}  {entry.link}")
    return "\n".join(lines)
