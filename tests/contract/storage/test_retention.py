from __future__ import annotations

from datetime import timedelta

from monitor.model import TextSource
from monitor.storage import Store
from monitor.storage.retention import BATCH, age_bodies, sizes, sweep_keys
from tests.contract.storage.making import HOUR, NOW, article, bring, claim_article, no_match, opened, read_as, telling

DAYS = timedelta(days=1)
LATER = NOW + 100 * DAYS


def texts(store: Store) -> dict[str, tuple[str, ...]]:
    return {one.title: one.paragraphs for one in store.archive.articles_since(NOW - DAYS)}


def read_without_match(store: Store, *titles: str) -> None:
    bring(store, *(article(title, title) for title in titles))
    for _ in titles:
        read_as(store, no_match)


def test_the_text_of_an_article_without_a_match_goes_and_its_row_stays(store: Store):
    read_without_match(store, "Market day")

    assert age_bodies(store.engine, before=LATER) == 1

    assert texts(store) == {"Market day": ("Market day",)}
    [kept] = store.archive.latest_articles()
    assert kept.text_source is TextSource.TITLE
    assert age_bodies(store.engine, before=LATER) == 0
    assert store.archive.ledger().problems == ()


def test_what_came_after_the_time_keeps_its_text(store: Store):
    read_without_match(store, "Market day")

    assert age_bodies(store.engine, before=NOW) == 0
    assert texts(store) == {"Market day": ("Market day", "What happened.")}


def test_what_matched_was_told_or_waits_keeps_its_text(store: Store):
    bring(store, article("a", "Told"), article("b", "Waits"))
    read_as(store, lambda it, _: opened(it, telling()))

    assert age_bodies(store.engine, before=LATER) == 0
    assert all("What happened." in paragraphs for paragraphs in texts(store).values())


def test_an_aged_article_that_its_feed_still_carries_is_not_new_again(store: Store):
    read_without_match(store, "Market day")
    age_bodies(store.engine, before=LATER)

    bring(store, article("Market day", "Market day"), now=NOW + HOUR)

    assert store.archive.ledger().new == 1
    assert store.archive.ledger().known == 1
    assert store.archive.ledger().balanced


def test_an_aged_article_that_is_edited_is_read_again_with_its_new_text(store: Store):
    read_without_match(store, "Market day")
    age_bodies(store.engine, before=LATER)

    bring(store, article("Market day", "Market day moved"), hashes=("edited",), now=NOW + HOUR)

    assert claim_article(store, now=NOW + HOUR).item.paragraphs == ("Market day moved", "What happened.")
    assert store.archive.ledger().balanced


def test_one_call_does_a_bounded_piece_and_the_next_goes_on_behind_it(store: Store):
    read_without_match(store, *(f"Market {n}" for n in range(BATCH + 3)))

    assert [age_bodies(store.engine, before=LATER) for _ in range(3)] == [BATCH, 3, 0]
    now = sizes(store.engine)
    assert (now.articles, now.aged) == (BATCH + 3, BATCH + 3)
    assert now.size > 0


def test_keys_of_stories_long_closed_leave_the_index_and_those_of_others_stay(store: Store):
    bring(store, article("a", "A story"))
    read_as(store, lambda it, _: opened(it, telling()))
    before = sizes(store.engine).keys

    assert before > 0
    assert sweep_keys(store.engine, opened_before=NOW - DAYS) == (0, False)
    assert sizes(store.engine).keys == before
    assert sweep_keys(store.engine, opened_before=LATER) == (before, False)
    assert sizes(store.engine).keys == 0
    assert store.archive.ledger().balanced


def test_of_two_processes_one_ages_out_and_the_other_leaves_it_to_that(database_url: str):
    one, two = Store.open(database_url), Store.open(database_url)
    read_without_match(one, "Market day")

    assert age_bodies(one.engine, before=LATER) + age_bodies(two.engine, before=LATER) == 1
    one.close()
    two.close()
