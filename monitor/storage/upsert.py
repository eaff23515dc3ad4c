"""Insert-or-update, which SQLAlchemy spells once per database, and the ledger's counters that use it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from monitor.storage import tables
from monitor.storage.columns import storable

REASON_LENGTH = 200


def insert_for(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT, in the connection's dialect."""
    return insert_in(connection.dialect.name, table)


def insert_in(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT, in the dialect of this name."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert `rows`, or replace the rows of the same primary key. All rows have the same columns."""
    if not rows:
        return
    connection.execute(_upserted(connection.dialect.name, table, tuple(rows[0])), list(rows))


@lru_cache(maxsize=64)
def _upserted(dialect: str, table: Table, columns: tuple[str, ...]) -> sqlite.Insert | postgresql.Insert:
    """Built once for these columns of a table."""
    statement = insert_in(dialect, table)
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in columns if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


def count(connection: Connection, feed_id: int, counts: Mapping[tuple[str, str], int]) -> None:
    """Add to the ledger's counters of a feed (0: of none), each named (what, reason)."""
    count_all(connection, {(feed_id, what, reason): n for (what, reason), n in counts.items()})


def count_all(connection: Connection, counts: Mapping[tuple[int, str, str], int]) -> None:
    """Add to the ledger's counters of many feeds, each named (feed, what, reason).

    In sorted order, so that two transactions that count the same things never wait for each other in a ring.
    """
    merged: dict[tuple[int, str, str], int] = {}
    for (feed_id, what, reason), n in counts.items():
        key = (feed_id, what, storable(reason)[:REASON_LENGTH])
        merged[key] = merged.get(key, 0) + n
    rows = [
        {"feed_id": feed_id, "what": what, "reason": reason, "n": n}
        for (feed_id, what, reason), n in sorted(merged.items())
    ]
    if rows:
        connection.execute(_added(connection.dialect.name), rows)


@lru_cache(maxsize=2)
def _added(dialect: str) -> sqlite.Insert | postgresql.Insert:
    """Built once: the counters are added to at every poll and every article."""
    counter = tables.ledger_count
    statement = insert_in(dialect, counter)
    added = {"n": counter.c.n + statement.excluded.n}
    return statement.on_conflict_do_update(index_elements=list(counter.primary_key), set_=added)
