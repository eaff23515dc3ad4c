"""Figures of the database for a collector: what waits, what fails, what was counted. Reads only, and little.

In: an engine, best a read-only one. Out: `Figures`. Only open rows are looked through, never all that ever was told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, func, select, true

from monitor.model import DeliveryState
from monitor.storage import tables
from monitor.storage.articles import unread
from monitor.storage.claim import unheld
from monitor.storage.engine import snapshot
from monitor.storage.tellings import OPEN

ZERO = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """`items` are the ledger's counts by what and reason, `deliveries` those not at rest by channel and state."""

    feeds: int = 0
    failing: int = 0
    gone: int = 0
    quiet: int = 0
    feed_lag: timedelta = ZERO
    waiting: int = 0
    items: Mapping[tuple[str, str], int] = field(default_factory=dict)
    deliveries: Mapping[tuple[str, str], int] = field(default_factory=dict)
    outbox_oldest: timedelta = ZERO


def figures(engine: Engine, *, now: datetime) -> Figures:
    """Count what a collector asks for, as of one state of the database."""
    feed, delivery, count = tables.feed, tables.delivery, tables.ledger_count
    with snapshot(engine) as connection:
        active = select(func.count()).select_from(feed).where(feed.c.active.is_(true()))
        first_due = select(func.min(feed.c.due_at)).where(feed.c.active.is_(true()), unheld(feed, now))
        oldest = select(func.min(delivery.c.due_at)).where(delivery.c.state.in_(OPEN))
        sums = select(count.c.what, count.c.reason, func.sum(count.c.n)).where(count.c.what != "told")
        return Figures(
            feeds=connection.execute(active).scalar_one(),
            failing=connection.execute(active.where(feed.c.failures > 0, feed.c.gone_at.is_(None))).scalar_one(),
            gone=connection.execute(active.where(feed.c.gone_at.is_not(None))).scalar_one(),
            quiet=connection.execute(active.where(feed.c.quiet_since.is_not(None))).scalar_one(),
            feed_lag=_late(connection.execute(first_due).scalar_one_or_none(), now),
            waiting=unread(connection),
            items={
                (what, reason): int(n)
                for what, reason, n in connection.execute(sums.group_by(count.c.what, count.c.reason))
            },
            deliveries=_deliveries(connection),
            outbox_oldest=_late(connection.execute(oldest).scalar_one_or_none(), now),
        )


def _deliveries(connection: Connection) -> Mapping[tuple[str, str], int]:
    table = tables.delivery
    states = (*OPEN, DeliveryState.DEAD.value)
    counted = select(table.c.recipient, table.c.state, func.count()).where(table.c.state.in_(states))
    found = connection.execute(counted.group_by(table.c.recipient, table.c.state))
    return {(recipient, state): n for recipient, state, n in found}


def _late(due_at: datetime | None, now: datetime) -> timedelta:
    return max(now - due_at, ZERO) if due_at else ZERO
