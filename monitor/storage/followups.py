"""Reminders and escalations: which alerts may be due for one, and the tellings that follow.

In: the routes that remind or escalate. Out: rows of new tellings. Only one process at a time looks; which tellings
follow `alerting.followups` decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select, text

from monitor.alerting.followups import PastTelling, followups
from monitor.config import Route
from monitor.model import AlertKind, Delivery, DeliveryState, Reason, Severity
from monitor.storage import rows, tables
from monitor.storage.articles import STORY_CLOSES_AFTER
from monitor.storage.session import take_join_lock
from monitor.storage.tellings import KNOWN, store_tellings

FOLLOW_LOCK = 0x666F6C6C6F77  # 'follow': the advisory lock's number on PostgreSQL
MOST_AT_ONCE = 200  # alerts; the others come next time


def follow_up(connection: Connection, routes: Sequence[Route], *, now: datetime) -> tuple[Delivery, ...]:
    """Store the reminders and escalations that are due; returns them. None while another process is at it."""
    wanted = [route for route in routes if route.remind_every is not None or route.escalate is not None]
    if not wanted or not _alone(connection):
        return ()
    ids = sorted({alert_id for route in wanted for alert_id in _candidates(connection, route, now)})
    if ids:
        take_join_lock(connection)
    made: list[Delivery] = []
    for alert_id in ids[:MOST_AT_ONCE]:
        due = followups(_past(connection, alert_id), wanted, now=now)
        store_tellings(connection, alert_id, due, now=now)
        made += due
    return tuple(made)


def _alone(connection: Connection) -> bool:
    """Whether this transaction is the only one that follows up. On SQLite every writer is alone."""
    if connection.dialect.name != "postgresql":
        return True
    taken = connection.execute(text("SELECT pg_try_advisory_xact_lock(:number)"), {"number": FOLLOW_LOCK})
    return bool(taken.scalar_one())


def _past(connection: Connection, alert_id: int) -> tuple[PastTelling, ...]:
    table = tables.delivery
    # Locked: what is unclaimed here stays so until this transaction has superseded it.
    wanted = select(table).where(table.c.alert_id == alert_id).order_by(table.c.id).with_for_update()
    return tuple(
        PastTelling(delivery=rows.delivery_of(row), created_at=row["created_at"], sent_at=row["sent_at"])
        for row in connection.execute(wanted).mappings()
    )


def _candidates(connection: Connection, route: Route, now: datetime) -> Iterator[int]:
    """Alerts of which the route may have to remind or escalate: open ones that nobody acknowledged."""
    table = tables.delivery
    if route.remind_every is not None:
        quiet = func.max(table.c.created_at) <= now - route.remind_every
        unheard = func.max(table.c.sent_at) <= now - route.remind_every
        readers = _told_by(route, now).where(table.c.recipient.in_(route.to))
        yield from connection.execute(readers.having(quiet, unheard)).scalars()
    if route.escalate is not None:
        overdue = func.min(table.c.sent_at) <= now - route.escalate.after
        critical = _told_by(route, now).where(tables.alert.c.severity == Severity.CRITICAL.value, _lacks(route))
        yield from connection.execute(critical.having(overdue)).scalars()


def _told_by(route: Route, now: datetime) -> Select[Any]:
    """Alerts, once a recipient, that the route told of, and that are still open and unacknowledged."""
    table, alert, given = tables.delivery, tables.alert, tables.acknowledgement
    seen = exists().where(given.c.alert_id == alert.c.id, given.c.undone_at.is_(None))
    return (
        select(table.c.alert_id)
        .join(alert, alert.c.id == table.c.alert_id)
        .where(
            table.c.route == route.name,
            table.c.state.in_((*KNOWN, DeliveryState.SILENCED.value, DeliveryState.DEAD.value)),
            alert.c.opened_at > now - STORY_CLOSES_AFTER,
            alert.c.merged_into.is_(None),
            alert.c.kind != AlertKind.CANARY.value,
            ~seen,
        )
        .group_by(table.c.alert_id, table.c.recipient)
    )


def _lacks(route: Route) -> ColumnElement[bool]:
    """Not everybody whom the route escalates to has a telling that says so: a first look, for speed."""
    table = tables.delivery.alias("escalation")
    to = route.escalate.to if route.escalate else ()
    done = (
        select(func.count(table.c.recipient.distinct()))
        .where(
            table.c.alert_id == tables.alert.c.id,
            table.c.recipient.in_(to),
            table.c.state != DeliveryState.SUPERSEDED.value,
            table.c.content.contains(f'"{Reason.ESCALATED.value}"', autoescape=True),
        )
        .scalar_subquery()
    )
    return done < len(set(to))
