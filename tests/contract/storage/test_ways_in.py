"""Subscriptions, memories of pages, and where a site has its feed: on both kinds of database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from monitor.model import FeedState, FullText, HubLink, PageMemory, SubscriptionState, Watch
from monitor.polling import subscribing
from monitor.storage import Store
from tests.contract.storage.making import HOUR, MINUTE, NOW, URL, article, bring, claim_feed, feed, polled

HUB = HubLink(hubs=("https://hub.example/", "https://second.example/"), topic=f"{URL}#self")
LEASE = timedelta(minutes=2)


def subscribed(store: Store):
    """A subscription that the hub has verified."""
    bring(store, article("a"), hub=HUB)
    (wished,) = store.subscriptions.all()
    after = subscribing.verified(replace(wished, asked_at=NOW), lease=timedelta(days=5), now=NOW)
    store.subscriptions.verified(after)
    return after


def test_what_is_watched_and_where_the_feed_was_found_come_back(store: Store):
    store.feeds.sync([feed(watch=Watch.LINKS, full_text=FullText.NEVER)], now=NOW)
    claim = claim_feed(store)
    assert claim.item.watch is Watch.LINKS
    state = FeedState(found_at="https://news.example/rss", etag="x", last_ok_at=NOW, next_check_at=NOW + HOUR)
    store.feeds.record_poll(claim, polled(state=state), now=NOW)
    (row,) = store.feeds.feeds()
    assert row.feed.state.found_at == "https://news.example/rss"


def test_a_feed_that_is_watched_in_another_way_begins_anew(store: Store):
    store.feeds.sync([feed(watch=Watch.LINKS)], now=NOW)
    state = FeedState(etag="x", last_modified="y", body_hash="z", last_ok_at=NOW, next_check_at=NOW + HOUR)
    store.feeds.record_poll(claim_feed(store), polled(state=state), now=NOW)
    store.feeds.sync([feed(watch=Watch.TEXT)], now=NOW)
    (row,) = store.feeds.feeds()
    after = row.feed.state
    assert (after.etag, after.last_modified, after.body_hash, after.last_ok_at) == (None, None, None, None)


def test_the_memory_of_a_page_is_kept_with_its_poll(store: Store):
    store.feeds.sync([feed(watch=Watch.TEXT)], now=NOW)
    claim = claim_feed(store)
    assert store.feeds.page_memory(claim.item.id) is None
    for keys in (("a", "b"), ("b", "c")):
        store.feeds.record_poll(claim, polled(page=PageMemory(keys=keys)), now=NOW)
        assert store.feeds.page_memory(claim.item.id) == PageMemory(keys=keys)
        store.feeds.make_due(now=NOW)
        claim = claim_feed(store)


def test_titles_that_a_feed_brought_are_known_whatever_they_hold(store: Store):
    odd = "half a pair \ud800 and a NUL \x00"
    bring(store, article("a", "One"), article("b", odd))
    (row,) = store.feeds.feeds()
    assert set(store.feeds.known_titles(row.feed.id, ["One", "Two", odd, ""])) == {"One", odd}
    assert set(store.feeds.known_titles(row.feed.id + 1, ["One"])) == set()


def test_a_hub_that_a_feed_names_is_one_subscription_however_often_it_is_named(store: Store):
    bring(store, article("a"), hub=HUB)
    (first,) = store.subscriptions.all()
    assert (first.hub, first.topic, first.state) == (HUB.hubs[0], HUB.topic, SubscriptionState.WISHED)
    bring(store, article("b"), hub=HUB)
    assert store.subscriptions.all() == (first,)
    bring(store, article("c"), hub=replace(HUB, topic="https://news.example/other"))
    (other,) = store.subscriptions.all()
    assert other.token != first.token
    assert store.subscriptions.by_token(first.token) is None
    assert store.subscriptions.by_token(other.token) == other


def test_two_processes_do_not_ask_one_hub_at_once(store: Store):
    bring(store, article("a"), hub=HUB)
    claims = store.subscriptions.claim_due(now=NOW, lease=LEASE, limit=5)
    assert len(claims) == 1
    assert store.subscriptions.claim_due(now=NOW, lease=LEASE, limit=5) == []
    store.subscriptions.asking(claims[0], now=NOW)
    asked = replace(claims[0].item, asked_at=NOW)
    store.subscriptions.record(claims[0], subscribing.requested(asked, now=NOW))
    (after,) = store.subscriptions.all()
    assert (after.state, after.asked_at, after.due_at) == (SubscriptionState.ASKED, NOW, NOW + subscribing.PATIENCE)


def test_a_hub_that_verifies_before_it_has_answered_stays_verified(store: Store):
    bring(store, article("a"), hub=HUB)
    (claim,) = store.subscriptions.claim_due(now=NOW, lease=LEASE, limit=5)
    store.subscriptions.asking(claim, now=NOW)
    asked = replace(claim.item, asked_at=NOW)
    store.subscriptions.verified(subscribing.verified(asked, lease=HOUR, now=NOW))
    store.subscriptions.record(claim, subscribing.requested(asked, now=NOW))
    (after,) = store.subscriptions.all()
    assert (after.state, after.asked_at, after.until) == (SubscriptionState.VERIFIED, None, NOW + HOUR)
    assert len(store.subscriptions.claim_due(now=NOW + HOUR, lease=LEASE, limit=5)) == 1


def test_a_push_makes_a_feed_due_but_not_one_that_is_asked_to_rest(store: Store):
    found = subscribed(store)
    assert store.subscriptions.pushed(found.feed_id, now=NOW + MINUTE)
    assert claim_feed(store, now=NOW + MINUTE).item.id == found.feed_id

    assert not store.subscriptions.pushed(found.feed_id, now=NOW + MINUTE)  # somebody polls it


def test_a_push_does_not_overrule_a_server_that_asked_for_a_pause(store: Store):
    found = subscribed(store)
    store.feeds.make_due(now=NOW)
    rest = FeedState(resting_until=NOW + HOUR, failures=1, next_check_at=NOW + HOUR)
    store.feeds.record_poll(claim_feed(store), polled(state=rest), now=NOW)
    assert store.subscriptions.pushed(found.feed_id, now=NOW + MINUTE)
    (row,) = store.feeds.feeds()
    assert row.feed.state.next_check_at == NOW + HOUR


def test_a_feed_that_left_the_configuration_is_not_subscribed_to(store: Store):
    subscribed(store)
    store.feeds.sync([], now=NOW)
    assert store.subscriptions.claim_due(now=NOW + 100 * HOUR, lease=LEASE, limit=5) == []
    (only,) = store.subscriptions.all()
    assert not only.active


def test_a_clock_that_was_wrong_holds_up_no_renewal(store: Store):
    found = subscribed(store)
    assert found.due_at == NOW + timedelta(days=4)
    assert store.clock_set_back(by=HOUR, now=NOW - HOUR).plans == 3  # and the look at the feed, and the article
    (moved,) = store.subscriptions.all()
    assert moved.due_at == found.due_at - HOUR
    store.mend_plans(now=NOW - timedelta(days=400))
    (mended,) = store.subscriptions.all()
    assert mended.due_at == NOW - timedelta(days=400)
