"""What polls change in feeds' rows, of many feeds in one go. In: ids and columns. Out: who holds them; rows changed.

SQL in the driver's own words, and values as the driver takes them: SQLAlchemy would look at each value of each row
anew, which takes longer than the database does. Both databases understand these statements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from monitor.errors import RowRefused
from monitor.storage import tables
from monitor.storage.claim import AT_REST

Change = tuple[int, Mapping[str, Any]]  # a feed's id, and its columns that become others

_MARKS = {"qmark": "?", "pyformat": "%s"}  # what stands for a value, by the driver's style (PEP 249)
_RESTS = ", ".join(f"{name} = {'NULL' if value is None else value}" for name, value in AT_REST.items())


def holders(connection: Connection, feed_ids: Sequence[int]) -> Mapping[int, str | None]:
    """The token under which each of the feeds is held; the rows stay locked, in the order of their ids."""
    marks = ", ".join([_mark(connection)] * len(feed_ids))
    alone = "" if connection.dialect.name == "sqlite" else " FOR UPDATE"  # SQLite has one writer
    asked = f"SELECT id, lease_token FROM feed WHERE id IN ({marks}) ORDER BY id{alone}"  # noqa: S608 - marks alone
    return {row[0]: row[1] for row in connection.exec_driver_sql(asked, tuple(feed_ids)).all()}


def change(connection: Connection, changes: Iterable[Change]) -> None:
    """Write the columns, and end the claims. Raises `RowRefused` for a value that no column takes."""
    alike: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for feed_id, columns in changes:
        alike.setdefault(tuple(columns), []).append((*columns.values(), feed_id))
    for names, rows in alike.items():
        statement = _changing(_mark(connection), names)
        connection.exec_driver_sql(statement, _written(connection, names, rows))


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
