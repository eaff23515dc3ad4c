"""Fetch and parse a feed by whichever way it is reached. What the outside must do stands in `ports`.

    a feed                       fetch, parse
    a site that names its feed   fetch the page, then the feed it names; from then on that one is asked
    an index of sitemaps         fetch the index, then the few sitemaps that are likeliest to have news
    a watched page               fetch, take its links or its text out

Never raises for what a server does: a way that leads nowhere is a `Failed` with the reason.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from monitor.errors import IngestError
from monitor.model import (
    DocumentKind,
    Entry,
    Failed,
    FailureCause,
    Feed,
    FeedState,
    Fetched,
    NotModified,
    ParsedFeed,
    Response,
)
from monitor.ports import Fetcher, Parser

MOST_NAMED = 2  # feeds of a page that are tried
PATIENCE = 45.0  # seconds; with the fetch then begun, less than a poll's lease allows
MOST_SITEMAPS = 4  # of one index, an index within it included
MOST_ENTRIES = 500  # of all of them together


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What came. `found_at` is the feed that the configured page names, None when the configured address is it."""

    response: Response
    parsed: ParsedFeed | None = None
    found_at: str | None = None


async def arrive(feed: Feed, *, fetcher: Fetcher, parser: Parser, clean: bool = False) -> Arrived:
    """Fetch a feed and parse it; a document that cannot be parsed is a failure like any other.

    A feed that was found by way of a page is looked for on that page again when it fails. `clean`: nothing of it is
    known, so whoever parses it may clean all of it.
    """
    response = await fetcher.fetch(feed)
    found_at = None if feed.watch else feed.state.found_at
    if isinstance(response, NotModified):
        return Arrived(response=response, found_at=found_at)
    if isinstance(response, Failed):
        return Arrived(response=response)
    try:
        parsed = await _parsed(feed, response, parser, clean=clean)
    except IngestError as error:
        if error.feeds and not (feed.is_file or feed.watch):
            return await _by_the_page(feed, error, fetcher=fetcher, parser=parser, clean=clean)
        return Arrived(response=_unread(response, str(error)))
    if parsed.parts:
        return await _by_the_index(feed, response, parsed, fetcher=fetcher, parser=parser, clean=clean)
    return Arrived(response=response, parsed=parsed, found_at=found_at)


async def _parsed(feed: Feed, response: Fetched, parser: Parser, *, clean: bool) -> ParsedFeed:
    return await (parser.watched(response, feed.watch) if feed.watch else parser.parse(response, clean=clean))


async def _by_the_page(feed: Feed, page: IngestError, *, fetcher: Fetcher, parser: Parser, clean: bool) -> Arrived:
    """The first feed that the page names and that can be read."""
    why = []
    for address in page.feeds[:MOST_NAMED]:
        response = await fetcher.fetch(_at(feed, address))
        if isinstance(response, Fetched):
            try:
                parsed = await parser.parse(response, clean=clean)
            except IngestError as error:
                why.append(str(error))
                continue
            return Arrived(response=response, parsed=parsed, found_at=address)
        if isinstance(response, Failed):
            why.append(response.reason)
    reasons = "; ".join(dict.fromkeys(why)) or "it brought nothing"
    return Arrived(response=_unread(feed, f"{page}, and that cannot be read: {reasons}"))


async def _by_the_index(
    feed: Feed, response: Fetched, index: ParsedFeed, *, fetcher: Fetcher, parser: Parser, clean: bool
) -> Arrived:
    """The newest entries of the sitemaps that an index names. Nothing is kept to ask by: each look is a whole one."""
    waiting, read, why = list(index.parts), list[ParsedFeed](), list[str]()
    until = asyncio.get_running_loop().time() + PATIENCE
    for _ in range(MOST_SITEMAPS):
        if not waiting or asyncio.get_running_loop().time() > until:
            break
        answer = await fetcher.fetch(_at(feed, waiting.pop(0)))
        if not isinstance(answer, Fetched):
            why.append(answer.reason if isinstance(answer, Failed) else "a sitemap came without content")
            continue
        try:
            part = await parser.parse(answer, clean=clean)
        except IngestError as error:
            why.append(str(error))
            continue
        if part.parts:
            waiting[:0] = part.parts
        else:
            read.append(part)
    if not read:
        reasons = "; ".join(dict.fromkeys(why)) or "they only name others"
        return Arrived(response=_unread(response, f"none of the sitemaps of the index can be read: {reasons}"))
    whole = replace(response, etag=None, last_modified=None, body_hash="")
    return Arrived(response=whole, parsed=_joined(index, read, why), found_at=feed.state.found_at)


def _joined(index: ParsedFeed, read: list[ParsedFeed], why: Iterable[str]) -> ParsedFeed:
    once: dict[str, Entry] = {}
    for part in read:
        for entry in part.entries:
            once.setdefault(entry.id, entry)
    news = all(part.kind is DocumentKind.NEWS_SITEMAP for part in read)
    return ParsedFeed(
        entries=_newest(tuple(once.values())),
        title=next((part.title for part in read if part.title), index.title),
        failed=tuple(reason for part in read for reason in part.failed),
        held=tuple(reason for part in read for reason in part.held),
        notes=(
            *index.notes,
            *(note for part in read for note in part.notes),
            *(f"a sitemap failed: {one}" for one in why),
        ),
        kind=DocumentKind.NEWS_SITEMAP if news else DocumentKind.SITEMAP,
    )


def _newest(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    never = datetime.min.replace(tzinfo=UTC)
    if len(entries) <= MOST_ENTRIES:
        return entries
    return tuple(sorted(entries, key=lambda entry: entry.published or entry.updated or never)[-MOST_ENTRIES:][::-1])


def _at(feed: Feed, address: str) -> Feed:
    """The feed as if it stood at this address, where nothing was fetched before."""
    return replace(feed, url=address, state=FeedState())


def _unread(where: Feed | Fetched, reason: str) -> Failed:
    return Failed(url=where.url, cause=FailureCause.PARSE, reason=reason)
