"""`vedette feed`: one feed as the poller sees it."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.config import load_config
from monitor.ingest.limits import FetchLimits
from monitor.ingest.pool import ParserPool
from monitor.ingest.source import Fetching
from monitor.model import Entry, Failed, Feed, ParsedFeed, Response
from monitor.pipeline import fetch_and_parse
from monitor.service.revealed import fetch_limits


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """The entries for scripts and for a person; or why the source is no feed."""

    entries: tuple[dict[str, Any], ...] = ()
    text: str = ""
    error: str | None = None


def read_feed(config_path: Path, source: str) -> FeedView:
    """Fetch and parse once. Needs no configuration: without a file the defaults hold."""
    limits = fetch_limits(load_config(config_path), os.environ) if config_path.exists() else FetchLimits()
    url = source if "://" in source or source.startswith("file:") else f"file:{Path(source).resolve()}"
    response, parsed = asyncio.run(_read(limits, Feed(id=0, url=url, name=source)))
    if isinstance(response, Failed):
        return FeedView(error=response.reason)
    if parsed is None:
        return FeedView(error="the server says that nothing has changed, and we hold no copy")
    return FeedView(entries=tuple(entry_as_json(entry) for entry in parsed.entries), text=_describe(parsed))


async def _read(limits: FetchLimits, feed: Feed) -> tuple[Response, ParsedFeed | None]:
    async with Fetching(limits) as fetching, ParserPool() as parser:
        return await fetch_and_parse(feed, fetcher=fetching, parser=parser)


def entry_as_json(entry: Entry) -> dict[str, Any]:
    """An entry with every key of the contract, null where the feed states nothing."""
    return {
        "id": entry.id,
        "title": entry.title or None,
        "link": entry.link,
        "published": entry.published.isoformat() if entry.published else None,
        "updated": entry.updated.isoformat() if entry.updated else None,
        "authors": list(entry.authors),
        "summary": entry.summary,
        "content": entry.content,
        "language": entry.language,
    }


def _describe(parsed: ParsedFeed) -> str:
    lines = [f"{parsed.title or '(untitled feed)'}: {len(parsed.entries)} entries"]
    for entry in parsed.entries:
        when = f"{entry.published:%Y-%m-%d %H:%M}" if entry.published else "undated         "
        lines.append(f"  {when}  {entry.title or '(no title)'}  {entry.link or ''}".rstrip())
    lines += [f"  not usable: {reason}" for reason in parsed.failed]
    lines += [f"  held back: {reason}" for reason in parsed.held]
    return "\n".join([*lines, *(f"  note: {note}" for note in parsed.notes)])
