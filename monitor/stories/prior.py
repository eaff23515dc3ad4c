"""What was measured beforehand: how common features are in news, and how the figures of a pair are weighed.

Made by `tools/fit_stories.py` from public texts; shipped as data beside this module. Read once, never written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class Prior:
    """Share of the articles of a language that have a feature, by key and language; and what it counts against news.

    `articles` is the number of articles that the shares are worth beside running counts.
    """

    articles: float
    shares: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Logistic:
    """Weights of a pair's figures (`score.FIGURES`, in their order), and from which probabilities on it counts."""

    intercept: float
    weights: tuple[float, ...]
    join: float
    related: float


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
