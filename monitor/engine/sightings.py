"""What a dictionary's patterns found in one text, and which of its entries stand there: checked when somebody asks.

Comes in: a dictionary and a folded text. Goes out: entries that may be there, at once; folded stretches of one entry.
Never: knows rules or homonyms. Most hits are of entries that nobody asks for; these are never looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from monitor.engine.automaton import Hit
from monitor.engine.confirm import Stretch
from monitor.engine.dictionary import Dictionary
from monitor.text.fold import Folded

OfPattern = tuple[int, list[Hit]]  # a pattern and its hits


class Sightings:
    """The hits of one text. `numbers`: entries that may be there; the others are not."""

    __slots__ = ("_by_entry", "_dictionary", "_hits", "folded", "numbers")

    def __init__(self, dictionary: Dictionary, folded: Folded) -> None:
        self._hits = dictionary.hits(folded.text)
        self.numbers: AbstractSet[int] = dictionary.entries_at({hit[0] for hit in self._hits})
        self.folded = folded
        self._dictionary = dictionary
        self._by_entry: dict[int, list[OfPattern]] | None = None

    def stand(self, entry: int) -> bool:
        """Whether the entry is there. Looks no farther than its first term."""
        folded, meanings = self.folded, self._dictionary.meanings
        for pattern, hits in self._of(entry):
            for meaning in meanings(pattern)[entry]:
                confirm = meaning.confirm
                for _, begin, end in hits:
                    if confirm(folded, begin, end):
                        return True
        return False

    def stretches(self, entry: int) -> Iterator[Stretch]:
        """Where the terms of an entry stand, in no order; the same stretch may come twice."""
        folded, meanings = self.folded, self._dictionary.meanings
        for pattern, hits in self._of(entry):
            for meaning in meanings(pattern)[entry]:
                confirm = meaning.confirm
                for _, begin, end in hits:
                    yield from confirm(folded, begin, end)

    def _of(self, entry: int) -> Sequence[OfPattern]:
        if self._by_entry is None:
            self._by_entry = self._grouped()
        return self._by_entry.get(entry, ())

    def _grouped(self) -> dict[int, list[OfPattern]]:
        """For each entry the patterns that were found and may stand for it, each with its hits."""
        found: dict[int, list[Hit]] = {}
        for hit in self._hits:
            if hit[0] in found:
                found[hit[0]].append(hit)
            else:
                found[hit[0]] = [hit]
        entries_of = self._dictionary.entries_of
        grouped: dict[int, list[OfPattern]] = {}
        for of_pattern in found.items():
            for entry in entries_of(of_pattern[0]):
                grouped.setdefault(entry, []).append(of_pattern)
        return grouped
