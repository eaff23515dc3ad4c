"""Rows to model values. In: a row as the driver gives it. Out: `Article`, `Alert`, `Delivery`, `Claim`s of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import RowMapping

from monitor.errors import RowRefused
from monitor.model import (
    Alert,
    Article,
    Claim,
    Delivery,
    DeliveryState,
    Reason,
    View,
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
