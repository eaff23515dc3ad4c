"""Notices that the system's clock was set back. In: the clock, and one that only ever goes on. Out: by how much."""

from __future__ import annotations

from datetime import datetime, timedelta

WORTH_IT = timedelta(seconds=10)  # less than that delays nothing that anybody would notice


class ClockWatch:
    """Compares the wall clock with a steady one, from look to look."""

    def __init__(self, *, wall: datetime, steady: float) -> None:
        """`steady` counts seconds from anywhere, as an event loop's time does."""
        self._wall = wall
        self._steady = steady

    def set_back(self, *, wall: datetime, steady: float) -> timedelta | None:
        """By how much the wall clock fell behind since the last look; None if by next to nothing, or it went ahead."""
        expected = self._wall + timedelta(seconds=steady - self._steady)
        self._wall, self._steady = wall, steady
        back = expected - wall
        return back if back > WORTH_IT else None
