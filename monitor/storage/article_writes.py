"""Rows of new articles, many in one go: nothing else is written as often. In: values. Out: rows.

SQL in the driver's own words, and values as the driver takes them: SQLAlchemy would look at each value of each row
anew, which takes as long as the database does. What an article says comes in UTF-8, as SQLite keeps it: that takes it
over as it is, where a text would first be made of it and then bytes again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection

from monitor.storage import tables
from monitor.storage.claim import AT_REST
from monitor.storage.columns import storable_each

_MARKS = {"qmark": "?", "pyformat": "%s"}  # what stands for a value, by the driver's style (PEP 249)
_ALIKE: Mapping[str, Any] = {**AT_REST, "reason": "", "revision": 1, "page_refused": None}  # in all new rows
_TEXTS = ("title", "link", "page_host")  # of any kind; other texts are such as any database holds
_TIMES = ("first_seen_at", "due_at", "read_at", "counted_at")


class NewRow(NamedTuple):
    """A new article. `content` is text in UTF-8."""

    feed_id: int
    entry_id: str
    entry_hash: str
    state: str
    outcome: str | None
    content: bytes
    title: str
    link: str | None
    page_host: str | None
    first_seen_at: datetime
    due_at: datetime
    read_at: datetime | None
    counted_at: datetime | None


def insert_articles(connection: Connection, rows: Sequence[NewRow]) -> None:
    """Insert new articles, in this order."""
    if not rows:
        return
    columns: dict[str, Sequence[Any]] = dict(zip(NewRow._fields, zip(*rows, strict=True), strict=True))
    columns |= {name: storable_each(columns[name]) for name in _TEXTS}
    written = _times_written(connection, {time for name in _TIMES for time in columns[name]})
    columns |= {name: [written[time] for time in columns[name]] for name in _TIMES}
    style = connection.dialect.paramstyle
    if style != "qmark":
        columns["content"] = [content.decode() for content in columns["content"]]
    connection.exec_driver_sql(_inserting(style), list(zip(*columns.values(), strict=True)))


def _times_written(connection: Connection, times: set[datetime | None]) -> Mapping[datetime | None, Any]:
    """Each time as the driver takes it: there are few, as rows that are written together came together."""
    dialect = connection.dialect
    write: Callable[[Any], Any] | None = tables.article.c.due_at.type.dialect_impl(dialect).bind_processor(dialect)
    return {time: write(time) if write else time for time in times}


@lru_cache(maxsize=2)
def _inserting(style: str) -> str:
    marks = dict.fromkeys(NewRow._fields, _MARKS[style])
    if style == "qmark":
        marks["content"] = "CAST(? AS TEXT)"
    marks |= {name: "NULL" if value is None else repr(value) for name, value in _ALIKE.items()}
    return f"INSERT INTO article ({', '.join(marks)}) VALUES ({', '.join(marks.values())})"  # noqa: S608 - no values
