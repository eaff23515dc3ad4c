"""Made-up sources, and the weeks that a poller spends with them.

A source is the times at which it publishes; `watch` asks it whenever the schedule says so, and keeps what came of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

from monitor.model import Article, Entry, Feed, FeedState, Fetched, NotModified, ParsedFeed, Quiet, Tier
from monitor.polling import after_poll

URL = "https://news.example/rss"
MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
MINUTE, HOUR, DAY, WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
SHOWN = 30  # items that the document holds

Rate = Callable[[datetime], float]  # items an hour at a time


def always(per_hour: float) -> Rate:
    """Night and day, weekday and Sunday."""
    return lambda _: per_hour


def office(per_hour: float) -> Rate:
    """On weekdays from 8 to 18; hardly a thing besides."""
    return lambda at: per_hour if at.weekday() < 5 and 8 <= at.hour < 18 else per_hour / 200


def until(end: datetime, before: Rate, then: Rate = always(0)) -> Rate:  # noqa: B008 - a function, never changed
    """One way up to a time, another from then on."""
    return lambda at: before(at) if at < end else then(at)


def published(rate: Rate, *, weeks: float, seed: int = 1, begin: datetime = MONDAY - 2 * WEEK) -> list[datetime]:
    """Times at random by the rate: from two weeks before it is watched."""
    chance, at, end = Random(seed), begin, MONDAY + weeks * WEEK
    times = []
    while at < end:
        times += [at + chance.random() * HOUR for _ in range(_poisson(rate(at), chance))]
        at += HOUR
    return sorted(times)


def _poisson(mean: float, chance: Random) -> int:
    left, count = chance.expovariate(1), 0
    while left < mean:
        left, count = left + chance.expovariate(1), count + 1
    return count


@dataclass
class Watched:
    """What became of it. `told`: each time that it was called quiet, with the time; `over`: each time it ended."""

    feed: Feed
    polls: list[datetime] = field(default_factory=list)
    told: list[tuple[datetime, Quiet]] = field(default_factory=list)
    over: list[datetime] = field(default_factory=list)
    read: dict[datetime, datetime] = field(default_factory=dict)  # published → read

    def waits(self, since: datetime) -> Iterator[timedelta]:
        polls = [at for at in self.polls if at >= since]
        return (later - earlier for earlier, later in pairwise(polls))

    def delays(self, since: datetime) -> list[timedelta]:
        return sorted(read - at for at, read in self.read.items() if at >= since)


def watch(
    times: Sequence[datetime],
    *,
    weeks: float,
    every: timedelta | None = None,
    tier: Tier = Tier.PRESS,
    default: timedelta = QUARTER,
    away: tuple[datetime, datetime] | None = None,
) -> Watched:
    """Poll a source for so many weeks from `MONDAY`. `away`: nobody polls in between."""
    found = Watched(Feed(id=1, url=URL, name="News", every=every, tier=tier, state=FeedState(next_check_at=MONDAY)))
    seen = 0
    while (now := found.feed.state.next_check_at) < MONDAY + weeks * WEEK:
        if away and away[0] <= now < away[1]:
            now = away[1]
        there = bisect_right(times, now)
        entries = tuple(Entry(id=str(n), published=times[n]) for n in range(max(there - SHOWN, 0), there))
        new = [entry for entry in entries if int(entry.id) >= seen]
        found.read.update((entry.published, now) for entry in new)
        state = _asked(found.feed, entries, new, default=default, now=now)
        before, after = found.feed.state.habit.quiet, state.habit.quiet
        if after and not before:
            found.told.append((now, after))
        if before and not after:
            found.over.append(now)
        found.polls.append(now)
        found.feed, seen = replace(found.feed, state=state), there
    return found


def _asked(
    feed: Feed, entries: Sequence[Entry], new: Sequence[Entry], *, default: timedelta, now: datetime
) -> FeedState:
    if not new and feed.state.last_ok_at is not None:
        return after_poll(feed, NotModified(url=URL), None, default_every=default, now=now)
    articles = [Article(entry_id=entry.id, published_at=entry.published) for entry in new]
    fetched, parsed = Fetched(url=URL, body=b"", headers={}), ParsedFeed(entries=tuple(entries))
    return after_poll(feed, fetched, parsed, articles=articles, default_every=default, now=now)
