"""Episodes of trouble with Vedette itself: the alert that is open about a subject, and how it goes on or ends.

In: a subject, as in `health:<subject>:<begin>`. Out: a session under the join lock, in which to look at the open alert
and to record what becomes of it. So two processes that see one trouble make one alert, and a restart finds it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, exists, select

from monitor.model import Alert, AlertKind, Delivery, Reason, Told
from monitor.storage import rows, tables
from monitor.storage.announce import announce
from monitor.storage.engine import transaction
from monitor.storage.session import take_join_lock
from monitor.storage.tellings import told_of


class EpisodeSession:
    """`alert` is the subject's open episode, None when all is well."""

    def __init__(self, connection: Connection, subject: str, *, now: datetime) -> None:
        self._connection = connection
        self._subject = subject
        self._now = now
        self.alert = _open(connection, subject)

    def last_told(self) -> datetime | None:
        """When the subject's latest episode, open or not, last came to something."""
        return _last_told(self._connection, self._subject)

    def told(self) -> Sequence[Told]:
        """What each (route, recipient) was last told of it."""
        return told_of(self._connection, self.alert.id, now=self._now) if self.alert else ()

    def record(self, alert: Alert, deliveries: Sequence[Delivery]) -> int:
        """Store a new alert or the grown one, with its tellings; returns its id."""
        return announce(self._connection, alert, deliveries, now=self._now)


def session_of(connection: Connection, subject: str, *, now: datetime) -> EpisodeSession:
    """A session within a transaction that holds the join lock."""
    return EpisodeSession(connection, subject, now=now)


class EpisodeStore:
    """Alerts that have a beginning and an end."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def going_on(self) -> tuple[Alert, ...]:
        """The open episodes of all subjects, oldest first."""
        wanted = _of_health(still_open=True).order_by(tables.alert.c.opened_at, tables.alert.c.id)
        with transaction(self._engine) as connection:
            found, _ = rows.restored(connection.execute(wanted).mappings(), rows.alert_of)
        return tuple(alert for _, alert in found)

    def last_told(self, subject: str) -> datetime | None:
        """When the subject's latest episode, open or not, last came to something; None when there never was one."""
        with transaction(self._engine) as connection:
            return _last_told(connection, subject)

    @contextmanager
    def episode(self, subject: str, *, now: datetime) -> Iterator[EpisodeSession]:
        """Look at a subject's episode and record; commits at the end. Inside, call no other method of a store."""
        with transaction(self._engine) as connection:
            take_join_lock(connection)
            yield session_of(connection, subject, now=now)


def _of_health(*, still_open: bool) -> Select[Any]:
    """Health alerts; open ones have no revision that says that it is over."""
    table, revision = tables.alert, tables.alert_revision
    of_health = select(table).where(table.c.kind == AlertKind.HEALTH.value)
    if not still_open:
        return of_health
    says_over = revision.c.content.contains(f'"{Reason.RECOVERED.value}"', autoescape=True)
    over = exists().where(revision.c.alert_id == table.c.id, revision.c.number > 1, says_over)
    return of_health.where(~over, table.c.merged_into.is_(None))


def _last_told(connection: Connection, subject: str) -> datetime | None:
    table = tables.alert
    ours = table.c.key.startswith(f"health:{subject}:", autoescape=True)
    wanted = select(table.c.updated_at).where(table.c.kind == AlertKind.HEALTH.value, ours)
    return connection.execute(wanted.order_by(table.c.opened_at.desc()).limit(1)).scalar_one_or_none()


def _open(connection: Connection, subject: str) -> Alert | None:
    table = tables.alert
    latest = (
        _of_health(still_open=False)
        .where(table.c.key.startswith(f"health:{subject}:", autoescape=True))
        .order_by(table.c.opened_at.desc(), table.c.id.desc())
        .limit(1)
    )
    found, _ = rows.restored(connection.execute(latest).mappings(), rows.alert_of)
    still = (alert for _, alert in found if Reason.RECOVERED not in alert.revisions[-1].reasons)
    return next(still, None)
