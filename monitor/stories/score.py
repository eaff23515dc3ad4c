"""How likely two articles tell of one event, by what both name. Fingerprints in, figures and a probability out. Pure.

Compares things, not keys: the keys that one name gives count once, with the weight of its id if the gazetteer has it,
else of the most common of them. The figures are those of the reference (text.md 6.3) for which sharing more never
counts against, with the share of the shorter article beside the cosines, for reports differ in length; never the length
itself, which would give translations away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log1p, sqrt

from monitor.model import Fingerprint
from monitor.stories.prior import MOST, Logistic, Prior, shipped_prior, unseen
from monitor.stories.weights import WORD, Weights

NUMBER, COUNTRY, NAME = "n", "c", "k"
FEWEST_NAMED = 3  # things shared beside words, or one less if the gazetteer has one of them
KINDS = (NUMBER, COUNTRY, NAME, WORD)
KNOWN = "e"  # people, actors and towns of the gazetteer are names


@dataclass(frozen=True, slots=True)
class Profile:
    """An article as it is compared: its things (`n17`, `kHaftar`) by key, and the weight of each thing."""

    things: Mapping[str, str]
    weights: Mapping[str, float]
    squares: Mapping[str, float]  # sum of squared weights by kind
    total: float  # of all but words
    named: int  # things that are no words
    known: int  # countries, and names of the gazetteer
    knows_names: bool  # some of the gazetteer, countries aside
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What two articles share: key and weight of each thing, names and numbers first, the weightiest first."""

    things: tuple[tuple[float, str], ...]
    figures: tuple[float, ...]
    elsewhere: bool  # both name countries, and none in common

    @property
    def says_enough(self) -> bool:
        """Whether more than countries are shared, and beside words three things, or two that tell who or where."""
        kinds = [key[0] for _, key in self.things]
        named = len(kinds) - kinds.count(WORD)
        enough = named >= FEWEST_NAMED or (named == FEWEST_NAMED - 1 and self.names_known)
        return enough and any(kind != COUNTRY for kind in kinds)

    @property
    def names_known(self) -> bool:
        """Whether a country or a name of the gazetteer is shared."""
        return any(key[0] in {COUNTRY, KNOWN} for _, key in self.things)


def may_say_enough(kinds: Sequence[str]) -> bool:
    """Whether `says_enough` can come to be of shared keys of these kinds, of which one thing may have several."""
    named = len(kinds) - kinds.count(WORD)
    return named >= FEWEST_NAMED or (named == FEWEST_NAMED - 1 and (COUNTRY in kinds or KNOWN in kinds))


def profile(fingerprint: Fingerprint, weights: Weights, *, prior: Prior | None = None) -> Profile:
    """Weigh the things of an article; features that `weights` does not know weigh by the (shipped) shares."""
    shipped = (prior or shipped_prior()).weights
    things: dict[str, str] = {}
    weighed: dict[str, float] = {}
    words: dict[str, float] = {}
    known: set[str] = set()
    for feature in fingerprint.features:  # by key, so that the id of a known name comes before its spellings
        key = feature.key
        first = key[0]
        weight = weights.get(key)
        if weight is None:
            weight = shipped.get(key) or (MOST if first == WORD else unseen(first))
        if first == WORD:
            things[key], words[key] = key, weight
            continue
        thing = things[key] = (NAME if first == KNOWN else first) + feature.shown
        if first == KNOWN:
            known.add(thing)
            weighed[thing] = weight
        elif thing not in known and weight < weighed.get(thing, MOST + 1):
            weighed[thing] = weight
    squares = dict.fromkeys(KINDS, 0.0)
    total, countries = 0.0, 0
    for thing, weight in weighed.items():
        kind = thing[0]
        squares[kind] += weight * weight
        total += weight
        countries += kind == COUNTRY
    squares[WORD] = sum(weight * weight for weight in words.values())
    known_names, named = len(known), len(weighed)
    weighed.update(words)
    language = fingerprint.language
    return Profile(things, weighed, squares, total, named, countries + known_names, known_names > 0, language)


def shared(one: Profile, other: Profile) -> Shared:
    """What both name, each thing once, and the figures that `Logistic` weighs, in its order. Symmetric."""
    found: list[tuple[float, str]] = []
    used, used_there = set[str](), set[str]()
    for key in sorted(one.things.keys() & other.things.keys()):
        mine, theirs = one.things[key], other.things[key]
        if mine not in used and theirs not in used_there:
            used.add(mine)
            used_there.add(theirs)
            found.append((min(one.weights[mine], other.weights[theirs]), key))
    found.sort(key=lambda thing: (thing[1][0] == WORD, -thing[0], thing[1]))
    countries = one.squares[COUNTRY] > 0 < other.squares[COUNTRY] and not any(key[0] == COUNTRY for _, key in found)
    return Shared(things=tuple(found), figures=_figures(found, one, other), elsewhere=countries)


def probability(figures: tuple[float, ...], model: Logistic) -> float:
    """Logistic regression, 0 to 1."""
    value = model.intercept + sum(weight * figure for weight, figure in zip(model.weights, figures, strict=True))
    return 1 / (1 + exp(-value)) if value > -700 else 0.0  # noqa: PLR2004 - exp overflows near 709


FIGURES = (
    "cosine of numbers",
    "cosine of countries",
    "cosine of all names and numbers",
    "ln(1 + shared weight of names)",
    "share of the shorter article's weight",
    "geometric mean of the cosines of words and of all names and numbers",
    "less: one language, and few words in common",
)
_NAMED = (NUMBER, COUNTRY, NAME)
# Reports of one event in one language share some words, whatever else they share: cosine of words from which that holds
WORDS_OF_ONE = 0.15


def _figures(found: list[tuple[float, str]], one: Profile, other: Profile) -> tuple[float, ...]:
    weight, square = dict.fromkeys(KINDS, 0.0), dict.fromkeys(KINDS, 0.0)
    for value, key in found:
        kind = _kind(key)
        square[kind] += value * value
        weight[kind] += value
    shorter = min(one.total, other.total)
    mine, theirs, both = (sum(squares[kind] for kind in _NAMED) for squares in (one.squares, other.squares, square))
    named = sum(weight[kind] for kind in _NAMED)
    all_named = _ratio(both, mine, theirs)
    words = _ratio(square[WORD], one.squares[WORD], other.squares[WORD])
    return (
        _ratio(square[NUMBER], one.squares[NUMBER], other.squares[NUMBER]),
        _ratio(square[COUNTRY], one.squares[COUNTRY], other.squares[COUNTRY]),
        all_named,
        log1p(weight[NAME]),
        min(1.0, named / shorter) if shorter else 0.0,
        0.0 if _other_facts(found, one, other) else sqrt(words * all_named),
        min(0.0, words / WORDS_OF_ONE - 1) if _worded_alike(one, other) else 0.0,
    )


def _other_facts(found: list[tuple[float, str]], one: Profile, other: Profile) -> bool:
    """Whether both give figures and none in common, or both name known people or towns and none in common.

    Reports of two raids share the words of raids; what counts then is what else they share.
    """
    kinds = {key[0] for _, key in found}
    figures = one.squares[NUMBER] > 0 < other.squares[NUMBER] and NUMBER not in kinds
    return figures or (one.knows_names and other.knows_names and KNOWN not in kinds)


def _worded_alike(one: Profile, other: Profile) -> bool:
    """Whether the words of both can be compared: one language, and enough of them."""
    return bool(one.language) and one.language == other.language and one.squares[WORD] > 0 < other.squares[WORD]


def _ratio(both: float, one: float, other: float) -> float:
    return both / sqrt(one * other) if one and other else 0.0


def _kind(key: str) -> str:
    return NAME if key[0] == KNOWN else key[0]
