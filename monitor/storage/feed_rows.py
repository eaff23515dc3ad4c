"""The feed's row and the feed. In: columns in the order of `COLUMNS`. Out: a `Feed`; and of a feed, its columns.

Ten thousand rows are read and written at every round, and most have changed in two columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from operator import attrgetter, itemgetter
from typing import Any, TypeVar

from monitor.errors import RowRefused
from monitor.model import Claim, FailureCause, Feed, FeedState, FullText, Habit, Moving, Tier, Watch
from monitor.storage import codec
from monitor.storage.claim import Lease

T = TypeVar("T")
Values = Sequence[Any]

# Eight of the configuration, the due time, and what was learnt by polling.
COLUMNS = (
    *("id", "url", "name", "language", "tier", "every_seconds", "full_text", "watch", "due_at"),
    *("etag", "last_modified", "body_hash", "failures", "failing_since", "last_ok_at", "last_item_at", "last_error"),
    *("last_cause", "found_at", "resting_until", "gone_at", "moved_to", "moving", "habit"),
)
CLAIMED = (*COLUMNS, "attempts")

_TIERS = {tier.value: tier for tier in Tier}
_FULL_TEXTS = {full_text.value: full_text for full_text in FullText}


def claims(found: Iterable[Values], lease: Lease) -> list[Claim[Feed]]:
    """Rows just claimed (`CLAIMED`), as claims of what they hold, by id; without those that cannot be read."""
    by_id = sorted(found, key=itemgetter(0))
    return [Claim(item=feed, token=lease.token, until=lease.until, attempts=row[-1]) for row, feed in restored(by_id)]


def restored(found: Iterable[Values]) -> Iterator[tuple[Values, Feed]]:
    """Rows with their feeds; one that cannot be read (another version wrote it) keeps no other from being polled."""
    for row in found:
        try:
            feed = feed_of(row)
        except ValueError:
            continue
        yield row, feed


def feed_of(row: Values) -> Feed:
    """The feed with its state. Raises `ValueError` for a name that another version wrote."""
    id_, url, name, language, tier, every_seconds, full_text, watch, due_at = row[:9]
    etag, last_modified, body_hash, failures, failing_since, last_ok_at, last_item_at, last_error = row[9:17]
    last_cause, found_at, resting_until, gone_at, moved_to, moving, habit = row[17:24]
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

    Most polls change one or two of them.
    """
    known = _VALUES(before) if before is not None else _UNKNOWN
    both = zip(_LEARNT, _VALUES(state), known)  # noqa: B905 - as long as each other
    columns = {name: value for name, value, old in both if old is not value and old != value}
    if not columns.keys().isdisjoint(_WRITTEN):
        columns |= {name: write(columns[name]) for name, write in _WRITTEN.items() if columns.get(name) is not None}
    if "habit" in columns:
        columns["quiet_since"] = state.habit.quiet.since if state.habit.quiet else None
    return columns


# Columns of what polling learns, and how some are written.
_LEARNT = COLUMNS[9:]
_VALUES: Callable[[FeedState], tuple[Any, ...]] = attrgetter(*_LEARNT)
_UNKNOWN = (object(),) * len(_LEARNT)
_WRITTEN: Mapping[str, Callable[[Any], str]] = {
    "last_cause": lambda cause: str(cause.value),
    "moving": lambda moving: codec.dump(Moving, moving),
    "habit": lambda habit: codec.dump(Habit, habit),
}
