"""How many messages of a route a reader got lately, and a place for one more: `at_most` among any number of processes.

In: a telling that is claimed, its route's rate. Out: when the last messages went out; the row marked as taking a place
if there is one. A place lasts as long as the claim: then the message is counted as sent, or was not.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, null, select, text, union_all, update

from monitor.config.timetable import Rate
from monitor.model import Delivery, DeliveryState
from monitor.storage import tables

RATE_LOCK = 0x72617465  # 'rate': the first number of the advisory lock on PostgreSQL


def sent_lately(connection: Connection, delivery: Delivery, at_most: Rate, *, now: datetime) -> tuple[datetime, ...]:
    """When the last messages of the route to the recipient went out, oldest first: no more than the rate can count.

    A digest is one message. What others are sending now counts as sent now. One process at a time counts, and if the
    rate leaves a place, `delivery` has taken it when the transaction is committed.
    """
    _take_turn(connection, delivery)
    count, table = at_most.count, tables.delivery
    parts = (*_gone_out(delivery, since=now - at_most.per, count=count), _in_flight(delivery, now=now))
    # One statement: what is recorded as sent between two of them would be in neither's answer.
    found = connection.execute(union_all(*parts)).all()
    in_flight = {token for at, token in found if at is None}
    times = sorted([at for at, _ in found if at is not None] + [now] * len(in_flight))
    claimed = and_(table.c.id == delivery.id, table.c.lease_token.is_not(None))
    connection.execute(update(table).where(claimed).values(admitted=len(times) < count))
    return tuple(times[-count:])


def _take_turn(connection: Connection, delivery: Delivery) -> None:
    """Let nobody else count the same messages until the transaction ends. SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        name = zlib.crc32(f"{delivery.route}\n{delivery.recipient}".encode()) - 2**31
        connection.execute(text("SELECT pg_advisory_xact_lock(:rate, :name)"), {"rate": RATE_LOCK, "name": name})


def _gone_out(delivery: Delivery, *, since: datetime, count: int) -> Iterator[Select[Any]]:
    """When tellings went out alone, and when digests did; no more of each than can count."""
    for table in (tables.delivery, tables.digest):
        sent = select(table.c.sent_at, null().label("token")).where(
            table.c.route == delivery.route, table.c.recipient == delivery.recipient, table.c.sent_at > since
        )
        if table is tables.delivery:
            sent = sent.where(table.c.state == DeliveryState.SENT.value)
        yield select(sent.order_by(table.c.sent_at.desc()).limit(count).subquery())


def _in_flight(delivery: Delivery, *, now: datetime) -> Select[Any]:
    """What others are sending: tellings under one lease are one message, and ours is none of them."""
    table, own = tables.delivery, tables.delivery.alias("own")
    ours = select(own.c.lease_token).where(own.c.id == delivery.id).scalar_subquery()
    return select(null().label("sent_at"), table.c.lease_token.label("token")).where(
        table.c.route == delivery.route,
        table.c.recipient == delivery.recipient,
        table.c.lease_until > now,
        table.c.admitted.is_(True),
        table.c.lease_token.is_distinct_from(ours),
    )
