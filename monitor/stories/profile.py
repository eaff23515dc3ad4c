"""An article as it is compared: what it names, and how much each of that weighs. Fingerprint in, profile out. Pure.

Compares things, not keys: the keys that one name gives count once, with the weight of its id if the gazetteer has it,
else of the most common of them. An article is met as a candidate again and again, each time with other weights of what
is shared: its profile by the shipped shares is remembered (`outline`), and only what is shared is weighed anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import fsum

from monitor.model import Fingerprint
from monitor.stories.prior import MOST, Prior, shipped_prior, unseen
from monitor.stories.weights import NO_WEIGHTS, WORD, Weights

NUMBER, COUNTRY, NAME = "n", "c", "k"
KINDS = (NUMBER, COUNTRY, NAME)
KNOWN = "e"  # people, actors and towns of the gazetteer are names
OUTLINES = 500  # remembered, of 18 KB or so each: a sketch is made of each, and after that few are looked at
REMEMBERED = 2_000  # sketches and signatures, of 3 KB or so together: as many as the store remembers members
_NONE = frozenset[str]()
_NOTHING = 1e-9  # what sums of weights are off by at most; the least that a thing weighs is far more


@dataclass(frozen=True, slots=True)
class Profile:
    """What an article names, by key and by thing (`n17`, `kHaftar`), and its words."""

    things: Mapping[str, str]  # by key, countries first, then known names, other names, numbers
    keys: Mapping[str, tuple[tuple[str, float], ...]]  # of each thing those that weigh it, and what each weighs
    weights: Mapping[str, float]  # of each thing
    squares: Mapping[str, float]  # sum of squared weights by kind
    total: float  # of the weights
    words: Mapping[str, float]  # weights by key
    known: int  # countries, and names of the gazetteer
    knows_names: bool  # some of the gazetteer, countries aside
    language: str | None
    kinds: Mapping[str, frozenset[str]]  # the keys of each kind but other names, of which nobody asks for all

    @property
    def named(self) -> int:
        """How many things it names."""
        return len(self.weights)

    def of_kind(self, kind: str) -> frozenset[str]:
        """The keys of a kind that is not `NAME`."""
        return self.kinds.get(kind, _NONE)


def profile(fingerprint: Fingerprint, weights: Weights, *, prior: Prior | None = None) -> Profile:
    """Weigh the things of an article; features that `weights` does not know weigh by the (shipped) shares."""
    shipped = prior or shipped_prior()
    things: dict[str, str] = {}
    words: dict[str, float] = {}
    keys: dict[str, tuple[tuple[str, float], ...]] = {}
    known: set[str] = set()
    kinds: dict[str, list[str]] = {}
    for feature in fingerprint.features:  # by key, so that the id of a known name comes before its spellings
        key = feature.key
        kind = key[0]
        weight = _weight(key, weights, shipped)
        if kind == WORD:
            words[key] = weight
            continue
        if kind != NAME:
            kinds.setdefault(kind, []).append(key)
        thing = things[key] = (NAME if kind == KNOWN else kind) + feature.shown
        if kind == KNOWN:
            known.add(thing)
            keys[thing] = ((key, weight),)
        elif thing not in known:
            keys[thing] = (*keys.get(thing, ()), (key, weight))
    weighed = {thing: min([weight for _, weight in its]) for thing, its in keys.items()}
    by_kind = {kind: [weight for thing, weight in weighed.items() if thing[0] == kind] for kind in KINDS}
    return Profile(
        things=things,
        keys=keys,
        weights=weighed,
        squares={kind: fsum(weight * weight for weight in its) for kind, its in by_kind.items()},
        total=fsum(weighed.values()),
        words=words,
        known=len(by_kind[COUNTRY]) + len(known),
        knows_names=bool(known),
        language=fingerprint.language,
        kinds={kind: frozenset(its) for kind, its in kinds.items()},
    )


@lru_cache(maxsize=OUTLINES)
def outline(fingerprint: Fingerprint) -> Profile:
    """The profile by the shipped shares alone."""
    return profile(fingerprint, NO_WEIGHTS)


def unlike_shipped(weights: Weights) -> Weights:
    """The weights of names and numbers that are others than by the shipped shares: all that `reweighed` goes by."""
    shipped = shipped_prior()
    named = [(key, weight) for key, weight in weights.items() if key[0] != WORD]
    return {key: weight for key, weight in named if weight != _weight(key, NO_WEIGHTS, shipped)}


def reweighed(by_itself: Profile, weights: Weights) -> Profile:
    """A profile made without weights, as `profile` makes it with these, but for its words; sums within 1e-12."""
    total = by_itself.total
    weighed, squares = dict(by_itself.weights), dict(by_itself.squares)
    for thing, weight in anew(by_itself, weights).items():
        before = weighed[thing]
        weighed[thing] = weight
        left = squares[thing[0]] - before * before
        squares[thing[0]] = (left if left > _NOTHING else 0.0) + weight * weight
        total += weight - before
    things, keys, words, known = by_itself.things, by_itself.keys, by_itself.words, by_itself.known
    names, language = by_itself.knows_names, by_itself.language
    return Profile(things, keys, weighed, squares, total, words, known, names, language, by_itself.kinds)


def anew(by_itself: Profile, weights: Weights) -> dict[str, float]:
    """The things of a profile made without weights that weigh something else by these, with that."""
    things, keys, before = by_itself.things, by_itself.keys, by_itself.weights
    found: dict[str, float] = {}
    for thing in dict.fromkeys([things[key] for key in weights if key in things]):
        weight = min([weights.get(one, known) for one, known in keys[thing]])
        if weight != before[thing]:
            found[thing] = weight
    return found


def _weight(key: str, weights: Weights, prior: Prior) -> float:
    weight = weights.get(key)
    if weight is None:
        return prior.weights.get(key) or (MOST if key[0] == WORD else unseen(key[0]))
    return weight
