"""Find many strings in one text at once: the one place that knows which library does it.

Comes in: the patterns, later texts. Goes out: (pattern index, begin, end) of every occurrence, overlapping ones too.
Never: knows what a term, a word or a language is.

Building holds the interpreter's lock for most of its time (measured: 0.04 s at 10,000 patterns, 0.6 s at 100,000).
"""

from __future__ import annotations

from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, MatchKind


class Automaton:
    """An immutable Aho-Corasick automaton over code points."""

    __slots__ = ("_automaton",)

    def __init__(self, patterns: Sequence[str]) -> None:
        """Build from patterns, none of them empty, each once."""
        self._automaton = (
            AhoCorasick(patterns, matchkind=MatchKind.Standard, store_patterns=False) if patterns else None
        )

    def scan(self, text: str) -> list[tuple[int, int, int]]:
        """Every occurrence as (pattern index, begin, end), end exclusive, in order of end."""
        if self._automaton is None:
            return []
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return found
