"""How many polls to begin now: fifty at work, and besides them those that only wait for a server that dawdles.

In: polls as they begin and end, and the loop's time. Out: how many more may begin. Two hundred servers that send a byte
a second each cost nothing but a connection; nobody else waits for them longer than `SLOW_AFTER`.
"""

from __future__ import annotations

import asyncio

AT_WORK = 50
SLOW_AFTER = 3.0  # seconds after which a poll is not counted as work
MOST = 300  # connections and documents in hand, whatever they wait for


class PollRoom:
    """Polls in hand, by when they began."""

    def __init__(self, *, at_work: int = AT_WORK, slow_after: float = SLOW_AFTER, most: int = MOST) -> None:
        self._at_work, self._slow_after, self._most = at_work, slow_after, most
        self._begun: dict[asyncio.Task[None], float] = {}  # in the order of beginning

    def begin(self, task: asyncio.Task[None]) -> None:
        """Count a poll."""
        self._begun[task] = asyncio.get_running_loop().time()

    def end(self, task: asyncio.Task[None]) -> bool:
        """Count it no more; False when it was not counted."""
        return self._begun.pop(task, None) is not None

    def __len__(self) -> int:
        """How many are counted."""
        return len(self._begun)

    @property
    def free(self) -> int:
        """How many may begin."""
        begun = len(self._begun)
        since = asyncio.get_running_loop().time() - self._slow_after
        slow = 0
        for time in self._begun.values():
            if time > since:
                break
            slow += 1
        return max(0, min(self._at_work - (begun - slow), self._most - begun))
