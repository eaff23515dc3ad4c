"""A clock that is set back, or was wrong in an earlier run, delays nothing for longer than it should."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor.service.clock import ClockWatch
from monitor.service.every import Every
from tests.integration.service.conftest import START, entry

URL = "https://outlet.example/feed"


def test_a_clock_that_goes_on_says_nothing_and_one_that_goes_ahead_neither():
    watch = ClockWatch(wall=START, steady=100.0)
    assert watch.set_back(wall=START + timedelta(seconds=5), steady=105.0) is None
    assert watch.set_back(wall=START + timedelta(hours=9), steady=110.0) is None


@pytest.mark.parametrize(("seconds", "worth"), [(2, False), (60, True), (3600, True)])
def test_a_clock_that_falls_behind_says_by_how_much(seconds, worth):
    watch = ClockWatch(wall=START, steady=100.0)
    by = timedelta(seconds=seconds)
    assert watch.set_back(wall=START - by, steady=100.0) == (by if worth else None)
    assert watch.set_back(wall=START - by + timedelta(seconds=5), steady=105.0) is None


async def test_feeds_go_on_at_their_pace_when_the_clock_was_set_back_by_a_day(desk) -> None:
    app = desk.open(URL)
    desk.papers.brings[URL] = [entry("a")]
    await desk.poll(app)
    day = timedelta(days=1)
    desk.clock.now -= day
    app.store.clock_set_back(by=day, now=desk.clock())
    desk.clock.move(minutes=17)
    await desk.poll(app)
    assert desk.papers.polled == [URL, URL]


async def test_a_start_after_a_run_with_a_clock_years_ahead_polls_at_once(desk) -> None:
    desk.clock.move(days=2000)
    desk.papers.brings[URL] = [entry("a", published=desk.clock())]
    app = desk.open(URL)
    await desk.poll(app)
    desk.clock.now = START
    app = desk.open(URL)
    assert app.store.mend_plans(now=desk.clock()) == 2  # the feed, and the article that was not read yet
    await desk.poll(app)
    desk.read(app)
    desk.tell(app)
    assert desk.papers.polled == [URL, URL]
    assert desk.messages("near a") == 1
    assert app.store.mend_plans(now=desk.clock()) == 0


async def test_a_clock_that_was_set_forward_by_decades_does_not_stop_the_scheduler() -> None:
    ticks = asyncio.Queue()

    async def tick() -> None:
        ticks.put_nowait(datetime.now(UTC))

    scheduler = AsyncIOScheduler(timezone="UTC")
    long_ago = datetime(1970, 1, 2, tzinfo=UTC)
    scheduler.add_job(tick, Every(timedelta(seconds=0.1)), next_run_time=long_ago, misfire_grace_time=None)
    scheduler.start()
    try:
        async with asyncio.timeout(5):
            first, second = await ticks.get(), await ticks.get()
    finally:
        scheduler.shutdown(wait=False)
    assert timedelta(seconds=0.05) < second - first < timedelta(seconds=2)
