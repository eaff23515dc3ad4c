"""When each loop was last seen at work, by a clock that only goes on. In: beats. Out: ages in seconds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping


class Pulse:
    """Beats of loops by name. Safe among threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: dict[str, float] = {}
        self._lock = threading.Lock()

    def beat(self, loop: str) -> None:
        """The loop is at work, or has nothing to do."""
        with self._lock:
            self._seen[loop] = self._clock()

    @property
    def ages(self) -> Mapping[str, float]:
        """Seconds since each loop's last beat."""
        now = self._clock()
        with self._lock:
            return {loop: now - seen for loop, seen in self._seen.items()}
