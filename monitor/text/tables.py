"""The word tables of this package (boilerplate, abbreviations, …): YAML beside the code, each read once, when needed.

In: a file name of this folder. Out: plain values. Never reads anything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any


@lru_cache(maxsize=16)
def table(name: str) -> Mapping[str, Any]:
    """The content of `name`, a file beside this module; every scalar is text."""
    from monitor.strict_yaml import load

    data = load(Path(__file__).with_name(name)).data
    assert isinstance(data, dict), name
    return data


def words(value: Any) -> tuple[str, ...]:
    """All strings of a list, or of a mapping of lists (by language), in order."""
    lists = value.values() if isinstance(value, dict) else (value,)
    return tuple(word for one in lists for word in one)
