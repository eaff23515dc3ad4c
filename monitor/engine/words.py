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

import numpy as np
from numpy.typing import NDArray

from monitor.text.fold import UNSPACED, Folded, unspaced

Bounds = tuple[int, int]


class Words:
    """The word numbers of one text; made once an article, when a distance is first asked for."""

    __slots__ = ("_numbers", "_offsets")

    def __init__(self, folded: Folded) -> None:
        self._numbers: memoryview[int] = memoryview(_numbered(folded.text))  # type: ignore[arg-type] # as in `Folded`
        self._offsets = folded.starts

    def first(self, start: int) -> int:
        """Number of the word that begins at, or is cut by, this original offset."""
        return self._numbers[min(bisect_left(self._offsets, start), len(self._numbers) - 1)]

    def last(self, end: int) -> int:
        """Number of the word that ends just before this original offset."""
        return self._numbers[max(bisect_right(self._offsets, end - 1) - 1, 0)]

    def near(self, spans: Sequence[Bounds], others: Sequence[Bounds], within: int) -> list[bool]:
        """For each span whether one of the others is at most `within` words away (neighbours are 1 apart)."""
        placed = sorted((self.first(start), self.last(end)) for start, end in others)
        begins = [first for first, _ in placed]
        reaches = list(accumulate((last for _, last in placed), max))  # of the others up to each
        found = []
        for start, end in spans:
            behind = bisect_right(begins, self.last(end) + within)
            found.append(behind > 0 and reaches[behind - 1] >= self.first(start) - within)
        return found


@lru_cache(maxsize=8)
def words_of(folded: Folded) -> Words:
    """The words of a text, kept for those who ask next."""
    return Words(folded)


def _numbered(text: str) -> NDArray[np.int64]:
    """For each folded character the number of its word, from 1; a space has that of the word before it."""
    if text.isascii():
        space = np.frombuffer(text.encode("ascii"), dtype=np.uint8) == ord(" ")
        chinese = None
    else:
        codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
        space = codes == ord(" ")
        chinese = unspaced(codes) if codes.max() >= UNSPACED[0][0] else None
    begins = np.empty(len(space), dtype=bool)
    begins[0] = False
    np.greater(space[:-1], space[1:], out=begins[1:])
    if chinese is None:
        return np.cumsum(begins, dtype=np.int64)
    begins &= ~chinese
    return np.cumsum(begins, dtype=np.int64) + np.cumsum(chinese, dtype=np.int64) // 2
