"""What the HTTP port answers: alive, ready, figures. In: a running `App`. Out: answers; changes nothing but one note.

`/readyz` writes that note, to see whether the database takes it. A write that hangs is waited for by the next asker,
not begun again: a thousand askers are one write.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST

from monitor import __version__
from monitor.alerting.health_canary import why_absent
from monitor.errors import StorageError
from monitor.service.app import App
from monitor.service.canary_watch import canary_now
from monitor.service.metrics import Observed, exposition
from monitor.service.readiness import hanging, not_ready
from monitor.service.rules_list import every_rule
from monitor.storage import Store
from monitor.storage.figures import figures
from monitor.web.http import Answer, Answers

NOTE = "ready"
WRITE_PATIENCE = 3.0  # seconds
READ_PATIENCE = 5.0


class Pages:
    """The answers. `reader` is a read-only store of their own: a writer that hangs does not hold up the figures."""

    def __init__(self, app: App, *, reader: Store, steady: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._reader = reader
        self._steady = steady
        self._begun = steady()
        self._writing: asyncio.Task[None] | None = None

    @property
    def paths(self) -> Mapping[str, Answers]:
        """Answers by path."""
        return {"/healthz": self.alive, "/readyz": self.ready, "/metrics": self.metrics}

    @property
    def loops_turn(self) -> bool:
        """Whether no loop hangs."""
        return not hanging(self._app.pulse.ages, uptime=self._uptime)

    async def alive(self) -> Answer:
        """The event loop turns, or there would be no answer."""
        return Answer(body="alive\n")

    async def ready(self) -> Answer:
        """503 with the reasons, a line each, when this process is not fit to work."""
        database = self._app.outages.why or await self._why_not_written()
        rules = len(every_rule(self._app.knowledge.rules))
        ages = self._app.pulse.ages
        reasons = tuple(not_ready(ages, uptime=self._uptime, database=database, rules=rules))
        return Answer(body="\n".join(reasons) + "\n", status=503) if reasons else Answer(body="ready\n")

    async def metrics(self) -> Answer:
        """All figures; those of the database are left out while it does not answer."""
        app = self._app
        observed = Observed(
            version=__version__,
            uptime=self._uptime,
            tick_ages=app.pulse.ages,
            rules=len(every_rule(app.knowledge.rules)),
            rule_matches=app.tally.rule_matches,
            tries=app.tally.tries,
            polls=app.tally.polls,
            memory=resident(),
            database_usable=not app.outages.why,
            **await self._of_database(),
        )
        return Answer(body=exposition(observed), content_type=CONTENT_TYPE_LATEST)

    async def _of_database(self) -> dict[str, Any]:
        try:
            async with asyncio.timeout(READ_PATIENCE):
                return await asyncio.to_thread(self._looked_up, self._app.clock())
        except (TimeoutError, StorageError):
            return {}

    def _looked_up(self, now: datetime) -> dict[str, Any]:
        canary = canary_now(self._reader, self._app.config.canary, now=now)
        found: dict[str, Any] = {
            "figures": figures(self._reader.engine, now=now),
            "episodes": len(self._reader.episodes.going_on()),
        }
        if canary is not None:
            found["canary_age"] = (now - (canary.arrived_at or canary.since)).total_seconds()
            found["canary_absent"] = bool(why_absent(canary, now=now))
        return found

    async def _why_not_written(self) -> str:
        """Write the note; says why that fails, empty when it works."""
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(asyncio.to_thread(self._write))
        try:
            async with asyncio.timeout(WRITE_PATIENCE):
                await asyncio.shield(self._writing)
        except TimeoutError:
            return f"the database took no note within {WRITE_PATIENCE:.0f} s: it is locked, or its disk is slow"
        except StorageError as error:
            return str(error)
        return ""

    def _write(self) -> None:
        self._app.store.remember(NOTE, self._app.clock().isoformat())

    @property
    def _uptime(self) -> float:
        return self._steady() - self._begun


def resident() -> int:
    """Resident memory of this process in bytes; 0 where the system does not say."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
