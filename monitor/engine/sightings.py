"""What a dictionary's patterns found in one text, and which of its entries stand there: checked when somebody asks.

Comes in: a dictionary and a folded text. Goes out: entries that may be there, at once; folded stretches of one entry.
Never: knows rules or homonyms. Most hits are of entries that nobody asks for; these are never looked at again.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from monitor.engine.automaton import Hit
from monitor.engine.confirm import Stretch
from monitor.engine.dictionary import COMPLETE, INDENT, OUTDENT, Dictionary
from monitor.text.fold import Folded


class Sightings:
    """The hits of one text. `numbers`: entries that may be there; the others are not."""

    __slots__ = ("_by_entry", "_dictionary", "_hits", "folded", "numbers")

    def __init__(self, dictionary: Dictionary, folded: Folded) -> None:
        self._hits = dictionary.hits(folded.text)
        self.numbers: AbstractSet[int] = dictionary.entries_at({hit[0] for hit in self._hits})
        self.folded = folded
        self._dictionary = dictionary
        self._by_entry: dict[int, list[Hit]] | None = None

    def stand(self, entry: int) -> bool:
        """Whether the entry is there. Looks no farther than its first term."""
        folded, meanings = self.folded, self._dictionary.meanings
        for pattern, begin, end in self._of(entry):
            for meaning in meanings(pattern)[entry]:
                if meaning.confirm(folded, begin, end):
                    return True
        return False

    def stretches(self, entry: int) -> list[Stretch]:
        """Where the terms of an entry stand, in no order; the same stretch may come twice."""
        folded, plain, meanings = self.folded, self._dictionary.plain, self._dictionary.meanings
        text = folded.text
        found: list[Stretch] = []
        for pattern, begin, end in self._of(entry):
            if code := plain[pattern]:
                low = begin + 1 if code & INDENT else begin
                high = end - 1 if code & OUTDENT else end
                if code & COMPLETE or text[low - 1] == " " == text[high]:
                    found.append((low, high))
                    continue
            for meaning in meanings(pattern)[entry]:
                found += meaning.confirm(folded, begin, end)
        return found

    def _of(self, entry: int) -> Sequence[Hit]:
        """The hits of patterns that may stand for an entry."""
        if self._by_entry is None:
            self._by_entry = self._grouped()
        return self._by_entry.get(entry, ())

    def _grouped(self) -> dict[int, list[Hit]]:
        entries_of = self._dictionary.entries_of
        grouped: dict[int, list[Hit]] = {}
        for hit in self._hits:
            for entry in entries_of(hit[0]):
                if entry in grouped:
                    grouped[entry].append(hit)
                else:
                    grouped[entry] = [hit]
        return grouped
