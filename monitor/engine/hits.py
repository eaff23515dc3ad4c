"""What a lexicon found in one text: entries with their spans, checked and cut out when they are first asked for.

Comes in: for each entry the hits of its patterns. Goes out: a mapping of entry id to spans. Homonyms are dropped here.
Never: knows rules. Most hits are of entries that no rule to be tried asks for; these are never looked at again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, KeysView, Mapping, Sequence
from itertools import pairwise
from typing import Any

from monitor.engine.confirm import Meaning
from monitor.engine.making import make_span
from monitor.engine.words import words_of
from monitor.model import Span
from monitor.text.fold import Folded

HITS_AT_MOST = 1000  # of an entry in one article; a page of nothing but hits is no better evidence than these

Spans = tuple[Span, ...]
Bounds = tuple[int, int]
RawHit = tuple[Meaning, int, int]  # begin and end of the pattern in the folded text
RawHits = Mapping[str, Sequence[RawHit]]  # by entry id


class Hits(Mapping[str, Spans]):
    """Spans by entry id: sorted, not overlapping within an entry; entries without a hit are absent.

    The spans of an entry are worked out when first asked for, and always to the same.
    """

    __slots__ = ("_homonyms", "_raw", "_spans", "_unless_near", "folded")

    def __init__(self, folded: Folded, raw: RawHits, homonyms: RawHits, unless_near: Mapping[str, int]) -> None:
        """`homonyms`: hits of an entry's `unless_near` terms, which count within so many words."""
        self.folded = folded
        self._raw = raw
        self._homonyms = homonyms
        self._unless_near = unless_near
        self._spans: dict[str, Spans] = {}

    @property
    def possible(self) -> KeysView[str]:
        """Entries of which something was found that may yet prove to be none of their terms; the others are absent."""
        return self._raw.keys()

    def get(self, entry: str, default: Any = None, /) -> Any:
        """The entry's spans, or `default`."""
        spans = self._spans.get(entry)
        if spans is None:
            raw = self._raw.get(entry)
            if raw is None:
                return default
            spans = self._spans[entry] = self._cut(entry, raw)
        return spans or default

    def __getitem__(self, entry: str) -> Spans:
        spans: Spans | None = self.get(entry)
        if spans is None:
            raise KeyError(entry)
        return spans

    def __contains__(self, entry: object) -> bool:
        return isinstance(entry, str) and self.get(entry) is not None

    def __iter__(self) -> Iterator[str]:
        return (entry for entry in self._raw if self.get(entry) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _cut(self, entry: str, raw: Sequence[RawHit]) -> Spans:
        """The spans of an entry; the first ones if there are very many."""
        bounds = self._bounds(raw)
        if bounds and entry in self._homonyms:
            homonyms = self._bounds(self._homonyms[entry])
            near = words_of(self.folded).near(bounds, homonyms, self._unless_near[entry])
            bounds = [span for span, is_near in zip(bounds, near, strict=True) if not is_near]
        if len(bounds) > 1:
            bounds = longest(bounds)[:HITS_AT_MOST]
        text = self.folded.source
        return tuple([make_span(start, end, text[start:end], entry) for start, end in bounds])

    def _bounds(self, raw: Sequence[RawHit]) -> list[Bounds]:
        """The original (start, end) of the hits that prove to be their terms."""
        folded = self.folded
        text = folded.text
        bounds = []
        for meant, begin, end in raw:
            low, high = begin + meant.indent, end - meant.outdent
            if not (meant.complete or (meant.alone and text[low - 1] == " " == text[high])):  # there is more to check
                stretch = meant.confirm(folded, low, high)
                if stretch is None:
                    continue
                low, high = stretch
            bounds.append(folded.span_of_letters(low, high))
        return bounds


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
