"""Fixture strategy: pull in the least that a test needs, and the real thing.

Pure code is tested with values made on the spot. What touches the network meets a real server on this machine; what
touches the database meets SQLite in a temporary folder and PostgreSQL from a wheel (tests/contract); whole processes
run in tests/acceptance. Nothing is patched. Fixtures live in the conftest of the folder that uses them; here stands
only what concerns all tests.

Hypothesis draws the same examples at each run of the same tree, so that a change is judged by what it changes;
`make test-all` draws others.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from monitor.storage import upgrade
from tests.forks.client import Forks

WAITING = tuple(Path(__file__).parent / name for name in ("acceptance", "reliability"))

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=1_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is imported and collected stays: looking through it for garbage again and again took a sixth of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()


@pytest.hookimpl(trylast=True)  # when the order was shuffled
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What starts programs and waits for them begins first: others are busy meanwhile, and none waits at the end."""
    items.sort(key=lambda item: not any(item.path.is_relative_to(folder) for folder in WAITING))


@pytest.fixture(scope="session", autouse=True)
def _what_is_remembered_of_rules_stays_among_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    before = os.environ.get("XDG_CACHE_HOME")
    base = tmp_path_factory.getbasetemp()
    cache = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"  # one for all workers
    cache.mkdir(exist_ok=True)
    os.environ["XDG_CACHE_HOME"] = str(cache)
    yield
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    """Starts `vedette` as real processes, quickly."""
    with Forks() as made:
        yield made


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no rows, to be copied: that is faster than making one."""
    path = tmp_path_factory.mktemp("template") / "vedette.db"
    upgrade(f"sqlite:///{path}")
    return path
