"""What a lexicon found in one text: entries with their spans, checked and cut out when they are first asked for.

Comes in: for each entry the hits of its patterns. Goes out: a mapping of entry id to spans. Homonyms are dropped here.
Never: knows rules. Most hits are of entries that no rule to be tried asks for; these are never looked at again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from monitor.engine.automaton import Hit
from monitor.engine.confirm import Meaning
from monitor.engine.making import make_span
from monitor.engine.meanings import ALONE, COMPLETE, INDENT, OUTDENT, Meanings
from monitor.engine.words import words_of
from monitor.model import Span
from monitor.text.fold import Folded

HITS_AT_MOST = 1000  # of an entry in one article; a page of nothing but hits is no better evidence than these

Spans = tuple[Span, ...]
Bounds = tuple[int, int]
RawHits = Mapping[int, Sequence[Hit]]


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a lexicon: ids by number (from 1), numbers by id, the words within which a homonym counts."""

    ids: tuple[str, ...]
    numbers: Mapping[str, int]
    unless_near: Mapping[int, int]


class Hits(Mapping[str, Spans]):
    """Spans by entry id: sorted, not overlapping within an entry; entries without a hit are absent.

    The spans of an entry are worked out when first asked for, and always to the same.
    """

    __slots__ = ("_entries", "_meanings", "_own", "_shared", "_spans", "_standing", "folded", "numbers")

    def __init__(self, folded: Folded, own: RawHits, shared: RawHits, meanings: Meanings, entries: Entries) -> None:
        """`own`: by number of the entry, hits of patterns that stand for nothing else; `shared`: by pattern, others.

        `numbers`: entries of which something was found that may yet prove to be none of their terms; the others are
        absent.
        """
        self.folded = folded
        self._own = own
        self._shared = shared
        meant = meanings.meant
        found = own.keys()
        self.numbers: AbstractSet[int] = found | set().union(*[meant[one].terms for one in shared]) if shared else found
        self._meanings = meanings
        self._entries = entries
        self._spans: dict[int, Spans] = {}
        self._standing: set[int] = set()  # what has spans that nobody asked for yet

    @property
    def possible(self) -> Iterator[str]:
        """The same entries by id."""
        return map(self._entries.ids.__getitem__, self.numbers)

    def spans(self, number: int) -> Spans:
        """The spans of the entry of this number."""
        spans = self._spans.get(number)
        if spans is None:
            spans = self._spans[number] = self._cut(number) if number in self.numbers else ()
        return spans

    def get(self, entry: str, default: Any = None, /) -> Any:
        """The entry's spans, or `default`."""
        return self.spans(self._entries.numbers.get(entry, 0)) or default

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
        """Whether the entry has spans. Ends at the first one where no homonym counts."""
        number = self._entries.numbers.get(entry, 0)
        if number not in self.numbers:
            return False
        if number in self._spans or number in self._entries.unless_near:
            return bool(self.spans(number))
        found = number in self._standing or bool(self._of_own(number)) or any(self._of_shared(number))
        if found:
            self._standing.add(number)
        else:
            self._spans[number] = ()
        return found

    def _cut(self, entry: int) -> Spans:
        """The spans of an entry; the first ones if there are very many."""
        bounds = self._of_own(entry)
        if self._shared:
            bounds += self._of_shared(entry)
        if bounds and entry in self._entries.unless_near:
            near = words_of(self.folded).near(bounds, self._homonyms(entry), self._entries.unless_near[entry])
            bounds = [span for span, is_near in zip(bounds, near, strict=True) if not is_near]
        text, id_ = self.folded.source, self._entries.ids[entry]
        if len(bounds) == 1:  # most of the time
            ((start, end),) = bounds
            return (make_span(start, end, text[start:end], id_),)
        bounds = longest(bounds)[:HITS_AT_MOST]
        return tuple([make_span(start, end, text[start:end], id_) for start, end in bounds])

    def _homonyms(self, entry: int) -> list[Bounds]:
        """The same of hits of its `unless_near` terms."""
        meanings = self._meanings
        found: list[Bounds] = []
        for pattern in self._shared.keys() & meanings.shared.get(entry, ()):
            found += self._confirmed(meanings.meant[pattern].homonyms.get(entry, ()), self._shared[pattern])
        return found

    def _of_own(self, entry: int) -> list[Bounds]:
        """The original (start, end) of the hits of an entry's own patterns that prove to be the one term of each."""
        folded, codes = self.folded, self._meanings.codes
        text, starts, has_marks = folded.text, folded.starts, folded.has_marks
        found: list[Bounds] = []
        for pattern, begin, end in self._own.get(entry, ()):
            code = codes[pattern]
            low = begin + 1 if code & INDENT else begin
            high = end - 1 if code & OUTDENT else end
            if not (code & COMPLETE or (code & ALONE and text[low - 1] == " " == text[high])):  # there is more to check
                ((meaning,),) = self._meanings.meant[pattern].terms.values()
                found += self._confirmed((meaning,), ((pattern, begin, end),))
            else:
                found.append(folded.span_of_letters(low, high) if has_marks else (starts[low], starts[high - 1] + 1))
        return found

    def _of_shared(self, entry: int) -> Iterator[Bounds]:
        """The same of hits of patterns that stand for something else too."""
        meanings = self._meanings
        for pattern in self._shared.keys() & meanings.shared.get(entry, ()):
            yield from self._confirmed(meanings.meant[pattern].terms.get(entry, ()), self._shared[pattern])

    def _confirmed(self, meanings: Iterable[Meaning], hits: Iterable[Hit]) -> Iterator[Bounds]:
        """Of hits of a pattern those that prove to be one of these meanings of it."""
        folded = self.folded
        for meaning in meanings:
            confirm = meaning.confirm
            for _, begin, end in hits:
                for low, high in confirm(folded, begin, end):
                    yield folded.span_of_letters(low, high)


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
