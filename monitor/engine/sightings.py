"""What a dictionary's patterns found in one text, and which of its entries stand there: checked when somebody asks.

Comes in: a dictionary and a folded text. Goes out: entries that may be there, at once; folded stretches of one entry.
Never: knows rules or homonyms. Most hits are of entries that nobody asks for; these are never looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from monitor.engine.automaton import Hit
from monitor.engine.confirm import Stretch
from monitor.engine.dictionary import Dictionary
from monitor.text.fold import Folded


class Sightings:
    """The hits of one text. `numbers`: entries that may be there; the others are not."""

    __slots__ = ("_by_entry", "_dictionary", "_found", "folded", "numbers")

    def __init__(self, dictionary: Dictionary, folded: Folded) -> None:
        found: dict[int, list[Hit]] = {}
        for hit in dictionary.hits(folded.text):
            if hit[0] in found:
                found[hit[0]].append(hit)
            else:
                found[hit[0]] = [hit]
        entries = dictionary.entries
        self.numbers: AbstractSet[int] = set().union(*[entries[pattern] for pattern in found])
        self.folded = folded
        self._dictionary = dictionary
        self._found = found
        self._by_entry: dict[int, list[int]] | None = None

    def stand(self, entry: int) -> bool:
        """Whether the entry is there. Looks no farther than its first term."""
        return any(True for _ in self.stretches(entry))

    def stretches(self, entry: int) -> Iterator[Stretch]:
        """Where the terms of an entry stand, in no order; the same stretch may come twice."""
        folded, found, meanings = self.folded, self._found, self._dictionary.meanings
        for pattern in self._patterns(entry):
            for meaning in meanings(pattern)[entry]:
                confirm = meaning.confirm
                for _, begin, end in found[pattern]:
                    yield from confirm(folded, begin, end)

    def _patterns(self, entry: int) -> list[int]:
        """The patterns that were found and may stand for an entry."""
        if self._by_entry is None:
            self._by_entry = {}
            entries = self._dictionary.entries
            for pattern in self._found:
                for number in entries[pattern]:
                    self._by_entry.setdefault(number, []).append(pattern)
        return self._by_entry.get(entry, [])
