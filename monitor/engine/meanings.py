"""What each pattern of a lexicon stands for in texts of one language, laid out for texts in which most is rare.

Comes in: the number of a pattern. Goes out: which entry it means, and what is left to check around a hit. Worked out at
a pattern's first hit: most patterns of a large lexicon are never met.

A scan for tens of thousands of patterns leaves little but the automaton in the caches. What comes next pays for
every piece of memory that it touches, far more than for every step that it takes. So all that most hits need stands in
one word of 32 bits a pattern, and objects are looked at only for what is left.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from monitor.engine.confirm import Meaning

# A code: one of these, or of a pattern of one meaning the number of the entry (from 1) above the meaning's flags.
NOT_ASKED, SEVERAL, NOTHING = 0, -16, -32
ENTRY = 4  # bits to the right of the number
COMPLETE, ALONE, INDENT, OUTDENT = 1, 2, 4, 8  # as in `Meaning`


@dataclass(frozen=True, slots=True)
class Meant:
    """What one pattern stands for: meanings by the numbers of their entries; terms, and homonyms apart."""

    terms: Mapping[int, Sequence[Meaning]]
    homonyms: Mapping[int, Sequence[Meaning]]


class Meanings:
    """What the patterns stand for."""

    __slots__ = ("_work_out", "codes", "meant", "shared")

    def __init__(self, patterns: int, work_out: Callable[[int], Meant]) -> None:
        self.codes = array("i", bytes(4 * patterns))
        self.meant: dict[int, Meant] = {}  # of those that were asked
        self.shared: dict[int, set[int]] = {}  # by entry, those of them that stand for it and for something else
        self._work_out = work_out

    def ask(self, pattern: int) -> int:
        """The code of a pattern that was not asked before."""
        meant = self.meant[pattern] = self._work_out(pattern)
        code = self.codes[pattern] = _code(meant)
        if code == SEVERAL:
            for entry in (*meant.terms, *meant.homonyms):
                self.shared.setdefault(entry, set()).add(pattern)
        return code


def _code(meant: Meant) -> int:
    if not meant.terms and not meant.homonyms:
        return NOTHING
    if meant.homonyms or sum(map(len, meant.terms.values())) > 1:
        return SEVERAL
    ((entry, (meaning,)),) = meant.terms.items()
    flags = COMPLETE * meaning.complete + ALONE * meaning.alone + INDENT * meaning.indent + OUTDENT * meaning.outdent
    return entry << ENTRY | flags
