"""Take in what a poll brought: what is new or edited becomes clean articles, the rest is counted.

In: a parsed feed, and what the store knows of its entries. Out: a `Polled` in which the feed's state is as it was. Asks
the store, so it belongs on a thread; records nothing. An entry that cannot be cleaned is counted as failed. What came
clean from where it was parsed, as all of a new feed does, is not cleaned again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from monitor import alerting, polling, text
from monitor.arriving import Arrived
from monitor.model import Article, Entry, Feed, ParsedFeed, Polled
from monitor.ports import PollStore


def take_in(
    feed: Feed,
    arrived: Arrived,
    *,
    store: PollStore,
    languages: tuple[str, ...],
    newer_than: timedelta,
    now: datetime,
) -> Polled:
    """Clean the entries that are new or edited; count the others. The feed's state is left as it is."""
    if arrived.parsed is None:
        return Polled(response=arrived.response, state=feed.state)
    memory = store.page_memory(feed.id) if feed.watch else None
    parsed, page = polling.what_changed(arrived.parsed, memory, url=feed.url)
    entries = [entry for entry in parsed.entries if not entry.says_nothing]
    fresh = _fresh(feed, parsed, entries, store=store)
    articles, hashes = list[Article](), list[str]()
    failed = [*parsed.failed, *["it has neither title, text nor link"] * (len(parsed.entries) - len(entries))]
    fresh.reverse()
    for one, article in zip(fresh, _cleaned(fresh, feed, parsed, languages=languages, now=now), strict=True):
        if isinstance(article, str):
            failed.append(article)
            continue
        old = alerting.is_backlog(article, feed, newer_than=newer_than, now=now)
        articles.append(replace(article, backlog=old, revision=1 + one.edited) if old or one.edited else article)
        hashes.append(one.digest)
    told, notes = _old_apart(articles, feed, parsed, store=store)
    return Polled(
        response=arrived.response,
        state=feed.state,
        articles=tuple(replace(one, page_wanted=True) if text.wants_page(one, feed) else one for one in told),
        entry_hashes=tuple(hashes),
        known=len(entries) - len(fresh),
        held=parsed.held,
        failed=tuple(failed),
        notes=notes,
        hub=parsed.hub,
        page=page,
    )


class _Fresh(NamedTuple):
    """An entry that is new or edited, and the hash of what it says."""

    entry: Entry
    digest: str
    edited: bool


def _fresh(feed: Feed, parsed: ParsedFeed, entries: Sequence[Entry], *, store: PollStore) -> list[_Fresh]:
    has_brought = feed.state.last_item_at is not None  # else nothing of it is stored
    known = store.known_entries(feed.id, [entry.id for entry in entries]) if has_brought else {}
    hashed = [(entry, text.entry_hash(entry)) for entry in entries]
    return [
        _Fresh(entry, digest, entry.id in known)
        for entry, digest in hashed
        if not polling.is_known(digest, known.get(entry.id), kind=parsed.kind)
    ]


def _cleaned(
    fresh: Sequence[_Fresh], feed: Feed, parsed: ParsedFeed, *, languages: tuple[str, ...], now: datetime
) -> Sequence[Article | str]:
    """The articles, or why an entry cannot be cleaned: one bad item never loses the rest."""
    try:
        return text.articles_from_entries([one.entry for one in fresh], feed, parsed, languages=languages, now=now)
    except Exception as error:  # noqa: BLE001 - the ledger counts it as failed
        if len(fresh) == 1:
            return [f"'{fresh[0].entry.id[:80]}': {type(error).__name__}: {error}"]
    return [
        article
        for one in fresh  # each by itself: all but the bad one are fine
        for article in _cleaned([one], feed, parsed, languages=languages, now=now)
    ]


def _old_apart(
    articles: Sequence[Article], feed: Feed, parsed: ParsedFeed, *, store: PollStore
) -> tuple[tuple[Article, ...], tuple[str, ...]]:
    """Mark as backlog what only looks new: old articles under new ids, and what a page listed before we came."""
    asked = polling.suspects(articles, entries=len(parsed.entries)) if feed.state.last_item_at else ()
    titles = store.known_links(feed.id, asked) if asked else {}
    hushed = polling.hushed(articles, known=titles)
    new_site = polling.rebuilt(hushed, parsed, feed=feed)
    old_titles = store.known_titles(feed.id, [article.title for article in hushed]) if new_site else None
    return polling.told_apart(hushed, parsed, feed=feed, old_titles=old_titles)
