"""How likely two articles tell of one event, by what both name. Fingerprints in, figures and a probability out. Pure.

Compares things, not keys: the keys that one name gives count once, with the weight of its id if the gazetteer has it,
else of the most common of them. The figures are those of the reference (text.md 6.3) for which sharing more never
counts against, with the share of the shorter article beside the cosines, for reports differ in length; never the length
itself, which would give translations away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log, log1p, sqrt

from monitor.model import Fingerprint
from monitor.stories.prior import MOST, Logistic, Prior, expected, shipped_prior
from monitor.stories.weights import Weights

KINDS = NUMBER, COUNTRY, NAME = ("n", "c", "k")
KNOWN = "e"  # people, actors and towns of the gazetteer are names


@dataclass(frozen=True, slots=True)
class Profile:
    """An article as it is compared: its things (`n17`, `kHaftar`) by key, and the weight of each thing."""

    things: Mapping[str, str]
    weights: Mapping[str, float]
    squares: Mapping[str, float]  # sum of squared weights by kind
    total: float
    known: int  # countries, and names of the gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What two articles share: key and weight of each thing, the weightiest first."""

    things: tuple[tuple[float, str], ...]
    figures: tuple[float, ...]

    @property
    def names_something(self) -> bool:
        """Whether more than countries are shared."""
        return any(key[0] != COUNTRY for _, key in self.things)

    @property
    def names_known(self) -> bool:
        """Whether a country or a name of the gazetteer is shared."""
        return any(key[0] in {COUNTRY, KNOWN} for _, key in self.things)


def profile(fingerprint: Fingerprint, weights: Weights, *, prior: Prior | None = None) -> Profile:
    """Weigh the things of an article; features that `weights` does not know weigh by the (shipped) shares."""
    shipped = (prior or shipped_prior()).weights
    things: dict[str, str] = {}
    weighed: dict[str, float] = {}
    known: set[str] = set()
    for feature in fingerprint.features:  # by key, so that the id of a known name comes before its spellings
        key = feature.key
        first = key[0]
        thing = things[key] = (NAME if first == KNOWN else first) + feature.shown
        weight = weights.get(key)
        if weight is None:
            weight = shipped.get(key) or log(1 / expected(key))
        if first == KNOWN:
            known.add(thing)
            weighed[thing] = weight
        elif thing not in known and weight < weighed.get(thing, MOST + 1):
            weighed[thing] = weight
    squares = dict.fromkeys(KINDS, 0.0)
    for thing, weight in weighed.items():
        squares[thing[0]] += weight * weight
    countries = sum(thing[0] == COUNTRY for thing in weighed)
    return Profile(things, weighed, squares, sum(weighed.values()), countries + len(known))


def shared(one: Profile, other: Profile) -> Shared:
    """What both name, each thing once, and the figures that `Logistic` weighs, in its order. Symmetric."""
    found: list[tuple[float, str]] = []
    used: set[tuple[int, str]] = set()
    for key in sorted(one.things.keys() & other.things.keys()):
        mine, theirs = one.things[key], other.things[key]
        if (0, mine) in used or (1, theirs) in used:
            continue
        used |= {(0, mine), (1, theirs)}
        found.append((min(one.weights[mine], other.weights[theirs]), key))
    found.sort(key=lambda thing: (-thing[0], thing[1]))
    return Shared(things=tuple(found), figures=_figures(found, one, other))


def probability(figures: tuple[float, ...], model: Logistic) -> float:
    """Logistic regression, 0 to 1."""
    value = model.intercept + sum(weight * figure for weight, figure in zip(model.weights, figures, strict=True))
    return 1 / (1 + exp(-value)) if value > -700 else 0.0  # noqa: PLR2004 - exp overflows near 709


FIGURES = (
    "cosine of numbers",
    "cosine of countries",
    "cosine of all",
    "ln(1 + shared weight of names)",
    "share of the shorter article's weight",
)


def _figures(found: list[tuple[float, str]], one: Profile, other: Profile) -> tuple[float, ...]:
    names = whole = 0.0
    square = dict.fromkeys(KINDS, 0.0)
    for value, key in found:
        kind = _kind(key)
        square[kind] += value * value
        whole += value
        names += value if kind == NAME else 0.0
    shorter = min(one.total, other.total)
    return (
        _ratio(square[NUMBER], one.squares[NUMBER], other.squares[NUMBER]),
        _ratio(square[COUNTRY], one.squares[COUNTRY], other.squares[COUNTRY]),
        _ratio(sum(square.values()), sum(one.squares.values()), sum(other.squares.values())),
        log1p(names),
        min(1.0, whole / shorter) if shorter else 0.0,
    )


def _ratio(both: float, one: float, other: float) -> float:
    return both / sqrt(one * other) if one and other else 0.0


def _kind(key: str) -> str:
    return NAME if key[0] == KNOWN else key[0]
