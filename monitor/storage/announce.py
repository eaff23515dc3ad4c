"""Alerts into their tables, with the tellings that follow. In: an `Alert` with id 0 or one that has grown. Out: its id.

An alert's content is kept whole, as it stands; each of its revisions is a row of its own, and is never rewritten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.sql.dml import ReturningInsert

from monitor.errors import RowRefused
from monitor.model import Alert, Delivery, Revision
from monitor.storage import codec, tables
from monitor.storage.columns import index_key
from monitor.storage.tellings import store_tellings
from monitor.storage.upsert import insert_in

_GROWN = update(tables.alert).where(tables.alert.c.id == bindparam("its_id"))
_REVISED = insert(tables.alert_revision)
_LAST_REVISION = select(func.coalesce(func.max(tables.alert_revision.c.number), 0)).where(
    tables.alert_revision.c.alert_id == bindparam("its_id")
)


def store_alert(
    connection: Connection, alert: Alert, deliveries: Sequence[Delivery], *, story_id: int | None, now: datetime
) -> int:
    """Insert or update a story's alert, its new revisions and its tellings; returns the alert's id."""
    if story_id is not None:
        alert = replace(alert, story_id=story_id, key=f"story:{story_id}")
    alert_id = _update(connection, alert, now=now) if alert.id else _insert(connection, alert, now=now)
    if alert_id is None:
        raise RowRefused(f"the story {story_id} has an alert already; it must be grown, not opened anew")
    _store_revisions(connection, alert_id, alert.revisions, opened=not alert.id)
    store_tellings(connection, alert_id, deliveries, now=now)
    return alert_id


def announce(connection: Connection, alert: Alert, deliveries: Sequence[Delivery], *, now: datetime) -> int:
    """Store an alert that has no story, once by its key: one that is there already stays as it is, and tells no more.

    An alert with an id (it was loaded, and has grown, as by a recovery) is updated, and its tellings are added.
    """
    if alert.id:
        return store_alert(connection, alert, deliveries, story_id=None, now=now)
    alert_id = _insert(connection, alert, now=now)
    if alert_id is None:
        known = select(tables.alert.c.id).where(tables.alert.c.key == index_key(alert.key))
        present: int = connection.execute(known).scalar_one()
        return present
    _store_revisions(connection, alert_id, alert.revisions, opened=True)
    store_tellings(connection, alert_id, deliveries, now=now)
    return alert_id


def _insert(connection: Connection, alert: Alert, *, now: datetime) -> int | None:
    """Insert an alert; None when its key is there already, perhaps since a moment ago from another process."""
    values = {"opened_at": alert.opened_at, **_values(alert, now=now)}
    return connection.execute(_opened(connection.dialect.name), values).scalar_one_or_none()


@lru_cache(maxsize=2)
def _opened(dialect: str) -> ReturningInsert[int]:
    return insert_in(dialect, tables.alert).on_conflict_do_nothing(index_elements=["key"]).returning(tables.alert.c.id)


def _update(connection: Connection, alert: Alert, *, now: datetime) -> int:
    if connection.execute(_GROWN, {"its_id": alert.id, **_values(alert, now=now)}).rowcount != 1:
        raise RowRefused(f"alert {alert.id} is not in the database; nothing was recorded")
    return alert.id


def _values(alert: Alert, *, now: datetime) -> dict[str, Any]:
    return {
        "key": index_key(alert.key),
        "kind": alert.kind.value,
        "story_id": alert.story_id,
        "title": alert.title,
        "severity": alert.severity.value,
        "updated_at": now,
        "content": codec.dump(Alert, alert),
        "merged_into": alert.merged_into,
    }


def _store_revisions(connection: Connection, alert_id: int, revisions: Sequence[Revision], *, opened: bool) -> None:
    """Store those that are not yet; of an alert that was opened just now none is."""
    stored = 0 if opened else connection.execute(_LAST_REVISION, {"its_id": alert_id}).scalar_one()
    fresh = [
        {
            "alert_id": alert_id,
            "number": revision.number,
            "at": revision.at,
            "content": codec.dump(Revision, revision),
        }
        for revision in revisions
        if revision.number > stored
    ]
    if fresh:
        connection.execute(_REVISED, fresh)
