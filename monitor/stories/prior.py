"""What was measured beforehand: how common features are in news, and how the figures of a pair are weighed.

Made by `tools/fit_stories.py` from public texts; shipped as data beside this module. Read once, never written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import log
from pathlib import Path

DATA = Path(__file__).with_name("data")
LOWEST_SHARE = 1 / 200  # what was seen less often than this is as rare as can be told
MOST = log(1 / LOWEST_SHARE)  # the weight of that
# What is thought of countries and of the gazetteer's names until they are counted: whom somebody wrote down is in the
# news often, and two of the first reports that name Putin and Moscow are not one story for that.
EXPECTED = {"c": 1 / 20, "e": 1 / 30}
_UNSEEN = {kind: log(1 / share) for kind, share in EXPECTED.items()}


@dataclass(frozen=True, slots=True)
class Prior:
    """Share of the articles of a language that have a feature, by key and language; and what it counts against news.

    `articles` is the number of articles that the shares are worth beside running counts.
    """

    articles: float
    shares: Mapping[str, Mapping[str, float]]
    weights: Mapping[str, float] = field(init=False)  # by these shares alone; other features by `expected`

    def __post_init__(self) -> None:
        """Weigh the features."""
        highest = {key: min(1.0, max(expected(key), *shares.values())) for key, shares in self.shares.items()}
        object.__setattr__(self, "weights", {key: log(1 / share) for key, share in highest.items()})


@dataclass(frozen=True, slots=True)
class Logistic:
    """Weights of a pair's figures (`score.FIGURES`, in their order), and from which probabilities on it counts."""

    intercept: float
    weights: tuple[float, ...]
    join: float
    related: float


def unseen(kind: str) -> float:
    """The weight of a feature of a kind that was never counted."""
    return _UNSEEN.get(kind, MOST)


def expected(key: str) -> float:
    """The share of a feature that was never counted."""
    return EXPECTED.get(key[0], LOWEST_SHARE)


@cache
def shipped_prior() -> Prior:
    """The shipped shares."""
    data = json.loads(DATA.joinpath("shares.json").read_text(encoding="utf-8"))
    return Prior(articles=float(data["articles"]), shares=data["shares"])


@cache
def logistic() -> Logistic:
    """The shipped weights."""
    data = json.loads(DATA.joinpath("score.json").read_text(encoding="utf-8"))
    return Logistic(
        intercept=float(data["intercept"]),
        weights=tuple(map(float, data["weights"].values())),
        join=float(data["join"]),
        related=float(data["related"]),
    )
