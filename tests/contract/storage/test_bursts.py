"""What burst rules count, and their alerts: events of stored findings, and episodes that are recorded once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Barrier, Thread

import pytest
from sqlalchemy import update

from monitor.model import (
    Alert,
    AlertKind,
    Context,
    Entity,
    Episode,
    Event,
    Finding,
    Mentions,
    Reading,
    ReadOutcome,
    Reason,
    ResolutionMention,
    Revision,
    Severity,
    Span,
    Thing,
)
from monitor.storage import Store, tables
from monitor.storage.engine import transaction
from tests.contract.storage.making import (
    HOUR,
    NOW,
    URL,
    article,
    bring,
    finding,
    fingerprint,
    opened,
    read_as,
    revised,
    telling,
)

HERE = Span(start=0, end=1, text="A")
FACTS = Context(
    mentions=Mentions(
        people=(Entity(id="haftar", name="Khalifa Haftar", mentions=(HERE,)),),
        actors=(
            Entity(id="redut", name="Redut", mentions=(HERE,)),
            Entity(id="guessed", name="Guessed", mentions=(HERE,), confirmed=False),
        ),
        places=(
            Entity(id="derna", name="Derna", mentions=(HERE,), country="LY", kind="city"),
            Entity(id="ML", name="Mali", mentions=(HERE,), country="ML", kind="country"),
        ),
    ),
    resolutions=(
        ResolutionMention(span=HERE, id="S/RES/2292 (2016)"),
        ResolutionMention(span=HERE, id=None),
    ),
)


def telling_of(source, rule="mercenaries", *, labels=None, context=FACTS, number=1):
    """The article opens a story, and one rule fires on it."""
    found = finding(rule)
    found = replace(found, context=context, match=replace(found.match, labels=labels or {}))
    conclusion = opened(source, telling(), print_=fingerprint(f"text {source.entry_id} {number}"))
    return replace(conclusion, reading=Reading(article=source, findings=(found,)))


def told(store: Store, *entries: str, now=NOW, **fields):
    bring(store, *(article(entry, title=f"About {entry}") for entry in entries), now=now)
    return [read_as(store, lambda it, _: telling_of(it, **fields), now=now) for _ in entries]


def events(store: Store, *rules: str, since=NOW - HOUR, after=0):
    return list(store.bursts.events(rules or ("mercenaries",), since=since, after=after))


def burst_alert(key: str, *, at=NOW, **fields) -> Alert:
    revisions = (Revision(number=1, at=at, reasons=(Reason.NEW,)),)
    fields.setdefault("revisions", revisions)
    return Alert(kind=AlertKind.BURST, key=key, title="A rise", severity=Severity.HIGH, opened_at=at, **fields)


def record(store: Store, alert: Alert, *deliveries, now=NOW) -> int:
    with store.bursts.session(now=now) as session:
        return session.record(alert, deliveries)


# --- events -----------------------------------------------------------------------------------------------------


def test_an_event_has_the_time_the_story_the_source_and_all_that_its_finding_names(store: Store):
    (source,) = told(store, "a", labels={"cargo": "crude"})
    (event,) = events(store)
    assert (event.at, event.found_at, event.rule, event.article) == (NOW, NOW, "mercenaries", source.id)
    assert (event.title, event.source) == ("About a", URL)
    assert store.archive.story(event.story).articles == (source.id,)
    assert event.labels == {"cargo": "crude"}
    assert event.actors == (Thing("haftar", "Khalifa Haftar"), Thing("redut", "Redut"))
    assert event.places == (Thing("derna", "Derna"), Thing("ML", "Mali"))
    assert event.countries == (Thing("ML", "Mali"), Thing("LY", "LY"))
    assert event.resolutions == (Thing("S/RES/2292 (2016)", "S/RES/2292 (2016)"),)


def test_only_events_of_the_rules_asked_for_and_of_articles_seen_since_then_come(store: Store):
    told(store, "old", now=NOW - 3 * HOUR)
    told(store, "a", now=NOW - HOUR)
    told(store, "b", rule="sanctions")
    assert [event.title for event in events(store)] == ["About a"]
    assert [event.title for event in events(store, "mercenaries", "sanctions")] == ["About a", "About b"]
    assert events(store, "no-such-rule") == []


def test_who_has_read_some_asks_for_the_later_ones(store: Store):
    told(store, "a", "b")
    first, second = events(store)
    assert events(store, after=first.id) == [second]
    assert events(store, after=second.id) == []


def test_more_events_than_a_page_come_all_and_in_order(store: Store):
    told(store, *(f"{number:03}" for number in range(205)))
    found = events(store)
    assert len(found) == 205
    assert [event.id for event in found] == sorted(event.id for event in found)


def test_backlog_is_not_counted(store: Store):
    bring(store, article("a", backlog=True))
    read_as(
        store,
        lambda it, _: replace(telling_of(it), outcome=ReadOutcome.BACKLOG, alert=None, deliveries=(), joined=None),
    )
    assert store.archive.ledger().by_rule == {"mercenaries": 1}
    assert events(store) == []


def test_an_article_that_joins_later_is_an_event_of_the_same_story(store: Store):
    told(store, "a")
    alert = store.archive.alert(store.archive.alerts()[0].id).alert
    bring(store, article("b"), now=NOW + HOUR)
    read_as(store, lambda it, _: revised(it, alert), now=NOW + HOUR)
    first, second = events(store)
    assert first.story == second.story
    assert (first.at, second.at) == (NOW, NOW + HOUR)


def test_an_article_that_is_read_once_more_stays_at_the_time_when_it_was_first_seen(store: Store):
    (source,) = told(store, "a")
    alert = store.archive.alert(store.archive.alerts()[0].id).alert
    store.articles.read_again([source.id], now=NOW + HOUR)
    read_as(store, lambda it, _: revised(it, alert), now=NOW + HOUR)
    (event,) = events(store)
    assert (event.at, event.found_at) == (NOW, NOW + HOUR)


def test_a_finding_that_cannot_be_read_is_left_out_and_keeps_no_other(store: Store):
    told(store, "a", "b")
    spoilt = update(tables.finding).where(tables.finding.c.article_id == 1).values(content="{")
    with transaction(store.engine) as connection:
        connection.execute(spoilt)
    assert [event.title for event in events(store)] == ["About b"]
    broken = Event(id=1, at=NOW, found_at=NOW, story=1, article=1)
    found = (broken, *events(store))
    with store.bursts.session(now=NOW) as session:
        assert [item.article_id for item in session.evidence(found)] == [2]


def test_the_archive_begins_with_its_first_article(store: Store):
    assert store.bursts.begins() is None
    told(store, "a")
    told(store, "b", now=NOW + HOUR)
    assert store.bursts.begins() == NOW


def test_the_articles_behind_events_come_in_their_order_with_their_sources(store: Store):
    first, second = told(store, "a", "b")
    found = events(store)[::-1]
    with store.bursts.session(now=NOW) as session:
        evidence = session.evidence(found)
    assert [item.article_id for item in evidence] == [second.id, first.id]
    assert [item.source for item in evidence] == [second.source, first.source]
    assert isinstance(evidence[0].finding, Finding)
    assert evidence[0].finding.context == FACTS


# --- episodes ---------------------------------------------------------------------------------------------------


def test_a_burst_alert_is_recorded_once_by_its_key_and_told_once(store: Store):
    key = "burst:rise:LY:2026-03-04T12:00:00Z"
    first = record(store, burst_alert(key), telling())
    assert record(store, burst_alert(key), telling()) == first
    assert len(store.archive.deliveries()) == 1
    assert store.bursts.episodes(since=NOW) == (Episode(key=key, at=NOW, id=first),)


def test_an_episode_that_is_over_says_so_and_its_end_is_told(store: Store):
    key = "burst:quiet::2026-03-04T12:00:00Z"
    alert_id = record(store, burst_alert(key), telling())
    with store.bursts.session(now=NOW + HOUR) as session:
        alert = session.alert(alert_id)
        assert [item.telling for item in session.told(alert_id)] == [1]
        over = Revision(number=2, at=NOW + HOUR, reasons=(Reason.RECOVERED,))
        session.record(replace(alert, revisions=(*alert.revisions, over)), [telling(number=2)])
    (episode,) = store.bursts.episodes(since=NOW + HOUR)
    assert (episode.key, episode.at, episode.ended) == (key, NOW, True)
    assert len(store.archive.deliveries()) == 2


def test_only_burst_alerts_that_changed_since_then_are_episodes(store: Store):
    told(store, "a")
    record(store, burst_alert("burst:rise:x:2026-03-04T12:00:00Z"))
    record(store, burst_alert("burst:rise:y:2026-03-04T14:00:00Z", at=NOW + 2 * HOUR), now=NOW + 2 * HOUR)
    assert len(store.bursts.episodes(since=NOW)) == 2
    assert [one.at for one in store.bursts.episodes(since=NOW + HOUR)] == [NOW + 2 * HOUR]


def test_an_alert_that_is_not_there_is_none(store: Store):
    with store.bursts.session(now=NOW) as session:
        assert session.alert(77) is None


@pytest.fixture
def two_stores(database_url: str) -> Iterator[list[Store]]:
    stores = [Store.open(database_url), Store.open(database_url)]
    yield stores
    for store in stores:
        store.close()


def test_two_that_find_one_episode_at_once_take_turns_and_the_second_sees_what_the_first_did(two_stores: list[Store]):
    ready, seen = Barrier(2), []

    def find(store: Store) -> None:
        ready.wait()
        with store.bursts.session(now=NOW) as session:
            known = session.episodes(since=NOW - HOUR)
            seen.append(len(known))
            if not known:
                session.record(burst_alert("burst:rise::2026-03-04T12:00:00Z"), [telling()])

    threads = [Thread(target=find, args=(store,)) for store in two_stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == [0, 1]
    assert len(two_stores[0].archive.deliveries()) == 1


@pytest.mark.parametrize("group", ["x" * 900, "a|b", "list:entry: 7"])
def test_a_group_may_be_called_anything(store: Store, group: str):
    key = f"burst:rise:{group}:2026-03-04T12:00:00Z"
    assert record(store, burst_alert(key)) == record(store, burst_alert(key))
