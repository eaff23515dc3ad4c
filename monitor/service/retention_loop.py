"""Ages out what matched nothing, a little at a time. In: the settings under `keep`. Out: a line in the log."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog

from monitor.service.app import App
from monitor.storage.articles import STORY_CLOSES_AFTER
from monitor.storage.retention import age_bodies, sweep_keys

log = structlog.get_logger()

AGED_EVERY = timedelta(minutes=5)
INDEX_KEPT = timedelta(days=30)  # after a story has closed
MOST_CALLS = 20  # of one waking, each a short transaction: others get their turn in between
PAUSE = 0.05  # seconds between two


class RetentionLoop:
    """Keeps the database from growing for ever."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def tick(self) -> None:
        """Do a bounded piece of work; raises `StorageError` while the database cannot be used."""
        bodies = await self._bodies()
        keys = await self._keys()
        if bodies or keys:
            log.info("aged out", bodies_of_articles_without_a_match=bodies, keys_of_closed_stories=keys)

    async def _bodies(self) -> int:
        kept = self._app.config.keep.unmatched
        if kept is None:
            return 0
        total = 0
        for _ in range(MOST_CALLS):
            done = await asyncio.to_thread(age_bodies, self._app.store.engine, before=self._app.clock() - kept)
            total += done
            if not done:
                break
            await asyncio.sleep(PAUSE)
        return total

    async def _keys(self) -> int:
        total, before = 0, self._app.clock() - STORY_CLOSES_AFTER - INDEX_KEPT
        for _ in range(MOST_CALLS):
            done, more = await asyncio.to_thread(sweep_keys, self._app.store.engine, opened_before=before)
            total += done
            if not more:
                break
            await asyncio.sleep(PAUSE)
        return total
