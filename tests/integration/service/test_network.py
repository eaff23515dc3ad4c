"""Whether it is our network or their server: one message an episode, a quick return, and no blame for a dead feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from monitor.errors import StorageError
from monitor.model import Failed, FailureCause, Feed, FeedState, NotModified
from monitor.service.network import NetworkEvent, NetworkWatch
from tests.integration.service.conftest import START, entry, lost

MINUTE = timedelta(minutes=1)
URLS = [f"https://outlet{n}.example/feed" for n in range(4)]


def feed(number: int, *, host: str = "", failures: int = 0, answered: bool = True, url: str = "") -> Feed:
    state = FeedState(failures=failures, last_ok_at=START if answered else None)
    return Feed(id=number, url=url or f"https://{host or f'h{number}.example'}/feed", name=f"F{number}", state=state)


def watching(*feeds: Feed) -> NetworkWatch:
    return NetworkWatch(feeds)


def events(watch: NetworkWatch, *results, now=START) -> list[NetworkEvent | None]:
    changes = [watch.saw(one, response, now=now) for one, response in results]
    return [change and change.event for change in changes]


def fails(one: Feed, cause: FailureCause = FailureCause.NETWORK):
    return one, Failed(url=one.url, cause=cause, reason="no")


def answers(one: Feed):
    return one, NotModified(url=one.url)


def test_an_episode_begins_when_feeds_of_three_hosts_fail_in_a_row():
    feeds = [feed(n) for n in range(5)]
    found = events(watching(*feeds), *map(fails, feeds[:4]))
    assert found == [None, None, NetworkEvent.DOWN, NetworkEvent.STILL_DOWN]


def test_one_host_with_many_feeds_is_not_the_network():
    feeds = [feed(n, host="big.example") for n in range(6)]
    assert events(watching(*feeds, feed(9)), *map(fails, feeds)) == [None] * 6


def test_feeds_that_failed_before_say_nothing_about_the_network():
    dead = [feed(n, failures=4) for n in range(5)]
    assert events(watching(*dead, feed(9)), *map(fails, dead)) == [None] * 5


def test_dead_feeds_that_fail_before_the_others_can_answer_are_no_episode_on_a_first_start():
    new = [feed(n, answered=False) for n in range(6)]
    found = events(watching(*new), *map(fails, new[:4]), answers(new[4]))
    assert found == [None, None, None, None, NetworkEvent.ALONE]


def test_when_all_feeds_are_new_and_none_can_be_reached_it_is_the_network():
    new = [feed(n, answered=False) for n in range(5)]
    assert events(watching(*new), *map(fails, new))[-1] is NetworkEvent.DOWN


@pytest.mark.parametrize("count", [1, 2])
def test_with_few_feeds_all_must_fail(count):
    feeds = [feed(n) for n in range(count)]
    assert events(watching(*feeds), *map(fails, feeds)) == [*[None] * (count - 1), NetworkEvent.DOWN]


def test_an_answer_of_any_kind_but_silence_breaks_the_row():
    feeds = [feed(n) for n in range(9)]
    watch = watching(*feeds)
    assert events(watch, fails(feeds[0]), fails(feeds[1]), fails(feeds[2], FailureCause.HTTP))[-1] is NetworkEvent.ALONE
    found = events(watch, *map(fails, feeds[3:5]), fails(feeds[5], FailureCause.TIMEOUT), fails(feeds[6]))
    assert found == [None, None, None, NetworkEvent.DOWN]


def test_files_neither_fail_for_the_network_nor_prove_it():
    feeds = [feed(n) for n in range(3)]
    paper = feed(7, url="file:/feeds/a.xml")
    found = events(watching(*feeds, paper), *map(fails, feeds), answers(paper), fails(paper))
    assert found == [None, None, NetworkEvent.DOWN, None, None]


def test_only_feeds_that_failed_for_want_of_a_network_are_planned_anew():
    feeds = [feed(n) for n in range(3)]
    dead = feed(8, failures=5)
    watch = watching(*feeds, dead)
    watch.saw(*fails(dead), now=START)
    changes = [watch.saw(*fails(one), now=START) for one in feeds]
    assert changes[-1].feed_ids == (0, 1, 2)
    assert watch.saw(*answers(feeds[1]), now=START).feed_ids == (0, 1, 2)


def test_the_pause_between_tries_grows_to_ten_minutes_and_starts_over_with_the_next_episode():
    feeds = [feed(n) for n in range(3)]
    watch = watching(*feeds)
    pauses, now = [], START
    for _ in range(6):
        events(watch, *map(fails, feeds), now=now)
        pauses.append((watch.retry_at - now) / MINUTE)
        now = watch.retry_at
    assert pauses == [1, 2, 4, 8, 10, 10]
    assert events(watch, answers(feeds[0]), now=now) == [NetworkEvent.UP]
    assert watch.retry_at is None


def test_a_poll_that_began_before_the_network_was_back_gets_one_more_try():
    feeds = [feed(n) for n in range(4)]
    watch = watching(*feeds)
    events(watch, *map(fails, feeds), answers(feeds[0]))
    change = watch.saw(*fails(feeds[1]), now=START)
    assert (change.event, change.feed_ids) == (NetworkEvent.STILL_DOWN, (1,))
    assert watch.saw(*fails(feeds[1]), now=START) is None


def due(app) -> dict[str, float]:
    """Minutes until each feed is polled."""
    return {one.url: (one.state.next_check_at - app.clock()) / MINUTE for one in app.store.feeds.active()}


def said(lines, words: str) -> int:
    return sum(words in line["event"] for line in lines)


async def test_an_outage_is_said_once_and_over_as_soon_as_one_feed_answers(desk) -> None:
    app = desk.open(*URLS)
    loop = desk.polling(app)
    desk.papers.brings = {url: [entry("a")] for url in URLS}
    await desk.poll(app, loop)
    desk.clock.move(minutes=20)
    desk.papers.brings = {url: lost(url) for url in URLS}
    with capture_logs() as lines:
        for _ in range(3):
            await desk.poll(app, loop)
            assert max(due(app).values()) <= 10, "nobody waits longer for a fault that is ours"
            desk.clock.move(minutes=max(due(app).values()))
        desk.papers.brings = {url: [entry("b")] for url in URLS}
        desk.papers.polled.clear()
        await desk.poll(app, loop)
    assert said(lines, "the network is unreachable") == 1
    assert said(lines, "the network is back") == 1
    assert said(lines, "fail") == 0
    assert sorted(desk.papers.polled) == URLS
    assert [one.state.failures for one in app.store.feeds.active()] == [0] * 4


async def test_a_dead_feed_among_living_ones_is_named_and_rests_ever_longer(desk) -> None:
    app = desk.open(*URLS)
    loop = desk.polling(app)
    desk.papers.brings = {url: [entry("a")] for url in URLS}
    desk.papers.brings[URLS[0]] = lost(URLS[0])
    with capture_logs() as lines:
        for _ in range(12):
            await desk.poll(app, loop)
            desk.clock.move(minutes=17)
    assert said(lines, "network is") == 0
    assert said(lines, "outlet0.example could not be reached") >= 1
    assert desk.papers.polled.count(URLS[0]) <= 5, "after 30, 60, 120 minutes and so on"
    assert desk.papers.polled.count(URLS[1]) == 12


class Unplanned:
    """A feed store that cannot plan anew."""

    def __init__(self, store) -> None:
        self._store = store

    def __getattr__(self, name):
        return getattr(self._store, name)

    def reschedule(self, *args, **options):
        raise StorageError("locked")


async def test_polls_go_on_when_the_network_s_state_cannot_be_stored(desk) -> None:
    app = desk.open(*URLS)
    app.store = replace(app.store, feeds=Unplanned(app.store.feeds))
    desk.papers.brings = {url: lost(url) for url in URLS}
    await desk.poll(app)
    assert sorted(app.tally.failures) == [1, 2, 3, 4]
