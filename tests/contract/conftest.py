"""Databases to test on: a SQLite file a test, and a database of its own a test on one real PostgreSQL a session."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from monitor.storage import Store, upgrade
from monitor.storage.tables import METADATA
from tests.contract.postgresql import new_database, running_server


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the test session."""
    with running_server() as address:
        yield address


@pytest.fixture(scope="session")
def postgresql_tables(postgresql_server: str) -> Iterator[str]:
    """The address of a database that has all tables, made once: tests empty it, which is faster than making one."""
    with new_database(postgresql_server) as url:
        upgrade(url)
        yield url


def empty_tables(url: str) -> None:
    """Take all rows out of a PostgreSQL database, and let ids begin at 1 again."""
    names = ", ".join(f'"{table.name}"' for table in METADATA.sorted_tables)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables, once on each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'vedette.db'}"
        return
    with new_database(request.getfixturevalue("postgresql_server")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with all tables and no rows, once on each kind."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "vedette.db")
        yield f"sqlite:///{tmp_path / 'vedette.db'}"
        return
    url = request.getfixturevalue("postgresql_tables")
    empty_tables(url)
    yield url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store on each kind of database."""
    store = Store.open(database_url)
    yield store
    store.close()
