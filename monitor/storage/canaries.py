"""The test messages that were made, and what became of them. In: an engine. Out: times, and the last answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from monitor.model import AlertKind
from monitor.storage import tables
from monitor.storage.engine import transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class LastCanary:
    """`made_at` is of the latest one, `arrived_at` of the latest that went out; `error` what its channel said."""

    made_at: datetime | None = None
    arrived_at: datetime | None = None
    error: str = ""


def last_canary(engine: Engine) -> LastCanary:
    """The latest test messages to any channel."""
    alert, delivery = tables.alert, tables.delivery
    told = select(alert.c.opened_at, delivery.c.sent_at, delivery.c.last_outcome)
    told = told.join(delivery, delivery.c.alert_id == alert.c.id, isouter=True)
    told = told.where(alert.c.kind == AlertKind.CANARY.value).order_by(alert.c.opened_at.desc()).limit(1)
    with transaction(engine) as connection:
        latest = connection.execute(told).one_or_none()
        if latest is None:
            return LastCanary()
        arrived = connection.execute(told.where(delivery.c.sent_at.is_not(None))).one_or_none()
    return LastCanary(
        made_at=latest.opened_at,
        arrived_at=arrived.sent_at if arrived else None,
        error="" if latest.sent_at else latest.last_outcome or "",
    )
