"""Which of many articles could be one with an article at all, by a bound that is never too low. Pure.

In: a profile, and fingerprints. Out: of each whether a look at it can come to anything (`same_event.py`). The story of
the day brings up to 200 candidates, of which one in a hundred is likely enough to be shown; to weigh each by itself
takes longer than all else that joining does. Here all are weighed together, by numpy: keys by their hashes, what is
shared as if it weighed in the other article what it does in this one, and as if all words were the same. No figure of
`score.py` is higher than that, and none counts against an article (`Logistic`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np
import numpy.typing as npt

from monitor.model import Fingerprint
from monitor.stories.prior import Logistic
from monitor.stories.profile import COUNTRY, KINDS, KNOWN, NAME, NUMBER, REMEMBERED, Profile, outline
from monitor.stories.score import FEWEST_NAMED

FEW = 4  # articles that are sooner looked at one by one
_WHO_OR_WHERE = frozenset({COUNTRY, KNOWN})
_SLACK = 1e-6  # of a logarithm of odds: more than rounding makes
_NUMBER, _COUNTRY, _NAME = map(KINDS.index, (NUMBER, COUNTRY, NAME))
_PLACE = {kind: place for place, kind in enumerate(KINDS)}
_ALL = len(KINDS)  # the column behind those of the kinds, for their sum
_COLUMNS = _ALL + 1
_KIND_BITS, _THING_BITS = 1, 3  # where they begin in `_Sketch.facts`; the lowest bit: a country's, or the gazetteer's
_KIND_MASK = (1 << (_THING_BITS - _KIND_BITS)) - 1
_ENDS = (1 << 16) - 1  # bits of a key's end
_THINGS = 1 << 20  # more than an article names

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _Sketch:
    """A profile as arrays, with a place a key."""

    keys: Ints  # hashes
    facts: Ints  # number of its thing; place of the kind in `KINDS`; whether a country's, or the gazetteer's
    weight: Floats  # of its thing
    size: int  # keys
    things: int
    squares: tuple[float, ...]  # by kind, and of all
    total: float

    @classmethod
    def of(cls, profile: Profile) -> _Sketch:
        """The arrays of a profile."""
        number, weights = {thing: at for at, thing in enumerate(profile.weights)}, profile.weights
        facts = [
            number[thing] << _THING_BITS | _PLACE[thing[0]] << _KIND_BITS | (key[0] in _WHO_OR_WHERE)
            for key, thing in profile.things.items()
        ]
        squares = tuple(profile.squares[kind] for kind in KINDS)
        return cls(
            keys=np.array(list(map(hash, profile.things)), dtype=np.int64),
            facts=np.array(facts, dtype=np.int64),
            weight=np.array([weights[thing] for thing in profile.things.values()], dtype=np.float64),
            size=len(facts),
            things=len(weights),
            squares=(*squares, sum(squares)),
            total=profile.total,
        )


@lru_cache(maxsize=REMEMBERED)
def _sketch(fingerprint: Fingerprint) -> _Sketch:
    return _Sketch.of(outline(fingerprint))


class Overlaps:
    """What an article has in common with each of some others: found for all of them at once, when it is asked for."""

    def __init__(self, mine: Profile, others: Sequence[Fingerprint]) -> None:
        self._mine = mine
        self._others = others
        self._met: tuple[_Sketch, _Met] | None = None

    def possible(self, model: Logistic) -> Sequence[bool]:
        """Of each of the others whether it may be as likely to tell of the same as `model.related` asks."""
        if len(self._others) <= FEW:
            return [True] * len(self._others)
        if not self._mine.things:
            return [False] * len(self._others)
        one, met = self._found()
        odds = model.intercept + met.figures_at_most(one) @ np.array(model.weights[:-1])
        likely = odds >= log(model.related / (1 - model.related)) - _SLACK
        flags: list[bool] = (likely & met.says_enough(one)).tolist()
        return flags

    def fall_short(self, share: float, *, named: int) -> Sequence[bool]:
        """Which of the others surely have less than this share in common with it, by weight in whom names less.

        Of those alone that name so many things, as it must itself; of a few, or of none, nothing is said.
        """
        if len(self._others) <= FEW or self._mine.named < max(named, 1):
            return [False] * len(self._others)
        one, met = self._found()
        weights, enough = met.weights[:, _ALL], met.things >= named
        # What both name weighs `weights` at most; the other is as heavy as that and what else it names.
        short = (weights < share * one.total - _SLACK) & ((1 - share) * weights < share * met.total_left - _SLACK)
        flags: list[bool] = (short & enough).tolist()
        return flags

    def _found(self) -> tuple[_Sketch, _Met]:
        if self._met is None:
            one = _Sketch.of(self._mine)
            self._met = one, _Met.of(one, [_sketch(other) for other in self._others])
        return self._met


@dataclass(frozen=True, slots=True, eq=False)
class _Met:
    """What each of many articles, a row each, has in common with one; sums by kind and of all, a column each."""

    number: Floats  # how many of the one's things it names
    known: Flags  # whether a country or a name of the gazetteer is among them
    countries: Flags  # whether a country is
    squares: Floats  # of them, as they weigh in the one
    weights: Floats
    squares_left: Floats  # of what else it names, as that weighs there
    total_left: Floats
    squares_there: Floats  # of all that it names
    things: Ints  # how many it names

    @classmethod
    def of(cls, one: _Sketch, them: Sequence[_Sketch]) -> _Met:
        """Look for the keys of the one among those of all others, in one go."""
        many = len(them)
        rows, mine, theirs, weight = _places(one, them)
        met = np.zeros((many, one.things))
        met[rows, (one.facts >> _THING_BITS)[mine]] = 1.0
        sums = met @ _sums(one)
        _, each = np.unique(rows * _THINGS + (theirs >> _THING_BITS), return_index=True)  # met by several keys or one
        owner, weight = rows[each], weight[each]
        place = owner * _COLUMNS + (theirs[each] >> _KIND_BITS & _KIND_MASK)
        gone = np.bincount(place, weights=weight * weight, minlength=many * _COLUMNS).reshape(many, _COLUMNS)
        gone[:, _ALL] = gone.sum(axis=1)
        squares = np.array([it.squares for it in them])
        total = np.array([it.total for it in them]) - np.bincount(owner, weights=weight, minlength=many)
        known = np.bincount(rows, weights=theirs & 1, minlength=many)
        return cls(
            number=sums[:, -1],
            known=known > 0,
            countries=sums[:, -2] > 0,
            squares=sums[:, :_COLUMNS],
            weights=sums[:, _COLUMNS : 2 * _COLUMNS],
            squares_left=np.maximum(squares - gone, 0.0),
            total_left=np.maximum(total, 0.0),
            squares_there=squares,
            things=np.array([it.things for it in them]),
        )

    def says_enough(self, one: _Sketch) -> Flags:
        """What `same_event.comparable` asks for whatever the words."""
        elsewhere = (self.squares_there[:, _COUNTRY] > 0) & ~self.countries & (one.squares[_COUNTRY] > 0)
        enough: Flags = (self.number >= FEWEST_NAMED - self.known) & ~elsewhere
        return enough

    def figures_at_most(self, one: _Sketch) -> Floats:
        """At least the figures of `score.FIGURES`, but for the last, which is 0 at most."""
        cosines = _ratio(self.squares, np.sqrt(np.array(one.squares) * (self.squares_left + self.squares)))
        weights = self.weights[:, _ALL]
        share = np.minimum(1.0, _ratio(weights, np.minimum(one.total, self.total_left + weights)))
        number, country, together = cosines[:, _NUMBER], cosines[:, _COUNTRY], cosines[:, _ALL]
        return np.column_stack((number, country, together, np.log1p(self.weights[:, _NAME]), share, np.sqrt(together)))


def _places(one: _Sketch, them: Sequence[_Sketch]) -> tuple[Ints, Ints, Ints, Floats]:
    """Where the others have keys of the one: whose they are, which of the one's, their facts there, and weights."""
    keys, ours = np.concatenate([it.keys for it in them]), one.keys
    ends = np.zeros(_ENDS + 1, dtype=np.bool_)  # by how the one's keys end: nine in ten others are told by that
    ends[ours & _ENDS] = True
    maybe = np.flatnonzero(ends[keys & _ENDS])
    order = np.argsort(ours)
    candidates = keys[maybe]
    nearest = order[np.searchsorted(ours, candidates, sorter=order) % one.size]
    same = ours[nearest] == candidates
    found = maybe[same]
    rows = np.searchsorted(np.cumsum([it.size for it in them]), found, side="right")
    facts, weights = np.concatenate([it.facts for it in them]), np.concatenate([it.weight for it in them])
    return rows, nearest[same], facts[found], weights[found]


def _sums(one: _Sketch) -> Floats:
    """Of each thing its square and its weight, by kind and whatever its kind; 1 if it is a country; 1."""
    table = np.zeros((one.things, 2 * _COLUMNS + 2))
    thing, kind = one.facts >> _THING_BITS, one.facts >> _KIND_BITS & _KIND_MASK
    table[thing, kind] = table[thing, _ALL] = one.weight * one.weight
    table[thing, _COLUMNS + kind] = table[thing, _COLUMNS + _ALL] = one.weight
    table[thing, -2] = kind == _COUNTRY
    table[:, -1] = 1.0
    return table


def _ratio(both: Floats, whole: Floats) -> Floats:
    """0 where there is nothing to divide by."""
    return np.divide(both, whole, out=np.zeros_like(both), where=whole > 0)
