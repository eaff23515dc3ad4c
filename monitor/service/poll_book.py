"""Record polls together: those that end while others are being recorded share a hop to a thread and a transaction.

In: polls as they end. Out: each is recorded when `record_poll` returns, or it raises what recording it alone would
have raised. Nothing waits on purpose: a poll that ends while nothing is being recorded is recorded at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from monitor.errors import StorageError
from monitor.model import Claim, Feed, Polled
from monitor.storage import FeedStore

MOST = 100


@dataclass(slots=True, eq=False)
class _Entry:
    claim: Claim[Feed]
    polled: Polled
    now: datetime
    done: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class PollBook:
    """Satisfies `ports.PollStore`: looks up in the store as it is, records in batches."""

    def __init__(self, store: FeedStore) -> None:
        self._store = store
        self._waiting: list[_Entry] = []
        self._writing: asyncio.Task[None] | None = None
        self.known_entries = store.known_entries
        self.known_links = store.known_links
        self.known_titles = store.known_titles
        self.page_memory = store.page_memory

    async def record_poll(self, claim: Claim[Feed], polled: Polled, *, now: datetime) -> None:
        """Record one poll; raises `LeaseLost` and `StorageError` as the store does."""
        entry = _Entry(claim, polled, now)
        self._waiting.append(entry)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        await entry.done

    async def _write(self) -> None:
        """Until nobody waits. A poll that was broken off meanwhile is not recorded."""
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            batch = [entry for entry in batch if not entry.done.cancelled()]
            records = [(entry.claim, entry.polled, entry.now) for entry in batch]
            said: Sequence[Exception | None]
            try:
                said = await asyncio.to_thread(self._store.record_polls, records)
            except Exception as error:  # noqa: BLE001 - whoever waits is told; this task goes on
                said = [error] * len(batch)
            for entry, trouble in zip(batch, said, strict=True):
                _tell(entry, trouble)


def _tell(entry: _Entry, error: Exception | None) -> None:
    if entry.done.done():  # broken off while it was being recorded
        return
    if error is None:
        entry.done.set_result(None)
    elif isinstance(error, StorageError):
        entry.done.set_exception(type(error)(*error.args))  # each its own: they are raised in many places
    else:
        entry.done.set_exception(error)
