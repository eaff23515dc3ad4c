"""What is recorded together comes to the same as one by one, on both databases; what is lost is lost alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from monitor.errors import LeaseLost, RowRefused
from monitor.model import (
    Claim,
    Conclusion,
    FailureCause,
    Feature,
    Feed,
    FeedState,
    Fingerprint,
    Habit,
    Moving,
    NotModified,
    Polled,
    Quiet,
    Reading,
    ReadOutcome,
    Rhythm,
    SourceState,
)
from monitor.storage import Store
from tests.contract.storage.making import (
    HOUR,
    MINUTE,
    NOW,
    article,
    bring,
    feed,
    finding,
    opened,
    polled,
    read_as,
)

URLS = [f"https://news.example/{n}" for n in range(5)]


def unmatched(claim, *keys: str) -> tuple:
    features = tuple(Feature(key=key, shown=key) for key in keys)
    seen = Fingerprint(canonical="", text_hash="", language="en", signature=(), bands=(), features=features)
    return claim, Conclusion(outcome=ReadOutcome.NO_MATCH, reading=Reading(article=claim.item), fingerprint=seen)


def read(store: Store, *keys: str):
    """Claim all articles and record them as read, the n-th with the n-th of these features and one that all have."""
    claims = store.articles.claim_articles(now=NOW, lease=MINUTE, limit=20)
    return store.articles.record_unmatched(
        [unmatched(claim, "all", key) for claim, key in zip(claims, keys, strict=True)], now=NOW
    )


def counted(store: Store, *keys: str) -> dict[str, int]:
    wanted = unmatched(Claim(item=article("x"), token="", until=NOW), *keys)[1].fingerprint
    with store.articles.joining(now=NOW) as session:
        found = session.frequencies(wanted)
    return {key: found.seen.get(key, {}).get("en", 0) for key in keys} | {"": found.articles.get("en", 0)}


def test_articles_recorded_together_are_read_and_counted_once_each(store: Store):
    bring(store, article("a"), article("b"), article("c"))

    assert read(store, "x", "y", "x") == []

    book = store.archive.ledger()
    assert (book.waiting, book.read) == (0, {ReadOutcome.NO_MATCH: 3})
    assert book.balanced
    assert counted(store, "all", "x", "y") == {"all": 3, "x": 2, "y": 1, "": 3}


def test_an_article_that_is_read_again_is_not_counted_again(store: Store):
    bring(store, article("a"), article("b"))
    read(store, "x", "y")
    store.articles.read_again([1, 2], now=NOW)

    assert read(store, "x", "y") == []

    assert counted(store, "all") == {"all": 2, "": 2}
    assert store.archive.ledger().balanced


def test_an_article_that_was_edited_meanwhile_is_not_recorded_and_the_others_are(store: Store):
    bring(store, article("a"), article("b"))
    claims = store.articles.claim_articles(now=NOW, lease=MINUTE, limit=20)
    bring(store, article("a", "Another headline"), hashes=("new",))

    lost = store.articles.record_unmatched([unmatched(claim, "x") for claim in claims], now=NOW)

    assert [claim.item.entry_id for claim, _ in lost] == ["a"]
    book = store.archive.ledger()
    assert (book.waiting, book.read) == (1, {ReadOutcome.NO_MATCH: 1})
    assert book.balanced


def test_what_an_earlier_reading_found_in_the_same_text_goes(store: Store):
    bring(store, article("a"))
    read_as(store, lambda it, _: opened(it))
    assert store.archive.ledger().by_rule == {finding().match.rule: 1}
    store.articles.read_again([1], now=NOW)

    read(store, "x")

    assert store.archive.ledger().by_rule == {}


def unchanged(claim: Claim[Feed], minutes: int) -> tuple:
    state = replace(claim.item.state, next_check_at=NOW + minutes * MINUTE, last_ok_at=NOW)
    return claim, Polled(response=NotModified(url=claim.item.url), state=state), NOW


def claimed(store: Store) -> list[Claim[Feed]]:
    store.feeds.sync([feed(url) for url in URLS], now=NOW)
    store.feeds.make_due(now=NOW)
    return store.feeds.claim_feeds(now=NOW, lease=MINUTE, limit=9, next_check=HOUR)


def test_polls_recorded_together_plan_each_feed_by_itself_and_end_the_claims(store: Store):
    records = [unchanged(claim, number) for number, claim in enumerate(claimed(store), start=1)]
    records[2] = (records[2][0], polled(article("a")), NOW)

    assert store.feeds.record_polls(records) == [None] * 5

    by_url = {one.url: one.state for one in store.feeds.active()}
    assert [by_url[url].next_check_at for url in URLS] == [NOW + minutes * MINUTE for minutes in (1, 2, 10, 4, 5)]
    assert [by_url[url].last_ok_at for url in URLS] == [NOW, NOW, None, NOW, NOW]
    assert store.archive.ledger().new == 1
    assert len(store.feeds.claim_feeds(now=NOW + HOUR, lease=MINUTE, limit=9, next_check=HOUR)) == 5


def test_a_poll_that_took_longer_than_its_lease_is_not_recorded_and_the_others_are(store: Store):
    records = [unchanged(claim, 5) for claim in claimed(store)]
    later = NOW + 2 * MINUTE
    store.feeds.make_due(now=later)
    [again] = store.feeds.claim_feeds(now=later, lease=MINUTE, limit=1, next_check=HOUR)

    said = store.feeds.record_polls(records)

    lost = next(number for number, (claim, _, _) in enumerate(records) if claim.item.id == again.item.id)
    assert isinstance(said.pop(lost), LeaseLost)
    assert said == [None] * 4
    state = next(one.state for one in store.feeds.active() if one.id == again.item.id)
    assert state.next_check_at == later + HOUR


def test_a_failure_among_unchanged_feeds_is_recorded_as_one(store: Store):
    records = [unchanged(claim, 5) for claim in claimed(store)]
    claim, poll, _ = records[0]
    failing = FeedState(failures=1, failing_since=NOW, last_error="gone", next_check_at=NOW + HOUR)
    records[0] = (claim, replace(poll, state=failing), NOW)

    store.feeds.record_polls(records)

    states = {one.id: one.state for one in store.feeds.active()}
    assert (states[claim.item.id].failures, states[claim.item.id].last_error) == (1, "gone")
    assert sum(state.failures for state in states.values()) == 1


def test_every_state_recorded_together_is_the_state_that_it_becomes_alone(store: Store):
    quiet = Quiet(state=SourceState.STALE, since=NOW - HOUR, usual=3, newest_at=NOW)
    habit = Habit(watched_since=NOW, days="b46b8.b0.1ff00", rhythm=Rhythm(hours=9, longest=4, span=30), quiet=quiet)
    states = [
        FeedState(etag='W/"\x00\ud800"', last_modified="Größe 文", body_hash="h", next_check_at=NOW + MINUTE),
        FeedState(failures=3, failing_since=NOW, last_error="", last_cause=FailureCause.HTTP, next_check_at=NOW),
        FeedState(resting_until=NOW, gone_at=NOW + timedelta(microseconds=1), next_check_at=NOW, last_ok_at=NOW),
        FeedState(moved_to="https://a.example/", moving=Moving(to="b", since=NOW), found_at="c", next_check_at=NOW),
        FeedState(habit=habit, last_item_at=NOW, next_check_at=NOW),
    ]

    def kept(*, together: bool) -> list[FeedState]:
        records = [(claim, polled(state=state), NOW) for claim, state in zip(claimed(store), states, strict=True)]
        if together:
            assert store.feeds.record_polls(records) == [None] * 5
        for claim, poll, now in () if together else records:
            store.feeds.record_poll(claim, poll, now=now)
        return [feed.state for feed in store.feeds.active()]

    alone = kept(together=False)
    store.feeds.record_polls([(claim, polled(), NOW) for claim in claimed(store)])
    assert [feed.state.habit for feed in store.feeds.active()] == [Habit()] * 5
    assert kept(together=True) == alone
    assert [one.state.habit.quiet for one in store.feeds.fallen()] == [None, quiet]


def test_a_time_that_cannot_be_stored_spoils_its_own_poll_alone(store: Store):
    records = [unchanged(claim, 5) for claim in claimed(store)]
    claim, poll, now = records[1]
    records[1] = (claim, replace(poll, state=replace(poll.state, resting_until=NOW.replace(tzinfo=None))), now)

    said = store.feeds.record_polls(records)

    assert isinstance(said.pop(1), RowRefused)
    assert said == [None] * 4


def test_articles_of_several_polls_recorded_together_are_stored_and_counted_each_for_its_feed(store: Store):
    claims = claimed(store)
    records = [(claim, polled(article(f"{claim.item.id}"), article("the same")), NOW) for claim in claims]
    records[0] = (claims[0], polled(article("twice"), article("twice"), known=3), NOW)

    assert store.feeds.record_polls(records) == [None] * 5

    book = store.archive.ledger()
    assert (book.fetched, book.new, book.known, book.stored) == (13, 9, 4, 9)
    assert book.balanced
    assert {one.state.last_item_at for one in store.feeds.active()} == {NOW}
    assert store.feeds.known_entries(claims[1].item.id, ["the same", "twice"]) == {"the same": "hash of the same"}
    assert len(store.articles.claim_articles(now=NOW, lease=MINUTE, limit=20)) == 9


def test_an_article_that_was_stored_meanwhile_costs_no_other_poll_anything(store: Store):
    claims = claimed(store)
    store.feeds.record_polls([(claim, polled(article("a")), NOW) for claim in claims])
    store.feeds.make_due(now=NOW)
    claims = store.feeds.claim_feeds(now=NOW, lease=MINUTE, limit=9, next_check=HOUR)
    records = [(claim, polled(article("b")), NOW) for claim in claims]
    records[3] = (claims[3], polled(article("a"), article("b")), NOW)

    assert store.feeds.record_polls(records) == [None] * 5

    book = store.archive.ledger()
    assert (book.fetched, book.new, book.known) == (11, 10, 1)
    assert book.balanced


def test_an_edit_among_polls_that_only_add_is_an_edit(store: Store):
    claims = claimed(store)
    store.feeds.record_polls([(claim, polled(article("a")), NOW) for claim in claims])
    store.feeds.make_due(now=NOW)
    claims = store.feeds.claim_feeds(now=NOW, lease=MINUTE, limit=9, next_check=HOUR)
    records = [(claim, polled(article("b")), NOW) for claim in claims]
    records[1] = (claims[1], polled(article("a", "Mended", revision=2), hashes=("another",)), NOW)

    store.feeds.record_polls(records)

    book = store.archive.ledger()
    assert (book.new, book.updated, book.stored) == (9, 1, 9)
