from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from monitor.model import FailureCause, FeedState, FullText, NotModified, Polled, Tier
from monitor.storage import Store, Synced
from tests.contract.storage.making import (
    HOUR,
    MINUTE,
    NOW,
    URL,
    article,
    bring,
    claim_article,
    claim_feed,
    feed,
    no_match,
    polled,
    read_as,
)


def test_the_configured_feeds_become_rows_with_every_setting(store: Store):
    wanted = feed(name="Agency", language="fr", tier=Tier.AGENCY, every=timedelta(minutes=7), full_text=FullText.NEVER)

    store.feeds.sync([wanted], now=NOW)

    (row,) = store.feeds.feeds()
    assert replace(row.feed, id=0, state=FeedState()) == wanted
    assert row.active


def test_a_feed_that_leaves_the_configuration_stops_and_keeps_its_articles(store: Store):
    bring(store, article("a"))

    assert store.feeds.sync([], now=NOW) == Synced(added=0, changed=0, deactivated=1)

    (row,) = store.feeds.feeds()
    assert (row.active, row.articles, row.waiting) == (False, 1, 1)
    assert store.feeds.claim_feeds(now=NOW + HOUR, lease=MINUTE, limit=9, next_check=HOUR) == []


def test_a_feed_that_comes_back_is_due_at_once_and_knows_its_entries(store: Store):
    bring(store, article("a"))
    store.feeds.sync([], now=NOW)

    assert store.feeds.sync([feed()], now=NOW) == Synced(added=0, changed=1, deactivated=0)

    assert store.feeds.known_entries(claim_feed(store).item.id, ["a"]) == {"a": "hash of a"}


def test_reading_the_same_configuration_again_changes_nothing(store: Store):
    bring(store)
    before = store.feeds.feeds()

    assert store.feeds.sync([feed()], now=NOW + HOUR) == Synced(added=0, changed=0, deactivated=0)

    assert store.feeds.feeds() == before


def test_a_changed_setting_keeps_the_state(store: Store):
    bring(store, state=FeedState(etag='"7"', next_check_at=NOW + HOUR))

    store.feeds.sync([feed(name="Another name")], now=NOW)

    (row,) = store.feeds.feeds()
    assert row.feed.name == "Another name"
    assert row.feed.state.etag == '"7"'


def test_the_state_after_a_poll_is_what_the_next_claim_carries(store: Store):
    store.feeds.sync([feed()], now=NOW)
    state = FeedState(
        etag='"abc"',
        last_modified="Wed, 04 Mar 2026 11:00:00 GMT",
        body_hash="d1",
        failures=2,
        next_check_at=NOW + 5 * MINUTE,
        last_ok_at=NOW - HOUR,
        last_item_at=NOW - 2 * HOUR,
        last_error="the server answered 503",
        last_cause=FailureCause.HTTP,
    )

    store.feeds.record_poll(claim_feed(store), Polled(response=NotModified(url=URL), state=state), now=NOW)

    (row,) = store.feeds.feeds()
    assert row.feed.state == state


def test_a_new_article_is_noted_as_the_feeds_last_item(store: Store):
    bring(store, article("a"), now=NOW)
    noted = store.feeds.feeds()[0].feed.state
    bring(store, state=noted, now=NOW + HOUR)

    assert noted.last_item_at == NOW
    assert store.feeds.feeds()[0].feed.state.last_item_at == NOW


def test_a_new_article_is_unread_and_whole(store: Store):
    bring(store, article("a", "A headline", link="https://news.example/a", published_at=NOW - HOUR, backlog=True))

    got = claim_article(store).item

    assert got == article(
        "a",
        "A headline",
        link="https://news.example/a",
        published_at=NOW - HOUR,
        backlog=True,
        id=got.id,
        feed_id=got.feed_id,
    )
    assert got.id
    assert got.feed_id


def test_articles_are_read_in_the_order_in_which_they_came(store: Store):
    bring(store, article("a"), article("b"), article("c"))

    claims = store.articles.claim_articles(now=NOW, lease=MINUTE, limit=2)

    assert [claim.item.entry_id for claim in claims] == ["a", "b"]


def test_known_entries_are_those_that_the_same_feed_brought(store: Store):
    bring(store, article("a"), article("b"))
    mine = store.feeds.feeds()[0].feed.id

    assert store.feeds.known_entries(mine, ["b", "c"]) == {"b": "hash of b"}
    assert store.feeds.known_entries(mine + 1, ["a"]) == {}
    assert store.feeds.known_entries(mine, []) == {}


def test_known_links_are_those_that_the_same_feed_brought_with_their_titles(store: Store):
    bring(store, article("a", "First", link="https://news.example/a"), article("b", "Second"))
    mine = store.feeds.feeds()[0].feed.id

    asked = ["https://news.example/a", "https://news.example/c"]
    assert store.feeds.known_links(mine, asked) == {"https://news.example/a": "First"}
    assert store.feeds.known_links(mine + 1, asked) == {}
    assert store.feeds.known_links(mine, []) == {}


def test_many_entries_are_known_at_once(store: Store):
    bring(store, *(article(f"entry {n}") for n in range(1200)))
    mine = store.feeds.feeds()[0].feed.id

    assert len(store.feeds.known_entries(mine, [f"entry {n}" for n in range(1300)])) == 1200


def test_an_edited_entry_is_the_next_revision_of_the_same_article(store: Store):
    bring(store, article("a", "As it was"))
    first = read_as(store, no_match)

    bring(store, article("a", "As it is", revision=2), hashes=("another hash",))

    again = claim_article(store).item
    assert (again.id, again.title, again.revision) == (first.id, "As it is", 2)
    assert store.feeds.known_entries(again.feed_id, ["a"]) == {"a": "another hash"}
    book = store.archive.ledger()
    assert (book.new, book.updated, book.waiting) == (1, 1, 1)
    assert book.balanced


def test_the_revision_counts_on_past_two(store: Store):
    for number, digest in enumerate(("one", "two", "three", "four"), start=1):
        bring(store, article("a", revision=min(number, 2)), hashes=(digest,))

    assert claim_article(store).item.revision == 4


def test_an_entry_with_the_stored_hash_counts_as_known(store: Store):
    bring(store, article("a"))
    bring(store, article("a"))

    book = store.archive.ledger()
    assert (book.fetched, book.new, book.known, book.updated) == (2, 1, 1, 0)
    assert book.balanced


def test_one_entry_twice_in_a_document_is_stored_once_as_it_stands_last(store: Store):
    bring(store, article("a", "First"), article("a", "Second"), hashes=("1", "2"))

    assert claim_article(store).item.title == "Second"
    book = store.archive.ledger()
    assert (book.fetched, book.new, book.known) == (2, 1, 1)
    assert book.balanced


def test_what_was_held_and_what_failed_is_counted_with_its_reason(store: Store):
    bring(store, article("a"), known=3, held=("over the cap", "over the cap"), failed=("no id", "no title"))

    book = store.archive.ledger()
    assert book.fetched == 8
    assert book.held == {"over the cap": 2}
    assert book.failed == {"no id": 1, "no title": 1}
    assert book.by_feed[URL] == {"fetched": 8, "new": 1, "known": 3, "held": 2, "failed": 2}
    assert book.balanced


def test_an_entry_id_and_text_that_no_database_takes_as_they_are_spoil_nothing(store: Store):
    odd = article("id \x00 \ud83d" + "x" * 5000, "A \x00 headline \ud83d")

    bring(store, odd, article("b"), hashes=("1", "2"))

    got, other = (claim.item for claim in store.articles.claim_articles(now=NOW, lease=MINUTE, limit=2))
    assert other.entry_id == "b"
    assert got.text.startswith("A ")
    assert len(got.text) == len(odd.text)  # offsets stay right
    assert store.feeds.known_entries(got.feed_id, [odd.entry_id]) == {odd.entry_id: "1"}


def test_two_long_ids_that_begin_alike_stay_two_articles(store: Store):
    bring(store, article("x" * 3000 + "1"), article("x" * 3000 + "2"))

    assert store.articles.waiting() == 2


def test_making_feeds_due_leaves_inactive_ones_alone(store: Store):
    store.feeds.sync([feed("https://news.example/1"), feed("https://news.example/2")], now=NOW + HOUR)
    store.feeds.sync([feed("https://news.example/2")], now=NOW + HOUR)

    assert store.feeds.make_due(now=NOW) == 1
    assert claim_feed(store).item.url == "https://news.example/2"


def test_a_feed_can_be_given_back_unpolled(store: Store):
    store.feeds.sync([feed()], now=NOW)
    store.feeds.release(claim_feed(store), due_at=NOW)

    assert claim_feed(store).attempts == 1


def test_polling_over_and_over_does_not_use_up_tries(store: Store):
    for _ in range(5):
        bring(store)

    store.feeds.make_due(now=NOW)
    claim = claim_feed(store)
    store.feeds.record_poll(claim, polled(), now=NOW)
    assert claim.attempts == 1
