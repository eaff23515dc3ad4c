"""Tellings that go out together: those that were put off, of one route to one recipient, once they are due.

In: a recipient, then what became of the one message. Out: claims on all that are due; a row for the message, to which
every telling in it refers. A kill between the send and the record repeats this one message, and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import reduce

from sqlalchemy import ColumnElement, Connection, RowMapping, insert, literal_column, select, text

from monitor.alerting import union
from monitor.model import DeliveryState, Digest, Message, View
from monitor.storage import codec, rows, tables
from monitor.storage.claim import Lease, claim, unheld
from monitor.storage.known import known_of
from monitor.storage.tellings import KNOWN

GATHER_LOCK = 0x676174686572  # 'gather': the advisory lock's number on PostgreSQL
DEFERRED = DeliveryState.DEFERRED.value


def is_open() -> ColumnElement[bool]:
    """Something will become of the telling; in the very words of the index of such."""
    return tables.delivery.c.state.not_in([literal_column(f"'{state}'") for state in tables.ENDED])


def gathering() -> ColumnElement[bool]:
    """The telling waits to go out together with others."""
    return is_open() & (tables.delivery.c.state == DEFERRED) & tables.delivery.c.gathered.is_(True)


def claim_gathered(connection: Connection, recipient: str, *, lease: Lease, limit: int) -> Sequence[RowMapping]:
    """Claim what is due for the recipient by the route that has waited longest, all of it up to `limit`.

    Alone, so that two processes never make two messages of what should be one; most times there is nothing, and that
    needs no turn.
    """
    table = tables.delivery
    due = gathering() & (table.c.recipient == recipient)
    first = select(table.c.route).where(due, table.c.due_at <= lease.now, unheld(table, lease.now))
    first = first.order_by(table.c.due_at, table.c.id).limit(1)
    route = connection.execute(first).scalar_one_or_none()
    if route is not None and connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": GATHER_LOCK})
        route = connection.execute(first).scalar_one_or_none()
    if route is None:
        return ()
    return claim(connection, table, lease=lease, limit=limit, where=due & (table.c.route == route))


def keep_digest(connection: Connection, digest: Digest, message: Message, *, now: datetime) -> int:
    """Keep the one message as it was sent; returns its id."""
    values = {
        "route": digest.route,
        "recipient": digest.recipient,
        "sent_at": now,
        "tellings": len(digest.entries),
        "content": codec.dump(Message, message),
    }
    stored: int = connection.execute(insert(tables.digest).values(values).returning(tables.digest.c.id)).scalar_one()
    return stored


def known_by(connection: Connection, alert_id: int, recipient: str) -> tuple[View | None, int]:
    """What the recipient was told of the alert, by whatever route, in how many messages; or knew before a split."""
    table = tables.delivery
    told = (
        select(table)
        .where(table.c.alert_id == alert_id, table.c.recipient == recipient, table.c.state.in_(KNOWN))
        .order_by(table.c.telling.desc())
    )
    views = [rows.delivery_of(row).view for row in connection.execute(told).mappings()]
    heard = len(views)
    views += [known.view for (_, who), known in known_of(connection, alert_id).items() if who == recipient]
    known_now = reduce(union, (view for view in views if view is not None)) if any(views) else None
    return known_now, heard
