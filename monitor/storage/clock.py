"""Due times and a clock that was wrong: what was planned by it must not wait until the true time gets there.

In: how far the clock was set back, or the true time alone. Out: due times moved to where they were meant to be.
Never puts anything off, and touches no lease: those who hold a row record it whatever the clock says.
"""

from __future__ import annotations

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


def set_back(connection: Connection, *, by: timedelta, now: datetime) -> int:
    """Move every open plan back by as much as the clock was set back; `now` is the time after that.

    What waits for a time of day (a digest's, the end of quiet hours) is moved by whole days, and keeps its time.
    """
    moved = 0
    whole_days = timedelta(days=by.days)
    for table, is_open, waits_for_its_hour in _open_rows():
        back = whole_days if waits_for_its_hour else by
        planned = select(table.c.id, table.c.due_at).where(is_open, table.c.due_at > now).order_by(table.c.id)
        found = connection.execute(planned).all() if back else []
        earlier = [{"row": row_id, "at": max(due_at - back, now)} for row_id, due_at in found]
        if earlier:
            plan = update(table).where(table.c.id == bindparam("row")).values(due_at=bindparam("at"))
            connection.execute(plan, earlier)
        moved += len(earlier)
    return moved


def mend(connection: Connection, *, now: datetime) -> int:
    """Make due what is planned further ahead than anything ever is: a clock was wrong when that was written."""
    feed, article, delivery, hub = tables.feed, tables.article, tables.delivery, tables.subscription
    absurd: tuple[tuple[Table, ColumnElement[bool]], ...] = (
        (feed, feed.c.due_at > now + FEED_RESTS),
        (article, (article.c.state == NEW) & (article.c.due_at > now + ARTICLE_RESTS)),
        (delivery, delivery.c.state.in_(OPEN) & (delivery.c.tries > 0) & (delivery.c.due_at > now + RETRY_RESTS)),
        (hub, hub.c.due_at > now + HUB_RESTS),
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
