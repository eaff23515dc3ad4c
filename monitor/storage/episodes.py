"""Episodes of trouble with Vedette itself: the alert that is open about a subject, and how it goes on or ends.

In: a subject, as in `health:<subject>:<begin>`. Out: a session under the join lock, in which to look at the open alert
and to record what becomes of it. So two processes that see one trouble make one alert, and a restart finds it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine, select

from monitor.model import Alert, AlertKind, Delivery, Reason, Told
from monitor.storage import rows, tables
from monitor.storage.announce import announce
from monitor.storage.engine import transaction
from monitor.storage.session import take_join_lock
from monitor.storage.tellings import told_of


class EpisodeSession:
    """`alert` is the subject's open episode, None when all is well."""

    def __init__(self, connection: Connection, alert: Alert | None, *, now: datetime) -> None:
        self._connection = connection
        self._now = now
        self.alert = alert

    def told(self) -> Sequence[Told]:
        """What each (route, recipient) was last told of it."""
        return told_of(self._connection, self.alert.id, now=self._now) if self.alert else ()

    def record(self, alert: Alert, deliveries: Sequence[Delivery]) -> int:
        """Store a new alert or the grown one, with its tellings; returns its id."""
        return announce(self._connection, alert, deliveries, now=self._now)


class EpisodeStore:
    """Alerts that have a beginning and an end."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def episode(self, subject: str, *, now: datetime) -> Iterator[EpisodeSession]:
        """Look at a subject's episode and record; commits at the end. Inside, call no other method of a store."""
        with transaction(self._engine) as connection:
            take_join_lock(connection)
            yield EpisodeSession(connection, _open(connection, subject), now=now)


def _open(connection: Connection, subject: str) -> Alert | None:
    table = tables.alert
    latest = (
        select(table)
        .where(table.c.kind == AlertKind.HEALTH.value, table.c.key.startswith(f"health:{subject}:", autoescape=True))
        .order_by(table.c.opened_at.desc(), table.c.id.desc())
        .limit(1)
    )
    found, _ = rows.restored(connection.execute(latest).mappings(), rows.alert_of)
    still = (alert for _, alert in found if Reason.RECOVERED not in alert.revisions[-1].reasons)
    return next(still, None)
