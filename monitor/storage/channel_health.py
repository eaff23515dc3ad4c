"""How the channels do: what waits for another try, what was given up lately, what went through last.

In: an engine, and the channels that are looked after. Out: one `ChannelNow` for each that has trouble. Reads only, and
only rows that are open or were given up: what went out long ago is not looked through.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, Engine, RowMapping, func, select

from monitor.alerting.health_channels import ChannelNow, GivenUp
from monitor.model import DeliveryState
from monitor.storage import tables
from monitor.storage.engine import transaction
from monitor.storage.tellings import OPEN


def channels_now(engine: Engine, *, besides: Collection[str] = (), since: datetime) -> tuple[ChannelNow, ...]:
    """Channels that have trouble, and those named in `besides`. `since`: what was given up earlier does not count."""
    with transaction(engine) as connection:
        waiting = _waiting(connection)
        given_up = _given_up(connection, since)
        names = sorted({*waiting, *given_up, *besides})
        return tuple(_channel(connection, name, waiting.get(name, []), given_up.get(name, [])) for name in names)


def _waiting(connection: Connection) -> dict[str, list[RowMapping]]:
    table = tables.delivery
    tried = select(table.c.recipient, table.c.first_tried_at, table.c.last_outcome)
    tried = tried.where(table.c.state.in_(OPEN), table.c.tries > 0, table.c.first_tried_at.is_not(None))
    by_name: dict[str, list[RowMapping]] = defaultdict(list)
    for row in connection.execute(tried.order_by(table.c.first_tried_at, table.c.id)).mappings():
        by_name[row["recipient"]].append(row)
    return by_name


def _given_up(connection: Connection, since: datetime) -> dict[str, list[GivenUp]]:
    table, message = tables.delivery, tables.message
    at = func.coalesce(message.c.at, table.c.first_tried_at, table.c.created_at, type_=table.c.created_at.type)
    dead = select(table.c.id, table.c.recipient, table.c.last_outcome, at.label("at"))
    dead = dead.join(message, message.c.delivery_id == table.c.id, isouter=True)
    dead = dead.where(table.c.state == DeliveryState.DEAD.value, at > since).order_by(table.c.id)
    by_name: dict[str, list[GivenUp]] = defaultdict(list)
    for row in connection.execute(dead).mappings():
        by_name[row["recipient"]].append(GivenUp(delivery_id=row["id"], at=row["at"], error=row["last_outcome"]))
    return by_name


def _channel(connection: Connection, name: str, waiting: list[RowMapping], given_up: list[GivenUp]) -> ChannelNow:
    table = tables.delivery
    last = select(func.max(table.c.sent_at)).where(table.c.recipient == name)
    return ChannelNow(
        name=name,
        sent_at=connection.execute(last).scalar_one_or_none(),
        failing_since=waiting[0]["first_tried_at"] if waiting else None,
        waiting=len(waiting),
        error=waiting[-1]["last_outcome"] if waiting else "",
        given_up=tuple(given_up),
    )
