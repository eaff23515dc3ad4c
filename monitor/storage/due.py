"""Which tellings are due, and to whom. In: a connection and the time. Out: who has work; rows just claimed.

Each question costs the same however much waits: none looks at more rows than it answers with, those in flight, and the
names of the channels. For that, each says in the words of an index of open tellings that it is about those.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, exists, or_, select

from monitor.model import DeliveryState
from monitor.storage import tables
from monitor.storage.claim import Lease, claim, unheld
from monitor.storage.digests import gathering, is_open
from monitor.storage.tellings import OPEN

_STATES = (DeliveryState.PENDING, DeliveryState.DEFERRED)  # in this order: hardly any of the second waits alone


def claim_singly(
    connection: Connection, *, lease: Lease, limit: int, recipient: str | None = None
) -> Sequence[RowMapping]:
    """Claim due tellings that go out by themselves, a reader's in their order; of one recipient, or of all."""
    table = tables.delivery
    taken: list[RowMapping] = []
    for state in _STATES:  # one at a time, so that an index has them in order
        where = is_open() & (table.c.state == state.value) & ~_earlier_is_open()
        if state is DeliveryState.DEFERRED:
            where &= ~gathering()
        if recipient is not None:
            where &= table.c.recipient == recipient
        if len(taken) < limit:
            taken += claim(connection, table, lease=lease, limit=limit - len(taken), where=where)
    return taken


def recipients(connection: Connection, *, due: datetime | None = None) -> tuple[str, ...]:
    """Recipients with an open telling, by name; with `due`, only those with one that is due then and nobody holds."""
    table = tables.delivery
    first = select(table.c.recipient).where(is_open()).order_by(table.c.recipient).limit(1)
    names = select(first.scalar_subquery().label("name")).cte("names", recursive=True)
    following = first.where(table.c.recipient > names.c.name).scalar_subquery()
    names = names.union_all(select(following).where(names.c.name.is_not(None)))
    waits = or_(*(_waits(names.c.name, state, due) for state in _STATES))
    wanted = select(names.c.name).where(waits).order_by(names.c.name)
    return tuple(connection.execute(wanted).scalars())


def _waits(recipient: ColumnElement[str], state: DeliveryState, due: datetime | None) -> ColumnElement[bool]:
    """The recipient has a telling in this state, one that is due and not held where `due` is given."""
    table = tables.delivery
    waiting = is_open() & (table.c.recipient == recipient) & (table.c.state == state.value)
    if due is not None:
        waiting &= (table.c.due_at <= due) & unheld(table, due)
    return exists().where(waiting)


def _earlier_is_open() -> ColumnElement[bool]:
    """An earlier telling of the same alert to the same reader has not come to an end."""
    table, earlier = tables.delivery, tables.delivery.alias("earlier")
    return exists().where(
        earlier.c.alert_id == table.c.alert_id,
        earlier.c.recipient == table.c.recipient,
        earlier.c.telling < table.c.telling,
        earlier.c.state.in_(OPEN),
    )
