"""Given names as texts in Arabic script have them, and words that stand where one stands and are none.

In: nothing but `given_names.yaml`. Out: its words by kind. Never knows a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import RootModel

from monitor import strict_yaml
from monitor.screening.cases import stems
from monitor.text.fold import fold_words


class _GivenNames(RootModel[dict[str, tuple[str, ...]]]):
    """`given_names.yaml`: kind, names."""


class _Equals(RootModel[dict[str, str]]):
    """`given_equals.yaml`."""


@cache
def given_equals() -> Mapping[str, str]:
    """The Russian given name by a Ukrainian or Belarusian one, and by what of that a case leaves."""
    read = _Equals.model_validate(strict_yaml.load(Path(__file__).with_name("given_equals.yaml")).data).root
    return {**{stem: same for name, same in read.items() for stem in stems(name)}, **read}


@cache
def given_names() -> Mapping[str, frozenset[str]]:
    """`given_names.yaml`, folded; what are no given names as written."""
    read = _GivenNames.model_validate(strict_yaml.load(Path(__file__).with_name("given_names.yaml")).data).root
    names = {kind: frozenset(map(fold_words, words)) for kind, words in read.items() if kind != "not_given"}
    return {**names, "not_given": frozenset(read["not_given"])}
