"""What is kept of a feed's past, and what is found by it, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from monitor.model import (
    FailureCause,
    FeedState,
    Habit,
    Moving,
    NotModified,
    Polled,
    Quiet,
    Rhythm,
    SourceState,
    Tier,
)
from monitor.storage import Store, Synced
from monitor.storage.figures import figures
from tests.contract.storage.making import HOUR, MINUTE, NOW, URL, article, bring, claim_feed, feed

QUIET = Quiet(
    state=SourceState.SILENT, since=NOW - HOUR, usual=95, least=60, longest=63, newest_at=NOW - timedelta(days=3)
)
HABIT = Habit(
    watched_since=NOW - timedelta(days=60),
    days="b46b8.c.ffffff b46b9.-1.0",
    rhythm=Rhythm(hours=24, longest=3, span=30),
    document=Rhythm(hours=8, longest=9, span=50),
    newest_at=NOW - MINUTE,
    entries=30,
    unchanged=True,
    judged_on=739_000,
    lags=(60, 90),
    articles=400,
    unknown=3,
    wish=timedelta(minutes=90),
    fresh_for=timedelta(minutes=5),
    quiet=QUIET,
)


def poll(store: Store, state: FeedState) -> None:
    """Have the one feed end a poll in this state."""
    store.feeds.make_due(now=NOW)
    store.feeds.record_poll(claim_feed(store), Polled(response=NotModified(url=URL), state=state), now=NOW)


def urls(*count: int) -> list[str]:
    return [f"https://news.example/{n}" for n in range(*count)]


def test_what_was_learnt_is_what_the_next_claim_carries(store: Store):
    store.feeds.sync([feed()], now=NOW)
    learnt = FeedState(
        next_check_at=NOW + HOUR,
        resting_until=NOW + HOUR,
        gone_at=NOW - HOUR,
        moved_to="https://new.example/rss",
        moving=Moving(to="https://newer.example/rss", since=NOW, times=2),
        habit=HABIT,
    )

    poll(store, learnt)

    assert store.feeds.feeds()[0].feed.state == learnt


def test_a_habit_that_another_version_wrote_is_learnt_anew_and_the_feed_polled_on(store: Store):
    store.feeds.sync([feed()], now=NOW)
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE feed SET moving = 'no JSON'"))
        connection.execute(sa.text("INSERT INTO feed_habit (feed_id, habit) SELECT id, '{\"days\": 7}' FROM feed"))

    state = claim_feed(store).item.state

    assert (state.habit, state.moving) == (Habit(), None)


def test_gone_and_quiet_feeds_are_found_and_the_gone_are_no_longer_among_the_failing(store: Store):
    store.feeds.sync([feed()], now=NOW)
    well = FeedState(next_check_at=NOW)
    for state, failing, fallen in (
        (well, 0, 0),
        (replace(well, failures=2, last_cause=FailureCause.HTTP), 1, 0),
        (replace(well, failures=2, gone_at=NOW, last_cause=FailureCause.GONE), 0, 1),
        (replace(well, habit=HABIT), 0, 1),
        (replace(well, failures=1, habit=HABIT), 1, 1),
        (replace(well, habit=replace(HABIT, quiet=None)), 0, 0),
    ):
        poll(store, state)
        assert (len(store.feeds.failing()), len(store.feeds.fallen())) == (failing, fallen)
        told = figures(store.engine, now=NOW)
        assert (told.failing, told.gone + told.quiet) == (failing, fallen)


def test_feeds_that_left_the_configuration_are_neither_failing_nor_fallen(store: Store):
    store.feeds.sync([feed()], now=NOW)
    poll(store, FeedState(failures=3, habit=HABIT))
    mine = store.feeds.feeds()[0].feed.id
    assert store.feeds.active_among([mine, mine + 1]) == {mine}

    store.feeds.sync([], now=NOW)

    assert (store.feeds.failing(), store.feeds.fallen()) == ((), ())
    assert store.feeds.active_among([mine]) == frozenset()
    assert store.feeds.active_among([]) == frozenset()


def test_a_feed_that_moved_keeps_its_entries_and_its_name_in_the_configuration(store: Store):
    bring(store, article("a"))
    poll(store, FeedState(moved_to="https://new.example/rss", next_check_at=NOW))

    assert store.feeds.sync([feed()], now=NOW) == Synced(added=0, changed=0, deactivated=0)

    store.feeds.make_due(now=NOW)
    moved = claim_feed(store).item
    assert (moved.url, moved.address) == (URL, "https://new.example/rss")
    assert store.feeds.known_entries(moved.id, ["a"]) == {"a": "hash of a"}


def test_many_feeds_come_change_leave_and_return_at_once(store: Store):
    store.feeds.sync([feed(url) for url in urls(600)], now=NOW)
    store.feeds.sync([feed(url) for url in urls(100, 600)], now=NOW)
    changed = [feed(url, tier=Tier.OFFICIAL) for url in urls(50, 150)] + [feed(url) for url in urls(150, 700)]

    assert store.feeds.sync(changed, now=NOW + HOUR) == Synced(added=100, changed=100, deactivated=0)

    found = {one.feed.url: one for one in store.feeds.feeds()}
    assert [found[url].active for url in urls(700)] == [False] * 50 + [True] * 650
    assert all(found[url].feed.tier is Tier.OFFICIAL for url in urls(50, 150))
    due = {url for url, one in found.items() if one.feed.state.next_check_at == NOW + HOUR}
    assert due == {*urls(50, 100), *urls(600, 700)}  # those that returned or are new are asked at once


def test_many_feeds_are_put_off_at_once_but_for_those_in_hand(store: Store):
    store.feeds.sync([feed(url) for url in urls(1200)], now=NOW)
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE feed SET failures = 4"))
    held = store.feeds.claim_feeds(now=NOW, lease=HOUR, limit=100, next_check=HOUR)

    assert store.feeds.reschedule([one.feed.id for one in store.feeds.feeds()], due_at=NOW + MINUTE) == 1100

    assert {claim.item.state.failures for claim in held} == {4}
    assert sum(one.feed.state.failures == 1 for one in store.feeds.feeds()) == 1100


def test_articles_are_counted_by_feed_and_by_what_waits(store: Store):
    bring(store, article("a"), article("b"))
    store.feeds.sync([feed(), feed("https://other.example/")], now=NOW)

    counts = {one.feed.url: (one.articles, one.waiting, one.quarantined) for one in store.feeds.feeds()}

    assert counts == {URL: (2, 2, 0), "https://other.example/": (0, 0, 0)}
