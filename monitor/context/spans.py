"""Stretches of a text that must not overlap, and how far a stretch is from the nearest of many.

In: spans. Out: answers in time that grows with the logarithm of their number, whatever page comes in. Knows no text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from itertools import accumulate

from monitor.model import Span

NOWHERE = 1_000_000  # farther than any text is long that we read


class Taken:
    """Stretches in use. They may touch, not overlap."""

    __slots__ = ("_stretches",)

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._stretches: list[tuple[int, int]] = []
        for span in spans:
            self.take(span.start, span.end)

    def take(self, start: int, end: int) -> bool:
        """Use [start, end) if nothing of it is in use; tell whether it was free."""
        at = bisect_left(self._stretches, (start, end))
        before = self._stretches[at - 1][1] if at else 0
        behind = self._stretches[at][0] if at < len(self._stretches) else NOWHERE + end
        if before > start or behind < end:
            return False
        insort(self._stretches, (start, end))
        return True


class Places:
    """Where something is named."""

    __slots__ = ("_reach", "_spans", "_starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans, key=lambda span: (span.start, -span.end))
        self._starts = [span.start for span in self._spans]
        self._reach = list(accumulate((span.end for span in self._spans), max))

    def __bool__(self) -> bool:
        return bool(self._starts)

    def distance(self, start: int, end: int) -> int:
        """Characters between [start, end) and the nearest place; 0 when they overlap, `NOWHERE` when there is none."""
        at = bisect_left(self._starts, start)
        left = start - self._reach[at - 1] if at else NOWHERE
        right = self._starts[at] - end if at < len(self._starts) else NOWHERE
        return max(0, min(left, right))

    def overlap(self, start: int, end: int) -> bool:
        """Whether any place shares a character with [start, end)."""
        at = bisect_left(self._starts, end)
        return at > 0 and self._reach[at - 1] > start

    def around(self, start: int, end: int, margin: int) -> Sequence[Span]:
        """Places that begin at most `margin` before `start` and at most `margin` behind `end`, in order."""
        return self._spans[bisect_left(self._starts, start - margin) : bisect_right(self._starts, end + margin)]
