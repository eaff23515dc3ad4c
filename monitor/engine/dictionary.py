"""The terms that count in texts of one language: one automaton for their patterns, and what each pattern stands for.

Comes in: what is written, by pattern; later folded texts. Goes out: where each pattern stands; the entries that a
pattern may stand for; its meanings for one of them. Never: decides whether a term is really there.

What a pattern means is worked out when an entry is first asked for at a hit of it: most patterns of a large lexicon
are never met, and most of those that are met belong to entries that no rule to be tried asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from monitor.engine.automaton import Automaton, Hit
from monitor.engine.confirm import Meaning, together
from monitor.engine.sought import aims
from monitor.engine.terms import parse_term

LONG = 100_000  # characters; a longer text has at most
ALL_HITS_AT_MOST = 8_000  # hits: a page of nothing but hits proves no more than its first ones. Where there are more,
PATTERN_HITS_AT_MOST = 10  # of each pattern count

Numbers = tuple[int, ...]


class Written(NamedTuple):
    """A term as it is written, and the number of the entry whose it is."""

    entry: int
    text: str
    language: str
    exact: bool


Patterns = Mapping[str, Sequence[Written]]  # what each pattern stands for; of some, nothing that counts


class Dictionary:
    """Terms of many entries, ready to be looked for. `entries` has for each pattern the entries it may stand for."""

    __slots__ = ("_meanings", "_patterns", "_written", "automaton", "entries")

    def __init__(self, written: Patterns, automaton: Automaton | None = None) -> None:
        """`automaton`: one of the same patterns in the same order, if there is one already."""
        self._patterns = tuple(written)
        self._written = tuple(written.values())
        self.automaton = automaton or Automaton(self._patterns)
        once: dict[Numbers, Numbers] = {}
        found = (tuple(dict.fromkeys([one.entry for one in of_pattern])) for of_pattern in self._written)
        self.entries: tuple[Numbers, ...] = tuple([once.setdefault(numbers, numbers) for numbers in found])
        self._meanings: dict[int, dict[int, tuple[Meaning, ...]]] = {}  # by pattern and entry, those that were asked

    def hits(self, folded: str) -> Iterable[Hit]:
        """Where the patterns stand in a folded text; in a very long one, at least where the first do."""
        if len(folded) <= LONG:
            return self.automaton.scan(folded)
        return self.automaton.first_hits(folded, of_each=PATTERN_HITS_AT_MOST, of_all=ALL_HITS_AT_MOST)

    def meanings(self, pattern: int) -> Mapping[int, Sequence[Meaning]]:
        """What a pattern stands for, by entry."""
        meanings = self._meanings.get(pattern)
        if meanings is None:
            meanings = self._meanings[pattern] = self._work_out(pattern)
        return meanings

    def _work_out(self, number: int) -> dict[int, tuple[Meaning, ...]]:
        pattern = self._patterns[number]
        meanings: dict[int, list[Meaning]] = {}
        for entry, text, language, exact in self._written[number]:
            term = parse_term(text, language, exact=exact)
            for aim in aims(term) if term is not None else ():
                if aim.pattern == pattern:
                    meanings.setdefault(entry, []).append(aim.meaning)
        return {entry: together(found) for entry, found in meanings.items()}
