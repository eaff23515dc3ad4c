"""Alerts about a changed list: for each entry, or one for many, and which routes they take."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from monitor.alerting import selects, tellings
from monitor.alerting.listings import ALONE_AT_MOST, listing_alerts
from monitor.config import Route, When
from monitor.config.schema import WhenListed
from monitor.model import (
    Alert,
    AlertFinding,
    AlertKind,
    Context,
    Finding,
    Listed,
    Match,
    Severity,
    Source,
    Span,
)
from monitor.model.listing import ListedKind, Listing, ListVersion, NameOfListing
from monitor.screening.changes import changes

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def group(number: int, **more) -> Listing:
    fields = {"names": (NameOfListing(f"HERON BAND {number}"),), "programmes": ("ISLES",), **more}
    return Listing(list="isles", id=f"E{number}", kind=ListedKind.GROUP, since=date(2024, 6, 11), **fields)


def alerts(before: tuple[Listing, ...], after: tuple[Listing, ...]) -> tuple[Alert, ...]:
    version = ListVersion(
        list="isles",
        format="made",
        entries=after,
        published=date(2026, 3, 1),
        sha256="ab" * 32,
        rows=0,
        names_read=0,
        complete=True,
    )
    return listing_alerts(changes(before, after), version, now=NOW)


def test_an_added_entry_is_told_with_who_since_when_why_and_where_to_read_on() -> None:
    added = group(
        1,
        countries=("Orvane",),
        identifiers=(("imo", "9074729"),),
        remarks="Sank two ferries.",
        link="https://lists.example/E1",
    )
    added = replace(added, names=(*added.names, NameOfListing("Heron Crew")))
    (alert,) = alerts((), (added,))
    assert alert.title == "isles: HERON BAND 1: added"
    assert (alert.kind, alert.severity) == (AlertKind.LISTING, Severity.HIGH)
    assert alert.text.splitlines() == [
        "HERON BAND 1 (group, isles E1)",
        "",
        "Added to the list.",
        "Programmes: ISLES",
        "Listed since: 2024-06-11",
        "Also known as: Heron Crew",
        "Countries: Orvane",
        "Numbers: imo 9074729",
        "Reason: Sank two ferries.",
        "https://lists.example/E1",
        "",
        "The list as of 2026-03-01.",
    ]


@pytest.mark.parametrize(
    ("after", "title", "line", "severity"),
    [
        (
            {"programmes": ("ISLES", "TCO")},
            "isles: HERON BAND 1: programme added: TCO",
            "Programmes: ISLES → ISLES, TCO",
            Severity.HIGH,
        ),
        (
            {"programmes": ()},
            "isles: HERON BAND 1: programme gone: ISLES",
            "Programmes: ISLES → none",
            Severity.MEDIUM,
        ),
        (
            {"names": (NameOfListing("GREY BAND"),)},
            "isles: GREY BAND: renamed, before: HERON BAND 1",
            "Name: HERON BAND 1 → GREY BAND",
            Severity.MEDIUM,
        ),
        (
            {"names": (NameOfListing("HERON BAND 1"), NameOfListing("Grey Band"))},
            "isles: HERON BAND 1: also known as Grey Band",
            "New names: Grey Band",
            Severity.MEDIUM,
        ),
    ],
)
def test_a_change_is_told_with_before_and_after(after, title, line, severity) -> None:
    (alert,) = alerts((group(1),), (group(1, **after),))
    assert alert.title == title
    assert line in alert.text.splitlines()
    assert alert.severity is severity


def test_a_removed_entry_is_told_and_a_mere_detail_is_not() -> None:
    (alert,) = alerts((group(1), group(2)), (group(2, remarks="Another remark."),))
    assert alert.title == "isles: HERON BAND 1: removed"
    assert "No longer on the list." in alert.text


def test_all_that_changed_of_one_entry_is_one_alert() -> None:
    (alert,) = alerts((group(1),), (group(1, programmes=("TCO",), names=(NameOfListing("GREY BAND"),)),))
    assert [change.what for change in alert.changes] == ["renamed", "programme added", "programme gone"]


def test_many_changes_are_one_alert_whose_key_stays_the_same() -> None:
    many = tuple(group(number) for number in range(ALONE_AT_MOST + 1))
    (alert,) = alerts((), many)
    assert alert.title == "isles: 11 changes: 11 added"
    assert len(alert.changes) == 11
    assert alert.key == alerts((), many)[0].key
    assert len({one.key for one in alerts((), many[:-1])}) == ALONE_AT_MOST


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (When(), True),
        (When(kind=(AlertKind.LISTING,)), True),
        (When(kind=(AlertKind.STORY,)), False),
        (When(severity=(Severity.CRITICAL,)), False),
        (When(rules=("mercenaries",)), False),
        (When(rules=("mercenaries",), kind=(AlertKind.LISTING,)), True),
        (When(labels={"list": "isles"}), True),
        (When(labels={"list": "ofac"}), False),
        (When(labels={"change": "added"}), True),
        (When(listed=WhenListed(lists=("isles",))), True),
        (When(listed=WhenListed(lists=("ofac",))), False),
        (When(listed=WhenListed(programmes=("ISLES", "TCO"))), True),
        (When(listed=WhenListed(programmes=("TCO",))), False),
        (When(listed=WhenListed(kind=("group",))), True),
        (When(listed=WhenListed(kind=("person",))), False),
    ],
)
def test_routes_choose_changes_by_kind_list_programme_and_what_is_listed(when: When, told: bool) -> None:
    (alert,) = alerts((), (group(1),))
    route = Route(name="desk", when=when, to=("desk",))
    assert selects(alert, route) is told
    assert bool(tellings(alert, (route,), (), now=NOW)) is told


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        (WhenListed(lists=("isles",)), True),
        (WhenListed(lists=("ofac",)), False),
        (WhenListed(lists=("isles",), programmes=("TCO",)), False),
        (WhenListed(kind=("group",)), True),
    ],
)
def test_routes_choose_stories_by_who_is_listed_in_them(listed: WhenListed, told: bool) -> None:
    named = Listed(
        list="isles",
        entry="E1",
        name="HERON BAND 1",
        span=Span(start=0, end=5, text="Heron"),
        as_of=None,
        programmes=("ISLES",),
        kind="group",
    )
    match = Match(rule="r", title="r", severity=Severity.HIGH, rule_hash="")
    finding = Finding(match=match, context=Context(listed=(named,)))
    item = AlertFinding(article_id=1, source=Source(name="agency"), finding=finding)
    alert = Alert(
        kind=AlertKind.STORY, key="story:1", title="t", severity=Severity.HIGH, opened_at=NOW, findings=(item,)
    )
    assert selects(alert, Route(name="desk", when=When(listed=listed), to=("desk",))) is told
