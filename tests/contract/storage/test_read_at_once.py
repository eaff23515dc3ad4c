"""Articles in which nothing was found when they came are stored as read, on both databases; all others wait."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.model import Article, Claim, Conclusion, Feature, Fingerprint, Polled, Reading, ReadOutcome
from monitor.storage import Store
from tests.contract.storage.making import HOUR, MINUTE, NOW, article, bring, claim_article, feed, polled


def nothing_in(found: Article, *keys: str, stands_for: int = 1) -> Conclusion:
    reading = Reading(article=found)
    return Conclusion(outcome=ReadOutcome.NO_MATCH, reading=reading, features=keys, stands_for=stands_for)


def at_once(*articles: Article, waiting: tuple[str, ...] = ()) -> Polled:
    """A poll that brought these articles, all concluded but those that are named."""
    done = tuple(None if one.entry_id in waiting else nothing_in(one, "all", one.entry_id) for one in articles)
    return replace(polled(*articles), concluded=done)


def brought(store: Store, *polls: Polled, first: int = 0) -> list[Claim]:
    """Record polls of as many feeds, together."""
    store.feeds.sync([feed(f"https://news.example/{first + n}") for n in range(len(polls))], now=NOW)
    store.feeds.make_due(now=NOW)
    claims = store.feeds.claim_feeds(now=NOW, lease=MINUTE, limit=len(polls), next_check=HOUR)
    assert store.feeds.record_polls([(claim, poll, NOW) for claim, poll in zip(claims, polls, strict=True)]) == [
        None for _ in polls
    ]
    return claims


def seen(store: Store, *keys: str) -> dict[str, int]:
    features = tuple(Feature(key=key, shown=key) for key in keys)
    asked = Fingerprint(canonical="", text_hash="", language="", signature=(), bands=(), features=features)
    with store.articles.joining(now=NOW) as session:
        found = session.frequencies(asked)
    return {key: sum(found.seen.get(key, {}).values()) for key in keys}


def test_what_was_concluded_is_read_and_the_rest_waits(store: Store):
    brought(store, at_once(article("a"), article("b"), article("c"), waiting=("b",)))

    book = store.archive.ledger()
    assert (book.waiting, book.read, book.balanced) == (1, {ReadOutcome.NO_MATCH: 2}, True)
    assert claim_article(store).item.entry_id == "b"
    assert store.articles.claim_articles(now=NOW, lease=MINUTE, limit=9) == []
    assert seen(store, "all", "a", "b") == {"all": 2, "a": 1, "b": 0}


@pytest.mark.parametrize("waiting", [(), ("odd", "other")])
def test_what_it_says_is_kept_whatever_is_in_it(store: Store, waiting: tuple[str, ...]):
    odd = article("odd", "Größe \x00 文 \ud83d", link="https://\udc00.example/\x00")
    other = article("other", "Тишина в горах", link="https://news.example/гора")
    brought(store, at_once(odd, other, waiting=waiting))
    store.articles.read_again([1, 2], now=NOW)

    first, second = store.articles.claim_articles(now=NOW, lease=MINUTE, limit=2)
    assert (first.item.title, first.item.link) == ("Größe \ufffd 文 \ufffd", "https://\ufffd.example/\ufffd")
    assert (second.item.title, second.item.paragraphs) == (other.title, other.paragraphs)
    titles = [reading.title for reading in store.archive.readings_since(NOW)]
    assert titles == ["Größe \ufffd 文 \ufffd", other.title]


def test_polls_of_several_feeds_come_to_the_same(store: Store):
    brought(store, at_once(article("a"), article("b"), waiting=("b",)), polled(), at_once(article("a")))

    book = store.archive.ledger()
    assert (book.waiting, book.read, book.balanced) == (1, {ReadOutcome.NO_MATCH: 2}, True)
    assert seen(store, "all", "a") == {"all": 2, "a": 2}


def test_it_is_not_counted_again_when_it_is_read_again(store: Store):
    brought(store, at_once(article("a")))
    assert store.articles.counted() == store.feeds.counted() == {"": 1}
    store.articles.read_again([1], now=NOW)

    claim = claim_article(store)
    assert claim.item.title == "A headline"
    store.articles.record_unmatched([(claim, nothing_in(claim.item, "all", "a"))], now=NOW)

    assert store.articles.counted() == {"": 1}
    assert seen(store, "all", "a") == {"all": 1, "a": 1}


def test_an_edit_of_it_waits_to_be_read(store: Store):
    brought(store, at_once(article("a")))

    edited = replace(article("a", "Another headline"), revision=2)
    poll = replace(polled(edited, hashes=("another",)), concluded=(None,))
    store.feeds.make_due(now=NOW)
    (claim,) = store.feeds.claim_feeds(now=NOW, lease=MINUTE, limit=1, next_check=HOUR)
    store.feeds.record_poll(claim, poll, now=NOW)

    assert claim_article(store).item.title == "Another headline"
    book = store.archive.ledger()
    assert (book.waiting, book.balanced) == (1, True)


def test_an_article_that_another_process_stored_meanwhile_is_neither_stored_nor_counted_twice(store: Store):
    bring(store, article("a"))

    store.feeds.make_due(now=NOW)
    (claim,) = store.feeds.claim_feeds(now=NOW, lease=MINUTE, limit=1, next_check=HOUR)
    store.feeds.record_poll(claim, at_once(article("a")), now=NOW)

    book = store.archive.ledger()
    assert (book.waiting, book.read, book.balanced) == (1, {}, True)
    assert store.feeds.counted() == {}


def test_more_than_a_hundred_at_once_are_all_counted(store: Store):
    brought(store, at_once(*(article(f"n{number}") for number in range(250))))

    assert store.archive.ledger().read == {ReadOutcome.NO_MATCH: 250}
    assert store.feeds.counted() == {"": 250}
    assert seen(store, "all", "n0", "n249") == {"all": 250, "n0": 1, "n249": 1}
