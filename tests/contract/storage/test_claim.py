from __future__ import annotations

import threading

import pytest

from monitor.errors import LeaseLost
from monitor.storage import Store
from tests.contract.storage.making import (
    HOUR,
    MINUTE,
    NOW,
    article,
    bring,
    claim_article,
    claim_feed,
    feed,
    no_match,
    polled,
)


def test_two_workers_never_share_a_feed(store: Store, database_url: str):
    store.feeds.sync([feed(f"https://news.example/{n}") for n in range(60)], now=NOW)
    # Two processes share a database only on PostgreSQL; the threads of one process share a store on either.
    second = Store.open(database_url) if database_url.startswith("postgresql") else store
    start = threading.Barrier(4)
    taken: list[int] = []

    def work(worker: Store) -> None:
        start.wait()
        while claims := worker.feeds.claim_feeds(now=NOW, lease=MINUTE, limit=3, next_check=HOUR):
            taken.extend(claim.item.id for claim in claims)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in (store, second, store, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if second is not store:
        second.close()

    assert len(taken) == len(set(taken)) == 60


def test_a_claim_takes_no_more_than_its_limit_and_the_longest_due_first(store: Store):
    store.feeds.sync([feed("https://news.example/late")], now=NOW)
    store.feeds.sync([feed("https://news.example/late"), feed("https://news.example/early")], now=NOW - HOUR)

    (claim,) = store.feeds.claim_feeds(now=NOW, lease=MINUTE, limit=1, next_check=HOUR)

    assert claim.item.url == "https://news.example/early"
    assert claim.until == NOW + MINUTE
    assert claim.attempts == 1


def test_the_next_check_is_written_before_the_fetch(store: Store):
    store.feeds.sync([feed()], now=NOW)

    claim_feed(store)
    (row,) = store.feeds.feeds()

    assert row.feed.state.next_check_at == NOW + HOUR


def test_nothing_is_claimed_before_it_is_due(store: Store):
    store.feeds.sync([feed()], now=NOW)

    assert store.feeds.claim_feeds(now=NOW - MINUTE, lease=MINUTE, limit=9, next_check=HOUR) == []


def test_an_expired_lease_is_taken_over_and_the_first_worker_records_nothing(store: Store):
    bring(store, article("a"))
    first = claim_article(store)
    assert store.articles.claim_articles(now=NOW + MINUTE / 2, lease=MINUTE, limit=9) == []

    second = claim_article(store, now=NOW + MINUTE)

    assert second.item == first.item
    assert second.attempts == 2
    with pytest.raises(LeaseLost), store.articles.joining(now=NOW) as session:
        session.record(first, no_match(first.item, session))
    with store.articles.joining(now=NOW) as session:
        session.record(second, no_match(second.item, session))
    assert store.articles.waiting() == 0
    assert store.archive.ledger().balanced


def test_a_lost_lease_undoes_the_whole_poll(store: Store):
    store.feeds.sync([feed()], now=NOW)
    first = claim_feed(store)
    store.feeds.make_due(now=NOW)
    claim_feed(store, now=NOW + MINUTE)

    with pytest.raises(LeaseLost, match="nothing was recorded"):
        store.feeds.record_poll(first, polled(article("a")), now=NOW)

    assert store.articles.waiting() == 0
    assert store.archive.ledger().fetched == 0


def test_a_lease_that_ran_out_still_records_while_nobody_else_has_the_row(store: Store):
    bring(store, article("a"))
    claim = claim_article(store)

    with store.articles.joining(now=NOW + HOUR) as session:
        session.record(claim, no_match(claim.item, session))

    assert store.articles.waiting() == 0


def test_a_released_row_is_due_at_once_and_the_try_does_not_count(store: Store):
    bring(store, article("a"))
    store.articles.release(claim_article(store))

    assert claim_article(store).attempts == 1


def test_a_row_can_be_released_until_later(store: Store):
    bring(store, article("a"))
    store.articles.release(claim_article(store), due_at=NOW + HOUR)

    assert store.articles.claim_articles(now=NOW, lease=MINUTE, limit=1) == []
    assert claim_article(store, now=NOW + HOUR).attempts == 1


def test_releasing_what_was_taken_over_changes_nothing(store: Store):
    bring(store, article("a"))
    first = claim_article(store)
    second = claim_article(store, now=NOW + MINUTE)

    store.articles.release(first)

    with store.articles.joining(now=NOW) as session:
        session.record(second, no_match(second.item, session))


def test_a_process_that_is_alone_takes_every_lease_back_at_its_start(store: Store):
    bring(store, article("a"), article("b"))
    assert len(store.articles.claim_articles(now=NOW, lease=HOUR, limit=9)) == 2

    assert store.reclaim_all() == 2
    assert claim_article(store).attempts == 2
