"""How many messages of a route a reader got lately, and a place for one more: `at_most` among any number of processes.

In: a telling that is claimed, its route's rate. Out: when the last messages went out; the row marked as taking a place
if there is one. A place lasts as long as the claim: then the message is counted as sent, or was not.
"""

from __future__ import annotations

import zlib
from datetime import datetime

from sqlalchemy import Connection, and_, select, text, update

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
    since, count = now - at_most.per, at_most.count
    times = [*_singly(connection, delivery, since, count), *_digests(connection, delivery, since, count)]
    times += [now] * _in_flight(connection, delivery, now=now)
    table = tables.delivery
    claimed = and_(table.c.id == delivery.id, table.c.lease_token.is_not(None))
    connection.execute(update(table).where(claimed).values(admitted=len(times) < count))
    return tuple(sorted(times)[-count:])


def _take_turn(connection: Connection, delivery: Delivery) -> None:
    """Let nobody else count the same messages until the transaction ends. SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        name = zlib.crc32(f"{delivery.route}\n{delivery.recipient}".encode()) - 2**31
        connection.execute(text("SELECT pg_advisory_xact_lock(:rate, :name)"), {"rate": RATE_LOCK, "name": name})


def _singly(connection: Connection, delivery: Delivery, since: datetime, count: int) -> list[datetime]:
    table = tables.delivery
    sent = select(table.c.sent_at).where(
        table.c.route == delivery.route,
        table.c.recipient == delivery.recipient,
        table.c.sent_at > since,
        table.c.state == DeliveryState.SENT.value,
    )
    return list(connection.execute(sent.order_by(table.c.sent_at.desc()).limit(count)).scalars())


def _digests(connection: Connection, delivery: Delivery, since: datetime, count: int) -> list[datetime]:
    table = tables.digest
    sent = select(table.c.sent_at).where(
        table.c.route == delivery.route, table.c.recipient == delivery.recipient, table.c.sent_at > since
    )
    return list(connection.execute(sent.order_by(table.c.sent_at.desc()).limit(count)).scalars())


def _in_flight(connection: Connection, delivery: Delivery, *, now: datetime) -> int:
    """How many messages others are sending: tellings under one lease are one message, and ours is none of them."""
    table = tables.delivery
    ours = select(table.c.lease_token).where(table.c.id == delivery.id)
    held = select(table.c.lease_token).where(
        table.c.route == delivery.route,
        table.c.recipient == delivery.recipient,
        table.c.lease_until > now,
        table.c.admitted.is_(True),
    )
    others = set(connection.execute(held).scalars()) - set(connection.execute(ours).scalars())
    return len(others)
