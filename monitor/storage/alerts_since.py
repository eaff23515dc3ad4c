"""Whole alerts of a stretch of time, with how often each was told. In: an engine, a time. Out: alerts, latest first.

Reads page by page, so that memory stays small; leaves out what cannot be read. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select

from monitor.model import Alert, DeliveryState
from monitor.storage import rows, tables
from monitor.storage.engine import snapshot

PAGE = 100
_TOLD = (DeliveryState.SENT.value, DeliveryState.IN_DIGEST.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimesTold:
    """How many tellings of an alert were decided since then, whatever became of them; `sent` of those were told."""

    tellings: int = 0
    sent: int = 0


def alerts_since(engine: Engine, since: datetime) -> Iterator[tuple[Alert, TimesTold]]:
    """Alerts that changed since a time, those merged into others left out."""
    table, delivery = tables.alert, tables.delivery
    mine = (delivery.c.alert_id == table.c.id) & (delivery.c.created_at >= since)
    tellings = select(func.count()).where(mine).scalar_subquery()
    sent = select(func.count()).where(mine, delivery.c.state.in_(_TOLD)).scalar_subquery()
    wanted = select(table, tellings.label("tellings"), sent.label("sent")).where(
        table.c.updated_at >= since, table.c.merged_into.is_(None)
    )
    before: int | None = None
    while True:
        page_wanted = wanted if before is None else wanted.where(table.c.id < before)
        with snapshot(engine) as connection:
            page = connection.execute(page_wanted.order_by(table.c.id.desc()).limit(PAGE)).mappings().all()
        if not page:
            return
        before = page[-1]["id"]
        good, _ = rows.restored(page, rows.alert_of)
        yield from ((alert, TimesTold(tellings=row["tellings"], sent=row["sent"])) for row, alert in good)
