"""The names that are shipped, loaded once a process for all tests that look for them: that takes a second."""

from __future__ import annotations

from functools import cache

from monitor.context import Gazetteer, load_gazetteer
from monitor.errors import Problem
from monitor.shipped import shipped


@cache
def loaded_names() -> tuple[Gazetteer, tuple[Problem, ...]]:
    """The gazetteer, and what is wrong with its files."""
    return load_gazetteer([shipped("rules")])


def shipped_names() -> Gazetteer:
    """The gazetteer alone. Only to be read."""
    return loaded_names()[0]
