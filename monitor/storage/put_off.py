"""What a channel's rest means for the messages that wait for it.

In: a connection, the channel, until when it rests and why. Out: rows that are due no earlier than that. The message
that was tried speaks for all that were due: for each it counts as a try, so that what a channel did not take for a day
is given up in a day, however many messages wait, and `vedette deliveries` says of each why it waits.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select, update

from monitor.alerting.retry import FEWEST_TRIES, GIVE_UP_AFTER
from monitor.model import Delivery, DeliveryState
from monitor.storage import rows, tables
from monitor.storage.claim import AT_REST, unheld
from monitor.storage.tellings import OPEN, hand_on

MOST_GIVEN_UP = 1_000  # at once; the rest at the next rest


def put_off(
    connection: Connection, recipient: str, *, until: datetime, why: str, now: datetime
) -> tuple[Delivery, ...]:
    """Let all that is due wait until then; returns what is given up because it waited long enough."""
    table = tables.delivery
    waiting = {
        "due_at": until,
        "tries": table.c.tries + 1,
        "first_tried_at": func.coalesce(table.c.first_tried_at, now, type_=table.c.first_tried_at.type),
        "last_outcome": why,
    }
    connection.execute(update(table).where(_idle(recipient, now), table.c.due_at <= now).values(waiting))
    return _give_up(connection, recipient, until=until, now=now)


def wake(connection: Connection, recipient: str, *, now: datetime) -> int:
    """The channel works again: let what failed before be tried at once; returns how many."""
    table = tables.delivery
    failed = (table.c.state == DeliveryState.PENDING.value, table.c.tries > 0, table.c.due_at > now)
    return connection.execute(update(table).where(_idle(recipient, now), *failed).values(due_at=now)).rowcount


def _idle(recipient: str, now: datetime) -> ColumnElement[bool]:
    table = tables.delivery
    return (table.c.recipient == recipient) & table.c.state.in_(OPEN) & unheld(table, now)


def _give_up(connection: Connection, recipient: str, *, until: datetime, now: datetime) -> tuple[Delivery, ...]:
    table = tables.delivery
    worn_out = (
        select(table)
        .where(
            _idle(recipient, now),
            table.c.due_at == until,
            table.c.tries >= FEWEST_TRIES,
            table.c.first_tried_at <= now - GIVE_UP_AFTER,
        )
        .order_by(table.c.id)
        .limit(MOST_GIVEN_UP)
        .with_for_update(skip_locked=True)
    )
    dead = []
    for row in connection.execute(worn_out).mappings().all():
        delivery = replace(rows.delivery_of(row), state=DeliveryState.DEAD)
        gone = {**AT_REST, "state": delivery.state.value}
        connection.execute(update(table).where(table.c.id == delivery.id).values(gone))
        hand_on(connection, delivery)
        dead.append(delivery)
    return tuple(dead)
