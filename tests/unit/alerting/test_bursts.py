"""Burst alerts: what an event counts as naming, and an alert that routes select and readers can check."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.alerting import select_findings, tellings, with_facts
from monitor.alerting.bursts import burst_alert
from monitor.config import Route, When
from monitor.engine.bursts import Fired
from monitor.model import AlertKind, Event, Excerpt, Finding, Match, Reason, Severity, Source, Span, Thing
from tests.unit.alerting.make import NOW, entity, facts, finding
from tests.unit.engine.bursts.making import FIRST, SPIKE, ago, burst, judged, thing
from tests.unit.engine.bursts.making import NOW as JUDGED_AT
from tests.unit.notifiers.bursts import evidence

AGO = JUDGED_AT - timedelta(days=100)


def event(number: int = 1) -> Event:
    return Event(id=number, at=NOW, found_at=NOW, story=number, article=number)


# --- what an event names ----------------------------------------------------------------------------------------


def test_people_and_actors_count_wherever_they_are_named_but_guesses_do_not():
    named = facts(people=("haftar",), actors=("redut",), listed=("7",), resolutions=("S/RES/1", None))
    guess = entity("guess", confirmed=False)
    mentions = named.mentions
    context = type(named)(
        mentions=type(mentions)(people=mentions.people, actors=(*mentions.actors, guess)),
        resolutions=named.resolutions,
        listed=named.listed,
    )
    found = with_facts(event(), finding(context=context, labels={"cargo": "crude"}))
    assert found.actors == (Thing("haftar", "Haftar"), Thing("redut", "Redut"))
    assert found.resolutions == (Thing("S/RES/1", "S/RES/1"),)
    assert found.listed == (Thing("ours:7", "7 (ours)"),)
    assert found.labels == {"cargo": "crude"}


def test_places_count_in_the_sentences_around_the_match_alone():
    near, far = Span(start=3, end=8, text="Derna"), Span(start=90, end=96, text="Tobruk")
    places = (entity("derna", at=near), entity("tobruk", at=far))
    context = facts()
    context = type(context)(mentions=type(context.mentions)(places=places))
    shown = Excerpt(start=0, text="In Derna they were seen.")
    match = Match(rule="r", title="R", severity=Severity.LOW)
    found = with_facts(event(), Finding(match=match, excerpts=(shown,), context=context))
    assert [place.id for place in found.places] == ["derna"]


# --- the alert --------------------------------------------------------------------------------------------------


def fired_alert(asked: str = SPIKE, count: int = 6, *, shown: int | None = None):
    rule = burst(asked)
    (fired,) = judged(rule, ago(*range(1, count + 1))).fired
    return burst_alert(rule, fired, evidence(fired.events[:shown]), archive_since=AGO, now=JUDGED_AT)


def test_the_alert_says_what_happened_under_the_name_and_severity_of_the_burst_rule():
    alert = fired_alert()
    assert (alert.kind, alert.title, alert.severity) == (AlertKind.BURST, "Sudden rise", Severity.HIGH)
    assert alert.text == "6 stories in 24 hours where none is usual (14 days)."
    assert alert.rules == ("rise",)
    assert len(alert.sources) == len(alert.findings) == 6
    assert all(item.finding.match.because == alert.findings[0].finding.match.because for item in alert.findings)


def test_the_passages_are_those_of_the_articles_that_were_counted():
    excerpts = [item.finding.excerpts[0].text for item in fired_alert().findings]
    assert len(set(excerpts)) == 6


def test_a_reader_hears_how_many_of_the_stories_are_listed():
    assert fired_alert(count=9, shown=4).text.endswith("The latest 4 are listed here.")


def test_a_group_stands_in_the_title_and_in_a_label():
    rule = burst("spike: {of: m, window: 24 hours, at_least: 3, group_by: country}")
    libya = Thing("LY", "Libya")
    (fired,) = judged(rule, ago(1, 2, 3, countries=(libya,))).fired
    alert = burst_alert(rule, fired, (), archive_since=AGO, now=JUDGED_AT)
    assert (alert.title, alert.labels) == ("Sudden rise: Libya", {"country": "LY"})


def test_a_first_sighting_names_what_is_new_at_most_three_of_it():
    rule = burst(FIRST)
    names = tuple(map(thing, ("redut", "patriot", "convoy", "bear", "storm")))
    fired = Fired(key="k", group=Thing("", ""), events=ago(1), things=names)
    alert = burst_alert(rule, fired, (), archive_since=AGO, now=JUDGED_AT)
    assert alert.title == "Sudden rise: Redut, Patriot, Convoy and 2 more"
    assert alert.text.startswith("The actors Redut, Patriot, Convoy, Bear, Storm are named")
    one = burst_alert(
        rule, Fired(key="k", group=Thing("", ""), events=ago(1), things=names[:1]), (), archive_since=AGO, now=NOW
    )
    assert one.text.startswith("The actor Redut is named in alerts of the rule m for the first time in 30 days:")
    assert one.labels == {"actor": "redut"}


@pytest.mark.parametrize(
    ("when", "reached"),
    [
        (When(), True),
        (When(kind=(AlertKind.BURST,)), True),
        (When(kind=(AlertKind.STORY,)), False),
        (When(rules=("rise",)), True),
        (When(rules=("m",)), False),
        (When(severity=(Severity.CRITICAL,)), False),
        (When(labels={"theme": "forces"}), False),
    ],
)
@pytest.mark.parametrize("shown", [None, 0], ids=["with its articles", "when none can be read"])
def test_routes_select_it_by_its_own_kind_rule_severity_and_labels(when, reached, shown):
    alert = fired_alert(shown=shown)
    route = Route(name="r", to=("desk",), when=when)
    assert bool(select_findings(alert, route)) is reached
    told = tellings(alert, (route,), (), now=JUDGED_AT)
    assert [delivery.reasons for delivery in told] == [(Reason.NEW,)] * reached


def test_an_alert_whose_articles_cannot_be_read_has_no_sources():
    assert fired_alert(shown=0).sources == ()
    assert fired_alert(shown=0).findings[0].source == Source(name="")
