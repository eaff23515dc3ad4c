"""In how many articles a feature was seen: counted once an article, kept small."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from monitor.model import Article, Conclusion, Feature, Fingerprint, Frequencies, Language, Reading, ReadOutcome
from monitor.storage import Store, tables
from monitor.storage.engine import transaction
from monitor.storage.frequencies import ERA, SWEEP_EVERY, SWEPT
from tests.contract.storage.making import HOUR, NOW, article, bring, claim_article, fingerprint, opened, read_as


def naming(*keys: str, language: str | None = "en") -> Fingerprint:
    features = tuple(Feature(key=key) for key in keys)
    return replace(fingerprint(), features=features, language=language)


def read(store: Store, print_: Fingerprint, name: str, outcome: ReadOutcome = ReadOutcome.NO_MATCH) -> Article:
    bring(store, article(name))
    return read_as(store, lambda it, _: Conclusion(outcome=outcome, reading=Reading(article=it), fingerprint=print_))


def frequencies(store: Store, *keys: str) -> Frequencies:
    with store.articles.joining(now=NOW) as session:
        return session.frequencies(naming(*keys))


def in_table(store: Store) -> dict[str, int]:
    table = tables.feature_count
    with transaction(store.engine) as connection:
        return dict(connection.execute(select(table.c.key, table.c.n)).all())


def set_count(store: Store, articles: int, *, era: int = 0) -> None:
    with transaction(store.engine) as connection:
        connection.execute(update(tables.language_count).values(articles=articles, era=era))


def test_nothing_was_seen_in_an_empty_database(store: Store):
    assert frequencies(store, "k:a") == Frequencies(articles={}, seen={})
    assert frequencies(store) == Frequencies(articles={}, seen={})


def test_every_article_that_is_read_counts_whatever_becomes_of_it(store: Store):
    read(store, naming("k:a", "n:5000"), "no match")
    read(store, naming("k:a"), "old news", ReadOutcome.BACKLOG)
    bring(store, article("story"))
    read_as(store, lambda it, _: opened(it, print_=naming("k:a")))

    assert frequencies(store, "k:a", "n:5000", "k:b") == Frequencies(
        articles={"en": 3}, seen={"k:a": {"en": 3}, "n:5000": {"en": 1}}
    )


def test_languages_are_counted_apart_and_all_are_told(store: Store):
    read(store, naming("k:a"), "one")
    read(store, naming("k:a", language="de"), "two")
    read(store, naming("k:a", language=None), "three")

    assert frequencies(store, "k:a") == Frequencies(
        articles={"en": 1, "de": 1, "": 1}, seen={"k:a": {"en": 1, "de": 1, "": 1}}
    )


def test_an_article_counts_once_however_often_it_is_edited_or_read_again(store: Store):
    read(store, naming("k:a"), "x")
    bring(store, article("x", revision=2), hashes=("edited",), now=NOW + HOUR)
    it = read_as(store, lambda it, _: opened(it, print_=naming("k:a", "k:b")), now=NOW + HOUR)
    store.articles.read_again([it.id], now=NOW + HOUR)
    read_as(store, lambda it, _: opened(it, print_=naming("k:a", "k:c")), now=NOW + HOUR)

    assert frequencies(store, "k:a", "k:b", "k:c") == Frequencies(articles={"en": 1}, seen={"k:a": {"en": 1}})


def test_an_article_whose_first_revision_was_never_read_counts_with_the_second(store: Store):
    bring(store, article("x"))
    bring(store, article("x", revision=2), hashes=("edited",))
    read_as(store, lambda it, _: opened(it, print_=naming("k:a")))

    assert frequencies(store, "k:a").seen == {"k:a": {"en": 1}}


def test_a_reading_that_is_not_recorded_counts_nothing(store: Store):
    bring(store, article("x"))
    claim = claim_article(store)

    def record_and_fail() -> None:
        with store.articles.joining(now=NOW) as session:
            session.record(claim, opened(claim.item, print_=naming("k:a")))
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        record_and_fail()

    assert frequencies(store, "k:a").seen == {}


def test_odd_and_long_keys_are_counted_like_others(store: Store):
    keys = ("k:'\"\\[]", "k:\x00a", "k:" + "ü" * 1000, "k:\ud800b")
    read(store, naming(*keys), "x")

    assert frequencies(store, *keys).seen == {key: {"en": 1} for key in keys}


@pytest.mark.parametrize("together", [True, False])
def test_an_article_of_a_sample_counts_for_those_that_are_not_in_it(store: Store, *, together: bool):
    bring(store, article("in"), article("out"))
    claims = store.articles.claim_articles(now=NOW, lease=HOUR, limit=2)
    done = [
        Conclusion(
            outcome=ReadOutcome.NO_MATCH,
            reading=Reading(article=claim.item),
            fingerprint=naming("k:a") if stands_for or not together else None,
            stands_for=stands_for,
        )
        for claim, stands_for in zip(claims, (8, 0), strict=True)
    ]
    if together:
        assert store.articles.record_unmatched(list(zip(claims, done, strict=True)), now=NOW) == []
    else:
        for claim, one in zip(claims, done, strict=True):
            with store.articles.joining(now=NOW) as session:
                session.record(claim, one)

    assert frequencies(store, "k:a") == Frequencies(articles={"en": 8}, seen={"k:a": {"en": 8}})
    assert store.articles.counted() == {"en": 8}


def test_of_an_article_that_joins_no_story_the_keys_are_enough(store: Store):
    bring(store, article("x"), article("y", language=Language(code="de")))
    claims = store.articles.claim_articles(now=NOW, lease=HOUR, limit=2)
    done = [
        Conclusion(outcome=ReadOutcome.NO_MATCH, reading=Reading(article=claim.item), features=keys)
        for claim, keys in zip(claims, (("k:a", "w:b"), ()), strict=True)
    ]

    store.articles.record_unmatched(list(zip(claims, done, strict=True)), now=NOW)

    assert frequencies(store, "k:a", "w:b") == Frequencies(
        articles={"": 1, "de": 1}, seen={"k:a": {"": 1}, "w:b": {"": 1}}
    )


def test_an_article_that_was_left_out_of_the_sample_is_not_counted_when_it_is_read_again(store: Store):
    bring(store, article("x"))
    done = read_as(
        store,
        lambda it, _: replace(opened(it, print_=naming("k:a")), stands_for=0),
    )
    store.articles.read_again([done.id], now=NOW)
    read_as(store, lambda it, _: opened(it, print_=naming("k:a")))

    assert store.articles.counted() == {}


def test_counts_are_worth_half_in_the_next_era_and_their_share_stays(store: Store):
    for n in range(8):
        read(store, naming("k:often", *(["k:once"] if n == 0 else [])), str(n))
    set_count(store, ERA - 1)

    read(store, naming("k:new"), "the last of its era")

    assert frequencies(store, "k:often", "k:once", "k:new") == Frequencies(
        articles={"en": ERA // 2}, seen={"k:often": {"en": 4}, "k:new": {"en": 1}}
    )
    read(store, naming("k:often"), "the next")
    assert frequencies(store, "k:often").seen == {"k:often": {"en": 5}}


def test_a_feature_that_comes_back_after_a_hundred_eras_begins_anew(store: Store):
    read(store, naming("k:a"), "one")
    set_count(store, 1, era=100)

    assert frequencies(store, "k:a").seen == {}
    read(store, naming("k:a"), "two")

    assert frequencies(store, "k:a").seen == {"k:a": {"en": 1}}


def test_what_is_worth_nothing_any_more_is_swept_out_of_the_table_bit_by_bit(store: Store):
    many = tuple(f"k:{n:05}" for n in range(SWEPT + 50))
    read(store, naming("k:kept", *many), "one")
    read(store, naming("k:kept"), "two")
    set_count(store, SWEEP_EVERY - 1, era=1)

    read(store, naming(), "a sweep")
    assert len(in_table(store)) == len(many) + 1 - (SWEPT + 1)
    set_count(store, SWEEP_EVERY - 1, era=1)
    read(store, naming(), "the rest")
    assert in_table(store) == {"k:kept": 2}

    set_count(store, SWEEP_EVERY - 1, era=2)
    read(store, naming(), "from the beginning")
    assert in_table(store) == {}


def test_an_article_that_names_nothing_is_counted_all_the_same(store: Store):
    read(store, naming(), "x")

    assert frequencies(store, "k:a") == Frequencies(articles={"en": 1}, seen={})
