"""Where the words of each key stand in one article: word lists, what they include, entities, patterns.

Comes in: the hits of the lexicon, the spans of entities, what the rule set knows besides. Goes out: spans by key,
worked out when first asked for. Never: decides whether a condition holds. Lives as long as one article is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, pairwise
from operator import attrgetter
from typing import Protocol

from monitor.engine.confirm import Stretch
from monitor.engine.hits import Hits, Spans
from monitor.engine.patterns import Found as Filled
from monitor.engine.vocabulary import Vocabulary
from monitor.model import Span

_start = attrgetter("start")


class Names(Protocol):
    """The spans of entities (`named.Named`), by every key that asks for one."""

    keys: frozenset[str]

    def spans(self, key: str) -> Spans:
        """The spans of a key, none of one that is not in `keys`."""

    def stretches(self, key: str) -> Iterable[Stretch] | None:
        """Where in the folded text the key may have spans; None where only its spans can tell."""

    def may_stand(self, key: str) -> bool:
        """Whether the key may have spans; a closer look than `keys`."""


class Found(dict[str, Spans]):
    """Spans by key of a leaf: `found[key]` of any key, empty when there is nothing.

    No key has any but those that are `possible`, and those that are `composed` of other keys.
    """

    __slots__ = ("_filled", "_possible", "_vocabulary", "composed", "hits", "named")

    def __init__(self, hits: Hits, named: Names, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.hits = hits
        self.named = named
        self._possible: frozenset[str] | None = None
        self.composed = vocabulary.composed
        self._vocabulary = vocabulary
        self._filled: dict[str, tuple[Filled, ...]] = {}

    @property
    def possible(self) -> frozenset[str]:
        """Keys of hits and entities that may have spans."""
        if self._possible is None:
            self._possible = self.named.keys.union(self.hits.possible)
        return self._possible

    def may_have(self, key: str) -> bool:
        """Whether a key may have spans; tells most that have none at no cost."""
        return key in self.possible or key in self.composed

    def may_have_one_of(self, keys: frozenset[str]) -> bool:
        """Whether one of these keys may have spans of its own; a closer look than `may_have`."""
        named = self.named
        return any(map(self.hits.may_stand, keys & self.possible)) or any(map(named.may_stand, keys & named.keys))

    def __missing__(self, key: str) -> Spans:
        vocabulary = self._vocabulary
        if key not in self.composed:
            spans = self._own(key)
        elif key in vocabulary.finders:
            spans = tuple(hit.span for hit in self.filled(key))
        else:
            spans = in_order(chain.from_iterable(map(self._own, (key, *vocabulary.includes[key]))))
        self[key] = spans
        return spans

    def _own(self, key: str) -> Spans:
        """Of a word list or an entity, what it includes left out."""
        spans: Spans = self.hits.get(key) or self.named.spans(key)
        return spans

    def stretches(self, key: str) -> list[Stretch] | None:
        """Where in the folded text a key may have spans: in no other places. None where only its spans can tell."""
        vocabulary = self._vocabulary
        if key in vocabulary.finders:
            return None
        found: list[Stretch] = []
        for each in vocabulary.closure(key):
            if each in self.possible:
                of_names = self.named.stretches(each)
                if of_names is None:
                    return None
                found += [*self.hits.stretches(each), *of_names]
        return found

    def filled(self, key: str) -> tuple[Filled, ...]:
        """Where a pattern stands, with what fills its slots."""
        finder = self._vocabulary.finders.get(key)
        if finder is None:
            return ()
        if key not in self._filled:
            on = finder.anchored_on
            anchors = self._own(on) if on == key else self[on]
            self._filled[key] = finder.find(self.hits.folded, anchors) if anchors else ()
        return self._filled[key]


def in_order(spans: Iterable[Span]) -> Spans:
    """Spans by start, each stretch once."""
    ordered = sorted(spans, key=_start)
    for one, other in pairwise(ordered):
        if one.start == other.start:  # which is rare
            once = {(span.start, span.end, span.concept): span for span in ordered}
            return tuple([once[key] for key in sorted(once)])
    return tuple(ordered)
