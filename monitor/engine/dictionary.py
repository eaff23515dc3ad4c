"""The terms that count in texts of one language: one automaton for their patterns, and what each pattern stands for.

Comes in: what is written, by pattern; later folded texts. Goes out: where each pattern stands; the entries that a
pattern may stand for; its meanings for one of them. Never: decides whether a term is really there.

What a pattern means is worked out when an entry is first asked for at a hit of it: most patterns of a large lexicon
are never met, and most of those that are met belong to entries that no rule to be tried asks for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from monitor.engine.automaton import Automaton, Hit
from monitor.engine.confirm import Meaning, together
from monitor.engine.sought import aims
from monitor.engine.terms import parse_term

LONG = 100_000  # characters; a longer text has at most
ALL_HITS_AT_MOST = 6_000  # hits: a page of nothing but hits proves no more than its first ones. Where there are more,
PATTERN_HITS_AT_MOST = 10  # of each pattern count

# What `Dictionary.plain` says of a pattern of one meaning, as in `Meaning`; nothing of others, and before it was asked.
COMPLETE, ALONE, INDENT, OUTDENT = 1, 2, 4, 8

Numbers = tuple[int, ...]


class Written(NamedTuple):
    """A term as it is written, and the number of the entry whose it is."""

    entry: int
    text: str
    language: str
    exact: bool


Patterns = Mapping[str, Sequence[Written]]  # what each pattern stands for
Part = tuple[Patterns, int]  # and what is added to the numbers of their entries


class Dictionary:
    """Terms of many entries, ready to be looked for."""

    __slots__ = ("_meanings", "_parts", "automaton", "entries_of", "patterns", "plain")

    def __init__(self, parts: Sequence[Part], others: Dictionary | None = None) -> None:
        """All terms of some parts. `others`: one that has all their patterns, to be looked for by its automaton."""
        self._parts = parts
        self.entries_of: dict[str, Numbers] = dict.fromkeys(others.patterns, ()) if others else {}
        _add_entries(self.entries_of, parts)
        self.patterns: tuple[str, ...] = tuple(self.entries_of)
        self.automaton: Automaton = others.automaton if others else Automaton(self.patterns, keeps_words=True)
        self.plain: dict[str, int] = {}  # what the flags above say of a pattern whose meanings were asked
        self._meanings: dict[str, dict[int, tuple[Meaning, ...]]] = {}  # by pattern and entry, those that were asked

    def patterns_in(self, folded: str) -> set[str]:
        """The patterns that stand in a folded text that is not `LONG`."""
        return set(self.automaton.words(folded))

    def places_in(self, folded: str, start: int = 0) -> dict[str, list[Hit]]:
        """The hits of each pattern in a folded text that begins at `start`; in a very long one, of the first ones."""
        automaton, patterns = self.automaton, self.patterns
        if len(folded) <= LONG:
            hits = automaton.scan(folded)
        else:
            hits = automaton.first_hits(folded, of_each=PATTERN_HITS_AT_MOST, of_all=ALL_HITS_AT_MOST)
        if start:
            hits = [(number, start + begin, start + end) for number, begin, end in hits]
        places: defaultdict[int, list[Hit]] = defaultdict(list)
        for hit in hits:
            places[hit[0]].append(hit)
        return {patterns[number]: found for number, found in places.items()}

    def entries_at(self, patterns: Iterable[str]) -> set[int]:
        """The entries that these patterns may stand for."""
        return set[int]().union(*map(self.entries_of.__getitem__, patterns))

    def meanings(self, pattern: str) -> Mapping[int, Sequence[Meaning]]:
        """What a pattern stands for, by entry."""
        meanings = self._meanings.get(pattern)
        if meanings is None:
            meanings = self._meanings[pattern] = self._work_out(pattern)
            if len(meanings) == 1:
                (of_entry,) = meanings.values()
                self.plain[pattern] = _flags(of_entry[0]) if len(of_entry) == 1 else 0
        return meanings

    def _work_out(self, pattern: str) -> dict[int, tuple[Meaning, ...]]:
        meanings: dict[int, list[Meaning]] = {}
        written = ((one, shift) for part, shift in self._parts for one in part.get(pattern, ()))
        for (entry, text, language, exact), shift in written:
            term = parse_term(text, language, exact=exact)
            for aim in aims(term) if term is not None else ():
                if aim.pattern == pattern:
                    meanings.setdefault(entry + shift, []).append(aim.meaning)
        return {entry: together(found) for entry, found in meanings.items()}


def _add_entries(entries_of: dict[str, Numbers], parts: Iterable[Part]) -> None:
    """Add the entries of each pattern; most patterns are of one that others have, too."""
    alike: dict[Numbers, Numbers] = {}
    for part, shift in parts:
        for pattern, written in part.items():
            numbers = tuple([one.entry + shift for one in written])
            if pattern in entries_of or len(numbers) > 1:
                numbers = tuple(dict.fromkeys((*entries_of.get(pattern, ()), *numbers)))
            entries_of[pattern] = alike.setdefault(numbers, numbers)


def _flags(meaning: Meaning) -> int:
    if not (meaning.complete or meaning.alone) or max(meaning.indent, meaning.outdent) > 1:
        return 0
    return COMPLETE * meaning.complete + ALONE * meaning.alone + INDENT * meaning.indent + OUTDENT * meaning.outdent
