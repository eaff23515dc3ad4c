"""The time in which the database cannot be used: said once when it begins and once when it ends.

In: what the loops run into. Out: log lines, and the outage that has just ended, to be told when it can be recorded.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import structlog

from monitor.errors import StorageError

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """From the first failure of any loop to the last loop's first success."""

    since: datetime
    until: datetime
    why: str


class OutageWatch:
    """Which loops cannot use the database just now. Safe among threads."""

    def __init__(self) -> None:
        self._troubled: set[str] = set()
        self._since: datetime | None = None
        self._why = ""
        self._ended: list[Outage] = []
        self._lock = threading.Lock()

    @property
    def why(self) -> str:
        """What the database says; empty while it works."""
        with self._lock:
            return self._why if self._troubled else ""

    def failed(self, loop: str, error: StorageError, *, now: datetime) -> None:
        """A loop could not use the database."""
        with self._lock:
            if not self._troubled:
                log.error("the database cannot be used; trying again", why=str(error))
                self._since, self._why = now, str(error)
            self._troubled.add(loop)

    def worked(self, loop: str, *, now: datetime) -> None:
        """A loop's tick came to its end."""
        with self._lock:
            if self._troubled == {loop} and self._since is not None:
                log.info("the database can be used again")
                self._ended.append(Outage(since=self._since, until=now, why=self._why))
            self._troubled.discard(loop)

    def ended(self) -> tuple[Outage, ...]:
        """Outages that have ended since the last call."""
        with self._lock:
            ended, self._ended = tuple(self._ended), []
            return ended

    def untold(self, outages: Iterable[Outage]) -> None:
        """Keep outages that could not be told yet."""
        with self._lock:
            self._ended[:0] = outages
