"""How likely two articles tell of one event, by what both name. Profiles in, figures and a probability out. Pure.

The figures are those of the reference (text.md 6.3) for which sharing more never counts against, with the share of the
shorter article beside the cosines, for reports differ in length; never the length itself, which would give
translations away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, fsum, log1p, sqrt

from monitor.stories.prior import Logistic
from monitor.stories.profile import COUNTRY, KINDS, KNOWN, NAME, NUMBER, Profile

FEWEST_SHARED = 3  # words too
FEWEST_NAMED = 3  # things shared beside words, or one less if the gazetteer has one of them
_WHO_OR_WHERE = frozenset({COUNTRY, KNOWN})
# Reports of one event in one language share some words, whatever else they share: cosine of words from which that holds
WORDS_OF_ONE = 0.15
FIGURES = (
    "cosine of numbers",
    "cosine of countries",
    "cosine of all names and numbers",
    "ln(1 + shared weight of names)",
    "share of the shorter article's weight",
    "geometric mean of the cosines of words and of all names and numbers",
    "less: one language, and few words in common",
)
Figures = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What two articles share: of each thing that both name a key, and the words."""

    one: Profile
    other: Profile
    keys: tuple[str, ...]

    @property
    def words(self) -> frozenset[str]:
        """The keys of the words."""
        return frozenset(self.one.words.keys() & self.other.words.keys())

    @property
    def things(self) -> tuple[tuple[float, str], ...]:
        """Weight and key of everything, names and numbers first, the weightiest first."""
        words = ((self.one.words[key], key) for key in self.words)
        return (*sorted(self.named, key=_weightiest), *sorted(words, key=_weightiest))

    @property
    def named(self) -> list[tuple[float, str]]:
        """Weight and key of each thing: it weighs what it does in the article in which it weighs less."""
        one, other = self.one, self.other
        return [(min(one.weights[one.things[key]], other.weights[other.things[key]]), key) for key in self.keys]

    @property
    def says_enough(self) -> bool:
        """Whether more than countries are shared, and beside words three things, or two that tell who or where."""
        number, kinds = len(self.keys), {key[0] for key in self.keys}
        if number < FEWEST_NAMED - 1 or (number < FEWEST_NAMED and not self.names_known):
            return False
        return (number >= FEWEST_SHARED and kinds != {COUNTRY}) or len(self.words) >= max(FEWEST_SHARED - number, 1)

    @property
    def names_known(self) -> bool:
        """Whether a country or a name of the gazetteer is shared."""
        return any(key[0] in _WHO_OR_WHERE for key in self.keys)

    @property
    def elsewhere(self) -> bool:
        """Whether both name countries, and none in common."""
        both = self.one.squares[COUNTRY] > 0 < self.other.squares[COUNTRY]
        return both and not any(key[0] == COUNTRY for key in self.keys)

    @property
    def figures(self) -> Figures:
        """What `Logistic` weighs, in the order of `FIGURES`. Symmetric."""
        named, words = self._of_named(), self._cosine_of_words()
        all_named = named[2]
        together = 0.0 if self._other_facts() else sqrt(words * all_named)
        return (*named, together, min(0.0, words / WORDS_OF_ONE - 1) if self._worded_alike() else 0.0)

    @property
    def figures_at_best(self) -> Figures:
        """The same if all words were shared: none is less than it is. Found in a fraction of the time."""
        named = self._of_named()
        return (*named, sqrt(named[2]), 0.0)

    def _of_named(self) -> Figures:
        weight, square = dict.fromkeys(KINDS, 0.0), dict.fromkeys(KINDS, 0.0)
        for value, key in self.named:
            kind = NAME if key[0] == KNOWN else key[0]
            square[kind] += value * value
            weight[kind] += value
        mine, theirs = self.one.squares, self.other.squares
        shorter = min(self.one.total, self.other.total)
        return (
            _ratio(square[NUMBER], mine[NUMBER], theirs[NUMBER]),
            _ratio(square[COUNTRY], mine[COUNTRY], theirs[COUNTRY]),
            _ratio(sum(square.values()), sum(mine.values()), sum(theirs.values())),
            log1p(weight[NAME]),
            min(1.0, sum(weight.values()) / shorter) if shorter else 0.0,
        )

    def _cosine_of_words(self) -> float:
        """What both have weighs what it weighs in `one`: a profile that was weighed anew has its old words."""
        mine = self.one.words
        both = {key: mine[key] for key in self.words}
        theirs = {**self.other.words, **both}
        return _ratio(_squared(both.values()), _squared(mine.values()), _squared(theirs.values()))

    def _other_facts(self) -> bool:
        """Whether both give figures and none in common, or both name known people or towns and none in common.

        Reports of two raids share the words of raids; what counts then is what else they share.
        """
        kinds = {key[0] for key in self.keys}
        figures = self.one.squares[NUMBER] > 0 < self.other.squares[NUMBER] and NUMBER not in kinds
        return figures or (self.one.knows_names and self.other.knows_names and KNOWN not in kinds)

    def _worded_alike(self) -> bool:
        """Whether the words of both can be compared: one language, and enough of them."""
        one, other = self.one, self.other
        in_one = bool(one.language) and one.language == other.language
        return in_one and any(one.words.values()) and any(other.words.values())


def shared(one: Profile, other: Profile) -> Shared:
    """What both name, each thing once."""
    keys: list[str] = []
    used, used_there = set[str](), set[str]()
    for key in sorted(one.things.keys() & other.things.keys()):
        mine, theirs = one.things[key], other.things[key]
        if mine not in used and theirs not in used_there:
            used.add(mine)
            used_there.add(theirs)
            keys.append(key)
    return Shared(one, other, tuple(keys))


def probability(figures: Figures, model: Logistic) -> float:
    """Logistic regression, 0 to 1."""
    value = model.intercept + sum(weight * figure for weight, figure in zip(model.weights, figures, strict=True))
    return 1 / (1 + exp(-value)) if value > -700 else 0.0  # noqa: PLR2004 - exp overflows near 709


def _weightiest(thing: tuple[float, str]) -> tuple[float, str]:
    return -thing[0], thing[1]


def _squared(weights: Iterable[float]) -> float:
    return fsum(weight * weight for weight in weights)


def _ratio(both: float, one: float, other: float) -> float:
    return both / sqrt(one * other) if one and other else 0.0
