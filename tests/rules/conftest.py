"""The shipped rules, loaded once for all tests that read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.context import Gazetteer
from monitor.engine import Loaded, load_rules
from monitor.errors import Problem
from tests.shipped_names import loaded_names

RULES = Path(__file__).parents[2] / "rules"


@pytest.fixture(scope="session")
def gazetteer_and_problems() -> tuple[Gazetteer, tuple[Problem, ...]]:
    return loaded_names()


@pytest.fixture(scope="session")
def gazetteer(gazetteer_and_problems: tuple[Gazetteer, tuple[Problem, ...]]) -> Gazetteer:
    return gazetteer_and_problems[0]


@pytest.fixture(scope="session")
def loaded(gazetteer: Gazetteer) -> Loaded:
    return load_rules([RULES], actors=gazetteer.actor_ids, places=gazetteer.place_ids)
