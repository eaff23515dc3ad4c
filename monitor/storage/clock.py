"""Due times and a clock that was wrong: what was planned by it must not wait until the true time gets there.

In: how far the clock was set back, or the true time alone. Out: due times moved to where they were meant to be.
Never puts anything off, and touches no lease: those who hold a row record it whatever the clock says. What they plan
then is by the clock that they began with, so that it is moved when they have given the row back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Table, bindparam, select, true, update

from monitor.storage import tables
from monitor.storage.digests import gathering
from monitor.storage.intake import NEW
from monitor.storage.tellings import OPEN

# No plan reaches further: a feed rests for 24 h at most (±10 %), an article that failed for a minute, a telling that
# failed for 24 h. One that waits its turn (`update_at_most_every`) is the user's own business, however long.
FEED_RESTS = timedelta(hours=27)
ARTICLE_RESTS = timedelta(hours=1)
RETRY_RESTS = timedelta(hours=25)
HUB_RESTS = timedelta(days=91)  # the longest lease that a hub may grant
LIST_AHEAD = timedelta(hours=1)  # was tried so long after now: a list's own interval may be anything


@dataclass(frozen=True, slots=True)
class Held:
    """A row that somebody held when the clock was set back `by` so much."""

    table: str
    row: int
    token: str
    by: timedelta


@dataclass(frozen=True, slots=True)
class Moved:
    """How many plans were moved, and the rows whose holders have yet to make one."""

    plans: int
    held: tuple[Held, ...] = ()


def set_back(connection: Connection, *, by: timedelta, now: datetime) -> Moved:
    """Move every open plan back by as much as the clock was set back; `now` is the time after that.

    What waits for a time of day (a digest's, the end of quiet hours) is moved by whole days, and keeps its time.
    """
    plans, held = 0, []
    for table, is_open, waits_for_its_hour in _open_rows():
        if back := timedelta(days=by.days) if waits_for_its_hour else by:
            plans += _move(connection, table, is_open, by=back, now=now)
            held += _held(connection, table, is_open, by=back)
    lists = tables.list_state
    plans += _move(connection, lists, true(), by=by, now=now)
    return Moved(plans, tuple(held))


def follow(connection: Connection, held: Iterable[Held], *, now: datetime) -> Moved:
    """Move what was planned for rows that have been given back meanwhile; the others are held still."""
    plans, still = 0, []
    for one in held:
        table = tables.METADATA.tables[one.table]
        token = connection.execute(select(table.c.lease_token).where(table.c.id == one.row)).scalar_one_or_none()
        if token == one.token:
            still.append(one)
        elif token is None:  # who holds it anew goes by the clock as it is
            plans += _move(connection, table, table.c.id == one.row, by=one.by, now=now)
    return Moved(plans, tuple(still))


def _move(connection: Connection, table: Table, which: ColumnElement[bool], *, by: timedelta, now: datetime) -> int:
    """Move the plans of some rows back, none to before `now`."""
    [key] = table.primary_key
    planned = select(key, table.c.due_at).where(which, table.c.due_at > now).order_by(key)
    earlier = [{"row": row, "at": max(due_at - by, now)} for row, due_at in connection.execute(planned).all()]
    if earlier:
        connection.execute(update(table).where(key == bindparam("row")).values(due_at=bindparam("at")), earlier)
    return len(earlier)


def _held(connection: Connection, table: Table, is_open: ColumnElement[bool], *, by: timedelta) -> list[Held]:
    held = select(table.c.id, table.c.lease_token).where(is_open, table.c.lease_token.is_not(None))
    return [Held(table.name, row, token, by) for row, token in connection.execute(held.order_by(table.c.id)).all()]


def mend(connection: Connection, *, now: datetime) -> int:
    """Make due what is planned further ahead than anything ever is: a clock was wrong when that was written."""
    feed, article, delivery, hub = tables.feed, tables.article, tables.delivery, tables.subscription
    lists = tables.list_state
    absurd: tuple[tuple[Table, ColumnElement[bool]], ...] = (
        (feed, feed.c.due_at > now + FEED_RESTS),
        (article, (article.c.state == NEW) & (article.c.due_at > now + ARTICLE_RESTS)),
        (delivery, delivery.c.state.in_(OPEN) & (delivery.c.tries > 0) & (delivery.c.due_at > now + RETRY_RESTS)),
        (hub, hub.c.due_at > now + HUB_RESTS),
        (lists, lists.c.tried_at > now + LIST_AHEAD),
    )
    return sum(connection.execute(update(table).where(which).values(due_at=now)).rowcount for table, which in absurd)


def _open_rows() -> tuple[tuple[Table, ColumnElement[bool], bool], ...]:
    """Rows that wait for their time, and whether it is one of day; all others mean nothing by theirs."""
    is_open = tables.delivery.c.state.in_(OPEN)
    return (
        (tables.feed, true(), False),
        (tables.article, tables.article.c.state == NEW, False),
        (tables.delivery, is_open & ~gathering(), False),
        (tables.delivery, gathering(), True),
        (tables.subscription, true(), False),
    )
