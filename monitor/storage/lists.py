"""Sanctions lists in the database: the versions that were taken, and how the fetching of each list stands.

In: versions with their differences. Out: the versions in use, older ones by number, states. A version is kept as what
differs from the one before it, and now and then whole, so that all can be kept. A session under the join lock takes a
version and records the alerts that follow, so that several processes tell a change once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Select, insert, select, update

from monitor.errors import RowRefused
from monitor.model import Alert, Delivery
from monitor.model.listing import Listing, ListVersion
from monitor.storage import list_codec, tables
from monitor.storage.announce import announce
from monitor.storage.engine import snapshot, transaction
from monitor.storage.session import take_join_lock
from monitor.storage.upsert import insert_for

WHOLE_EVERY = 20  # versions: more would make the last one slow to restore


@dataclass(frozen=True, slots=True, kw_only=True)
class ListState:
    """How the fetching of one list stands. `trouble` is what is wrong now; `held_what` a removal that waits."""

    name: str
    due_at: datetime
    version_id: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    tried_at: datetime | None = None
    ok_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    trouble: str | None = None
    held: str | None = None
    held_what: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A version as it stands in the table, without its entries."""

    id: int
    list: str
    number: int
    format: str
    sha256: str
    published: date | None
    taken_at: datetime
    entries: int
    names: int
    added: int
    removed: int
    changed: int
    complete: bool
    base_id: int | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A version's row, made before the turn begins: compressing a large list takes a second."""

    values: Mapping[str, Any]


class ListSession:
    """One turn at one list, alone."""

    def __init__(self, connection: Connection, name: str, *, now: datetime) -> None:
        self._connection = connection
        self._name = name
        self._now = now

    def state(self) -> ListState:
        """How it stands."""
        wanted = select(tables.list_state).where(tables.list_state.c.name == self._name)
        row = self._connection.execute(wanted).mappings().one_or_none()
        return ListState(name=self._name, due_at=self._now) if row is None else ListState(**row)

    def take(self, prepared: Prepared) -> int:
        """Store a version; returns its id. Raises `RowRefused` if another was taken since it was prepared."""
        last = _latest(self._connection, self._name)
        if prepared.values["number"] != (last.number + 1 if last else 1):
            raise RowRefused(f'another process has just taken a version of the list "{self._name}"')
        values = {**prepared.values, "taken_at": self._now}
        stored = insert(tables.list_version).values(values).returning(tables.list_version.c.id)
        version_id: int = self._connection.execute(stored).scalar_one()
        return version_id

    def record(self, state: ListState) -> None:
        """Store how it stands now."""
        _store(self._connection, state)

    def announce(self, alert: Alert, deliveries: Sequence[Delivery]) -> int:
        """Store an alert, once by its key, with its tellings."""
        return announce(self._connection, alert, deliveries, now=self._now)


class ListStore:
    """All lists."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def states(self) -> Mapping[str, ListState]:
        """How each list stands, by name."""
        with snapshot(self._engine) as connection:
            rows = connection.execute(select(tables.list_state)).mappings()
            return {row["name"]: ListState(**row) for row in rows}

    def digest_in_use(self, name: str) -> str | None:
        """The hash of the version in use; None when there is none."""
        state, version = tables.list_state, tables.list_version
        wanted = select(version.c.sha256).join(state, state.c.version_id == version.c.id).where(state.c.name == name)
        with snapshot(self._engine) as connection:
            found: str | None = connection.execute(wanted).scalar_one_or_none()
            return found

    def current(self, name: str) -> ListVersion | None:
        """The version in use, with its entries."""
        with snapshot(self._engine) as connection:
            return _in_use(connection, name)

    def versions(self, name: str) -> tuple[Taken, ...]:
        """Every version of a list, the latest first."""
        table = tables.list_version
        with snapshot(self._engine) as connection:
            rows = connection.execute(_taken(name).order_by(table.c.number.desc())).mappings()
            return tuple(Taken(**row) for row in rows)

    def version(self, taken: Taken) -> ListVersion:
        """A version with its entries."""
        with snapshot(self._engine) as connection:
            return _restored(connection, taken)

    def prepared(self, version: ListVersion, before: ListVersion | None, counts: tuple[int, int, int]) -> Prepared:
        """The row of a version that follows `before`; `counts`: entries added, removed, changed."""
        with snapshot(self._engine) as connection:
            last = _latest(connection, version.list)
        base = last if before is not None and last is not None and last.number % WHOLE_EVERY else None
        content = (
            list_codec.differing(version.entries, {one.id: one for one in before.entries})
            if base is not None and before is not None
            else list_codec.whole(version.entries)
        )
        values = {
            "list": version.list,
            "number": last.number + 1 if last else 1,
            "format": version.format,
            "sha256": version.sha256,
            "published": version.published,
            "entries": len(version.entries),
            "names": sum(len(one.names) for one in version.entries),
            **dict(zip(("added", "removed", "changed"), counts, strict=True)),
            "complete": version.complete,
            "base_id": base.id if base else None,
            "content": content,
        }
        return Prepared(values)

    def make_due(self, names: Sequence[str], *, now: datetime) -> None:
        """Have these lists looked for at once."""
        table = tables.list_state
        with transaction(self._engine) as connection:
            for name in names:
                fresh = insert_for(connection, table).values(name=name, due_at=now, failures=0)
                connection.execute(fresh.on_conflict_do_update(index_elements=["name"], set_={"due_at": now}))

    def claim(self, name: str, *, until: datetime, now: datetime) -> bool:
        """Take a due list for this process until a time; False when it is not due, or another has taken it."""
        table = tables.list_state
        with transaction(self._engine) as connection:
            fresh = insert_for(connection, table).values(name=name, due_at=now, failures=0)
            connection.execute(fresh.on_conflict_do_nothing(index_elements=["name"]))
            mine = update(table).where(table.c.name == name, table.c.due_at <= now).values(due_at=until)
            return connection.execute(mine).rowcount == 1

    @contextmanager
    def session(self, name: str, *, now: datetime) -> Iterator[ListSession]:
        """Look and record; commits at the end. Inside, call no other method of a store."""
        with transaction(self._engine) as connection:
            take_join_lock(connection)
            yield ListSession(connection, name, now=now)


def _in_use(connection: Connection, name: str) -> ListVersion | None:
    state, version = tables.list_state, tables.list_version
    wanted = _taken(name).join(state, state.c.version_id == version.c.id).where(state.c.name == name)
    row = connection.execute(wanted).mappings().one_or_none()
    return None if row is None else _restored(connection, Taken(**row))


def _latest(connection: Connection, name: str) -> Taken | None:
    table = tables.list_version
    row = connection.execute(_taken(name).order_by(table.c.number.desc()).limit(1)).mappings().one_or_none()
    return None if row is None else Taken(**row)


def _taken(name: str) -> Select[Any]:
    table = tables.list_version
    return select(*(column for column in table.c if column is not table.c.content)).where(table.c.list == name)


def _restored(connection: Connection, taken: Taken) -> ListVersion:
    """The entries of a version, from the last whole one on."""
    chain, at = [], taken.id
    table = tables.list_version
    while at is not None:
        row: RowMapping = (
            connection.execute(select(table.c.base_id, table.c.content).where(table.c.id == at)).mappings().one()
        )
        chain.append(row["content"])
        at = row["base_id"]
    entries: dict[str, Listing] = {}
    for content in reversed(chain):
        entries = list_codec.restored(content, taken.list, entries)
    return ListVersion(
        list=taken.list,
        format=taken.format,
        entries=tuple(entries.values()),
        published=taken.published or taken.taken_at.date(),
        sha256=taken.sha256,
        rows=taken.entries,
        names_read=taken.names,
        complete=taken.complete,
    )


def _store(connection: Connection, state: ListState) -> None:
    table = tables.list_state
    values = {field: getattr(state, field) for field in table.c.keys()}  # noqa: SIM118 - columns, not a mapping's keys
    stored = insert_for(connection, table).values(values)
    connection.execute(stored.on_conflict_do_update(index_elements=["name"], set_=values))


def with_earliest(version: ListVersion, before: ListVersion | None) -> ListVersion:
    """The version with `on_list_by` of the earliest copy that had the entry, where no entry says since when."""
    known = {one.id: one for one in before.entries} if before else {}
    entries = tuple(_earliest(one, known.get(one.id), version.published) for one in version.entries)
    return replace(version, entries=entries)


def _earliest(one: Listing, known: Listing | None, day: date | None) -> Listing:
    if one.since is not None:
        return one
    days = [found for found in (known and known.on_list_by, one.on_list_by, day) if found]
    return replace(one, on_list_by=min(days)) if days else one
