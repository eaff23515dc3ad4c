"""Permanent redirects: believed after three sightings over a day, and left again when the new address fails."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from monitor.model import Failed, FailureCause, Feed, FeedState, Fetched, Moving, NotModified, ParsedFeed
from monitor.polling import after_poll
from tests.unit.polling.made_up import DAY, HOUR, MONDAY, QUARTER, URL

NEW, NEWER = "https://new.example/rss", "https://newer.example/rss"
EMPTY = ParsedFeed(entries=())
DOWN = Failed(url=NEW, cause=FailureCause.HTTP, reason="new.example answered 500")


def asked(feed: Feed, *, moved: str | None, hours: float) -> Feed:
    fetched = Fetched(url=moved or feed.address, body=b"", headers={}, moved=moved)
    return replace(
        feed, state=after_poll(feed, fetched, EMPTY, default_every=QUARTER, now=MONDAY + timedelta(hours=hours))
    )


def failed(feed: Feed, *, hours: float, why: Failed = DOWN) -> Feed:
    return replace(feed, state=after_poll(feed, why, None, default_every=QUARTER, now=MONDAY + timedelta(hours=hours)))


def configured(**state: object) -> Feed:
    return Feed(id=1, url=URL, name="News", state=FeedState(**state))


def test_three_sightings_over_a_day_move_a_feed_and_it_keeps_its_name():
    feed = configured()
    for hours in (0, 1, 12, 23.9):
        feed = asked(feed, moved=NEW, hours=hours)
        assert feed.address == URL
    feed = asked(feed, moved=NEW, hours=24)
    assert (feed.address, feed.url, feed.state.moving) == (NEW, URL, None)
    assert asked(feed, moved=None, hours=25).address == NEW


def test_two_sightings_are_too_few_however_far_apart():
    feed = asked(asked(configured(), moved=NEW, hours=0), moved=NEW, hours=100)
    assert (feed.address, feed.state.moving.times) == (URL, 2)


def test_an_answer_without_the_redirect_or_with_another_begins_anew():
    feed = asked(asked(configured(), moved=NEW, hours=0), moved=NEW, hours=20)
    assert asked(feed, moved=None, hours=25).state.moving is None
    assert asked(feed, moved=NEWER, hours=25).state.moving == Moving(to=NEWER, since=MONDAY + 25 * HOUR)


def test_not_modified_is_a_sighting_and_a_failure_is_none():
    feed = asked(configured(), moved=NEW, hours=0)
    feed = failed(asked(feed, moved=NEW, hours=1), hours=30)
    assert (feed.address, feed.state.moving.times) == (URL, 2)
    feed = asked(feed, moved=NEW, hours=31)
    assert feed.address == NEW
    again = asked(asked(configured(), moved=NEW, hours=0), moved=NEW, hours=1)
    same = NotModified(url=NEW, moved=NEW)
    assert after_poll(again, same, None, default_every=QUARTER, now=MONDAY + DAY).moved_to == NEW


def test_not_modified_after_failures_proves_no_feed():
    feed = configured(failures=2, moving=Moving(to=NEW, since=MONDAY - DAY, times=9))
    state = after_poll(feed, NotModified(url=NEW, moved=NEW), None, default_every=QUARTER, now=MONDAY)
    assert state.moved_to is None


def test_when_the_new_address_fails_the_configured_one_is_asked_in_turn():
    feed = failed(configured(moved_to=NEW), hours=0)
    assert feed.address == URL
    feed = failed(feed, hours=1)
    assert feed.address == NEW
    assert asked(feed, moved=None, hours=2).address == NEW


def test_a_new_address_that_is_gone_is_a_failure_and_only_the_configured_one_ends_the_feed():
    gone = replace(DOWN, cause=FailureCause.GONE)
    feed = failed(configured(moved_to=NEW), hours=0, why=gone)
    assert (feed.address, feed.state.gone_at) == (URL, None)
    assert feed.state.next_check_at < MONDAY + HOUR
    feed = failed(feed, hours=1, why=gone)
    assert feed.state.gone_at == MONDAY + HOUR


def test_the_configured_address_that_serves_a_feed_again_is_the_address_again():
    feed = failed(configured(moved_to=NEW), hours=0)
    back = asked(feed, moved=None, hours=1)
    assert (back.address, back.state.moved_to) == (URL, None)


def test_the_configured_address_that_leads_to_the_new_one_yet_proves_it():
    feed = failed(configured(moved_to=NEW), hours=0)
    assert asked(feed, moved=NEW, hours=1).address == NEW


def test_a_feed_that_moves_on_is_followed_and_one_that_comes_home_is_home():
    feed = configured(moved_to=NEW)
    for hours in (0, 12, 24):
        feed = asked(feed, moved=NEWER, hours=hours)
    assert feed.state.moved_to == NEWER
    for hours in (30, 40, 60):
        feed = asked(feed, moved=URL, hours=hours)
    assert (feed.address, feed.state.moved_to) == (URL, None)


def test_a_site_whose_feed_was_found_on_it_is_no_feed_that_moves():
    feed = configured(found_at=NEW)
    for hours in (0, 12, 24, 36):
        feed = asked(feed, moved=NEWER, hours=hours)
    assert (feed.state.moved_to, feed.state.moving) == (None, None)
