"""One desk that has run once, for every test that only looks; a fresh copy for those that write."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forks.client import Forks
from tests.integration.cli.desk import ALONE, Desk, FirstRun


@pytest.fixture(autouse=True)
def _a_terminal_of_100_columns_in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.delenv(ALONE, raising=False)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(scope="session")
def ran(first_run: FirstRun) -> Desk:
    """A desk after `vedette once`: nobody may write to it."""
    return first_run.desk


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory, forks: Forks) -> FirstRun:
    """What `vedette once --json` said on a new desk."""
    return FirstRun.made(tmp_path_factory.mktemp("ran"), forks)


@pytest.fixture
def fresh(tmp_path: Path, forks: Forks) -> Desk:
    """A desk that never ran."""
    return Desk.made(tmp_path / "desk", forks)


@pytest.fixture
def writable(ran: Desk, tmp_path: Path) -> Desk:
    """A desk that ran, to write to."""
    return ran.copy(tmp_path / "desk")
