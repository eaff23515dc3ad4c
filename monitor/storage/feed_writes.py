"""What polls change in feeds' rows, of many feeds in one go. In: ids and columns. Out: who holds them; rows changed.

SQL in the driver's own words, and values as the driver takes them: SQLAlchemy would look at each value of each row
anew, which takes longer than the database does. Both databases understand these statements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from monitor.errors import RowRefused
from monitor.storage import tables
from monitor.storage.claim import AT_REST, Lease
from monitor.storage.upsert import upsert

Change = tuple[int, dict[str, Any]]  # a feed's id, and its columns that become others

_MARKS = {"qmark": "?", "pyformat": "%s"}  # what stands for a value, by the driver's style (PEP 249)
_RESTS = ", ".join(f"{name} = {'NULL' if value is None else value}" for name, value in AT_REST.items())


def holders(connection: Connection, feed_ids: Sequence[int]) -> Mapping[int, str | None]:
    """The token under which each of the feeds is held; the rows stay locked, in the order of their ids."""
    marks = ", ".join([_mark(connection)] * len(feed_ids))
    alone = "" if connection.dialect.name == "sqlite" else " FOR UPDATE"  # SQLite has one writer
    asked = f"SELECT id, lease_token FROM feed WHERE id IN ({marks}) ORDER BY id{alone}"  # noqa: S608 - marks alone
    return {row[0]: row[1] for row in connection.exec_driver_sql(asked, tuple(feed_ids)).all()}


def hold(connection: Connection, feed_ids: Sequence[int], lease: Lease, *, due_at: datetime) -> None:
    """Claim feeds that `due_rows` found in this transaction; they are due again at `due_at`."""
    if not feed_ids:
        return
    mark = _mark(connection)
    marks = ", ".join([mark] * len(feed_ids))
    values = f"due_at = {mark}, lease_until = {mark}, lease_token = {mark}, attempts = attempts + 1"
    [row] = _written(connection, ("due_at", "lease_until", "lease_token"), [(due_at, lease.until, lease.token)])
    statement = f"UPDATE feed SET {values} WHERE id IN ({marks})"  # noqa: S608 - names of columns and marks alone
    connection.exec_driver_sql(statement, (*row, *feed_ids))


def change(connection: Connection, changes: Iterable[Change]) -> None:
    """Write the columns, and end the claims. Raises `RowRefused` for a value that no column takes."""
    alike: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    habits: dict[int, str] = {}
    for feed_id, columns in changes:
        if "habit" in columns:
            habits[feed_id] = columns.pop("habit")
        alike.setdefault(tuple(columns), []).append((*columns.values(), feed_id))
    keep_habits(connection, habits)
    for names, rows in alike.items():
        statement = _changing(_mark(connection), names)
        connection.exec_driver_sql(statement, _written(connection, names, rows))


def keep_habits(connection: Connection, habits: Mapping[int, str]) -> None:
    """Remember what feeds' pasts teach, by feed, instead of what was remembered before."""
    upsert(connection, tables.feed_habit, [{"feed_id": feed_id, "habit": habit} for feed_id, habit in habits.items()])


@lru_cache(maxsize=64)
def _changing(mark: str, names: tuple[str, ...]) -> str:
    """Told once for these columns: most polls change the same two."""
    changed = ", ".join(f"{name} = {mark}" for name in names)
    return f"UPDATE feed SET {changed}, {_RESTS} WHERE id = {mark}"  # noqa: S608 - names of columns alone


def _mark(connection: Connection) -> str:
    return _MARKS[connection.dialect.paramstyle]


def _written(connection: Connection, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows column by column, each value as the column's type writes it."""
    columns = list(zip(*rows, strict=True))
    try:
        for place, name in enumerate(names):
            write = _writer(connection, name)
            if write is not None:
                columns[place] = tuple(map(write, columns[place]))
    except ValueError as error:
        raise RowRefused(f"a feed cannot be recorded: {error}") from error
    return list(zip(*columns, strict=True))


def _writer(connection: Connection, name: str) -> Callable[[Any], Any] | None:
    dialect = connection.dialect
    return tables.feed.c[name].type.dialect_impl(dialect).bind_processor(dialect)
