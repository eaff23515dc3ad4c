"""The terms that count in texts of one language: one automaton for their patterns, and what each pattern stands for.

Comes in: what is written, by pattern; later folded texts. Goes out: where each pattern stands; the entries that a
pattern may stand for; its meanings for one of them. Never: decides whether a term is really there.

What a pattern means is worked out when an entry is first asked for at a hit of it: most patterns of a large lexicon
are never met, and most of those that are met belong to entries that no rule to be tried asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from monitor.engine.automaton import Automaton
from monitor.engine.confirm import Meaning, Stretch, together
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

    __slots__ = ("_meanings", "_patterns", "_plain", "_written", "automaton", "entries_of")

    def __init__(self, written: Patterns, automaton: Automaton | None = None) -> None:
        """`automaton`: one of the same patterns in the same order, if there is one already."""
        self._written = written
        self._patterns = tuple(written)
        self.automaton = automaton or Automaton(self._patterns, keeps_words=True)
        alike: dict[Numbers, Numbers] = {}  # most patterns are of an entry that others have, too
        self.entries_of: Mapping[str, Numbers] = {pattern: _entries(of, alike) for pattern, of in written.items()}
        self._plain: dict[str, int] = {}
        self._meanings: dict[str, dict[int, tuple[Meaning, ...]]] = {}  # by pattern and entry, those that were asked

    def patterns_in(self, folded: str) -> set[str]:
        """The patterns that stand in a folded text that is not `LONG`."""
        return set(self.automaton.words(folded))

    def places_in(self, folded: str, start: int = 0) -> dict[str, list[Stretch]]:
        """Where the patterns stand in a folded text that begins at `start`; in a very long one, where the first do."""
        automaton, patterns = self.automaton, self._patterns
        if len(folded) <= LONG:
            hits = automaton.scan(folded)
        else:
            hits = automaton.first_hits(folded, of_each=PATTERN_HITS_AT_MOST, of_all=ALL_HITS_AT_MOST)
        places: dict[int, list[Stretch]] = {}
        for number, begin, end in hits:
            if number in places:
                places[number].append((start + begin, start + end))
            else:
                places[number] = [(start + begin, start + end)]
        return {patterns[number]: found for number, found in places.items()}

    def entries_at(self, patterns: Iterable[str]) -> set[int]:
        """The entries that these patterns may stand for."""
        return set[int]().union(*map(self.entries_of.__getitem__, patterns))

    def plain(self, pattern: str) -> int:
        """What the flags above say of a pattern."""
        return self._plain.get(pattern, 0)

    def meanings(self, pattern: str) -> Mapping[int, Sequence[Meaning]]:
        """What a pattern stands for, by entry."""
        meanings = self._meanings.get(pattern)
        if meanings is None:
            meanings = self._meanings[pattern] = self._work_out(pattern)
            if len(meanings) == 1:
                (of_entry,) = meanings.values()
                self._plain[pattern] = _flags(of_entry[0]) if len(of_entry) == 1 else 0
        return meanings

    def _work_out(self, pattern: str) -> dict[int, tuple[Meaning, ...]]:
        meanings: dict[int, list[Meaning]] = {}
        for entry, text, language, exact in self._written[pattern]:
            term = parse_term(text, language, exact=exact)
            for aim in aims(term) if term is not None else ():
                if aim.pattern == pattern:
                    meanings.setdefault(entry, []).append(aim.meaning)
        return {entry: together(found) for entry, found in meanings.items()}


def _entries(written: Sequence[Written], alike: dict[Numbers, Numbers]) -> Numbers:
    numbers = tuple(dict.fromkeys([one.entry for one in written]))
    return alike.setdefault(numbers, numbers)


def _flags(meaning: Meaning) -> int:
    if not (meaning.complete or meaning.alone) or max(meaning.indent, meaning.outdent) > 1:
        return 0
    return COMPLETE * meaning.complete + ALONE * meaning.alone + INDENT * meaning.indent + OUTDENT * meaning.outdent
