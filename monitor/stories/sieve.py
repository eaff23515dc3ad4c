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

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _Sketch:
    """A profile as arrays: keys, and things by number."""

    keys: Ints  # hashes
    known: Flags  # of each key, whether it is a country's or of a name of the gazetteer
    thing: Ints  # of each key
    kind: Ints  # of each thing, its place in `KINDS`
    weight: Floats  # of each thing
    squares: Floats  # by kind
    total: float

    @classmethod
    def of(cls, profile: Profile) -> _Sketch:
        """The arrays of a profile."""
        number = {thing: at for at, thing in enumerate(profile.weights)}
        things = profile.things
        return cls(
            keys=np.array([hash(key) for key in things], dtype=np.int64),
            known=np.array([key[0] in _WHO_OR_WHERE for key in things], dtype=np.bool_),
            thing=np.array([number[thing] for thing in things.values()], dtype=np.int64),
            kind=np.array([KINDS.index(thing[0]) for thing in number], dtype=np.int64),
            weight=np.array(list(profile.weights.values()), dtype=np.float64),
            squares=np.array([profile.squares[kind] for kind in KINDS]),
            total=profile.total,
        )


@lru_cache(maxsize=REMEMBERED)
def _sketch(fingerprint: Fingerprint) -> _Sketch:
    return _Sketch.of(outline(fingerprint))


def possible(mine: Profile, others: Sequence[Fingerprint], model: Logistic) -> Sequence[bool]:
    """Of each of the others whether it may be as likely to tell of the same as `model.related` asks."""
    if len(others) <= FEW:
        return [True] * len(others)
    if not mine.things:
        return [False] * len(others)
    one = _Sketch.of(mine)
    met = _Met.of(one, [_sketch(other) for other in others])
    odds = model.intercept + met.figures_at_most(one) @ np.array(model.weights[:-1])
    likely = odds >= log(model.related / (1 - model.related)) - _SLACK
    flags: list[bool] = (likely & met.says_enough(one)).tolist()
    return flags


@dataclass(frozen=True, slots=True, eq=False)
class _Met:
    """What each of many articles, a row each, has in common with one; sums by kind, a column each."""

    number: Ints  # of the one's things that it names
    known: Flags  # whether a country or a name of the gazetteer is among them
    countries: Flags  # whether a country is
    squares: Floats  # of them, as they weigh in the one
    weights: Floats
    squares_left: Floats  # of what else it names, as that weighs there
    total_left: Floats
    squares_there: Floats  # of all that it names

    @classmethod
    def of(cls, one: _Sketch, them: Sequence[_Sketch]) -> _Met:
        """Look for the keys of the one among those of all others, in one go."""
        many, kinds = len(them), len(KINDS)
        rows, here, there = _places(one, them)
        met = np.zeros((many, one.weight.size))
        met[rows, one.thing[here]] = 1.0
        of_kind = (one.kind[:, None] == np.arange(kinds)) * one.weight[:, None]
        there, first = np.unique(there, return_index=True)
        owner = rows[first]
        weight = np.concatenate([it.weight for it in them])[there]
        place = owner * kinds + np.concatenate([it.kind for it in them])[there]
        squares = np.array([it.squares for it in them])
        met_there = np.bincount(place, weights=weight * weight, minlength=squares.size).reshape(squares.shape)
        total = np.array([it.total for it in them]) - np.bincount(owner, weights=weight, minlength=many)
        return cls(
            number=np.count_nonzero(met, axis=1),
            known=np.bincount(rows[one.known[here]], minlength=many) > 0,
            countries=met @ (one.kind == _COUNTRY) > 0,
            squares=met @ (of_kind * one.weight[:, None]),
            weights=met @ of_kind,
            squares_left=np.maximum(squares - met_there, 0.0),
            total_left=np.maximum(total, 0.0),
            squares_there=squares,
        )

    def says_enough(self, one: _Sketch) -> Flags:
        """What `same_event.comparable` asks for whatever the words."""
        number = np.where(self.known, FEWEST_NAMED - 1, FEWEST_NAMED)
        both = (one.squares[_COUNTRY] > 0) & (self.squares_there[:, _COUNTRY] > 0)
        enough: Flags = (self.number >= number) & ~(both & ~self.countries)
        return enough

    def figures_at_most(self, one: _Sketch) -> Floats:
        """At least the figures of `score.FIGURES`, but for the last, which is 0 at most."""
        every, weights = self.squares_left + self.squares, self.weights.sum(axis=1)
        cosines = [
            _ratio(self.squares[:, _NUMBER], np.sqrt(one.squares[_NUMBER] * every[:, _NUMBER])),
            _ratio(self.squares[:, _COUNTRY], np.sqrt(one.squares[_COUNTRY] * every[:, _COUNTRY])),
            _ratio(self.squares.sum(axis=1), np.sqrt(one.squares.sum() * every.sum(axis=1))),
        ]
        share = np.minimum(1.0, _ratio(weights, np.minimum(one.total, self.total_left + weights)))
        return np.stack([*cosines, np.log1p(self.weights[:, _NAME]), share, np.sqrt(cosines[2])], axis=1)


def _places(one: _Sketch, them: Sequence[_Sketch]) -> tuple[Ints, Ints, Ints]:
    """Where the others have keys of the one: whose they are, which of the one's keys, which of all others' things."""
    keys = np.concatenate([it.keys for it in them])
    order = np.argsort(one.keys)
    nearest = order[np.minimum(np.searchsorted(one.keys, keys, sorter=order), one.keys.size - 1)]
    found = np.flatnonzero(one.keys[nearest] == keys)
    rows = np.repeat(np.arange(len(them)), [it.keys.size for it in them])[found]
    before = np.cumsum([0, *(it.weight.size for it in them)])
    return rows, nearest[found], np.concatenate([it.thing for it in them])[found] + before[rows]


def _ratio(both: Floats, whole: Floats) -> Floats:
    """0 where there is nothing to divide by."""
    return np.divide(both, whole, out=np.zeros_like(both), where=whole > 0)
