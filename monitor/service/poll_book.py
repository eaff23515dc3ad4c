"""Take in and record what polls bring: on one thread, as several would only wait for each other in turn.

In: polls as they end. Out: one that brought something is recorded when `record_poll` returns, or it raises what
recording it alone would have raised; nobody waits for one that brought nothing but news of its feed, as most do: it is
told later what became of it. While others are at work a poll waits a moment for them, and shares their transaction.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from monitor.errors import StorageError
from monitor.model import Claim, Feed, Polled
from monitor.storage import FeedStore

T = TypeVar("T")
Told = Callable[[Claim[Feed], Polled, Exception | None], None]

MOST = 300  # articles, and polls that wait, that are recorded without further waiting
MOST_ALONE = 500  # polls that brought nothing
RECOUNTED = 10  # recordings after which the store is asked anew how many articles were counted
COLLECTED = 0.2  # seconds at most; a poll that is not recorded is made again when its lease has run out


@dataclass(slots=True, eq=False)
class _Entry:
    claim: Claim[Feed]
    polled: Polled
    now: datetime
    done: asyncio.Future[None] | None = None  # of a poll that waits


class PollBook:
    """Satisfies `ports.PollStore`: looks up in the store as it is, records in batches.

    `told` hears what became of a poll that nobody waits for: None, or what the store said against it. `at_work` says
    how many polls are, among them those that wait to be recorded here. `turns` are taken with others that compute.
    """

    def __init__(
        self,
        store: FeedStore,
        *,
        told: Told,
        at_work: Callable[[], int],
        turns: AbstractContextManager[None] | None = None,
    ) -> None:
        self._store = store
        self._turns = turns or nullcontext()
        self._told = told
        self._at_work = at_work
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="poll")
        self._waiting: list[_Entry] = []
        self._size = 0.0  # of what waits: articles, and polls that brought some; others count little
        self._holding = 0  # polls that wait here: at work for all others, but not for those that wait for them
        self._writing: asyncio.Task[None] | None = None
        self._full = asyncio.Event()
        self.known_entries = store.known_entries
        self.known_links = store.known_links
        self.known_titles = store.known_titles
        self.page_memory = store.page_memory
        self._counted: dict[str, int] | None = None
        self._recordings = 0

    def counted(self) -> Mapping[str, int]:
        """How many articles had their features counted, by language: as the store says, which is asked now and then.

        What polls bring meanwhile is added as soon as they wait to be recorded; what else is read, at the next asking.
        """
        counted = self._counted
        if counted is None:
            counted = self._counted = {**self._store.counted()}
        return counted

    async def on_thread(self, work: Callable[[], T]) -> T:
        """Do work that asks the store much."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._in_turn, work)

    def _in_turn(self, work: Callable[[], T]) -> T:
        with self._turns:
            return work()

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    @property
    def tasks(self) -> tuple[asyncio.Task[None], ...]:
        """The recording, while there is something to record."""
        return () if self._writing is None or self._writing.done() else (self._writing,)

    async def record_poll(self, claim: Claim[Feed], polled: Polled, *, now: datetime) -> None:
        """Record one poll; raises `LeaseLost` and `StorageError` as the store does, if the poll is waited for."""
        entry = _Entry(claim, polled, now)
        self._waiting.append(entry)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        if polled.is_state_alone:
            self._size += MOST / MOST_ALONE
            return
        self._size += 1 + len(polled.articles)
        self._holding += 1
        self._add_to_counted(polled)
        self.hurry()
        entry.done = asyncio.get_running_loop().create_future()
        try:
            await entry.done
        finally:
            self._holding -= 1

    def hurry(self, *, at_once: bool = False) -> None:
        """Record without further waiting if much has come, or nobody is left at work who could bring more."""
        if self._waiting and (at_once or self._size >= MOST or self._at_work() <= self._holding):
            self._full.set()

    async def _write(self) -> None:
        """Until nobody waits. A poll that was broken off meanwhile is not recorded."""
        while self._waiting:
            with suppress(TimeoutError):
                async with asyncio.timeout(COLLECTED):
                    await self._full.wait()
            self._full.clear()
            batch, self._waiting, self._size = self._waiting, [], 0.0
            batch = [entry for entry in batch if entry.done is None or not entry.done.cancelled()]
            records = [(entry.claim, entry.polled, entry.now) for entry in batch]
            said: Sequence[Exception | None]
            try:
                said = await asyncio.to_thread(self._in_turn, partial(self._store.record_polls, records))
            except Exception as error:  # noqa: BLE001 - whoever waits is told; this task goes on
                said = [error] * len(batch)
            self._recordings += 1
            if self._recordings % RECOUNTED == 0:
                self._counted = None
            for entry, trouble in zip(batch, said, strict=True):
                self._tell(entry, trouble)

    def _add_to_counted(self, polled: Polled) -> None:
        counted = self._counted
        if counted is None:
            return
        for done in filter(None, polled.concluded):
            if done.stands_for:
                language = done.reading.article.language.code or ""
                counted[language] = counted.get(language, 0) + done.stands_for

    def _tell(self, entry: _Entry, error: Exception | None) -> None:
        done = entry.done
        if done is None:
            self._told(entry.claim, entry.polled, error)
        elif done.done():  # broken off while it was being recorded
            return
        elif error is None:
            done.set_result(None)
        elif isinstance(error, StorageError):
            done.set_exception(type(error)(*error.args))  # each its own: they are raised in many places
        else:
            done.set_exception(error)
