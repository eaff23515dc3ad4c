"""Which clause of a sentence a place belongs to, as far as commas, brackets and joining words tell.

In: a sentence's bounds and the word hits `stop` and `relative` (`words/clauses.yaml`). Out: `Clauses`, a number for
each offset. Asides ("the minister, who denied it, …") are clauses of their own and do not part what stands around them.
Never parses grammar: a list between commas stays in its clause.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from monitor.context.words import WordHits

_COMMA = re.compile("[,،，]")  # Arabic and Chinese have their own
_BRACKETS = re.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]")
_CUT = re.compile("[;؛；]")
_JOINED = 3  # characters between a comma and the word behind it


@dataclass(frozen=True, slots=True)
class Clauses:
    """`asides` are (start, end) apart from each other; `cuts` are where a main clause ends and the next begins."""

    asides: tuple[tuple[int, int], ...]
    cuts: tuple[int, ...]

    def at(self, offset: int) -> int:
        """The clause of an offset: 0 and up for main clauses, below 0 for asides."""
        for number, (start, end) in enumerate(self.asides):
            if start <= offset < end:
                return -1 - number
        return bisect_right(self.cuts, offset)


@lru_cache(maxsize=4)
def clauses_of(text: str, sentence: tuple[int, int], hits: WordHits) -> Clauses:
    """Part a sentence of `text`; kept for the matches of an article that tell the same sentence."""
    asides = _apart([*_bracketed(text, sentence), *_opening(text, sentence, hits), *_relative(text, sentence, hits)])
    cuts = {match.start() for match in _CUT.finditer(text, *sentence)}
    cuts |= {span.start for span in hits.inside(*sentence, "stop") if span.start > sentence[0]}
    return Clauses(asides, tuple(sorted(at for at in cuts if not any(low <= at < high for low, high in asides))))


def _bracketed(text: str, sentence: tuple[int, int]) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _BRACKETS.finditer(text, *sentence))


def _opening(text: str, sentence: tuple[int, int], hits: WordHits) -> Iterator[tuple[int, int]]:
    """'After the Council had asked for it, …': up to the comma."""
    first = min(hits.inside(*sentence, "stop", "opening"), key=lambda span: span.start, default=None)
    if first is not None and first.start - sentence[0] < _JOINED:
        comma = _COMMA.search(text, first.end, sentence[1])
        if comma is not None:
            yield sentence[0], comma.start()


def _relative(text: str, sentence: tuple[int, int], hits: WordHits) -> Iterator[tuple[int, int]]:
    for word in hits.inside(*sentence, "relative"):
        before = text[max(sentence[0], word.start - _JOINED) : word.start]
        if _COMMA.search(before):
            comma = _COMMA.search(text, word.end, sentence[1])
            yield word.start, comma.start() if comma else sentence[1]


def _apart(stretches: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Sorted; of two that overlap the first."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)
