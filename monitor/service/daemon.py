"""The daemon: start, three loops and the reloading of rules on APScheduler's clock, a graceful stop.

Claims only while running. At SIGTERM or Ctrl-C it stops claiming, gives polls back, and lets sends in flight end
within `stop_grace`. A second signal ends it at once; the outbox makes that safe. When the system's clock is set back,
what was planned by the old one is planned anew: nothing waits until the clock gets there again.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor import context, ports, text
from monitor.errors import StorageError
from monitor.service import canary, health
from monitor.service.app import App
from monitor.service.burst_loop import JUDGED_EVERY, BurstLoop
from monitor.service.canary import CanaryLoop
from monitor.service.clock import ClockWatch
from monitor.service.every import Every
from monitor.service.fill_loop import FillLoop
from monitor.service.followup_loop import FOLLOWED_EVERY, FollowupLoop
from monitor.service.health import HealthLoop
from monitor.service.list_loop import LOOKED_EVERY as LISTS_TICK
from monitor.service.list_loop import ListLoop
from monitor.service.poll_loop import PollLoop
from monitor.service.read_loop import ReadLoop
from monitor.service.reload import Reloader
from monitor.service.retention_loop import AGED_EVERY, RetentionLoop
from monitor.service.revealed import utc_now
from monitor.service.steering_notes import LOOKED_EVERY, EndedSilences
from monitor.service.subscribing import ASKED_EVERY, Subscriber
from monitor.service.tell_loop import TellLoop
from monitor.storage import Held

log = structlog.get_logger()

TICK = timedelta(seconds=0.5)
FILL_TICK = timedelta(seconds=0.2)  # a teaser is not read before its page was looked at
TELL_TICK = timedelta(seconds=0.2)  # what is due goes out at once, to a reader's eye
RULES_TICK = timedelta(seconds=0.2)  # an edit takes effect within two seconds
WATCH = timedelta(seconds=0.25)
SAME_WISH = 1.0  # seconds within which two signals are one wish
STUCK_AFTER = 0.6  # seconds without a tick before the watchdog wakes the scheduler: the wall clock was set back
SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Daemon:
    """Runs the loops of one `App` until told to stop."""

    def __init__(
        self,
        app: App,
        *,
        fetcher: ports.Fetcher,
        parser: ports.Parser,
        pages: ports.PageReader | None = None,
        hubs: Subscriber | None = None,
        lists: ListLoop | None = None,
    ) -> None:
        self._app = app
        self._lists = lists
        self._hubs = hubs
        self._stop = asyncio.Event()
        self._poll = PollLoop(app, fetcher=fetcher, parser=parser, brought=self._read_now)
        self._fill = FillLoop(app, pages=pages, filled=self._read_now)
        self._read = ReadLoop(app)
        self._tell = TellLoop(app)
        self._rules = Reloader(app)
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._ticking: dict[str, asyncio.Task[None]] = {}
        self._last_tick = 0.0
        self._stopped_at = 0.0
        self._health = HealthLoop(app)
        self._canary = CanaryLoop(app, parser=parser, reading=self._read)

    async def run(self, *, until: timedelta | None = None, wished: threading.Event | None = None) -> bool:
        """Run until a signal comes or `until` has passed; False if a send was still in flight when patience ended.

        `wished` is set when a signal came before there was a loop to take it.
        """
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.add_signal_handler(number, self.stop)
        if wished is not None and wished.is_set():
            self.stop()
        warming = asyncio.create_task(asyncio.to_thread(self._warm))
        self._start()
        watchdog = asyncio.create_task(self._watch())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(until.total_seconds() if until else None):
                await self._stop.wait()
        self._stop.set()
        watchdog.cancel()
        await self._end()
        await warming
        return not self._tell.busy

    def _warm(self) -> None:
        text.warm()
        context.warm()
        self._app.channels.warm()

    def stop(self) -> None:
        """Begin the graceful stop; a second signal, a moment later, ends the process at once.

        One wish to stop may come twice: a signal to the process group, and again from `make`, which passes it on.
        """
        loop = asyncio.get_running_loop()
        if not self._stop.is_set():
            self._stop.set()
            self._stopped_at = loop.time()
        elif loop.time() - self._stopped_at > SAME_WISH:
            log.warning("stopped at once; what was not recorded is done again at the next start")
            os._exit(1)

    def _start(self) -> None:
        """Have each loop woken at every tick. The scheduler only wakes: what it would run itself, it would cancel."""
        hubs = (("hubs", self._hubs.tick, ASKED_EVERY),) if self._hubs else ()
        lists = (("lists", self._lists.tick, LISTS_TICK),) if self._lists else ()
        loops = (
            *hubs,
            *lists,
            ("poll", self._poll.tick, TICK),
            ("fill", self._fill.tick, FILL_TICK),
            ("read", self._read.tick, TICK),
            ("tell", self._tell.tick, TELL_TICK),
            ("rules", self._rules.tick, RULES_TICK),
            ("bursts", BurstLoop(self._app).tick, JUDGED_EVERY),
            ("followups", FollowupLoop(self._app).tick, FOLLOWED_EVERY),
            ("silences", EndedSilences(self._app).tick, LOOKED_EVERY),
            ("health", self._health.tick, health.LOOKED_EVERY),
            ("canary", self._canary.tick, canary.LOOKED_EVERY),
            ("retention", RetentionLoop(self._app).tick, AGED_EVERY),
        )
        for name, tick, interval in loops:
            self._scheduler.add_job(
                self._wake,
                Every(interval),
                args=(name, tick),
                id=name,
                misfire_grace_time=None,
                coalesce=True,
                max_instances=1,
            )
        self._scheduler.start()

    def _read_now(self) -> None:
        """Have the reader look before its next tick."""
        self._start_tick("read", self._read.tick)

    async def _wake(self, name: str, tick: Callable[[], Awaitable[None]]) -> None:
        """Start a loop's tick unless its last one is still at work."""
        self._last_tick = asyncio.get_running_loop().time()
        self._start_tick(name, tick)

    def _start_tick(self, name: str, tick: Callable[[], Awaitable[None]]) -> None:
        if not self._stop.is_set() and (name not in self._ticking or self._ticking[name].done()):
            self._ticking[name] = asyncio.create_task(self._guarded(name, tick))

    async def _guarded(self, name: str, tick: Callable[[], Awaitable[None]]) -> None:
        """Run one tick. Trouble with the database is said once, and once more when it is over."""
        try:
            await tick()
        except StorageError as error:
            self._app.outages.failed(name, error, now=self._app.clock())
        except Exception:
            log.exception("a loop failed and goes on with its next tick")
        else:
            self._app.outages.worked(name, now=self._app.clock())
        self._app.pulse.beat(name)

    async def _watch(self) -> None:
        """Look after the clock, and wake the scheduler when no tick came for a while."""
        loop = asyncio.get_running_loop()
        clock = ClockWatch(wall=self._app.clock(), steady=loop.time())
        held: tuple[Held, ...] = ()  # when the clock was set back, and since
        while True:
            await asyncio.sleep(WATCH.total_seconds())
            back = clock.set_back(wall=self._app.clock(), steady=loop.time())
            try:
                if held:
                    held = await self._follow_clock(held)
                if back is not None:
                    held += await self._plan_anew(back)
            except StorageError as error:
                log.error("plans could not be moved back with the clock", why=str(error))  # noqa: TRY400 - as above
            if loop.time() - self._last_tick >= STUCK_AFTER:
                self._wake_all()

    def _wake_all(self) -> None:
        """Run at once what is planned further ahead than ever: APScheduler waits out a clock that was set back."""
        now = utc_now()  # the scheduler's clock is the system's
        for job in self._scheduler.get_jobs():
            if job.next_run_time > now + job.trigger.interval:
                job.modify(next_run_time=now)

    async def _plan_anew(self, back: timedelta) -> tuple[Held, ...]:
        """Move what is planned; returns what is in hand, whose plans will be made by the clock as it was."""
        now = self._app.clock()
        moved = await asyncio.to_thread(self._app.store.clock_set_back, by=back, now=now)
        log.warning("the clock was set back; what was planned was moved with it", by=str(back), plans=moved.plans)
        return moved.held

    async def _follow_clock(self, held: tuple[Held, ...]) -> tuple[Held, ...]:
        """Move what was planned for rows that were in hand; returns those that still are."""
        moved = await asyncio.to_thread(self._app.store.clock_followed, held, now=self._app.clock())
        return moved.held

    async def _end(self) -> None:
        """Stop claiming, give polls back, wait for the article being read and the sends in flight."""
        self._read.stop()
        self._tell.stop()
        self._rules.stop()
        self._scheduler.pause()
        await asyncio.sleep(0)  # what it has just woken begins and sees the stop: cancelled, it would look like a crash
        self._scheduler.shutdown(wait=False)
        stops = (self._poll.stop, self._fill.stop, *(one.stop for one in (self._hubs, self._lists) if one))
        giving_back = tuple(asyncio.create_task(stop()) for stop in stops)
        working = {*giving_back, *self._tell.busy.values(), *self._ticking.values()}
        await asyncio.wait(working, timeout=self._app.config.stop_grace.total_seconds())
        self._poll.close()
        self._read.close()
        self._tell.close()
        self._rules.close()
