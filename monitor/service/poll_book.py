"""Take in and record what polls bring: on one thread, as several would only wait for each other in turn.

In: polls as they end. Out: each is recorded when `record_poll` returns, or it raises what recording it alone would
have raised. While others are at work a poll waits a moment for them, and shares their transaction.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from monitor.errors import StorageError
from monitor.model import Claim, Feed, Polled
from monitor.storage import FeedStore

T = TypeVar("T")

MOST = 100  # polls and articles that are recorded without further waiting
COLLECTED = 0.1  # seconds at most; a poll that is not recorded is made again when its lease has run out


@dataclass(slots=True, eq=False)
class _Entry:
    claim: Claim[Feed]
    polled: Polled
    now: datetime
    done: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class PollBook:
    """Satisfies `ports.PollStore`: looks up in the store as it is, records in batches.

    `ends` is called for a poll of which nothing is left but news of its feed: it is not at work while it waits to be
    recorded. `at_work` says how many are.
    """

    def __init__(self, store: FeedStore, *, ends: Callable[[Claim[Feed]], None], at_work: Callable[[], int]) -> None:
        self._store = store
        self._ends = ends
        self._at_work = at_work
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="poll")
        self._waiting: list[_Entry] = []
        self._size = 0  # of what waits: polls and articles
        self._holding = 0  # entries with articles: at work for all others, but not for those that wait for them
        self._writing: asyncio.Task[None] | None = None
        self._full = asyncio.Event()
        self.known_entries = store.known_entries
        self.known_links = store.known_links
        self.known_titles = store.known_titles
        self.page_memory = store.page_memory
        self.counted = store.counted

    async def on_thread(self, work: Callable[[], T]) -> T:
        """Do work that asks the store much."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def record_poll(self, claim: Claim[Feed], polled: Polled, *, now: datetime) -> None:
        """Record one poll; raises `LeaseLost` and `StorageError` as the store does."""
        entry = _Entry(claim, polled, now)
        self._waiting.append(entry)
        self._size += 1 + len(polled.articles)
        if polled.is_state_alone:
            self._ends(claim)
            await self._recorded(entry)
            return
        self._holding += 1
        try:
            await self._recorded(entry)
        finally:
            self._holding -= 1

    async def _recorded(self, entry: _Entry) -> None:
        if self._at_work() <= self._holding or self._size >= MOST:
            self._full.set()
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        await entry.done

    async def _write(self) -> None:
        """Until nobody waits. A poll that was broken off meanwhile is not recorded."""
        while self._waiting:
            with suppress(TimeoutError):
                async with asyncio.timeout(COLLECTED):
                    await self._full.wait()
            self._full.clear()
            batch, self._waiting, self._size = self._waiting, [], 0
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
