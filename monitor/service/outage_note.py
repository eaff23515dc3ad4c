"""Remembers over a restart that the database cannot be used: beside it, for in it nothing can be written just then.

In: each failure, with its time. Out: since when and until when it failed, and why. A note that cannot be written or
read is none: it is a courtesy to readers, and never a reason to stop.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from monitor.config import Config
from monitor.storage.engine import sqlite_file

SUFFIX = ".outage"
WRITTEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """From the first failure of any loop to the last loop's first success."""

    since: datetime
    until: datetime
    why: str


class OutageNote:
    """One file, which is there while an outage lasts and until it has been told."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._written: datetime | None = None

    @classmethod
    def of(cls, config: Config, url: str) -> OutageNote:
        """Beside the database's file; beside the configuration when it has none."""
        beside = sqlite_file(url) or config.path
        return cls(beside.with_name(beside.name + SUFFIX))

    def failed(self, why: str, *, now: datetime) -> None:
        """The database fails; the first time of an outage counts as its beginning."""
        if self._written is not None and timedelta(0) <= now - self._written < WRITTEN_EVERY:
            return
        begun = self.read()
        since, reason = (begun.since, begun.why) if begun else (now, why)
        content = json.dumps({"since": since.isoformat(), "until": now.isoformat(), "why": reason})
        with contextlib.suppress(OSError):
            self._path.write_text(content, encoding="utf-8")
        self._written = now

    def read(self) -> Outage | None:
        """The outage that was noted, up to its last failure; None when there was none."""
        try:
            noted = json.loads(self._path.read_text(encoding="utf-8"))
            since, until = (datetime.fromisoformat(noted[name]) for name in ("since", "until"))
            return Outage(since=since, until=until, why=str(noted["why"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def clear(self) -> None:
        """It is over, and told."""
        self._written = None
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)
