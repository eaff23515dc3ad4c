"""The time in which the database cannot be used: said once when it begins and once when it ends.

In: what the loops run into. Out: log lines, and the outage that has just ended, to be told when it can be recorded.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import datetime

import structlog

from monitor.errors import StorageError
from monitor.service.outage_note import Outage, OutageNote

log = structlog.get_logger()


class OutageWatch:
    """Which loops cannot use the database just now. Safe among threads.

    With a `note`, an outage that an earlier run did not live to tell has ended too.
    """

    def __init__(self, note: OutageNote | None = None) -> None:
        self._note = note
        self._troubled: set[str] = set()
        self._since: datetime | None = None
        self._why = ""
        noted = note.read() if note else None
        self._ended: list[Outage] = [noted] if noted else []
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
            if self._note is not None:
                self._note.failed(str(error), now=now)

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

    def told(self) -> None:
        """All that ended was told, or was too short for that."""
        with self._lock:
            if self._note is not None and not self._troubled:
                self._note.clear()

    def untold(self, outages: Iterable[Outage]) -> None:
        """Keep outages that could not be told yet."""
        with self._lock:
            self._ended[:0] = outages
