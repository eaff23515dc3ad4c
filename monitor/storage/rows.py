"""Rows to model values. In: a row as the driver gives it. Out: `Feed`, `Article`, `Delivery`, `Claim`s of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import RowMapping

from monitor.errors import RowRefused
from monitor.model import (
    Alert,
    Article,
    Claim,
    Delivery,
    DeliveryState,
    FailureCause,
    Feed,
    FeedState,
    FullText,
    Habit,
    Moving,
    Reason,
    Tier,
    View,
    Watch,
)
from monitor.storage import codec

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The part of a delivery that is kept as JSON."""

    reasons: tuple[Reason, ...]
    detail: tuple[str, ...] = ()
    view: View | None = None


def restored(
    found: Iterable[RowMapping], restore: Callable[[RowMapping], T]
) -> tuple[list[tuple[RowMapping, T]], list[tuple[RowMapping, str]]]:
    """Rows with what they hold; and the rows that cannot be read, with the reason.

    One unreadable row must never keep the others from being worked on.
    """
    good: list[tuple[RowMapping, T]] = []
    broken: list[tuple[RowMapping, str]] = []
    for row in found:
        try:
            good.append((row, restore(row)))
        except (RowRefused, ValueError) as error:  # ValueError: a name that another version wrote
            broken.append((row, str(error)))
    return good, broken


def claims(
    claimed: Iterable[RowMapping], restore: Callable[[RowMapping], T]
) -> tuple[list[Claim[T]], list[tuple[RowMapping, str]]]:
    """Rows just claimed, as claims of what they hold; and those that cannot be read, with the reason."""
    good, broken = restored(claimed, restore)
    held = [
        Claim(item=item, token=row["lease_token"], until=row["lease_until"], attempts=row["attempts"])
        for row, item in good
    ]
    return held, broken


def feed_of(row: RowMapping) -> Feed:
    """The feed with its state."""
    state = FeedState(
        etag=row["etag"],
        last_modified=row["last_modified"],
        body_hash=row["body_hash"],
        failures=row["failures"],
        failing_since=row["failing_since"],
        next_check_at=row["due_at"],
        last_ok_at=row["last_ok_at"],
        last_item_at=row["last_item_at"],
        last_error=row["last_error"],
        last_cause=FailureCause(row["last_cause"]) if row["last_cause"] else None,
        found_at=row["found_at"],
        resting_until=row["resting_until"],
        gone_at=row["gone_at"],
        moved_to=row["moved_to"],
        moving=_relearnable(Moving, row["moving"]),
        habit=_relearnable(Habit, row["habit"]) or Habit(),
    )
    return Feed(
        id=row["id"],
        url=row["url"],
        name=row["name"],
        language=row["language"],
        tier=Tier(row["tier"]),
        every=None if row["every_seconds"] is None else timedelta(seconds=row["every_seconds"]),
        full_text=FullText(row["full_text"]),
        watch=Watch(row["watch"]) if row["watch"] else None,
        state=state,
    )


def _relearnable(form: type[T], text: str | None) -> T | None:
    """What polling can learn anew: a text of another version must not keep the feed from being polled."""
    try:
        return codec.load(form, text) if text else None
    except RowRefused:
        return None


def feed_settings(feed: Feed) -> dict[str, Any]:
    """The columns that come from the configuration."""
    return {
        "name": feed.name,
        "language": feed.language,
        "tier": feed.tier.value,
        "every_seconds": None if feed.every is None else round(feed.every.total_seconds()),
        "full_text": feed.full_text.value,
        "watch": feed.watch.value if feed.watch else None,
    }


def feed_state(state: FeedState, *, before: FeedState | None = None) -> dict[str, Any]:
    """The columns that come from polling, but for `due_at`. With `before` only those that are others than then.

    Most polls change one or two of them.
    """
    values = zip(_STATE, _VALUES(state), _VALUES(before) if before else _UNKNOWN, strict=True)
    columns = {name: value for name, value, known in values if known is not value and known != value}
    for name in columns.keys() & _WRITTEN.keys():
        if columns[name] is not None:
            columns[name] = _WRITTEN[name](columns[name])
    if "habit" in columns:
        columns["quiet_since"] = state.habit.quiet.since if state.habit.quiet else None
    return columns


# Columns of what polling learns, and how some are written.
_STATE = (
    "etag",
    "last_modified",
    "body_hash",
    "failures",
    "failing_since",
    "last_ok_at",
    "last_item_at",
    "last_error",
    "last_cause",
    "found_at",
    "resting_until",
    "gone_at",
    "moved_to",
    "moving",
    "habit",
)
_VALUES: Callable[[FeedState], tuple[Any, ...]] = attrgetter(*_STATE)
_UNKNOWN = (object(),) * len(_STATE)
_WRITTEN: Mapping[str, Callable[[Any], str]] = {
    "last_cause": lambda cause: str(cause.value),
    "moving": lambda moving: codec.dump(Moving, moving),
    "habit": lambda habit: codec.dump(Habit, habit),
}


def article_of(row: RowMapping) -> Article:
    """The whole article."""
    article = codec.load(Article, row["content"])
    waits, refused = row["page_host"] is not None, row["page_refused"] or ""
    known = {"id": row["id"], "feed_id": row["feed_id"], "revision": row["revision"]}
    return replace(article, **known, page_wanted=waits, page_refused=refused)


def alert_of(row: RowMapping) -> Alert:
    """The whole alert."""
    return replace(codec.load(Alert, row["content"]), id=row["id"])


def delivery_of(row: RowMapping) -> Delivery:
    """The telling with what the recipient will know."""
    telling = codec.load(Telling, row["content"])
    return Delivery(
        id=row["id"],
        alert_id=row["alert_id"],
        revision=row["revision"],
        route=row["route"],
        recipient=row["recipient"],
        telling=row["telling"],
        state=DeliveryState(row["state"]),
        reasons=telling.reasons,
        detail=telling.detail,
        view=telling.view,
        due_at=row["due_at"],
        attempts=row["tries"],
        first_tried_at=row["first_tried_at"],
        last_outcome=row["last_outcome"],
        why=row["why"] or "",
        gathered=bool(row["gathered"]),
        digest=row["digest_id"],
        silence=row["silence_id"],
    )


def delivery_values(delivery: Delivery) -> dict[str, Any]:
    """The columns that a delivery's progress changes."""
    return {
        "state": delivery.state.value,
        "due_at": delivery.due_at,
        "tries": delivery.attempts,
        "first_tried_at": delivery.first_tried_at,
        "last_outcome": delivery.last_outcome,
        "why": delivery.why,
        "gathered": delivery.gathered,
        "digest_id": delivery.digest,
        "silence_id": delivery.silence,
        "content": telling_json(delivery),
    }


def telling_json(delivery: Delivery) -> str:
    """What a delivery says, as JSON."""
    telling = Telling(reasons=delivery.reasons, detail=delivery.detail, view=delivery.view)
    return codec.dump(Telling, telling)
