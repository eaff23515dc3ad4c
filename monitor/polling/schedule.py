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
        return _unchanged(feed, response, default_every=default_every, now=now)
    if isinstance(response, Fetched) and parsed is not None:
        return _fresh(feed, response, parsed, articles, default_every=default_every, now=now)
    return _failed(feed, _as_failure(response), default_every=default_every, now=now)


def _planned(feed: Feed, habit: Habit, *, default_every: timedelta, now: datetime) -> datetime:
    """When a feed that answered is asked next."""
    return now + _jittered(interval(feed, habit, default_every=default_every, now=now), feed, now)


def _judged(feed: Feed, habit: Habit, *, unchanged: bool, now: datetime) -> Habit:
    """The habit, with whether nothing was new, and whether it is that of a feed that has fallen quiet."""
    quiet = None if feed.is_file else fallen_quiet(habit, now=now)  # a file says what it says
    today = now.astimezone(UTC).toordinal()
    if habit.judged_on == today and habit.quiet == quiet and habit.unchanged == unchanged:
        return habit  # as at most polls
    return replace(habit, quiet=quiet, unchanged=unchanged, judged_on=today)


def _as_failure(response: Response) -> Failed:
    if isinstance(response, Failed):
        return response
    return Failed(url=response.url, cause=FailureCause.PARSE, reason="the document was not parsed")


def _fresh(
    feed: Feed,
    response: Fetched,
    parsed: ParsedFeed,
    articles: Sequence[Article],
    *,
    default_every: timedelta,
    now: datetime,
) -> FeedState:
    """The state after a document: all is well, whatever was."""
    learnt = habit.learnt(feed, parsed, articles, fresh_for=fresh_for(response.headers, now=now), now=now)
    judged = _judged(feed, learnt, unchanged=False, now=now)
    moved_to, moving = moved.after_answer(feed, response, now=now)
    return FeedState(
        etag=response.etag,
        last_modified=response.last_modified,
        body_hash=response.body_hash or None,
        next_check_at=_planned(feed, judged, default_every=default_every, now=now),
        last_ok_at=now,
        last_item_at=feed.state.last_item_at,
        moved_to=moved_to,
        moving=moving,
        habit=judged,
        found_at=feed.state.found_at,
    )


def _unchanged(feed: Feed, response: NotModified, *, default_every: timedelta, now: datetime) -> FeedState:
    """The state after "not modified", field by field: nine polls in ten end so, and `replace` takes twice as long."""
    state = feed.state
    learnt, last_ok_at, moved_to, moving = state.habit, state.last_ok_at, state.moved_to, state.moving
    if not state.failures:
        learnt, last_ok_at = habit.watched(state, now=now), now
        moved_to, moving = moved.after_answer(feed, response, now=now)
    judged = _judged(feed, learnt, unchanged=learnt.unchanged or not state.failures, now=now)
    return FeedState(
        etag=state.etag,
        last_modified=state.last_modified,
        body_hash=state.body_hash,
        failures=state.failures,
        failing_since=state.failing_since,
        next_check_at=_planned(feed, judged, default_every=default_every, now=now),
        last_ok_at=last_ok_at,
        last_item_at=state.last_item_at,
        last_error=state.last_error,
        last_cause=state.last_cause,
        resting_until=None,
        gone_at=state.gone_at,
        moved_to=moved_to,
        moving=moving,
        habit=judged,
        found_at=state.found_at,
    )


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
    return pause if SHORTEST <= pause <= LONGEST else min(max(pause, SHORTEST), LONGEST)
