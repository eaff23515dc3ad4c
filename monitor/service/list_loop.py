"""Keeps the lists up to date while the daemon runs: each when it is due, and taken into use when it changed.

In: the configured lists. Out: new versions in the database with their alerts, and `App.copies`, which the reloading of
rules takes up on its own thread. Of several processes one fetches a list; all take it into use.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from datetime import timedelta

import structlog

from monitor.service.app import App
from monitor.service.collector import give_back
from monitor.service.list_copies import copies_of
from monitor.service.list_reading import kept_lists
from monitor.service.list_taking import ListUpdate, Outcome
from monitor.service.list_updating import PAUSE, TRIES, Updater
from monitor.service.lists_words import update_in_words

log = structlog.get_logger()

LOOKED_EVERY = timedelta(seconds=20)
READING = timedelta(minutes=5)  # more than reading and storing ever take


def say_update(update: ListUpdate) -> None:
    """One line of the log, unless nothing changed."""
    if update.outcome is not Outcome.UNCHANGED:
        (log.warning if update.trouble else log.info)(f"list {update_in_words(update)}")


class ListLoop:
    """Looks for new versions."""

    def __init__(self, app: App, environ: Mapping[str, str], *, pause: float = PAUSE) -> None:
        self._app = app
        self._names = kept_lists(app.config)
        self._stopping = False
        self._at_work: tuple[str, asyncio.Task[None]] | None = None
        self._updater = Updater(config=app.config, environ=environ, store=app.store.lists, pause=pause)

    async def tick(self) -> None:
        """Update what is due, one list after the other; raises `StorageError` while the database cannot be used."""
        for name in self._names:
            if not self._stopping and await asyncio.to_thread(self._claim, name):
                self._at_work = name, asyncio.create_task(self._update(name))
                await self._at_work[1]
                self._at_work = None
        if self._names and not self._stopping:
            await asyncio.to_thread(self._take_into_use)

    async def stop(self) -> None:
        """Begin nothing more, and give back the list that is being fetched."""
        self._stopping = True
        if self._at_work is not None:
            name, task = self._at_work
            if task.cancel():
                await asyncio.to_thread(self._app.store.lists.make_due, (name,), now=self._app.clock())

    async def _update(self, name: str) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            update = await self._updater.update(name, now=self._app.clock())
            await asyncio.to_thread(give_back)
            say_update(update)

    def _claim(self, name: str) -> bool:
        now = self._app.clock()
        patience = TRIES * self._app.config.lists[name].timeout + READING
        return self._app.store.lists.claim(name, until=now + patience, now=now)

    def _take_into_use(self) -> None:
        before = self._app.copies
        copies = copies_of(self._app.config, self._app.store.lists, besides=before)
        if {name: one.sha256 for name, one in copies.items()} != {name: one.sha256 for name, one in before.items()}:
            self._app.copies = copies
