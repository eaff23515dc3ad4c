"""The terms that count in texts of one language: one automaton for their patterns, and what each pattern stands for.

Comes in: what is written, by pattern; later folded texts. Goes out: where each pattern stands; the entries that a
pattern may stand for; its meanings for one of them. Never: decides whether a term is really there.

What a pattern means is worked out when an entry is first asked for at a hit of it: most patterns of a large lexicon
are never met, and most of those that are met belong to entries that no rule to be tried asks for.

A scan for tens of thousands of patterns leaves little but the automaton in the caches, and what comes next pays for
every piece of memory that it touches. So the entry of a pattern stands in one word of 32 bits, and in a byte all that
most hits need of its meaning; objects are looked at only for what is left.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from monitor.engine.automaton import Automaton, Hit
from monitor.engine.confirm import Meaning, together
from monitor.engine.sought import aims
from monitor.engine.terms import parse_term

LONG = 100_000  # characters; a longer text has at most
ALL_HITS_AT_MOST = 8_000  # hits: a page of nothing but hits proves no more than its first ones. Where there are more,
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


Patterns = Mapping[str, Sequence[Written]]  # what each pattern stands for; of some, nothing that counts


class Dictionary:
    """Terms of many entries, ready to be looked for."""

    __slots__ = ("_codes", "_meanings", "_patterns", "_several", "_written", "automaton", "plain")

    def __init__(self, written: Patterns, automaton: Automaton | None = None) -> None:
        """`automaton`: one of the same patterns in the same order, if there is one already."""
        self._patterns = tuple(written)
        self._written = tuple(written.values())
        self.automaton = automaton or Automaton(self._patterns)
        # Of each pattern the entry; where there are several, or none, the place of their list, counted from -1 down.
        several: dict[Numbers, int] = {}
        self._codes = array("i", [_code(written, several) for written in self._written])
        self._several = tuple(several)
        self.plain = bytearray(len(self._patterns))
        self._meanings: dict[int, dict[int, tuple[Meaning, ...]]] = {}  # by pattern and entry, those that were asked

    def hits(self, folded: str) -> Sequence[Hit]:
        """Where the patterns stand in a folded text; in a very long one, at least where the first do."""
        if len(folded) <= LONG:
            return self.automaton.scan(folded)
        return self.automaton.first_hits(folded, of_each=PATTERN_HITS_AT_MOST, of_all=ALL_HITS_AT_MOST)

    def entries_at(self, patterns: Iterable[int]) -> set[int]:
        """The entries that these patterns may stand for."""
        codes = self._codes
        numbers = {codes[pattern] for pattern in patterns}
        for code in [code for code in numbers if code < 0]:
            numbers.remove(code)
            numbers.update(self._several[~code])
        return numbers

    def entries_of(self, pattern: int) -> Numbers:
        """The entries that one pattern may stand for."""
        code = self._codes[pattern]
        return (code,) if code > 0 else self._several[~code]

    def meanings(self, pattern: int) -> Mapping[int, Sequence[Meaning]]:
        """What a pattern stands for, by entry."""
        meanings = self._meanings.get(pattern)
        if meanings is None:
            meanings = self._meanings[pattern] = self._work_out(pattern)
            if len(meanings) == 1:
                (of_entry,) = meanings.values()
                self.plain[pattern] = _flags(of_entry[0]) if len(of_entry) == 1 else 0
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


def _code(written: Sequence[Written], several: dict[Numbers, int]) -> int:
    numbers = tuple(dict.fromkeys([one.entry for one in written]))
    return numbers[0] if len(numbers) == 1 else ~several.setdefault(numbers, len(several))


def _flags(meaning: Meaning) -> int:
    if not (meaning.complete or meaning.alone) or max(meaning.indent, meaning.outdent) > 1:
        return 0
    return COMPLETE * meaning.complete + ALONE * meaning.alone + INDENT * meaning.indent + OUTDENT * meaning.outdent
