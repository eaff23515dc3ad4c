"""Rows of articles in which nothing was found, many in one go: most of what polls bring. In: values. Out: rows.

SQL in the driver's own words, and values as the driver takes them: SQLAlchemy would look at each value of each row
anew, which takes as long as the database does. Both databases understand the statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Connection

from monitor.storage import tables
from monitor.storage.claim import AT_REST
from monitor.storage.columns import storable

_MARKS = {"qmark": "?", "pyformat": "%s"}  # what stands for a value, by the driver's style (PEP 249)
_SINCE = ("first_seen_at", "due_at", "read_at", "counted_at")  # all one time


class ReadRow(NamedTuple):
    """A new article that was read at once. Key, hash, content and outcome are text that any database holds."""

    feed_id: int
    entry_id: str
    entry_hash: str
    outcome: str
    content: str
    title: str
    link: str | None
    now: datetime


def insert_read(connection: Connection, rows: Sequence[ReadRow]) -> None:
    """Insert articles as read: nobody claims them."""
    dialect = connection.dialect
    written = tables.article.c.read_at.type.dialect_impl(dialect).bind_processor(dialect) or _as_it_is
    times = {now: written(now) for now in {row.now for row in rows}}
    values = [
        (
            *row[:5],
            storable(row.title),
            None if row.link is None else storable(row.link),
            *[times[row.now]] * len(_SINCE),
        )
        for row in rows
    ]
    connection.exec_driver_sql(_inserting(_MARKS[dialect.paramstyle]), values)


def _as_it_is(value: datetime) -> datetime:
    return value


@lru_cache(maxsize=2)
def _inserting(mark: str) -> str:
    alike = {**AT_REST, "state": "read", "reason": "", "revision": 1, "page_host": None, "page_refused": None}
    names = (*ReadRow._fields[:-1], *_SINCE, *alike)
    given = [mark] * (len(names) - len(alike))
    constant = ["NULL" if value is None else repr(value) for value in alike.values()]
    return f"INSERT INTO article ({', '.join(names)}) VALUES ({', '.join([*given, *constant])})"  # noqa: S608 - no values
