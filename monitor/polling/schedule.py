"""Decide a feed's next check and what is remembered of this one.

In: the feed as it stood, the response, the parsed document and the articles it brought if there is one, and `now`.
Out: the feed's next state. Never gives a feed up: one that fails is asked ever more rarely, at least once a day; one
that its server calls gone (410) once a week.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.model import (
    Article,
    Failed,
    FailureCause,
    Feed,
    FeedState,
    Fetched,
    Habit,
    NotModified,
    ParsedFeed,
    Response,
)
from monitor.polling import habit, moved
from monitor.polling.pace import interval
from monitor.polling.quiet import fallen_quiet
from monitor.polling.wishes import fresh_for

SHORTEST = timedelta(seconds=10)
LONGEST = timedelta(hours=24)
GONE_EVERY = timedelta(days=7)  # the first look after a 410 comes after a day: a mistake may be mended by then
JITTER = 0.1  # share of the interval: feeds that were added together drift apart
MOST_DOUBLINGS = 14  # 10 s doubled 14 times is past 24 h: further failures change nothing


def after_poll(
    feed: Feed,
    response: Response,
    parsed: ParsedFeed | None,
    *,
    articles: Sequence[Article] = (),
    default_every: timedelta,
    now: datetime,
) -> FeedState:
    """The feed's state after one poll. `articles`: those that it brought, new and edited ones.

    * A feed document: healthy; its validators are kept; next check after the interval.
    * Not modified: as before. After failures it proves only that the server answers, so `last_error` stays and
      `failures` neither grows nor falls; the fetcher asks without validators until a whole document came.
    * Failed: one failure more; interval x 2^failures, or the server's own wish if that is later; at most 24 h.
    * Gone (410): looked at after a day, and then once a week.

    `last_item_at` is the store's to set: only it knows which entries were new.
    """
    if isinstance(response, NotModified):
        learnt = _unchanged(feed, response, now=now)
    elif isinstance(response, Fetched) and parsed is not None:
        learnt = _fresh(feed, response, parsed, articles, now=now)
    else:
        return _failed(feed, _as_failure(response), default_every=default_every, now=now)
    learnt["habit"] = judged = _judged(feed, response, learnt["habit"], now=now)
    pause = interval(feed, judged, default_every=default_every, now=now)
    return replace(feed.state, **learnt, next_check_at=now + _jittered(pause, feed, now))


def _judged(feed: Feed, response: Response, habit: Habit, *, now: datetime) -> Habit:
    """The habit, with whether nothing was new, and whether it is that of a feed that has fallen quiet."""
    quiet = None if feed.is_file else fallen_quiet(habit, now=now)  # a file says what it says
    unchanged = isinstance(response, NotModified) and (habit.unchanged or not feed.state.failures)
    today = now.astimezone(UTC).toordinal()
    if habit.judged_on == today and habit.quiet == quiet and habit.unchanged == unchanged:
        return habit  # as at most polls
    return replace(habit, quiet=quiet, unchanged=unchanged, judged_on=today)


def _as_failure(response: Response) -> Failed:
    if isinstance(response, Failed):
        return response
    return Failed(url=response.url, cause=FailureCause.PARSE, reason="the document was not parsed")


def _fresh(
    feed: Feed, response: Fetched, parsed: ParsedFeed, articles: Sequence[Article], *, now: datetime
) -> dict[str, Any]:
    """What of the state becomes another."""
    learnt = habit.learnt(feed, parsed, articles, now=now)
    moved_to, moving = moved.after_answer(feed, response, now=now)
    return {
        "etag": response.etag,
        "last_modified": response.last_modified,
        "body_hash": response.body_hash or None,
        "failures": 0,
        "failing_since": None,
        "last_ok_at": now,
        "last_error": None,
        "last_cause": None,
        "resting_until": None,
        "gone_at": None,
        "moved_to": moved_to,
        "moving": moving,
        "habit": replace(learnt, wish=parsed.ttl, fresh_for=fresh_for(response.headers, now=now)),
    }


def _unchanged(feed: Feed, response: NotModified, *, now: datetime) -> dict[str, Any]:
    """What of the state becomes another."""
    if feed.state.failures:
        return {"resting_until": None, "habit": feed.state.habit}
    moved_to, moving = moved.after_answer(feed, response, now=now)
    return {
        "resting_until": None,
        "last_ok_at": now,
        "moved_to": moved_to,
        "moving": moving,
        "habit": habit.watched(feed.state, now=now),
    }


def _failed(feed: Feed, response: Failed, *, default_every: timedelta, now: datetime) -> FeedState:
    failures = feed.state.failures + 1
    elsewhere = feed.address != feed.url or feed.state.found_at is not None  # the configured address is tried yet
    gone = response.cause is FailureCause.GONE and not elsewhere
    if gone:
        again = LONGEST if feed.state.gone_at is None else GONE_EVERY
        wait = again * _share(feed, now)
    else:
        wait = _jittered(_backoff(feed, default_every, failures), feed, now)
    if response.retry_after is not None:
        wait = max(wait, _clamp(response.retry_after))  # after the jitter: never earlier than the server asked
    return replace(
        feed.state,
        failures=failures,
        failing_since=feed.state.failing_since or now,
        next_check_at=now + wait,
        last_error=response.reason,
        last_cause=response.cause,
        resting_until=now + _clamp(response.retry_after) if response.retry_after else None,
        gone_at=feed.state.gone_at or (now if gone else None),
    )


def _backoff(feed: Feed, default_every: timedelta, failures: int) -> timedelta:
    """Doubled with every failure. A feed that was called gone is asked rarely, whatever it says now."""
    if feed.state.gone_at is not None:
        return LONGEST
    doublings = min(failures, MOST_DOUBLINGS)
    return min(_clamp(default_every if feed.every is None else feed.every) * (1 << doublings), LONGEST)


def _jittered(pause: timedelta, feed: Feed, now: datetime) -> timedelta:
    return _clamp(_clamp(pause) * _share(feed, now))


def _share(feed: Feed, now: datetime) -> float:
    """1 +-10 %, the same for the same feed at the same second: polls can be told from a log."""
    seed = hashlib.blake2b(f"{feed.id}:{int(now.timestamp())}".encode(), digest_size=4).digest()
    return 1 + JITTER * (int.from_bytes(seed) / 0xFFFFFFFF * 2 - 1)


def _clamp(pause: timedelta) -> timedelta:
    return min(max(pause, SHORTEST), LONGEST)
