"""Feeds due → articles. Tasks on the event loop poll one feed after another; what one raises is put to that feed.

Claims more than there is room for, at each tick and when few are left that wait; never more of one host than its share.
A poll that ends badly is recorded as a failure of its feed, so that it shows; one that cannot be recorded is made
again a little later.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Collection, Coroutine
from datetime import datetime, timedelta
from typing import Any

import structlog

from monitor import pipeline, polling, ports
from monitor.config.schema import Fetch
from monitor.errors import LeaseLost, RowRefused, StorageError
from monitor.ingest.large import in_hand
from monitor.ingest.redact import shown
from monitor.model import Claim, Failed, FailureCause, Feed, Polled
from monitor.service.app import App
from monitor.service.hosts import FairQueue
from monitor.service.logs import clock_time
from monitor.service.network import NetworkChange, NetworkEvent, NetworkWatch
from monitor.service.poll_book import PollBook
from monitor.service.poll_room import AT_WORK, PollRoom

log = structlog.get_logger()

ROUNDS = 2  # of polls of one host in hand, so that it is never idle
AHEAD = 4  # times as many of one host claimed
CLAIMED = 200  # that wait for room: a claim of many costs little more than one of a few
PARSING = timedelta(seconds=120)  # waiting for a child, parsing, recording
RECORD_AGAIN = timedelta(minutes=1)
FAULT = "a poll ended in an error; its feed is polled again when it is next due"


class PollLoop:
    """Feeds due → articles. With `due_by`, only feeds that were due by then: each is polled once at most.

    `brought` is called when a poll brought articles, and no other is in hand that may bring more before the reader's
    next tick: they need not wait for that.
    """

    def __init__(
        self,
        app: App,
        *,
        fetcher: ports.Fetcher,
        parser: ports.Parser,
        due_by: datetime | None = None,
        brought: Callable[[], None] = lambda: None,
    ) -> None:
        self._brought = brought
        self._app = app
        self._outside = ports.Outside(fetcher=fetcher, parser=parser)
        self._due_by = due_by
        fetch = app.config.fetch
        feeds = app.store.feeds.active()
        self._lease = app.config.leases.feed or feed_lease(fetch)
        self._queue = FairQueue(feeds, most=ROUNDS * fetch.per_host.connections, ahead=AHEAD)
        self._network = NetworkWatch(feeds)
        self._trouble: Exception | None = None
        self._stopping = False
        self._room = PollRoom()
        self._book = PollBook(app.store.feeds, told=self._told, at_work=lambda: len(self._room), turns=app.turns)
        self._more_is_due = False
        self.nothing_is_due = False  # as far as the last look went
        self._claiming = asyncio.Lock()
        self._in_hand: dict[asyncio.Task[None], Claim[Feed]] = {}
        self._refills: set[asyncio.Task[None]] = set()
        self._asides: set[asyncio.Task[None]] = set()

    @property
    def tasks(self) -> set[asyncio.Task[None]]:
        """What is at work: polls, and recording what became of them."""
        return {*self._in_hand, *self._book.tasks, *self._asides}

    async def tick(self) -> None:
        """Claim what is due and start polling it. Raises `StorageError` while polls cannot be recorded."""
        await self._fill()
        if self._trouble is not None:
            raise self._trouble

    async def stop(self) -> None:
        """Break off what is in hand and give it back, due at once; record what has only to be recorded."""
        self._stopping = True
        await asyncio.gather(*self._refills)
        for task in self._in_hand:
            task.cancel()
        if self._in_hand:
            await asyncio.wait(self._in_hand)
        broken_off = [*self._in_hand.values(), *self._queue.drain()]
        self._in_hand.clear()
        self._book.hurry(at_once=True)
        while left := self.tasks:
            await asyncio.wait(left)
        with contextlib.suppress(StorageError):  # then their leases run out
            await asyncio.to_thread(self._app.store.feeds.release, *broken_off, due_at=self._when_due())

    def close(self) -> None:
        """End the thread."""
        self._book.close()

    async def _fill(self) -> None:
        """Claim what will have room before long, and begin what has."""
        async with self._claiming:
            if not self._stopping and len(self._queue) < AT_WORK:
                wanted, full = CLAIMED - len(self._queue), self._queue.without_place
                claims = await self._claim(wanted, besides=full)
                self._more_is_due = len(claims) == wanted
                self.nothing_is_due = not (claims or full)
                surplus = [claim for claim in claims if self._stopping or not self._queue.add(claim)]
                self._begin()
                if surplus:  # due at once: the next tick claims others, as long as these have no place
                    await asyncio.to_thread(self._app.store.feeds.release, *surplus, due_at=self._when_due())
            self._begin()

    async def _refill(self) -> None:
        """Fill up before the next tick; what the database says against it, that tick will hear too."""
        with contextlib.suppress(StorageError):
            await self._fill()

    async def _claim(self, wanted: int, *, besides: Collection[int]) -> list[Claim[Feed]]:
        app = self._app

        def claim() -> list[Claim[Feed]]:
            with app.turns:
                return app.store.feeds.claim_feeds(
                    now=app.clock(),
                    lease=self._lease,
                    limit=wanted,
                    next_check=app.policy.default_every,
                    due_by=self._due_by,
                    besides=besides,
                )

        return await asyncio.to_thread(claim)

    def _when_due(self) -> datetime:
        return self._due_by or self._app.clock()

    def _begin(self, task: asyncio.Task[None] | None = None) -> None:
        """Start polls while there is room, the first in the task that has just ended one."""
        room = 0 if self._stopping else self._room.free
        while room > 0 and (claim := self._queue.take()) is not None:
            worker, task = task or asyncio.create_task(self._work()), None
            self._in_hand[worker] = claim
            self._room.begin(worker)
            room -= 1

    async def _work(self) -> None:
        """Poll the feed that this task has in hand, and then the next, as long as there is room for it."""
        task = asyncio.current_task()
        with in_hand() as documents:
            while task is not None and (claim := self._in_hand.get(task)) is not None:
                await self._poll(claim)
                documents.put_down()
                del self._in_hand[task]  # what is broken off stays there
                self._room.end(task)
                self._queue.give_back(claim.item)
                self._begin(task)
                self._book.hurry()
                if self._more_is_due and len(self._queue) < AT_WORK and not (self._refills or self._stopping):
                    self._keep(self._refill(), self._refills)

    def _keep(self, work: Coroutine[Any, Any, None], among: set[asyncio.Task[None]]) -> None:
        task = asyncio.create_task(work)
        among.add(task)
        task.add_done_callback(among.discard)

    async def _poll(self, claim: Claim[Feed]) -> None:
        """Poll one feed. One that brought something is recorded by now; of the others the book tells."""
        app = self._app
        try:
            polled = await pipeline.poll(
                claim,
                outside=self._outside,
                store=self._book,
                policy=app.policy,
                knowledge=app.knowledge,
                now=app.clock(),
            )
        except Exception as error:  # noqa: BLE001 - whatever it is, it is put to the feed
            await self._came_to_nothing(claim, error)
            return
        if not polled.is_state_alone:
            self._told(claim, polled, None)

    def _recorded(self, claim: Claim[Feed], polled: Polled) -> None:
        """Count it, and say what is worth saying of it."""
        self._trouble = None
        self._app.tally.polled(claim.item, polled)
        if polled.waiting and len(self._in_hand) <= 1:
            self._brought()
        self._say(claim.item, polled)

    def _told(self, claim: Claim[Feed], polled: Polled, error: Exception | None) -> None:
        """What became of a poll."""
        try:
            if error is None:
                self._recorded(claim, polled)
            else:
                self._keep(self._put_right(claim, polled, error), self._asides)
        except Exception:
            log.exception(FAULT)

    async def _put_right(self, claim: Claim[Feed], polled: Polled, error: Exception) -> None:
        said_so = isinstance(polled.response, Failed) and polled.response.cause is FailureCause.OURS
        if isinstance(error, LeaseLost):
            self._overtaken(claim, error)
        elif said_so or (isinstance(error, StorageError) and not isinstance(error, RowRefused)):
            await self._not_recorded(claim, error)
        else:
            await self._failed(claim, str(error))

    async def _came_to_nothing(self, claim: Claim[Feed], error: Exception) -> None:
        """Put what a poll raised to its feed."""
        try:
            if isinstance(error, LeaseLost):
                self._overtaken(claim, error)
            elif isinstance(error, RowRefused):
                await self._failed(claim, str(error))
            elif isinstance(error, StorageError):
                await self._not_recorded(claim, error)
            else:
                log.error("a poll failed by a fault of ours", feed=claim.item.name, exc_info=error)
                await self._failed(claim, f"{type(error).__name__}: {error}")
        except StorageError as trouble:
            await self._not_recorded(claim, trouble)
        except Exception:
            log.exception(FAULT)

    def _overtaken(self, claim: Claim[Feed], error: LeaseLost) -> None:
        log.warning("a poll took longer than its lease; it is made again", feed=claim.item.name, why=str(error))

    async def _failed(self, claim: Claim[Feed], reason: str) -> None:
        """Record a poll that came to nothing by our own fault, so that the feed shows it and rests ever longer."""
        app, feed = self._app, claim.item
        response = Failed(url=feed.url, cause=FailureCause.OURS, reason=reason)
        now = app.clock()
        state = polling.after_poll(feed, response, None, default_every=app.policy.default_every, now=now)
        await self._book.record_poll(claim, Polled(response=response, state=state), now=now)

    async def _not_recorded(self, claim: Claim[Feed], error: Exception) -> None:
        """Nothing was stored, so nothing is lost: poll again soon. Each tick says so, until one can be recorded."""
        app, feed = self._app, claim.item
        self._trouble = error
        response = Failed(url=feed.url, cause=FailureCause.OURS, reason=str(error))
        app.tally.polled(feed, Polled(response=response, state=feed.state))
        with contextlib.suppress(StorageError):  # then its lease runs out
            again = min(RECORD_AGAIN, feed.every or app.policy.default_every)
            await asyncio.to_thread(app.store.feeds.release, claim, due_at=app.clock() + again)

    def _say(self, feed: Feed, polled: Polled) -> None:
        """One line for what is worth one; the network's state once an episode, not once a feed."""
        change = self._network.saw(feed, polled.response, now=self._app.clock())
        if change is not None:
            self._say_network(change)
        response = polled.response
        if isinstance(response, Failed):
            if response.cause is not FailureCause.NETWORK:  # those are told together, by the next answer
                next_check = polled.state.next_check_at
                log.warning(f"feed failed: {feed.name}: {response.reason}", next_check=clock_time(next_check))
        elif polled.articles:
            log.info(f"polled {feed.name}", new=len(polled.articles), known=polled.known, failed=len(polled.failed))
        if polled.state.found_at not in (None, feed.state.found_at):
            log.info(f"{feed.name}: this is a web page; its feed is read from now on", at=shown(polled.state.found_at))
        for note in polled.notes:
            log.warning(f"{feed.name}: {note}")

    def _say_network(self, change: NetworkChange) -> None:
        now, retry = self._app.clock(), self._network.retry_at
        if change.event is NetworkEvent.ALONE:
            for group in polling.group_failures((one.feed.name, one.failed) for one in change.lost):
                log.warning(f"failed: {group.sentence}")
            return
        if change.event is NetworkEvent.UP:
            log.info("the network is back")
        elif change.event is NetworkEvent.DOWN and retry is not None:
            wait = round((retry - now).total_seconds())
            log.warning(
                f"the network is unreachable: no remote feed answers; trying again at {clock_time(retry)}, in {wait} s"
            )
        self._keep(self._rescheduled(change.feed_ids, retry or now), self._asides)

    async def _rescheduled(self, feed_ids: Collection[int], due_at: datetime) -> None:
        with contextlib.suppress(StorageError):  # then they keep their own pace
            await asyncio.to_thread(self._app.store.feeds.reschedule, feed_ids, due_at=due_at)


def feed_lease(fetch: Fetch) -> timedelta:
    """How long a poll may take: its turn behind all others of its host, or for room; the fetch; then all the rest."""
    turn = fetch.deadline + fetch.per_host.connections * fetch.per_host.gap
    return ROUNDS * AHEAD * turn + fetch.deadline + PARSING
