"""The one module that knows how to claim a row: feeds, articles and deliveries alike.

A claim is a lease: the row is ours until a time, under a token. Work happens with no transaction open; what comes of
it is recorded with `fenced_update`, which refuses a token that is no longer the row's. A worker that dies lets its
lease run out, and the row is claimed anew. Knows no table by name, but that all have the columns of `Claimable`.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    RowMapping,
    Select,
    Table,
    and_,
    bindparam,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from monitor.errors import LeaseLost

LEASED = ("lease_token", "lease_until", "attempts")  # the columns that a `Claim` is made of
AT_REST: Mapping[str, Any] = {"lease_until": None, "lease_token": None, "attempts": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """What a worker holds rows under, from `now` until `until`. It takes what is due, or will be within `ahead`."""

    token: str
    now: datetime
    until: datetime
    ahead: timedelta = timedelta(0)

    @classmethod
    def take(cls, now: datetime, length: timedelta, *, ahead: timedelta = timedelta(0)) -> Lease:
        """A lease that begins now, under a token that nobody else has."""
        return cls(token=secrets.token_hex(16), now=now, until=now + length, ahead=ahead)


def claim(
    connection: Connection,
    table: Table,
    *,
    lease: Lease,
    limit: int,
    where: ColumnElement[bool] | None = None,
    values: Mapping[str, Any] | None = None,
) -> list[RowMapping]:
    """Claim up to `limit` due rows that nobody holds, longest due first; `values` are set along with the lease."""
    return claim_by(connection, claiming(table, where=where, values=values), lease=lease, limit=limit)


def claiming(
    table: Table,
    *,
    where: ColumnElement[bool] | None = None,
    values: Mapping[str, Any] | None = None,
    columns: Sequence[str] = (),
) -> ReturningUpdate[Any]:
    """The statement that claims. Whoever claims often builds it once, with parameters of its own.

    It gives the rows with all columns, or with those asked for: for `claim_by` `id` and `due_at` at least.

    One statement on both databases: PostgreSQL skips rows that others are claiming just now; SQLite has one writer.
    The inner select stands in a CTE because PostgreSQL runs one with row locks exactly once.
    """
    due = due_rows(table, select(table.c.id), where=where).cte("due")
    held = {
        "lease_until": bindparam("claim_until"),
        "lease_token": bindparam("claim_token"),
        "attempts": table.c.attempts + 1,
    }
    return (
        update(table)
        .where(table.c.id == due.c.id)
        .values({**held, **(values or {})})
        .returning(*(table.c[name] for name in columns or table.c.keys()))
    )


def due_rows(
    table: Table, wanted: Select[tuple[Any, ...]], *, where: ColumnElement[bool] | None = None
) -> Select[tuple[Any, ...]]:
    """The statement that finds what `claiming` claims, and locks it: nobody else claims it in this transaction."""
    nobodys = or_(table.c.lease_until.is_(None), table.c.lease_until <= bindparam("claim_now"))
    return (
        wanted.where(table.c.due_at <= bindparam("claim_due"), nobodys, true() if where is None else where)
        .order_by(table.c.due_at, table.c.id)
        .limit(bindparam("claim_most", type_=Integer))
        .with_for_update(of=table, skip_locked=True)
    )


def claim_by(
    connection: Connection,
    statement: ReturningUpdate[Any],
    *,
    lease: Lease,
    limit: int,
    parameters: Mapping[str, Any] | None = None,
) -> list[RowMapping]:
    """Claim by a statement of `claiming`, longest due first. `parameters` are the statement's own."""
    held = {"claim_until": lease.until, "claim_token": lease.token}
    rows = connection.execute(statement, {**asked(lease, limit), **held, **(parameters or {})}).mappings().all()
    return sorted(rows, key=lambda row: (row["due_at"], row["id"]))


def asked(lease: Lease, limit: int) -> Mapping[str, Any]:
    """The parameters of `due_rows`."""
    return {"claim_now": lease.now, "claim_due": lease.now + lease.ahead, "claim_most": limit}


def unheld(table: Table, now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Nobody holds the row, or whoever did let the lease run out."""
    return or_(table.c.lease_until.is_(None), table.c.lease_until <= now)


def held(table: Table, now: datetime) -> ColumnElement[bool]:
    """Somebody is at work on the row."""
    return and_(table.c.lease_until.is_not(None), table.c.lease_until > now)


def fenced_update(connection: Connection, table: Table, *, row_id: int, token: str, values: Mapping[str, Any]) -> None:
    """Change a row that is ours; raise `LeaseLost` when it was claimed anew, or taken from us, since."""
    ours = and_(table.c.id == row_id, table.c.lease_token == token)
    if connection.execute(update(table).where(ours).values(values)).rowcount != 1:
        raise lease_lost(table, row_id)


def lease_lost(table: Table, row_id: int) -> LeaseLost:
    """What is raised when a row is no longer ours."""
    return LeaseLost(
        f"{table.name} {row_id} is no longer ours: the lease ran out and another worker has it, or it was changed; "
        "nothing was recorded, and it will be worked on again"
    )


def release(connection: Connection, table: Table, *, row_id: int, token: str, due_at: datetime | None = None) -> None:
    """Give a row back unworked, to be claimed at once or at `due_at`. The try does not count; a lost lease is fine."""
    values: dict[str, Any] = {"lease_until": None, "lease_token": None, "attempts": table.c.attempts - 1}
    if due_at is not None:
        values["due_at"] = due_at
    ours = and_(table.c.id == row_id, table.c.lease_token == token)
    connection.execute(update(table).where(ours).values(values))


def reclaim_all(connection: Connection, tables: Iterable[Table]) -> int:
    """Take every lease back; returns how many. Only for a process that is alone with its database, at its start."""
    count = 0
    for table in tables:
        held_rows = update(table).where(table.c.lease_token.is_not(None))
        count += connection.execute(held_rows.values(lease_until=None, lease_token=None)).rowcount
    return count
