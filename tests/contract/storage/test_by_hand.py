"""Stories split and merged by hand, through the store, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor import stories
from monitor.alerting import grow, outcome, tellings
from monitor.config import Route
from monitor.errors import RowRefused
from monitor.model import (
    Alert,
    Article,
    Conclusion,
    Context,
    DeliveryState,
    Entity,
    Evidence,
    Joined,
    JoinKind,
    Mentions,
    Reading,
    Reason,
    Source,
    Span,
)
from monitor.storage import Decision, Store
from tests.contract.storage.making import (
    AGAIN,
    HOUR,
    MINUTE,
    NOW,
    article,
    bring,
    claim_article,
    claim_delivery,
    finding,
    fingerprint,
    health_alert,
    read_as,
    send,
)

DAY = timedelta(days=1)
ROUTES = (Route(name="all", to=("desk",), update_at_most_every=timedelta(0)),)


def report(name: str, **fields) -> Article:
    title = f"Report {name}"
    return article(
        name, title, source=Source(name=f"Outlet {name}", title=title, url=f"https://{name}.example"), **fields
    )


def naming(*actors: str):
    found = tuple(Entity(id=name, name=name.title(), mentions=(Span(start=0, end=1, text="A"),)) for name in actors)
    return replace(finding(), context=Context(mentions=Mentions(actors=found)))


def read(store: Store, name: str, *actors: str, into: int | None = None, now=NOW) -> Article:
    """Have an article that names these actors open a story, or join that of the alert `into`."""
    bring(store, report(name), now=now)

    def conclude(it, session):
        before = store_alert(session, into) if into else None
        kind = JoinKind.SAME_EVENT if before else JoinKind.OPENED
        story_id = before.story_id if before else None
        joined = Joined(
            story_id=story_id, evidence=(Evidence(kind=kind, detail=f"because of {name}"),), keys=("k:all", f"k:{name}")
        )
        reading = Reading(article=it, findings=(naming(*actors),))
        alert = grow(before, reading, joined, now=now)
        told = session.told(before.id) if before else ()
        return Conclusion(
            outcome=outcome(before, alert),
            reading=reading,
            fingerprint=fingerprint(name, canonical=f"{name}.example"),
            joined=joined,
            alert=alert,
            deliveries=tellings(alert, ROUTES, told, now=now),
        )

    def store_alert(session, alert_id):
        return session.alert_of(alert_id)  # in these tests the n-th alert is that of the n-th story

    return read_as(store, conclude, now=now)


def alert(store: Store, alert_id: int) -> Alert:
    return store.archive.alert(alert_id).alert


def split(store: Store, alert_id: int, *articles: int, now=NOW + HOUR) -> Decision:
    return store.stories.split(alert_id, articles, by="ana", now=now, routes=ROUTES)


def merge(store: Store, alert_id: int, other: int, now=NOW + HOUR) -> Decision:
    return store.stories.merge(alert_id, other, by="ana", now=now, routes=ROUTES)


def tell_all(store: Store, now=NOW) -> int:
    """Send whatever is due; returns how much that was."""
    claims = store.deliveries.claim_deliveries(now=now, lease=MINUTE, limit=9)
    for claim in claims:
        send(store, claim, now=now)
    return len(claims)


def waiting(store: Store) -> list[tuple[int, tuple[Reason, ...]]]:
    """Alert and reasons of each telling that waits."""
    records = store.archive.deliveries(state=DeliveryState.PENDING)
    return sorted((record.delivery.alert_id, record.delivery.reasons) for record in records)


def articles_of(store: Store, alert_id: int) -> tuple[int, ...]:
    """Ids by the alert's findings, having seen that the story says the same."""
    found = tuple(item.article_id for item in alert(store, alert_id).findings)
    assert store.archive.story(alert(store, alert_id).story_id).articles == found
    return found


@pytest.fixture
def three(store: Store) -> Store:
    """One alert of three articles, of which the desk was told."""
    read(store, "a", "wagner")
    read(store, "b", "haftar", into=1, now=NOW + MINUTE)
    read(store, "c", "wagner", into=1, now=NOW + 2 * MINUTE)
    assert tell_all(store, now=NOW + 3 * MINUTE) == 1
    return store


@pytest.fixture
def two(store: Store) -> Store:
    """Two alerts of one article each, of which the desk was told."""
    read(store, "a", "wagner")
    read(store, "b", "haftar", now=NOW + MINUTE)
    assert tell_all(store, now=NOW + 2 * MINUTE) == 2
    return store


def test_a_split_makes_a_story_and_an_alert_of_the_named_articles(three: Store):
    decision = split(three, 1, 2)

    assert decision == Decision(
        id=1, at=NOW + HOUR, by="ana", verb="split", alert_id=1, other_alert_id=2, articles=(2,)
    )
    assert articles_of(three, 1) == (1, 3)
    assert articles_of(three, 2) == (2,)
    off = alert(three, 2)
    assert (off.title, off.key, [source.name for source in off.sources]) == ("Report b", "story:2", ["Outlet b"])
    assert [(it.reasons, it.detail) for it in off.revisions] == [((Reason.SPLIT,), ("split from alert 1 by ana",))]
    assert alert(three, 1).revisions[-1].detail == ("alert 2 was split off by ana",)
    assert [it.kind for it in off.evidence] == [JoinKind.SAME_EVENT, JoinKind.BY_HAND]
    assert [it.detail for it in alert(three, 1).evidence] == ["because of a", "because of c"]


def test_readers_who_were_told_of_an_alert_are_told_nothing_of_its_parts(three: Store):
    split(three, 1, 2)

    assert waiting(three) == []
    book = three.archive.ledger()
    assert (book.balanced, book.tellings, book.unrouted) == (True, 3, 0)


def test_what_comes_to_a_part_later_is_told_as_news_of_that_part(three: Store):
    split(three, 1, 2)

    read(three, "d", "haftar", into=2, now=NOW + 2 * HOUR)
    assert waiting(three) == []
    read(three, "e", "wagner", into=2, now=NOW + 3 * HOUR)

    assert waiting(three) == [(2, (Reason.ACTOR, Reason.SOURCES))]  # wagner was told of the other part


def test_readers_who_waited_for_a_telling_are_told_of_each_part(store: Store):
    read(store, "a", "wagner")
    read(store, "b", "haftar", into=1, now=NOW + MINUTE)

    split(store, 1, 2)

    assert waiting(store) == [(1, (Reason.NEW,)), (2, (Reason.NEW,))]
    assert store.archive.ledger().balanced


def test_a_waiting_update_on_what_was_split_off_is_told_with_the_part(store: Store):
    read(store, "a", "wagner")
    tell_all(store)
    read(store, "b", "haftar", into=1, now=NOW + MINUTE)
    assert waiting(store) == [(1, (Reason.ACTOR,))]

    split(store, 1, 2)

    (record,) = store.archive.deliveries(state=DeliveryState.PENDING)
    assert (record.delivery.alert_id, Reason.ACTOR in record.delivery.reasons) == (2, True)
    (gone,) = store.archive.deliveries(state=DeliveryState.SUPERSEDED)
    assert gone.superseded_by == record.delivery.id
    assert store.archive.ledger().balanced


def test_an_opening_article_that_is_split_off_leaves_its_story_to_the_next(three: Store):
    split(three, 1, 1)

    assert (alert(three, 1).title, alert(three, 2).title) == ("Report b", "Report a")
    with three.articles.joining(now=NOW + HOUR) as session:
        members = session.candidates(fingerprint("x"), keys=("k:all", "k:a", "k:b", "k:c"), since=NOW - DAY)
    assert [(it.article_id, it.story_id, it.opening) for it in members] == [(1, 2, True), (2, 1, True), (3, 1, False)]


def test_new_articles_meet_each_half_of_a_split_under_its_own_story(three: Store):
    split(three, 1, 2)

    with three.articles.joining(now=NOW + HOUR) as session:
        (member,) = session.candidates(fingerprint("b"), since=NOW - DAY)
        (other,) = session.candidates(fingerprint("c"), since=NOW - DAY)[1:]

    assert (member.article_id, member.story_id) == (2, 2)
    assert (other.article_id, other.story_id) == (3, 1)


def test_an_article_that_is_edited_stays_where_the_hand_put_it(three: Store):
    split(three, 1, 2)
    bring(three, report("b", revision=2), hashes=("edited",), now=NOW + 2 * HOUR)
    claim = claim_article(three, now=NOW + 2 * HOUR)
    like_the_first = fingerprint("a", canonical="a.example")

    with three.articles.joining(now=NOW + 2 * HOUR) as session:
        members = session.candidates(like_the_first, since=NOW - DAY)
        joined = stories.join(claim.item, like_the_first, members)

    assert {it.story_id for it in members} == {1, 2}
    assert joined.story_id == 2


def test_findings_go_with_their_articles(three: Store):
    split(three, 1, 2)
    assert three.archive.ledger().by_rule == {"mercenaries": 3}

    merge(three, 1, 2)

    assert articles_of(three, 1) == (1, 2, 3)
    assert three.archive.ledger().by_rule == {"mercenaries": 3}


def test_a_merge_puts_all_articles_into_the_first_alert(two: Store):
    decision = merge(two, 1, 2)

    assert (decision.verb, decision.alert_id, decision.other_alert_id, decision.articles) == ("merge", 1, 2, (2,))
    assert articles_of(two, 1) == (1, 2)
    assert [source.name for source in alert(two, 1).sources] == ["Outlet a", "Outlet b"]
    assert alert(two, 1).revisions[-1].reasons == (Reason.MERGED,)
    assert two.archive.story(2).articles == ()


def test_an_alert_that_was_merged_away_keeps_its_history(two: Store):
    merge(two, 1, 2)

    gone = two.archive.alert(2)
    assert gone.alert.merged_into == 1
    assert [it.article_id for it in gone.alert.findings] == [2]
    assert [it.reasons for it in gone.alert.revisions] == [(Reason.NEW,), (Reason.MERGED,)]
    assert gone.alert.revisions[-1].detail == ("merged into alert 1 by ana",)
    assert len(gone.deliveries) == 1
    assert {line.id: line.merged_into for line in two.archive.alerts()} == {1: None, 2: 1}


def test_readers_who_were_told_of_both_alerts_are_told_nothing_of_the_whole(two: Store):
    merge(two, 1, 2)

    assert waiting(two) == []
    assert two.archive.ledger().balanced
    assert two.archive.ledger().unrouted == 0


def test_readers_of_one_alert_are_told_what_the_other_brings(store: Store):
    read(store, "a", "wagner")
    tell_all(store)
    read(store, "b", "haftar", now=NOW + MINUTE)
    assert waiting(store) == [(2, (Reason.NEW,))]

    merge(store, 1, 2)

    assert waiting(store) == [(1, (Reason.ACTOR,))]
    (gone,) = store.archive.deliveries(state=DeliveryState.SUPERSEDED)
    (here,) = store.archive.deliveries(state=DeliveryState.PENDING)
    assert (gone.delivery.alert_id, gone.superseded_by) == (2, here.delivery.id)
    assert store.archive.ledger().balanced


def test_two_tellings_that_wait_become_one(store: Store):
    read(store, "a", "wagner")
    read(store, "b", "haftar", now=NOW + MINUTE)

    merge(store, 1, 2)

    assert waiting(store) == [(1, (Reason.NEW,))]
    assert len(store.archive.deliveries(state=DeliveryState.SUPERSEDED)) == 2
    assert store.archive.ledger().balanced


def test_a_telling_that_is_on_its_way_at_a_merge_is_not_repeated(store: Store):
    read(store, "a", "wagner")
    tell_all(store)
    read(store, "b", "haftar", now=NOW + MINUTE)
    claim = claim_delivery(store, now=NOW + MINUTE)

    store.stories.merge(1, 2, by="ana", now=NOW + MINUTE, routes=ROUTES)
    assert [it for it in waiting(store) if it[0] == 1] == []
    send(store, claim, AGAIN, now=NOW + MINUTE)

    assert waiting(store) == [(2, (Reason.NEW,))]  # the channel did not take it: it is tried again
    assert tell_all(store, now=NOW + HOUR) == 1
    assert store.archive.ledger().balanced


def test_sources_that_readers_were_told_of_in_two_alerts_are_no_news_in_one(store: Store):
    read(store, "a", "wagner")
    read(store, "b", "wagner", into=1, now=NOW + MINUTE)
    read(store, "c", "wagner", now=NOW + 2 * MINUTE)
    tell_all(store, now=NOW + 3 * MINUTE)
    read(store, "d", "wagner", into=1, now=NOW + 4 * MINUTE)
    tell_all(store, now=NOW + 5 * MINUTE)

    merge(store, 1, 2)

    assert waiting(store) == []


def test_a_split_after_a_merge_gives_both_alerts_as_they_were(two: Store):
    first, second = alert(two, 1), alert(two, 2)

    merge(two, 1, 2)
    split(two, 1, 2, now=NOW + 2 * HOUR)

    again = alert(two, 1), alert(two, 3)
    for before, after in zip((first, second), again, strict=True):
        assert (after.title, after.findings, after.sources) == (before.title, before.findings, before.sources)
        assert (after.severity, after.labels) == (before.severity, before.labels)
    assert waiting(two) == []
    assert two.archive.ledger().balanced


def test_a_merged_story_closes_with_the_older_one(store: Store):
    read(store, "a", "wagner")
    read(store, "b", "wagner", now=NOW + 3 * DAY)
    merge(store, 2, 1, now=NOW + 3 * DAY)

    def found(now):
        with store.articles.joining(now=now) as session:
            return [it.article_id for it in session.candidates(fingerprint("b"), since=NOW - DAY)]

    assert found(NOW + 7 * DAY) == [1, 2]  # with the opening article
    assert found(NOW + 7 * DAY + MINUTE) == []


def test_decisions_are_remembered_with_who_and_when(three: Store):
    split(three, 1, 2)
    merge(three, 1, 2, now=NOW + 2 * HOUR)

    told = three.stories.decisions(2)

    assert [(it.verb, it.by, it.at, it.articles) for it in told] == [
        ("split", "ana", NOW + HOUR, (2,)),
        ("merge", "ana", NOW + 2 * HOUR, (2,)),
    ]
    assert three.stories.decisions(99) == ()


@pytest.mark.parametrize(
    ("articles", "words"),
    [
        ((), "no article was named; alert 1 has 1, 2, 3"),
        ((2, 9), "alert 1 has no article 9; it has 1, 2, 3"),
        ((1, 2, 3), "these are all articles of alert 1"),
    ],
)
def test_a_split_that_leaves_nothing_or_names_strangers_is_refused(three: Store, articles, words: str):
    with pytest.raises(RowRefused, match=words):
        split(three, 1, *articles)
    assert articles_of(three, 1) == (1, 2, 3)


def test_what_is_no_story_or_is_history_cannot_be_sorted(two: Store):
    health = two.deliveries.record_alert(health_alert(), now=NOW)
    with pytest.raises(RowRefused, match="there is no alert 77"):
        merge(two, 1, 77)
    with pytest.raises(RowRefused, match="cannot be merged with itself"):
        merge(two, 1, 1)
    with pytest.raises(RowRefused, match="is of kind health; only alerts of stories have articles"):
        merge(two, 1, health)
    merge(two, 1, 2)
    with pytest.raises(RowRefused, match="alert 2 was merged into alert 1; name that one"):
        merge(two, 1, 2)
