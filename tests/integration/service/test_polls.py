"""Polling: fair among hosts, each feed once in a `once`, nothing lost when a poll cannot end or be recorded."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from monitor.errors import StorageError
from monitor.model import FailureCause
from monitor.service.once import _poll_all
from monitor.service.poll_loop import feed_lease
from tests.integration.service.conftest import entry, lost

URL = "https://outlet.example/feed"
MINUTE = timedelta(minutes=1)


def states(app) -> dict[str, object]:
    return {one.url: one.state for one in app.store.feeds.active()}


async def test_a_slow_host_with_many_feeds_holds_up_no_other(desk) -> None:
    slow = [f"https://slow.example/{n}" for n in range(70)]
    quick = [f"https://quick{n}.example/feed" for n in range(10)]
    app = desk.open(*slow, *quick)
    gate = asyncio.Event()
    desk.papers.holds = dict.fromkeys(slow, gate)
    loop = desk.polling(app)
    for _ in range(4):
        await loop.tick()
        await asyncio.sleep(0.05)
    assert set(quick) <= set(desk.papers.polled)
    in_hand = [url for url in desk.papers.polled if url in slow]
    assert len(in_hand) == 2 * app.config.fetch.per_host.connections
    gate.set()
    await desk.poll(app, loop)
    assert Counter(desk.papers.polled) == Counter([*slow, *quick])


async def test_once_polls_each_of_many_feeds_exactly_once_even_those_of_one_host(desk) -> None:
    urls = [f"https://big.example/{n}" for n in range(80)] + [f"https://small{n}.example/" for n in range(30)]
    app = desk.open(*urls)
    loop = desk.polling(app, due_by=desk.clock())
    await _poll_all(loop)
    assert Counter(desk.papers.polled) == Counter(urls)


async def test_once_does_not_poll_again_what_is_due_again_while_it_runs(desk) -> None:
    app = desk.open(URL, "https://slow.example/feed")
    begun = desk.clock()
    desk.papers.holds["https://slow.example/feed"] = asyncio.Event()
    running = asyncio.create_task(_poll_all(desk.polling(app, due_by=begun)))
    await asyncio.sleep(0.1)
    desk.clock.move(hours=2)
    await asyncio.sleep(0.6)
    desk.papers.holds["https://slow.example/feed"].set()
    await running
    assert Counter(desk.papers.polled) == {URL: 1, "https://slow.example/feed": 1}


async def test_a_stop_gives_back_polls_in_hand_also_those_that_had_not_begun(desk) -> None:
    urls = [f"https://outlet{n}.example/feed" for n in range(6)]
    app = desk.open(*urls)
    desk.papers.holds = dict.fromkeys(urls, asyncio.Event())
    loop = desk.polling(app)
    await loop.tick()  # tasks exist, none has run yet
    await loop.stop()
    again = app.store.feeds.claim_feeds(now=desk.clock(), lease=MINUTE, limit=9, next_check=MINUTE)
    assert sorted(claim.item.url for claim in again) == urls
    assert {claim.attempts for claim in again} == {1}
    await loop.tick()
    assert not loop.tasks


class Crashing:
    """A parser with a bug."""

    async def parse(self, fetched, *, clean=False):
        raise ZeroDivisionError("a bug")


async def test_a_poll_that_fails_by_a_bug_shows_on_its_feed_and_is_no_success_of_once(desk) -> None:
    app = desk.open(URL)
    with capture_logs():
        await desk.poll(app, desk.polling(app, parser=Crashing()))
    state = states(app)[URL]
    assert (state.failures, state.last_cause, state.last_error) == (1, FailureCause.OURS, "ZeroDivisionError: a bug")
    assert [failed.cause for _, failed in app.tally.failures.values()] == [FailureCause.OURS]


class Asked:
    """A parser that notes whether it was asked to clean."""

    def __init__(self, papers) -> None:
        self._papers = papers
        self.to_clean: list[bool] = []

    async def parse(self, fetched, *, clean=False):
        self.to_clean.append(clean)
        return await self._papers.parse(fetched, clean=clean)


async def test_only_what_is_all_new_is_cleaned_where_it_is_parsed(desk) -> None:
    app = desk.open(URL)
    asked = Asked(desk.papers)
    loop = desk.polling(app, parser=asked)
    await desk.poll(app, loop)
    desk.papers.brings[URL] = [entry("a")]
    for _ in range(2):
        desk.clock.move(hours=25)
        await desk.poll(app, loop)
    assert asked.to_clean == [True, True, False]  # nothing came with the first


async def test_an_entry_that_cannot_be_cleaned_is_counted_and_loses_no_other(desk) -> None:
    app = desk.open(URL)
    desk.papers.brings[URL] = [entry("a"), replace(entry("b"), content=5, digest="0" * 64), entry("c")]
    await desk.poll(app)
    book = app.store.archive.ledger()
    assert (book.fetched, book.new, sum(book.failed.values())) == (3, 2, 1)


class Full:
    """A feed store that cannot record `times` polls."""

    def __init__(self, store, times: int) -> None:
        self._store = store
        self.times = times

    def __getattr__(self, name):
        return getattr(self._store, name)

    def record_polls(self, records):
        if self.times:
            self.times -= 1
            raise StorageError("the database cannot be used: database or disk is full")
        return self._store.record_polls(records)


async def test_what_a_full_disk_did_not_take_comes_with_the_next_poll_and_is_counted_once(desk) -> None:
    app = desk.open(URL)
    whole = app.store
    app.store = replace(whole, feeds=Full(whole.feeds, times=2))
    desk.papers.brings[URL] = [entry("a"), entry("b")]
    loop = desk.polling(app)
    for _ in range(2):
        with pytest.raises(StorageError, match="disk is full"):
            await desk.poll(app, loop)
        await asyncio.gather(*loop.tasks)
        desk.clock.move(minutes=6)
    assert len(app.tally.failures) == 1
    with pytest.raises(StorageError, match="disk is full"):
        await loop.tick()  # still said, until a poll has been recorded
    await asyncio.gather(*loop.tasks)
    await loop.tick()
    assert app.tally.failures == {}
    book = whole.archive.ledger()
    assert (book.fetched, book.new, book.stored) == (2, 2, 2)
    assert book.balanced


async def test_two_feeds_with_one_name_do_not_hide_each_other_s_failure(desk) -> None:
    app = desk.open("https://outlet.example/dead", "https://outlet.example/live")  # both are called outlet.example
    desk.papers.brings["https://outlet.example/dead"] = lost("https://outlet.example/dead")
    await desk.poll(app)
    assert len(app.tally.failures) == 1


async def test_a_feed_that_comes_back_into_the_configuration_is_polled_at_once_and_tells_nothing_twice(desk) -> None:
    desk.papers.brings[URL] = [entry("a")]
    for urls in ((URL, "https://other.example/"), ("https://other.example/",), (URL, "https://other.example/")):
        app = desk.open(*urls)
        await desk.poll(app)
        desk.read(app)
        desk.tell(app)
    assert desk.papers.polled.count(URL) == 2
    assert desk.messages("near a") == 1
    assert app.store.archive.ledger().balanced


async def test_feeds_that_leave_the_configuration_are_said(desk) -> None:
    desk.open(URL, "https://other.example/")
    with capture_logs() as lines:
        desk.open(URL)
    assert [line["feeds"] for line in lines if "no longer in the configuration" in line["event"]] == [1]


async def test_an_edit_of_an_article_that_was_told_is_told_however_old_it_is(desk) -> None:
    app = desk.open(URL, more="routes: [{name: all, to: [screen], update_at_most_every: 0s}]\n")
    desk.papers.brings[URL] = [entry("a"), entry("old", published=desk.clock() - timedelta(days=9))]
    for _ in range(2):
        await desk.poll(app)
        desk.read(app)
        desk.tell(app)
        desk.clock.move(days=3)
        desk.papers.brings[URL] = [
            replace(it, summary="Sanctions follow, ministers say.") for it in desk.papers.brings[URL]
        ]
    assert desk.messages("near a") == 2
    assert "near old" not in desk.told()
    assert app.store.archive.ledger().balanced


async def test_a_lease_covers_the_turn_at_a_slow_host_the_fetch_and_the_parser(desk) -> None:
    app = desk.open(URL, more="fetch: {deadline: 5m, per_host: {connections: 1, gap: 30s}}\n")
    waits = timedelta(minutes=5) + timedelta(seconds=30) + timedelta(minutes=5)
    assert feed_lease(app.config.fetch) > waits + timedelta(minutes=1)
