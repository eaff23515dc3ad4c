"""What a lexicon found in one text: entries with their spans, checked and cut out when they are first asked for.

Comes in: what was sighted of its terms, and of the words that tell homonyms. Goes out: a mapping of entry id to spans.
Homonyms are dropped here. Never: knows rules.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

from monitor.engine.confirm import Stretch
from monitor.engine.dictionary import LONG
from monitor.engine.making import make_span
from monitor.engine.words import stretch_around, words_of
from monitor.model import Span
from monitor.text.fold import Folded

HITS_AT_MOST = 1000  # of an entry in one article; a page of nothing but hits is no better evidence than these

LARGE_PART = 6  # a part of a text that is larger than one in so many is not looked at by itself

Spans = tuple[Span, ...]
Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a lexicon: ids by number (from 1), numbers by id, the words within which a homonym counts.

    No term that tells a homonym has more than `longest_homonym` words.
    """

    ids: tuple[str, ...]
    numbers: Mapping[str, int]
    unless_near: Mapping[int, int]
    longest_homonym: int = 0


class Sighted(Protocol):
    """What was found of the terms of numbered entries in one text."""

    numbers: AbstractSet[int]

    def stretches(self, entry: int, /) -> Sequence[Stretch]:
        """Where in the folded text terms of the entry are, in no order; one stretch perhaps twice."""


LookForHomonyms = Callable[[Stretch | None], Sighted]


class Hits(Mapping[str, Spans]):
    """Spans by entry id: sorted, not overlapping within an entry; entries without a hit are absent.

    The spans of an entry are worked out when first asked for, and always to the same.
    """

    __slots__ = ("_homonyms", "_look_for_homonyms", "_sighted", "_spans", "entries", "folded", "numbers")

    def __init__(self, sighted: Sighted, folded: Folded, entries: Entries, look_for_homonyms: LookForHomonyms) -> None:
        """`look_for_homonyms` is asked when an entry stands there that has any, for all of the text or for a part.

        `numbers`: entries of which something was found that may yet prove to be none of their terms; the others are
        absent.
        """
        self.folded = folded
        self.numbers = sighted.numbers
        self._sighted = sighted
        self._homonyms: Sighted | None = None
        self._look_for_homonyms = look_for_homonyms
        self.entries = entries
        self._spans: dict[int, Spans] = {}

    @property
    def possible(self) -> Iterator[str]:
        """The same entries by id."""
        return map(self.entries.ids.__getitem__, self.numbers)

    def spans(self, number: int) -> Spans:
        """The spans of the entry of this number."""
        spans = self._spans.get(number)
        if spans is None:
            spans = self._spans[number] = self._cut(number) if number in self.numbers else ()
        return spans

    def get(self, entry: str, default: Any = None, /) -> Any:
        """The entry's spans, or `default`."""
        return self.spans(self.entries.numbers.get(entry, 0)) or default

    def __getitem__(self, entry: str) -> Spans:
        spans: Spans | None = self.get(entry)
        if spans is None:
            raise KeyError(entry)
        return spans

    def __contains__(self, entry: object) -> bool:
        return isinstance(entry, str) and self.get(entry) is not None

    def __iter__(self) -> Iterator[str]:
        return (entry for entry in self.possible if self.get(entry) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def stands(self, entry: str) -> bool:
        """Whether the entry has spans."""
        return self.may_stand(entry) and (
            (number := self.entries.numbers[entry]) not in self.entries.unless_near or bool(self.spans(number))
        )

    def may_stand(self, entry: str) -> bool:
        """Whether a term of the entry is there, a homonym too."""
        number = self.entries.numbers.get(entry, 0)
        return number in self.numbers and self.may_be(number)

    def may_be(self, number: int) -> bool:
        """The same of the entry of a number that is one of `numbers`. True of numbers that no entry has."""
        if number >= len(self.entries.ids):
            return True
        spans = self._spans.get(number)
        return bool(self._sighted.stretches(number)) if spans is None else spans != ()

    def stretches(self, entry: str) -> Sequence[Stretch]:
        """Where in the folded text terms of the entry are, homonyms too; in no order, one stretch perhaps twice."""
        number = self.entries.numbers.get(entry, 0)
        return self._sighted.stretches(number) if number in self.numbers else ()

    def _cut(self, entry: int) -> Spans:
        """The spans of an entry; the first ones if there are very many."""
        bounds = self._bounds(self._sighted, entry)
        if bounds and entry in self.entries.unless_near:
            near = words_of(self.folded).near(bounds, self._of_homonyms(entry), self.entries.unless_near[entry])
            bounds = [span for span, is_near in zip(bounds, near, strict=True) if not is_near]
        text, id_ = self.folded.source, self.entries.ids[entry]
        if len(bounds) == 1:  # most of the time
            ((start, end),) = bounds
            return (make_span(start, end, text[start:end], id_),)
        bounds = longest(bounds)[:HITS_AT_MOST]
        return tuple([make_span(start, end, text[start:end], id_) for start, end in bounds])

    def _of_homonyms(self, entry: int) -> list[Bounds]:
        """The original (start, end) of its `unless_near` terms: of all that stand within the distance, at least."""
        if self._homonyms is not None:
            return self._bounds(self._homonyms, entry)
        stretches = self._sighted.stretches(entry)
        low, high = min(low for low, _ in stretches), max(high for _, high in stretches)
        words = self.entries.unless_near[entry] + self.entries.longest_homonym
        part = stretch_around(self.folded, low, high, words=words)
        length = len(self.folded.text)
        if (part[1] - part[0]) * LARGE_PART <= length <= LONG:
            return self._bounds(self._look_for_homonyms(part), entry)
        self._homonyms = self._look_for_homonyms(None)
        return self._bounds(self._homonyms, entry)

    def _bounds(self, sighted: Sighted, entry: int) -> list[Bounds]:
        """The original (start, end) of an entry's terms."""
        of_letters = self.folded.span_of_letters
        return [of_letters(low, high) for low, high in sighted.stretches(entry)]


def longest(bounds: Iterable[Bounds]) -> list[Bounds]:
    """Of stretches that overlap, keep the longest (the first of equals); each once, in order."""
    ordered = sorted(set(bounds))
    if all(one[1] <= other[0] for one, other in pairwise(ordered)):
        return ordered
    kept: list[Bounds] = []
    for span in sorted(ordered, key=lambda span: (span[0] - span[1], span[0])):
        at = bisect_left(kept, span)
        after_previous = at == 0 or kept[at - 1][1] <= span[0]
        before_next = at == len(kept) or span[1] <= kept[at][0]
        if after_previous and before_next:
            kept.insert(at, span)
    return kept
