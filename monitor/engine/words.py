"""Number the words of a folded text, so that distances can be told in words.

Comes in: a `Folded`. Goes out: the word number at an original offset, and distances between spans.
Never: decides what is near enough.

Chinese has no spaces: two characters count as one word, close to the mean length of a word in running text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.text.fold import Codes, Folded, is_unspaced

COUNTED_AT_MOST = 12  # numbers in a text of plain letters; a table costs about as much as this many
LOOKED_UP_AT_MOST = 100  # spans; a table by offset costs about as much as this many
# A character may fold to several words (ﷺ to four, ½ to two), which then belong to a span as a whole.
_SLACK = 4

Bounds = tuple[int, int]
Numbers: TypeAlias = "memoryview[int]"


class Words:
    """The word numbers of one text; made once an article, when a distance is first asked for.

    The first few numbers are counted when asked; who asks for more gets a table of all.
    """

    __slots__ = ("_asked", "_bounds", "_length", "_looked_up", "_numbers", "_offsets", "_starts", "_text", "_unspaced")

    def __init__(self, folded: Folded) -> None:
        self._text, self._length = folded.text, len(folded.source)
        self._starts, self._offsets = folded.starts, folded.offsets
        self._numbers: Numbers | None = None
        self._bounds: tuple[Numbers, Numbers] | None = None
        self._unspaced = folded.has_unspaced
        self._asked = COUNTED_AT_MOST if folded.has_unspaced else 0
        self._looked_up = 0

    def first(self, start: int) -> int:
        """Number of the word that begins at, or is cut by, this original offset."""
        return self._number(min(bisect_left(self._starts, start), len(self._starts) - 1))

    def last(self, end: int) -> int:
        """Number of the word that ends just before this original offset."""
        return self._number(max(bisect_right(self._starts, end - 1) - 1, 0))

    def of(self, start: int, end: int) -> Bounds:
        """`first` and `last` of what stands at [start, end)."""
        begin = min(bisect_left(self._starts, start), len(self._starts) - 1)
        stop = max(bisect_right(self._starts, end - 1, begin) - 1, 0)
        first = self._number(begin)
        if self._numbers is not None:
            return first, self._numbers[stop]
        return first, first + self._text.count(" ", begin, stop)

    def of_each(self, spans: Sequence[Bounds]) -> list[Bounds]:
        """`of` each of these; who asks for many gets a table of every offset."""
        if self._bounds is None:
            self._looked_up += len(spans)
            if self._looked_up <= LOOKED_UP_AT_MOST:
                return [self.of(start, end) for start, end in spans]
            self._bounds = self._by_offset()
        first, last = self._bounds
        return [(first[start], last[end]) for start, end in spans]

    def of_stretches(self, stretches: Sequence[Bounds]) -> list[Bounds]:
        """`of` stretches of whole words of the folded text."""
        number = self._number
        return [(number(low), number(high)) for low, high in stretches]

    def _by_offset(self) -> tuple[Numbers, Numbers]:
        """For each original offset the number of the word that begins there, and of the one that ends there."""
        offsets, numbers = self._offsets, np.asarray(self._table())
        behind = offsets.searchsorted(np.arange(-1, self._length + 1), side="right")
        first, last = numbers[np.minimum(behind, len(offsets) - 1)], numbers[np.maximum(behind - 1, 0)]
        return memoryview(first), memoryview(last)  # type: ignore[arg-type] # as in `Folded`

    def _number(self, at: int) -> int:
        """Number of the word at a folded offset; a space has that of the word before it."""
        if self._numbers is None and self._asked < COUNTED_AT_MOST:
            self._asked += 1
            return self._text.count(" ", 0, at)
        return self._table()[at]

    def _table(self) -> Numbers:
        if self._numbers is None:
            self._numbers = memoryview(_numbered(self._text, unspaced=self._unspaced))  # type: ignore[arg-type] # as in `Folded`
        return self._numbers

    def near(self, spans: Sequence[Bounds], others: Sequence[Bounds], within: int) -> list[bool]:
        """For each span whether one of the others is at most `within` words away (neighbours are 1 apart)."""
        placed = sorted(self.of_each(others))
        begins = [first for first, _ in placed]
        reaches = list(accumulate((last for _, last in placed), max))  # of the others up to each
        found = []
        for first, last in self.of_each(spans):
            behind = bisect_right(begins, last + within)
            found.append(behind > 0 and reaches[behind - 1] >= first - within)
        return found


@lru_cache(maxsize=8)
def words_of(folded: Folded) -> Words:
    """The words of a text, kept for those who ask next."""
    return Words(folded)


def stretch_around(folded: Folded, low: int, high: int, *, words: int) -> Bounds:
    """The folded stretch that has all words at most so many away from [low, high), and perhaps some more."""
    text = folded.text
    spaces = (words + _SLACK) * (2 if folded.has_unspaced else 1)  # a single character between spaces is half a word
    for _ in range(spaces):
        low = text.rfind(" ", 0, low) if low > 0 else low
        high = text.find(" ", high + 1) if high >= 0 else high
    return max(low, 0), high + 1 if high >= 0 else len(text)


def _numbered(text: str, *, unspaced: bool) -> NDArray[np.int64]:
    """For each folded character the number of its word, from 1; a space has that of the word before it."""
    codes: Codes = np.frombuffer(text.encode("utf-16-le"), dtype=np.uint16)
    if len(codes) != len(text):  # letters beyond the basic plane
        codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    space = codes == ord(" ")
    if not unspaced:  # before each word stands one
        numbers: NDArray[np.int64] = np.cumsum(space, dtype=np.int64) - space
        return numbers
    chinese = is_unspaced(codes)
    begins = np.zeros(len(codes), dtype=bool)
    np.greater(space[:-1], space[1:], out=begins[1:])
    begins &= ~chinese
    return np.cumsum(begins, dtype=np.int64) + np.cumsum(chinese, dtype=np.int64) // 2
