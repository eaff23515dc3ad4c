"""The feed's row and the feed. In: columns in the order of `COLUMNS`. Out: a `Feed`; and of a feed, its columns.

Ten thousand rows are read and written at every round, and most have changed in two columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import compress, repeat
from operator import attrgetter, is_not, itemgetter
from typing import Any, TypeVar

from sqlalchemy import Select, select

from monitor.errors import RowRefused
from monitor.model import Claim, FailureCause, Feed, FeedState, FullText, Habit, Moving, Tier, Watch
from monitor.storage import codec, tables
from monitor.storage.claim import Lease

T = TypeVar("T")
Values = Sequence[Any]

# Eight of the configuration, and what was learnt by polling.
COLUMNS = (
    *("id", "url", "name", "language", "tier", "every_seconds", "full_text", "watch"),
    *("etag", "last_modified", "body_hash", "failures", "failing_since", "last_ok_at", "last_item_at", "last_error"),
    *("last_cause", "found_at", "resting_until", "gone_at", "moved_to", "moving", "habit"),
)
CLAIMED = (*COLUMNS, "attempts")
WHOLE = (*COLUMNS, "due_at")

_BESIDES = len(COLUMNS)  # the place of what comes after

_TIERS = {tier.value: tier for tier in Tier}
_FULL_TEXTS = {full_text.value: full_text for full_text in FullText}


def wanted(names: Iterable[str]) -> Select[tuple[Any, ...]]:
    """The statement that asks for feeds with these columns, of the feed and of its habit."""
    feed, habit = tables.feed, tables.feed_habit
    columns = [habit.c.habit if name == "habit" else feed.c[name] for name in names]
    return select(*columns).select_from(feed.outerjoin(habit))


def claims(found: Iterable[Values], lease: Lease, *, due_at: datetime) -> list[Claim[Feed]]:
    """Rows (`CLAIMED`) that are now held, and due again at `due_at`, as claims, by id."""
    by_id = sorted(found, key=itemgetter(0))
    return [
        Claim(item=feed, token=lease.token, until=lease.until, attempts=row[_BESIDES] + 1)
        for row, feed in _readable(by_id, repeat(due_at))
    ]


def restored(found: Sequence[Values]) -> Iterator[tuple[Values, Feed]]:
    """Rows (`WHOLE`, and what else) with their feeds."""
    return _readable(found, map(itemgetter(_BESIDES), found))


def _readable(found: Iterable[Values], due: Iterable[datetime]) -> Iterator[tuple[Values, Feed]]:
    """Rows with their feeds; one that cannot be read (another version wrote it) keeps no other from being polled."""
    for row, due_at in zip(found, due):  # noqa: B905 - a claim's are due at the same time, without end
        try:
            feed = feed_of(row, due_at)
        except ValueError:
            continue
        yield row, feed


def feed_of(row: Values, due_at: datetime) -> Feed:
    """The feed with its state. Raises `ValueError` for a name that another version wrote."""
    id_, url, name, language, tier, every_seconds, full_text, watch = row[:8]
    etag, last_modified, body_hash, failures, failing_since, last_ok_at, last_item_at, last_error = row[8:16]
    last_cause, found_at, resting_until, gone_at, moved_to, moving, habit = row[16:23]
    state = FeedState(
        etag=etag,
        last_modified=last_modified,
        body_hash=body_hash,
        failures=failures,
        failing_since=failing_since,
        next_check_at=due_at,
        last_ok_at=last_ok_at,
        last_item_at=last_item_at,
        last_error=last_error,
        last_cause=FailureCause(last_cause) if last_cause else None,
        resting_until=resting_until,
        gone_at=gone_at,
        moved_to=moved_to,
        moving=_relearnable(Moving, moving),
        habit=_relearnable(Habit, habit) or Habit(),
        found_at=found_at,
    )
    return Feed(
        id=id_,
        url=url,
        name=name,
        language=language,
        tier=_TIERS.get(tier) or Tier(tier),
        every=None if every_seconds is None else timedelta(seconds=every_seconds),
        full_text=_FULL_TEXTS.get(full_text) or FullText(full_text),
        watch=Watch(watch) if watch else None,
        state=state,
    )


def _relearnable(form: type[T], text: str | None) -> T | None:
    """What polling can learn anew: a text of another version must not keep the feed from being polled."""
    try:
        return codec.load(form, text) if text else None
    except RowRefused:
        return None


def settings(feed: Feed) -> dict[str, Any]:
    """The columns that come from the configuration."""
    return {
        "name": feed.name,
        "language": feed.language,
        "tier": feed.tier.value,
        "every_seconds": None if feed.every is None else round(feed.every.total_seconds()),
        "full_text": feed.full_text.value,
        "watch": feed.watch.value if feed.watch else None,
    }


def learnt(state: FeedState, *, before: FeedState | None = None) -> dict[str, Any]:
    """The columns that come from polling, but for `due_at`. With `before` only those that are others than then.

    Most polls change one or two of them. The habit, written as text, is a column of its own table.
    """
    values = _VALUES(state)
    known = _UNKNOWN if before is None else _VALUES(before)
    others = compress(zip(_LEARNT, values, known), map(is_not, values, known))  # noqa: B905 - as long as each other
    columns = {name: value for name, value, old in others if value != old}
    if not columns.keys().isdisjoint(_WRITTEN):
        columns |= {name: write(columns[name]) for name, write in _WRITTEN.items() if columns.get(name) is not None}
    if "habit" in columns:
        columns["quiet_since"] = state.habit.quiet.since if state.habit.quiet else None
    return columns


# Columns of what polling learns, and how some are written.
_LEARNT = COLUMNS[8:]
_VALUES: Callable[[FeedState], tuple[Any, ...]] = attrgetter(*_LEARNT)
_UNKNOWN = (object(),) * len(_LEARNT)
_WRITTEN: Mapping[str, Callable[[Any], str]] = {
    "last_cause": lambda cause: str(cause.value),
    "moving": lambda moving: codec.dump(Moving, moving),
    "habit": lambda habit: codec.dump(Habit, habit),
}
