"""Making a database, and bringing an older one up to date. In: a URL. Out: which revision it was and is.

An existing SQLite file is copied beside itself before it is touched. Revisions run in one transaction, on PostgreSQL
under an advisory lock, so that several processes may start at once. Never goes back to an older revision.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from monitor.errors import StorageError
from monitor.failpoints import failpoint
from monitor.storage import revisions
from monitor.storage.engine import open_engine, parse_url, sqlite_file, sqlite_writer, transaction

SCRIPTS = Path(__file__).parent / "migrations"
UPGRADE_LOCK = 0x7665646574746D  # the advisory lock's number on PostgreSQL


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgraded:
    """What an upgrade did: `before` is None for a new database, `backup` None where no copy was made."""

    before: str | None
    after: str
    backup: Path | None = None

    @property
    def changed(self) -> bool:
        """Something was to be done."""
        return self.before != self.after


def upgrade(url: str, *, backup: bool = True, scripts: Path = SCRIPTS) -> Upgraded:
    """Make the database, or bring it to the newest revision of `scripts` (a folder in Alembic's form).

    Raises `StorageError` when it comes from a newer Vedette, or cannot be written.
    """
    head = newest(scripts)
    path = sqlite_file(url)
    before = current(url, scripts=scripts)
    if before == head:
        return Upgraded(before=before, after=head)
    copy = _backup(path, before) if backup and path is not None and before is not None else None
    with _opened(url) as engine, transaction(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": UPGRADE_LOCK})
        _run(scripts, connection)
        _check_references(connection)
        failpoint("start.upgrading")
    return Upgraded(before=before, after=head, backup=copy)


def current(url: str, *, scripts: Path = SCRIPTS) -> str | None:
    """The revision of the database at `url`; None when it has no tables yet or does not exist.

    Raises `StorageError` when the database comes from a newer Vedette.
    """
    path = sqlite_file(url)
    if path is not None and not path.exists():
        return None
    engine = open_engine(url, read_only=True)
    with closing_pool(engine), transaction(engine) as connection:
        made = inspect(connection).has_table("alembic_version")
        revision = connection.scalar(text("SELECT version_num FROM alembic_version")) if made else None
    if revision is not None and revision not in revisions.known(scripts):
        raise StorageError(
            f"the database is newer than this program (revision {revision}); install the Vedette that wrote it, "
            "or restore a backup made before the upgrade"
        )
    return revision


def newest(scripts: Path = SCRIPTS) -> str:
    """The revision that this program needs."""
    return revisions.newest(scripts)


def check(url: str) -> None:
    """Raise `StorageError` unless the database has exactly the revision that this program needs."""
    found = current(url)
    if found != newest():
        state = "has no tables yet" if found is None else f"is of an older version (revision {found})"
        raise StorageError(f"the database {state}; run `vedette db upgrade`")


def _run(scripts: Path, connection: Connection) -> None:
    """Run what is missing."""
    from alembic import command  # only when there is something to do: `revisions`
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    """An engine for changing tables: SQLite checks references only afterwards, because tables may be rebuilt."""
    parsed = parse_url(url)
    engine = open_engine(url) if parsed.get_backend_name() != "sqlite" else sqlite_writer(parsed, foreign_keys=False)
    with closing_pool(engine):
        yield engine


@contextmanager
def closing_pool(engine: Engine) -> Iterator[None]:
    """Close the engine's connections at the end of the block."""
    try:
        yield
    finally:
        engine.dispose()


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        names = ", ".join(sorted({row[0] for row in broken}))
        raise StorageError(f"the upgrade would break references in {names}; nothing was changed, please report it")


def _backup(path: Path, revision: str) -> Path:
    """Copy the database with SQLite's own backup, which sees a consistent state; a half copy never has the name."""
    target = path.with_name(f"{path.name}.backup-{revision}")
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as copy:
            source.backup(copy)
        partial.replace(target)
    except (sqlite3.Error, OSError) as error:
        raise StorageError(
            f"no backup could be made at {target}: {error}; free some space or check the folder, then try again"
        ) from error
    return target
