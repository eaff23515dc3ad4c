"""Alerts that nobody acknowledged → reminders and escalations, every few seconds; any number of processes may ask."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog

from monitor.model import Delivery, Reason
from monitor.service.app import App

log = structlog.get_logger()

FOLLOWED_EVERY = timedelta(seconds=5)


class FollowupLoop:
    """Makes the tellings; the tell loop sends them."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def tick(self) -> None:
        """Look, on a thread; raises `StorageError` while the database cannot be used."""
        await asyncio.to_thread(self.look)

    def look(self) -> tuple[Delivery, ...]:
        """What follows now."""
        made = self._app.store.deliveries.follow_up(self._app.policy.routes, now=self._app.clock())
        for delivery in made:
            if Reason.ESCALATED in delivery.reasons:
                log.warning(f"nobody acknowledged alert {delivery.alert_id}: {delivery.recipient} is told")
        return made
