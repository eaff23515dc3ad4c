"""The daemon in this process: what it says of a database in trouble, and how it watches the clock."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from monitor import context, text
from monitor.errors import StorageError
from monitor.service import daemon
from monitor.service.daemon import Daemon
from tests.integration.service.conftest import entry

URL = "https://outlet.example/feed"


class NoClaims:
    """An article store that cannot claim for a while, as on a full disk; reading queries work on."""

    def __init__(self, store, times: int) -> None:
        self._store = store
        self.times = times

    def __getattr__(self, name):
        return getattr(self._store, name)

    def claim_articles(self, **options):
        if self.times:
            self.times -= 1
            raise StorageError("disk is full")
        return self._store.claim_articles(**options)


async def test_trouble_of_one_loop_is_said_once_however_well_the_others_do(desk) -> None:
    app = desk.open(URL)
    app.store = replace(app.store, articles=NoClaims(app.store.articles, times=3))
    desk.papers.brings[URL] = [entry("a")]
    with capture_logs() as lines:
        assert await Daemon(app, fetcher=desk.papers, parser=desk.papers).run(until=timedelta(seconds=2.7))
    said = [line["event"] for line in lines if "database" in line["event"]]
    assert said == ["the database cannot be used; trying again", "the database can be used again"]
    assert desk.messages("near a") == 1


class JumpingClock:
    """The true time, until it is set back."""

    def __init__(self) -> None:
        self.back = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) - self.back


class SetsBack:
    """A parser in whose time the clock is set back, and which takes its time after that."""

    def __init__(self, papers, clock: JumpingClock, takes: timedelta) -> None:
        self._papers = papers
        self._clock = clock
        self._takes = takes

    async def parse(self, fetched, *, clean=False):
        parsed = await self._papers.parse(fetched, clean=clean)
        self._clock.back = timedelta(hours=1)
        await asyncio.sleep(self._takes.total_seconds())
        return parsed


@pytest.mark.parametrize("takes", [timedelta(0), 2 * daemon.WATCH])
async def test_plans_move_with_a_clock_that_is_set_back_under_a_running_daemon(desk, takes) -> None:
    """Those that were made before the daemon notices, and that of a poll that is in hand when it does."""
    clock = JumpingClock()
    desk.clock = clock
    app = desk.open(URL)
    desk.papers.brings[URL] = [entry("a", published=clock())]
    text.warm()  # else a poll that takes no time is recorded only when the watch has looked at the clock
    context.warm()
    daemon_ = Daemon(app, fetcher=desk.papers, parser=SetsBack(desk.papers, clock, takes))
    with capture_logs() as lines:
        await daemon_.run(until=3 * daemon.WATCH + takes + timedelta(seconds=1))
    assert [line["by"] for line in lines if "the clock was set back" in line["event"]]
    [feed] = app.store.feeds.active()
    assert feed.state.next_check_at < clock() + timedelta(minutes=20)


PERIODS = 3  # that a loop may go without a tick


def jump(daemon_: Daemon, clock: JumpingClock, hours: int) -> None:
    """Set the clock, as the app sees it and as the scheduler does: what it had planned now lies elsewhere."""
    clock.back -= timedelta(hours=hours)
    for job in daemon_._scheduler.get_jobs():
        job.modify(next_run_time=job.next_run_time - timedelta(hours=hours))


@pytest.mark.parametrize("hours", [-1, +1])
async def test_a_clock_that_is_set_by_an_hour_costs_three_ticks_at_most_and_repeats_nothing(desk, hours) -> None:
    clock = JumpingClock()
    desk.clock = clock
    app = desk.open(URL)
    desk.papers.brings[URL] = [entry("a", published=clock()), entry("b", "Sanctions on a port", published=clock())]
    daemon_ = Daemon(app, fetcher=desk.papers, parser=desk.papers)
    running = asyncio.create_task(daemon_.run(until=timedelta(seconds=6)))
    await asyncio.sleep(2.5)
    assert desk.told().count("first message") == 2
    jump(daemon_, clock, hours)
    longest = dict.fromkeys(("poll", "read", "tell"), 0.0)
    while not running.done():
        longest = {loop: max(age, app.pulse.ages[loop]) for loop, age in longest.items()}
        await asyncio.sleep(0.02)
    assert max(longest.values()) <= PERIODS * daemon.TICK.total_seconds(), longest
    assert desk.told().count("story:") == 2
    assert app.store.archive.ledger().balanced
