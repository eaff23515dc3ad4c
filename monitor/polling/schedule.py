"""Decide a feed's next check and what is remembered of this one.

In: the feed as it stood, the response, the parsed document if there is one, and `now`. Out: the feed's next state.
Never gives a feed up: a source that fails is asked ever more rarely, at least once a day.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.model import Failed, FailureCause, Feed, FeedState, Fetched, NotModified, ParsedFeed, Response

SHORTEST = timedelta(seconds=10)
LONGEST = timedelta(hours=24)
JITTER = 0.1  # share of the interval: feeds that were added together drift apart
MOST_DOUBLINGS = 14  # 10 s doubled 14 times is past 24 h: further failures change nothing


def after_poll(
    feed: Feed, response: Response, parsed: ParsedFeed | None, *, default_every: timedelta, now: datetime
) -> FeedState:
    """The feed's state after one poll.

    * A feed document: healthy; its validators are kept; next check after the interval.
    * Not modified: as before. After failures it proves only that the server answers, so `last_error` stays and
      `failures` neither grows nor falls; the fetcher asks without validators until a whole document came.
    * Failed: one failure more; interval x 2^failures, or the server's own wish if that is later; at most 24 h.

    `last_item_at` is the store's to set: only it knows which entries were new.
    """
    if isinstance(response, NotModified):
        return _unchanged(feed, default_every=default_every, now=now)
    if isinstance(response, Fetched) and parsed is not None:
        return _fresh(feed, response, parsed, default_every=default_every, now=now)
    if isinstance(response, Fetched):
        response = Failed(url=response.url, cause=FailureCause.PARSE, reason="the document was not parsed")
    return _failed(feed, response, default_every=default_every, now=now)


def _fresh(feed: Feed, response: Fetched, parsed: ParsedFeed, *, default_every: timedelta, now: datetime) -> FeedState:
    interval = _interval(feed, parsed.ttl, default_every)
    return replace(
        feed.state,
        etag=response.etag,
        last_modified=response.last_modified,
        body_hash=response.body_hash or None,
        failures=0,
        failing_since=None,
        next_check_at=now + _jittered(interval, feed, now),
        last_ok_at=now,
        last_error=None,
        last_cause=None,
    )


def _unchanged(feed: Feed, *, default_every: timedelta, now: datetime) -> FeedState:
    state = feed.state
    due = now + _jittered(_every(feed, default_every), feed, now)
    return replace(state, next_check_at=due, last_ok_at=state.last_ok_at if state.failures else now)


def _failed(feed: Feed, response: Failed, *, default_every: timedelta, now: datetime) -> FeedState:
    failures = feed.state.failures + 1
    wait = _jittered(_backoff(_every(feed, default_every), failures), feed, now)
    if response.retry_after is not None:
        wait = _clamp(max(wait, response.retry_after))  # after the jitter: never earlier than the server asked
    return replace(
        feed.state,
        failures=failures,
        failing_since=feed.state.failing_since or now,
        next_check_at=now + wait,
        last_error=response.reason,
        last_cause=response.cause,
    )


def _interval(feed: Feed, ttl: timedelta | None, default_every: timedelta) -> timedelta:
    """The user's own `every` as stated; without one the default, or the feed's TTL if that is longer.

    A TTL is the publisher's wish for readers in general. Who writes `every: 5m` beside a feed knows this one.
    """
    if feed.every is not None:
        return feed.every
    return max(default_every, ttl or timedelta(0))


def _every(feed: Feed, default_every: timedelta) -> timedelta:
    return default_every if feed.every is None else feed.every


def _backoff(interval: timedelta, failures: int) -> timedelta:
    doublings = min(failures, MOST_DOUBLINGS)
    return min(_clamp(interval) * (1 << doublings), LONGEST)


def _jittered(interval: timedelta, feed: Feed, now: datetime) -> timedelta:
    """The interval +-10 %, the same for the same feed at the same second: polls can be told from a log."""
    seed = hashlib.blake2b(f"{feed.id}:{int(now.timestamp())}".encode(), digest_size=4).digest()
    share = int.from_bytes(seed) / 0xFFFFFFFF * 2 - 1
    return _clamp(_clamp(interval) * (1 + JITTER * share))


def _clamp(interval: timedelta) -> timedelta:
    return min(max(interval, SHORTEST), LONGEST)
