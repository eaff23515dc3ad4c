from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.errors import LeaseLost, StorageError
from monitor.model import (
    Conclusion,
    DeliveryState,
    Evidence,
    Joined,
    JoinKind,
    Reading,
    ReadOutcome,
)
from monitor.storage import MAX_TRIES, EpisodeSession, Notice, Store
from tests.contract.storage.making import (
    HOUR,
    MINUTE,
    NOW,
    article,
    bring,
    claim_article,
    finding,
    fingerprint,
    health_alert,
    no_match,
    opened,
    read_as,
    revised,
    telling,
)

DAY = timedelta(days=1)


def candidates(store: Store, print_, *, now=NOW, since=NOW - 3 * DAY):
    with store.articles.joining(now=now) as session:
        return session.candidates(print_, since=since)


def test_an_article_that_matches_nothing_is_read_and_leaves_nothing_behind(store: Store):
    bring(store, article("a"))

    read_as(store, no_match)

    book = store.archive.ledger()
    assert (book.waiting, book.alerts, book.tellings) == (0, 0, 0)
    assert book.read == {ReadOutcome.NO_MATCH: 1}


def test_an_opened_story_gets_its_ids_and_its_key(store: Store):
    bring(store, article("a"))

    read = read_as(store, lambda it, _: opened(it, telling()))

    (line,) = store.archive.alerts()
    detail = store.archive.alert(line.id)
    assert line.key == detail.alert.key == f"story:{detail.alert.story_id}"
    assert detail.alert.id == line.id
    assert detail.alert.findings[0].article_id == read.id
    assert [record.delivery.alert_id for record in detail.deliveries] == [line.id]
    assert store.archive.story(detail.alert.story_id).articles == (read.id,)


def test_a_story_keeps_why_its_articles_belong_together(store: Store):
    bring(store, article("a"), article("b"))
    first = read_as(store, lambda it, _: opened(it))
    alert = store.archive.alert(store.archive.alerts()[0].id).alert
    second = read_as(store, lambda it, _: revised(it, alert), now=NOW + HOUR)

    story = store.archive.story(alert.story_id)

    assert story.articles == (first.id, second.id)
    assert [item.kind for item in story.evidence] == [JoinKind.OPENED, JoinKind.SAME_TEXT]
    assert (story.opened_at, story.last_at) == (NOW, NOW + HOUR)


def test_an_alert_reads_back_as_it_was_recorded(store: Store):
    bring(store, article("a"), article("b"))
    read_as(store, lambda it, _: opened(it))
    before = store.archive.alert(store.archive.alerts()[0].id).alert

    read_as(store, lambda it, _: revised(it, before), now=NOW + HOUR)

    with store.articles.joining(now=NOW) as session:
        after = session.alert_of(before.story_id)
    assert after == replace(before, revisions=(*before.revisions, after.revisions[-1]))
    assert [revision.number for revision in after.revisions] == [1, 2]
    assert store.deliveries.alert(before.id) == after
    (line,) = store.archive.alerts()
    assert (line.revisions, line.updated_at) == (2, NOW + HOUR)


def test_a_story_without_an_alert_has_none(store: Store):
    with store.articles.joining(now=NOW) as session:
        assert session.alert_of(12) is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (fingerprint("one", canonical="news.example/a"), fingerprint("two", canonical="news.example/a")),
        (fingerprint("same"), fingerprint("same")),
        (fingerprint("one", bands=("1:x", "2:y")), fingerprint("two", bands=("1:z", "2:y"))),
    ],
    ids=["address", "text", "band"],
)
def test_articles_meet_by_address_text_or_band(store: Store, first, second):
    bring(store, article("a", published_at=NOW - HOUR))
    read = read_as(store, lambda it, _: opened(it, print_=first))

    (member,) = candidates(store, second)

    met = replace(first, bands=())  # the bands have done their work
    assert (member.article_id, member.fingerprint, member.at) == (read.id, met, NOW - HOUR)


def test_a_fingerprint_meets_only_keys_of_its_own_kind_and_nothing_by_emptiness(store: Store):
    bring(store, article("a"), article("b"))
    read_as(store, lambda it, _: opened(it, print_=fingerprint("word", canonical="", bands=())))
    read_as(store, lambda it, _: opened(it, print_=fingerprint("", canonical="")))

    assert candidates(store, fingerprint("other", canonical="word", bands=("word",))) == ()
    assert candidates(store, fingerprint("", canonical="")) == ()


def test_an_address_too_long_for_an_index_still_meets_itself(store: Store):
    address = "news.example/" + "ä" * 4000
    bring(store, article("a"))
    read_as(store, lambda it, _: opened(it, print_=fingerprint("one", canonical=address)))

    assert len(candidates(store, fingerprint("two", canonical=address))) == 1
    assert candidates(store, fingerprint("two", canonical=address + "?page=2")) == ()


def test_members_that_joined_before_the_window_are_no_candidates(store: Store):
    bring(store, article("a"))
    read_as(store, lambda it, _: opened(it))

    assert len(candidates(store, fingerprint(), since=NOW)) == 1
    assert candidates(store, fingerprint(), since=NOW + MINUTE) == ()


def test_a_story_closes_seven_days_after_it_opened(store: Store):
    bring(store, article("a"))
    read_as(store, lambda it, _: opened(it))

    assert len(candidates(store, fingerprint(), now=NOW + 7 * DAY)) == 1
    assert candidates(store, fingerprint(), now=NOW + 7 * DAY + MINUTE) == ()


@pytest.mark.parametrize(
    "edited",
    [fingerprint("new text", canonical="news.example/a"), fingerprint("new text"), fingerprint("")],
    ids=["same address", "nothing the same", "no key at all"],
)
def test_an_edited_article_meets_its_earlier_self_however_old_and_whatever_changed(store: Store, edited):
    bring(store, article("a"))
    read_as(store, lambda it, _: opened(it, print_=fingerprint("old text", canonical="news.example/a")))
    month = NOW + 30 * DAY
    bring(store, article("a", "Edited", revision=2), hashes=("new",), now=month)
    claim = claim_article(store, now=month)

    with store.articles.joining(now=month) as session:
        (member,) = session.candidates(edited, since=month - 3 * DAY)
        alert = session.alert_of(member.story_id)
        session.record(claim, revised(claim.item, alert, print_=edited))

    assert member.article_id == claim.item.id
    assert store.archive.story(alert.story_id).articles == (claim.item.id,)
    assert candidates(store, fingerprint("old text"), now=NOW, since=NOW - DAY) == ()  # its old keys are gone


def test_an_edited_article_meets_its_earlier_self_even_among_hundreds_of_later_ones(store: Store):
    bring(store, article("first"))
    read_as(store, lambda it, _: opened(it))
    alert = store.archive.alert(store.archive.alerts()[0].id).alert
    bring(store, *(article(f"later {n}") for n in range(210)), now=NOW + MINUTE)
    for _ in range(210):
        read_as(store, lambda it, _: revised(it, alert), now=NOW + MINUTE)
    bring(store, article("first", revision=2), hashes=("new",), now=NOW + HOUR)
    own = claim_article(store, now=NOW + HOUR).item.id

    found = candidates(store, fingerprint(), now=NOW + HOUR)

    assert len(found) == 200
    assert own in [member.article_id for member in found]


def test_a_conclusion_is_recorded_whole_or_not_at_all(store: Store):
    bring(store, article("a"))
    claim = claim_article(store)

    def record_and_fail() -> None:
        with store.articles.joining(now=NOW) as session:
            session.record(claim, opened(claim.item, telling()))
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        record_and_fail()

    book = store.archive.ledger()
    assert (book.waiting, book.alerts, book.tellings) == (1, 0, 0)
    with store.articles.joining(now=NOW) as session:
        session.record(claim, opened(claim.item, telling()))
    assert store.archive.ledger().balanced


def test_an_edit_that_comes_while_the_article_is_read_is_not_lost(store: Store):
    bring(store, article("a", "As it was"))
    claim = claim_article(store)
    bring(store, article("a", "As it is", revision=2), hashes=("new",))

    with pytest.raises(LeaseLost), store.articles.joining(now=NOW) as session:
        session.record(claim, no_match(claim.item, session))

    assert read_as(store, no_match).title == "As it is"
    book = store.archive.ledger()
    assert (book.overtaken, book.read) == (1, {ReadOutcome.NO_MATCH: 1})
    assert book.balanced


def test_backlog_is_counted_with_its_findings_and_opens_no_story(store: Store):
    bring(store, article("a", backlog=True))

    read_as(
        store,
        lambda it, _: Conclusion(
            outcome=ReadOutcome.BACKLOG,
            reading=Reading(article=it, findings=(finding("mercenaries"), finding("ceasefire"))),
            fingerprint=fingerprint(),
        ),
    )

    book = store.archive.ledger()
    assert book.by_rule == {"ceasefire": 1, "mercenaries": 1}
    assert (book.alerts, book.read) == (0, {ReadOutcome.BACKLOG: 1})
    assert candidates(store, fingerprint()) == ()


def test_findings_of_every_revision_are_kept(store: Store):
    bring(store, article("a"))
    read_as(store, lambda it, _: opened(it))
    bring(store, article("a", revision=2), hashes=("new",))
    alert = store.archive.alert(store.archive.alerts()[0].id).alert
    read_as(store, lambda it, _: revised(it, alert))

    assert store.archive.ledger().by_rule == {"mercenaries": 2}


def test_a_failed_try_is_repeated_later(store: Store):
    bring(store, article("a"))

    assert not store.articles.fail_article(claim_article(store), "the matcher broke", now=NOW)

    assert store.articles.claim_articles(now=NOW + timedelta(seconds=14), lease=MINUTE, limit=1) == []
    second = claim_article(store, now=NOW + timedelta(seconds=15))
    assert second.attempts == 2
    assert not store.articles.fail_article(second, "the matcher broke", now=NOW)
    assert claim_article(store, now=NOW + timedelta(seconds=30)).attempts == 3


def fail_until_set_aside(store: Store, notice: Notice | None = None) -> None:
    for n in range(1, MAX_TRIES + 1):
        claim = claim_article(store, now=NOW + n * HOUR)
        aside = store.articles.fail_article(claim, "the matcher broke", now=NOW + n * HOUR, notice=notice)
        assert aside is (n == MAX_TRIES)


def test_the_third_failed_try_sets_the_article_aside_and_tells_of_it(store: Store):
    bring(store, article("a", "A poisonous headline"))

    def tell(session: EpisodeSession) -> None:
        assert session.alert is None
        session.record(health_alert(), (telling(),))

    fail_until_set_aside(store, Notice(subject="reading:x", tell=tell))

    (aside,) = store.archive.quarantined()
    assert (aside.title, aside.reason) == ("A poisonous headline", "the matcher broke")
    assert aside.article.entry_id == "a"
    book = store.archive.ledger()
    assert book.read == {ReadOutcome.QUARANTINED: 1}
    assert (book.alerts, book.tellings) == (1, 1)
    assert book.balanced
    assert store.articles.claim_articles(now=NOW + DAY, lease=MINUTE, limit=9) == []


def test_a_process_that_dies_over_an_article_uses_up_that_articles_tries_alone(store: Store):
    bring(store, article("a"), article("poison"), article("c"))
    store.articles.claim_articles(now=NOW, lease=MINUTE, limit=9)  # and the process is killed

    tries = []
    for n in range(1, 9):
        claims = store.articles.claim_articles(now=NOW + n * HOUR, lease=MINUTE, limit=9)
        for claim in claims:
            tries.append((claim.item.entry_id, claim.attempts))
            if claim.item.entry_id == "poison" and claim.attempts <= MAX_TRIES:
                continue  # killed again: nothing is recorded, the lease runs out
            if claim.attempts > MAX_TRIES:
                assert store.articles.fail_article(claim, "the process died three times", now=NOW)
                continue
            with store.articles.joining(now=NOW) as session:
                session.record(claim, no_match(claim.item, session))

    assert sorted(tries) == [("a", 2), ("c", 2), ("poison", 2), ("poison", 3), ("poison", 4)]
    assert [aside.title for aside in store.archive.quarantined()] == ["A headline"]


def test_an_article_that_was_set_aside_can_be_read_once_more(store: Store):
    bring(store, article("a"))
    fail_until_set_aside(store)

    assert store.articles.retry_quarantined([999], now=NOW) == 0
    assert store.articles.retry_quarantined(now=NOW) == 1

    read_as(store, no_match)
    book = store.archive.ledger()
    assert (book.retried, book.read) == (1, {ReadOutcome.QUARANTINED: 1, ReadOutcome.NO_MATCH: 1})
    assert book.balanced


def test_an_edit_of_an_article_that_was_set_aside_is_read(store: Store):
    bring(store, article("a"))
    fail_until_set_aside(store)
    bring(store, article("a", "Mended", revision=2), hashes=("new",))

    assert read_as(store, no_match).title == "Mended"
    assert store.archive.quarantined() == ()
    assert store.archive.ledger().balanced


def test_an_alert_that_was_never_stored_cannot_grow(store: Store):
    bring(store, article("a"))
    claim = claim_article(store)
    conclusion = opened(claim.item)

    with (
        pytest.raises(StorageError, match="alert 77 is not in the database"),
        store.articles.joining(now=NOW) as session,
    ):
        session.record(claim, replace(conclusion, alert=replace(conclusion.alert, id=77)))

    assert store.articles.waiting() == 1


def test_an_article_can_join_a_story_by_its_id(store: Store):
    bring(store, article("a"), article("b"))
    read_as(store, lambda it, _: opened(it))
    alert = store.archive.alert(store.archive.alerts()[0].id).alert

    read_as(
        store,
        lambda it, _: Conclusion(
            outcome=ReadOutcome.JOINED,
            reading=Reading(article=it, findings=(finding(),)),
            fingerprint=fingerprint("b"),
            joined=Joined(
                story_id=alert.story_id, evidence=(Evidence(kind=JoinKind.SAME_EVENT, detail="names", score=0.7),)
            ),
            alert=alert,
        ),
    )

    assert len(store.archive.story(alert.story_id).articles) == 2
    assert store.archive.deliveries(state=DeliveryState.PENDING) == ()


def test_articles_since_a_time_come_oldest_first_over_page_borders(store: Store):
    bring(store, article("old"), now=NOW - DAY)
    bring(store, *(article(f"entry {n}") for n in range(450)))

    ids = [it.entry_id for it in store.archive.articles_since(NOW)]

    assert ids == [f"entry {n}" for n in range(450)]
    assert store.archive.article(10**6) is None
