"""A note when a silence ends, so that nobody forgets what it kept back: a `health` alert of severity info.

In: silences that ended, by their time or by hand. Out: one alert each, told by the routes that select it; the database
sees to it that several processes note an end once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import structlog

from monitor import alerting
from monitor.config import Route
from monitor.model import Alert, Delivery, Severity
from monitor.service.app import App
from monitor.service.steering import conditions
from monitor.service.steering_view import held_back
from monitor.storage import SilenceRecord

log = structlog.get_logger()

LOOKED_EVERY = timedelta(seconds=5)


class EndedSilences:
    """Notes the ends of silences."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def tick(self) -> None:
        """Look, on a thread; raises `StorageError` while the database cannot be used."""
        await asyncio.to_thread(self.look)

    def look(self) -> None:
        """Tell of every silence that ended since the last look."""
        routes, now = self._app.policy.routes, self._app.clock()
        for record in self._app.store.steering.note_ended(lambda ended: noted(ended, routes), now=now):
            log.info(title_of(record))


def noted(record: SilenceRecord, routes: Sequence[Route]) -> tuple[Alert, tuple[Delivery, ...]]:
    """The alert and its tellings."""
    ended = record.silence.until
    subject, title = f"silence:{record.silence.id}", title_of(record)
    alert = alerting.health_alert(subject=subject, title=title, text=_text(record), severity=Severity.INFO, now=ended)
    return alert, alerting.health_tellings(alert, routes, (), now=ended)


def title_of(record: SilenceRecord) -> str:
    """'Silence 3 (anna: maintenance) ended; it held back 12 tellings of 4 alerts'."""
    silence = record.silence
    return f"Silence {silence.id} ({silence.by}: {silence.reason}) ended; it held back {held_back(record)}"


def _text(record: SilenceRecord) -> str:
    silence = record.silence
    early = f", ended before its time by {silence.ended_by}" if silence.ended_by else ""
    span = f"{silence.since:%Y-%m-%d %H:%M} to {silence.until:%Y-%m-%d %H:%M} UTC"
    lines = [f"It hid: {conditions(silence)}.", f"It held from {span}{early}."]
    if record.tellings:
        lines.append(
            "`vedette deliveries --state silenced` lists what it held back; news of those stories are told again."
        )
    return "\n".join(lines)
