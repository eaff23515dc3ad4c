"""Articles that are read once more, and what was found when they were read before."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import update

from monitor.model import Reading, ReadOutcome
from monitor.storage import Store, tables
from tests.contract.storage.making import (
    HOUR,
    NOW,
    article,
    bring,
    claim_article,
    finding,
    fingerprint,
    no_match,
    opened,
    read_as,
    revised,
    telling,
)


def backlog(source, _session):
    return replace(
        no_match(source, None),
        outcome=ReadOutcome.BACKLOG,
        reading=Reading(article=source, findings=(finding("sanctions"),)),
        fingerprint=fingerprint(),
    )


def test_stored_readings_have_the_rules_of_the_present_revision(store: Store):
    bring(store, article("old"), now=NOW - HOUR)
    bring(store, article("a"), article("b"), article("c"))
    read_as(store, no_match)
    read_as(store, lambda it, _: opened(it, telling()))
    read_as(store, backlog)

    found = list(store.archive.readings_since(NOW))

    assert store.archive.count_since(NOW) == 3
    assert [(one.article.entry_id, one.state, sorted(one.rules)) for one in found] == [
        ("a", "read", ["mercenaries"]),
        ("b", "read", ["sanctions"]),
        ("c", "new", []),
    ]
    bring(store, article("a", "Another headline", revision=2), hashes=("edited",), now=NOW + HOUR)
    assert next(store.archive.readings_since(NOW)).rules == frozenset()


def test_readings_come_page_by_page_and_one_that_cannot_be_restored_keeps_its_place(store: Store):
    bring(store, *(article(f"e{n}") for n in range(205)))
    broken = update(tables.article).where(tables.article.c.id == 3).values(content="{")
    with store.engine.begin() as connection:
        connection.execute(broken)

    found = list(store.archive.readings_since(NOW))

    assert [one.article_id for one in found] == list(range(1, 206))
    assert [one.article_id for one in found if one.article is None] == [3]


def test_an_article_is_read_again_on_request_and_the_ledger_balances(store: Store):
    bring(store, article("a"), article("b"), article("c"))
    read_as(store, no_match)
    read_as(store, no_match)

    assert store.articles.read_again([1, 2, 2, 3, 77], now=NOW + HOUR) == 2, "the third is not read yet"

    book = store.archive.ledger()
    assert (book.waiting, book.retried) == (3, 2)
    for _ in range(3):
        read_as(store, no_match, now=NOW + HOUR)
    book = store.archive.ledger()
    assert (book.waiting, book.read[ReadOutcome.NO_MATCH]) == (0, 5)
    assert book.balanced, book.problems


def test_reading_again_into_the_same_story_leaves_one_member_its_keys_and_one_finding_a_rule(store: Store):
    bring(store, article("a", canonical="outlet.example/a"))
    print_ = fingerprint("words", canonical="outlet.example/a", bands=("x", "y"))
    read_as(store, lambda it, _: opened(it, telling(), print_=print_))
    [line] = store.archive.alerts()
    story = store.archive.alert(line.id).alert.story_id
    for hours in (1, 2):
        store.articles.read_again([1], now=NOW + hours * HOUR)
        read_as(store, lambda it, session: revised(it, session.alert_of(story), print_=print_), now=NOW + hours * HOUR)

    with store.engine.begin() as connection:
        rows = {t.name: len(connection.execute(t.select()).all()) for t in (tables.story_member, tables.story_key)}
        [found] = connection.execute(tables.finding.select()).mappings().all()
    assert rows == {"story_member": 1, "story_key": 4}
    assert (found["rule"], found["alert_id"]) == ("mercenaries", line.id)
    assert store.archive.story(story).articles == (1,)
    assert store.archive.ledger().balanced


def test_backlog_is_told_when_it_is_read_again_as_news_and_only_then(store: Store):
    bring(store, article("a", backlog=True), article("b", backlog=True))
    read_as(store, backlog)
    read_as(store, backlog)
    store.articles.read_again([1], now=NOW)
    store.articles.read_again([2], now=NOW, as_news=True)

    claims = [claim_article(store), claim_article(store)]

    assert {claim.item.entry_id: claim.item.backlog for claim in claims} == {"a": True, "b": False}


def test_a_read_article_that_somebody_reads_again_just_now_meets_its_earlier_self(store: Store):
    bring(store, article("a"))
    read_as(store, lambda it, _: opened(it, telling()))
    store.articles.read_again([1], now=NOW + 200 * HOUR)
    claim_article(store, now=NOW + 200 * HOUR)
    with store.articles.joining(now=NOW + 200 * HOUR) as session:
        [member] = session.candidates(fingerprint("other words"), since=NOW + 199 * HOUR)
    assert member.article_id == 1
