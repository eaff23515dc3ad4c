"""Opening a database, and the one way to run a transaction on it.

In: a URL as the configuration has it. Out: a SQLAlchemy engine whose settings keep what is committed, and
`transaction`, which turns every driver error into a `StorageError` in plain words. Never shows a password,
and never is a transaction held open while a network answers: that is the callers' duty.

SQLite has one writing connection, which threads take in turn, and each transaction is `BEGIN IMMEDIATE`: the writer's
lock is taken at once, so two transactions can never find out half-way that both want to write. WAL lets other processes
read meanwhile; `synchronous=FULL` keeps commits through a power cut (no measurable cost at one commit a poll).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, SQLAlchemyError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool

from monitor.errors import DatabaseBusy, RowRefused, StorageError

BUSY_SECONDS = 10
TURN_SECONDS = 60  # how long a thread waits for the one writing connection
POSTGRESQL_CONNECTIONS = 5
# A network that swallows everything, or a server that lost its power, says nothing: without these a thread would wait
# two hours for an answer, as TCP does. Seconds, but for the last, which is milliseconds (libpq's parameters).
SIGNS_OF_LIFE = {"keepalives_idle": 15, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 30_000}
READERS = 5


def open_engine(url: str, *, read_only: bool = False) -> Engine:
    """Open the database at `url` (`sqlite:///FILE` or `postgresql://…`); tables are `migrate.upgrade`'s business.

    Raises `StorageError` for a URL that cannot be used, a folder that is not there, or, read-only, a file that is not.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite":
        return _postgresql(parsed, read_only=read_only)
    return _sqlite_reader(parsed) if read_only and sqlite_file(url) else sqlite_writer(parsed)


def parse_url(url: str) -> URL:
    """Read a database URL; PostgreSQL always goes through psycopg 3. Raises `StorageError` without showing the URL."""
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise StorageError(
            "`database` is not a database URL; write sqlite:///vedette.db or postgresql://user@host/name"
        ) from error
    if backend in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise StorageError(f"`database` names {backend}; Vedette keeps its data in sqlite or postgresql")
    return parsed


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite URL, absolute and with symbolic links followed; None in memory or for PostgreSQL."""
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in {None, "", ":memory:"}:
        return None
    return Path(os.path.realpath(str(parsed.database)))


def sqlite_writer(url: URL, *, foreign_keys: bool = True) -> Engine:
    """Open SQLite with one connection for all threads. Foreign keys are off only while tables are rebuilt."""
    _check_folder(url)
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=TURN_SECONDS,
        connect_args={"isolation_level": None, "check_same_thread": False, "timeout": BUSY_SECONDS},
    )
    settings = [
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "journal_mode=WAL",
        "synchronous=FULL",
        f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
    ]
    _on_connect(engine, settings)
    _on_begin(engine, "BEGIN IMMEDIATE")
    return engine


def _sqlite_reader(url: URL) -> Engine:
    path = Path(os.path.realpath(str(url.database)))
    if not path.is_file():
        raise StorageError(f"there is no database at {path} yet; start `vedette run` or `vedette once` first")
    engine = create_engine(
        URL.create("sqlite", database=f"file:{quote(str(path))}", query={"mode": "ro", "uri": "true"}),
        poolclass=QueuePool,
        pool_size=READERS,
        max_overflow=0,
        pool_timeout=TURN_SECONDS,
        connect_args={"isolation_level": None, "check_same_thread": False, "timeout": BUSY_SECONDS},
    )
    _on_connect(engine, [f"busy_timeout={BUSY_SECONDS * 1000}", "query_only=ON"])
    _on_begin(engine, "BEGIN")
    return engine


def _postgresql(url: URL, *, read_only: bool) -> Engine:
    options: dict[str, Any] = {name: value for name, value in SIGNS_OF_LIFE.items() if name not in url.query}
    if read_only:
        options["options"] = "-c default_transaction_read_only=on"
    return create_engine(
        url,
        pool_size=POSTGRESQL_CONNECTIONS,
        max_overflow=0,
        pool_timeout=TURN_SECONDS,
        pool_pre_ping=True,
        connect_args={"connect_timeout": BUSY_SECONDS, **options},
    )


def _check_folder(url: URL) -> None:
    path = sqlite_file(url.render_as_string(hide_password=False))
    if path is not None and not path.parent.is_dir():
        raise StorageError(
            f"the database {path} cannot be made: its folder does not exist; make it, or change `database`"
        )


def _on_connect(engine: Engine, settings: list[str]) -> None:
    def apply(connection: Any, _record: object) -> None:
        for setting in settings:
            connection.execute(f"PRAGMA {setting}")

    event.listen(engine, "connect", apply)


def _on_begin(engine: Engine, statement: str) -> None:
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)

    event.listen(engine, "begin", begin)


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """One transaction: committed at the end of the block, rolled back on any exception.

    Raises `DatabaseBusy` when the database stayed locked, `RowRefused` when it works but does not take these values,
    `StorageError` for whatever else the driver says.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise explained(error, engine.url) from error


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """One reading transaction in which all statements see the same state."""
    level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with transaction(engine.execution_options(**level)) as connection:
        yield connection


def explained(error: SQLAlchemyError, url: URL) -> StorageError:
    """Say a driver's error in plain words, with the next step."""
    where = url.database if url.get_backend_name() == "sqlite" else f"PostgreSQL at {url.host or 'the local socket'}"
    words = _own_words(error, url)
    low = words.lower()
    if isinstance(error, PoolTimeout) or "database is locked" in low:
        return DatabaseBusy(f"the database {where} stayed locked; stop other programs that hold it, then try again")
    if isinstance(error, IntegrityError | DataError) or (
        isinstance(error, StatementError) and not isinstance(error, DBAPIError)
    ):
        return RowRefused(f"the database {where} does not take a row: {words}")
    for sign, advice in _ADVICE.items():
        if sign in low:
            return StorageError(f"the database {where} cannot be used: {words}; {advice}")
    return StorageError(f"the database {where} cannot be used: {words}")


_ADVICE = {
    "no such table": "run `vedette db upgrade`",
    "undefinedtable": "run `vedette db upgrade`",
    "no such column": "run `vedette db upgrade`",
    "disk is full": "free some space; nothing is lost, work goes on from the last commit",
    "unable to open": "check the file's and its folder's permissions",
    "readonly": "check the file's and its folder's permissions",
    "malformed": "restore a backup, or save what is readable with `sqlite3 FILE .recover`",
    "not a database": "point `database` at a Vedette database, or at a new file",
    "connection failed": "check that the server runs and that `database` is right",
    "password authentication": "check user and password in `database`",
}


def _own_words(error: SQLAlchemyError, url: URL) -> str:
    """The driver's first line, without the statement, its values, or the password."""
    original = error.orig if isinstance(error, DBAPIError) and error.orig else error
    name = type(original).__name__
    lines = str(original).strip().splitlines() or [name]
    words = f"{lines[0]} ({name})"
    return words.replace(url.password, "***") if url.password else words
