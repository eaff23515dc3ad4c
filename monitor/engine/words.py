"""Number the words of a folded text, so that distances can be told in words.

Comes in: a `Folded`. Goes out: the word number at an original offset, and distances between spans.
Never: decides what is near enough.

Chinese has no spaces: two characters count as one word, close to the mean length of a word in running text.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from monitor.text.fold import Folded

_CJK_RANGES = ((0x2E80, 0x9FFF), (0x20000, 0x3FFFF))


class Words:
    """The word numbers of one text; made once an article, when a distance is first asked for."""

    __slots__ = ("_numbers", "_offsets")

    def __init__(self, folded: Folded) -> None:
        codes = np.frombuffer(folded.text.encode("utf-32-le"), dtype=np.uint32)
        numbers: NDArray[np.int64] = np.cumsum(codes == ord(" "))
        cjk = np.zeros(len(codes), dtype=bool)
        for low, high in _CJK_RANGES:
            cjk |= (codes >= low) & (codes <= high)
        if cjk.any():
            numbers = numbers + np.cumsum(cjk) // 2
        self._numbers = numbers
        self._offsets = folded.offsets

    def first(self, starts: Sequence[int]) -> NDArray[np.int64]:
        """Numbers of the words that begin at, or are cut by, these original offsets."""
        at = np.searchsorted(self._offsets, np.asarray(starts, dtype=np.int64), side="left")
        return self._numbers[np.minimum(at, len(self._numbers) - 1)]

    def last(self, ends: Sequence[int]) -> NDArray[np.int64]:
        """Numbers of the words that end just before these original offsets."""
        at = np.searchsorted(self._offsets, np.asarray(ends, dtype=np.int64) - 1, side="right") - 1
        return self._numbers[np.maximum(at, 0)]

    def near(
        self, spans: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]], within: int
    ) -> NDArray[np.bool_]:
        """For each span whether one of the others is at most `within` words away (neighbours are 1 apart)."""
        first, last = self.first([s for s, _ in spans]), self.last([e for _, e in spans])
        other_first, other_last = self.first([s for s, _ in others]), self.last([e for _, e in others])
        apart = np.maximum(other_first[None, :] - last[:, None], first[:, None] - other_last[None, :])
        return np.asarray((apart <= within).any(axis=1))
