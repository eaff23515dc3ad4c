"""What a dictionary's patterns found in one text, and which of its entries stand there: checked when somebody asks.

Comes in: a dictionary and a folded text. Goes out: entries that may be there, at once; folded stretches of one entry.
Never: knows rules or homonyms. Most hits are of entries that nobody asks for; these are never looked at again.

At first a text is only asked which patterns it has: of most, no rule can hold by that alone. Where they stand is found
out for those that are asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from monitor.engine.automaton import Hit
from monitor.engine.confirm import Meaning, Stretch
from monitor.engine.dictionary import COMPLETE, INDENT, LONG, OUTDENT, Dictionary
from monitor.text.fold import Folded

ONE_BY_ONE = 6  # patterns; to look for the places of more takes longer than to scan for all
SHORT = 10_000  # characters; in a longer text a word is sooner looked for beside each place of another


class Sightings:
    """The hits of one text. `numbers`: entries that may be there; the others are not."""

    __slots__ = (
        "_by_entry",
        "_dictionary",
        "_patterns",
        "_places",
        "_start",
        "_stretches",
        "_text",
        "folded",
        "numbers",
    )

    def __init__(self, dictionary: Dictionary, folded: Folded, part: Stretch | None = None) -> None:
        """`part`: the stretch of the folded text that is looked at; without it, all of it."""
        self.folded = folded
        self._dictionary = dictionary
        self._text = text = folded.text[slice(*part)] if part else folded.text
        self._start = part[0] if part else 0
        is_long = len(text) > LONG
        self._places: dict[str, list[Hit]] = dictionary.places_in(text, self._start) if is_long else {}
        self._patterns: AbstractSet[str] = self._places.keys() if is_long else dictionary.patterns_in(text)
        self.numbers: AbstractSet[int] = dictionary.entries_at(self._patterns)
        self._by_entry: dict[int, list[str]] | None = None
        self._stretches: dict[int, list[Stretch]] = {}  # of entries that were asked for

    def stretches(self, entry: int) -> Sequence[Stretch]:
        """Where the terms of an entry stand, in no order; the same stretch may come twice."""
        found = self._stretches.get(entry)
        if found is None:
            found = self._stretches[entry] = self._confirmed(entry)
        return found

    def _confirmed(self, entry: int) -> list[Stretch]:
        dictionary, text, known = self._dictionary, self.folded.text, self._places
        found: list[Stretch] = []
        for pattern in self._of(entry):
            code = dictionary.plain.get(pattern, 0)
            meanings: Sequence[Meaning] = () if code else dictionary.meanings(pattern)[entry]
            if not code and len(text) <= SHORT:
                meanings = [meaning for meaning in meanings if meaning.may_stand_in(text)]
                if not meanings:  # most of the time, and its places need not be found
                    continue
            places = known.get(pattern) or self._at(pattern)
            if code:
                found += self._plain(entry, pattern, code, places)
            else:
                for _, begin, end in places:
                    for meaning in meanings:
                        found += meaning.confirm(self.folded, begin, end)
        return found

    def _plain(self, entry: int, pattern: str, code: int, places: Sequence[Hit]) -> Sequence[Stretch]:
        """The stretches of a pattern of one meaning, which is all there is to find, or is where it is a whole word."""
        low, high = bool(code & INDENT), bool(code & OUTDENT)
        if code & COMPLETE:
            return [(begin + low, end - high) for _, begin, end in places]
        text, found = self.folded.text, list[Stretch]()
        for _, begin, end in places:
            if text[begin + low - 1] == " " == text[end - high]:
                found.append((begin + low, end - high))
            else:
                for meaning in self._dictionary.meanings(pattern)[entry]:
                    found += meaning.confirm(self.folded, begin, end)
        return found

    def _of(self, entry: int) -> Sequence[str]:
        """The patterns found that may stand for an entry."""
        if self._by_entry is None:
            self._by_entry = self._grouped()
        return self._by_entry.get(entry, ())

    def _grouped(self) -> dict[int, list[str]]:
        entries_of = self._dictionary.entries_of
        grouped: dict[int, list[str]] = {}
        for pattern in self._patterns:
            for entry in entries_of[pattern]:
                if entry in grouped:
                    grouped[entry].append(pattern)
                else:
                    grouped[entry] = [pattern]
        return grouped

    def _at(self, pattern: str) -> Sequence[Hit]:
        """Where a pattern stands. The first few that are asked for are looked for by themselves."""
        places = self._places.get(pattern)
        if places is None:
            if len(self._places) < ONE_BY_ONE:
                places = self._places[pattern] = _found(pattern, self._text, self._start)
            else:
                self._places = self._dictionary.places_in(self._text, self._start)
                places = self._places[pattern]
        return places


def _found(pattern: str, text: str, start: int) -> list[Hit]:
    """Every place of a pattern, those that overlap as well. The text begins at `start`; the number says nothing."""
    found: list[Hit] = []
    begin, length = text.find(pattern), len(pattern)
    while begin >= 0:
        found.append((0, start + begin, start + begin + length))
        begin = text.find(pattern, begin + 1)
    return found
