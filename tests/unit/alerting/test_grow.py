"""How an alert opens and grows, and for which reasons that is news."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alerting import changes, grow, outcome, union, view_of
from monitor.model import (
    AlertKind,
    Context,
    DateMention,
    Excerpt,
    Precision,
    ReadOutcome,
    Reason,
    Severity,
    Span,
    Stance,
    Tier,
    View,
)
from tests.unit.alerting.make import FIRST, LATER, NOW, SECOND, entity, facts, finding, opened, reading


def test_the_first_reading_opens_the_alert():
    alert = opened(
        finding(severity=Severity.LOW, labels={"theme": "war"}), finding("sanctions", severity=Severity.HIGH)
    )
    assert (alert.kind, alert.title, alert.severity, alert.id) == (AlertKind.STORY, "A headline", Severity.HIGH, 0)
    assert [(r.number, r.at, r.reasons) for r in alert.revisions] == [(1, NOW, (Reason.NEW,))]
    assert alert.rules == ("sanctions", "mercenaries")
    assert alert.labels == {"theme": "war"}
    assert [source.name for source in alert.sources] == ["Paper 1"]
    assert alert.evidence == FIRST.evidence
    assert outcome(None, alert) is ReadOutcome.OPENED


def test_two_new_alerts_never_share_a_key():
    assert opened(number=1).key != opened(number=2).key


def test_an_article_without_a_title_lends_its_first_words():
    untitled = reading()
    untitled = replace(untitled, article=replace(untitled.article, title="", paragraphs=("word  " * 100,)))
    title = grow(None, untitled, FIRST, now=NOW).title
    assert title.startswith("word word")
    assert title.endswith("…")
    assert len(title) <= 160


def test_an_article_that_brings_nothing_new_joins_without_a_revision():
    before = opened()
    alert = grow(before, reading(number=2, title="Another"), SECOND, now=LATER)
    assert outcome(before, alert) is ReadOutcome.JOINED
    assert alert.revisions == before.revisions
    assert [source.name for source in alert.sources] == ["Paper 1", "Paper 2"]
    assert [item.article_id for item in alert.findings] == [1, 2]
    assert alert.title == "A headline"
    assert alert.evidence == (*FIRST.evidence, *SECOND.evidence)


@pytest.mark.parametrize(
    ("later", "reason", "detail"),
    [
        (finding("ceasefire"), Reason.RULE, "rule: About ceasefire"),
        (finding(severity=Severity.HIGH), Reason.SEVERITY, "severity: medium → high"),
        (finding(context=facts(actors=("wagner-group",))), Reason.ACTOR, "actor: Wagner Group"),
        (finding(context=facts(people=("khalifa-haftar",))), Reason.ACTOR, "actor: Khalifa Haftar"),
        (finding(context=facts(places=("derna",))), Reason.PLACE, "place: Derna"),
        (finding(context=facts(quantities=(("fighters", 100, 999),))), Reason.QUANTITY, "quantity: 100–999 fighters"),
        (finding(context=facts(quantities=(("", 7000, 7000),))), Reason.QUANTITY, "quantity: 7 000"),
        (
            finding(context=facts(resolutions=("S/RES/2292 (2016)",))),
            Reason.RESOLUTION,
            "resolution: S/RES/2292 (2016)",
        ),
        (finding(stance=Stance.DENIED), Reason.STANCE, "now denied: About mercenaries"),
        (finding(context=facts(listed=("e-1",))), Reason.LISTED, "listed: E-1 (ours)"),
    ],
)
def test_each_new_fact_is_a_revision_with_its_reason_and_a_line_for_people(later, reason, detail):
    before = opened()
    alert = grow(before, reading(later, number=2), SECOND, now=LATER)
    assert outcome(before, alert) is ReadOutcome.REVISED
    revision = alert.revisions[-1]
    assert (revision.number, revision.at) == (2, LATER)
    assert (revision.reasons, revision.detail) == ((reason,), (detail,))


def test_an_event_date_is_news_and_a_year_or_weekday_is_not():
    def on(value: str | None, precision: Precision) -> Context:
        return Context(dates=(DateMention(span=Span(start=0, end=1, text="x"), value=value, precision=precision),))

    before = opened()
    for value, precision in [("2023", Precision.YEAR), ("Monday", Precision.WEEKDAY), (None, Precision.DAY)]:
        assert (
            grow(before, reading(finding(context=on(value, precision))), SECOND, now=LATER).revisions
            == before.revisions
        )
    alert = grow(before, reading(finding(context=on("2023-09-17T10:00", Precision.MINUTE))), SECOND, now=LATER)
    assert alert.revisions[-1].detail == ("date: 2023-09-17",)


def test_an_official_source_is_news_once():
    second = grow(opened(), reading(number=2, tier=Tier.OFFICIAL), SECOND, now=LATER)
    assert second.revisions[-1].reasons == (Reason.OFFICIAL,)
    third = grow(second, reading(number=3, tier=Tier.OFFICIAL), SECOND, now=LATER)
    assert [revision.reasons for revision in third.revisions[2:]] == [(Reason.SOURCES,)]


def test_the_third_the_tenth_and_the_thirtieth_source_are_news():
    alert = opened()
    for number in range(2, 41):
        alert = grow(alert, reading(number=number), SECOND, now=LATER)
    assert [revision.detail for revision in alert.revisions[1:]] == [("3 sources",), ("10 sources",), ("30 sources",)]


def test_a_figure_inside_the_told_range_is_no_news_and_one_outside_is():
    before = opened(finding(context=facts(quantities=(("fighters", 100, 999),))))
    inside = grow(
        before, reading(finding(context=facts(quantities=(("fighters", 300, 300),))), number=2), SECOND, now=LATER
    )
    assert inside.revisions == before.revisions
    more = grow(
        inside, reading(finding(context=facts(quantities=(("fighters", 2000, 2000),))), number=3), SECOND, now=LATER
    )
    assert more.revisions[-1].detail == ("quantity: 100–2 000 fighters", "3 sources")


def test_the_same_figures_under_another_word_are_a_translation():
    before = opened(finding(context=facts(quantities=(("fighters", 300, 300),))))
    other = reading(finding(context=facts(quantities=(("Kämpfer", 300, 300),))), number=2)
    assert grow(before, other, SECOND, now=LATER).revisions == before.revisions


def test_an_unconfirmed_name_and_an_unnumbered_resolution_are_no_news():
    guess = Context(mentions=facts().mentions)
    guess = replace(guess, mentions=replace(guess.mentions, people=(entity("somebody", confirmed=False),)))
    for context in (guess, facts(resolutions=(None,))):
        before = opened()
        assert (
            grow(before, reading(finding(context=context), number=2), SECOND, now=LATER).revisions == before.revisions
        )


def test_a_place_counts_only_in_a_sentence_that_is_shown():
    far = Span(start=500, end=505, text="Derna")
    near = Span(start=12, end=17, text="Derna")

    def at(span: Span):
        context = replace(facts(), mentions=replace(facts().mentions, places=(entity("derna", at=span),)))
        return replace(finding(context=context), excerpts=(Excerpt(start=10, text="in Derna it was said"),))

    alert = opened()
    assert grow(alert, reading(at(far), number=2), SECOND, now=LATER).revisions == alert.revisions
    assert grow(alert, reading(at(near), number=2), SECOND, now=LATER).revisions[-1].detail == ("place: Derna",)


def test_an_edited_article_replaces_its_findings_and_adds_no_source():
    before = opened(finding(), finding("ceasefire"))
    alert = grow(before, reading(finding("sanctions")), SECOND, now=LATER)
    assert alert.rules == ("sanctions",)
    assert len(alert.sources) == 1
    assert alert.revisions[-1].reasons == (Reason.RULE,)


def test_severity_never_falls():
    before = opened(finding(severity=Severity.CRITICAL))
    assert grow(before, reading(finding(severity=Severity.LOW)), SECOND, now=LATER).severity is Severity.CRITICAL


def test_where_labels_differ_the_more_severe_rule_is_right():
    alert = opened(
        finding(severity=Severity.HIGH, labels={"theme": "war"}), finding("b", labels={"theme": "law", "area": "un"})
    )
    assert alert.labels == {"theme": "war", "area": "un"}


IDS = st.lists(st.sampled_from("abcd"), max_size=3, unique=True).map(lambda ids: tuple(sorted(ids)))
VIEWS = st.builds(
    View,
    severity=st.sampled_from(list(Severity)),
    rules=IDS,
    actors=IDS,
    places=IDS,
    resolutions=IDS,
    dates=IDS,
    quantities=st.dictionaries(st.sampled_from("ab"), st.tuples(st.integers(0, 50), st.integers(50, 99))).map(
        lambda q: tuple((of, low, high) for of, (low, high) in sorted(q.items()))
    ),
    listed=IDS,
    stances=st.lists(
        st.tuples(st.sampled_from("ab"), st.sampled_from([s.value for s in Stance])), max_size=3, unique=True
    ).map(lambda s: tuple(sorted(s))),
    official=st.booleans(),
    sources=st.integers(0, 40),
)


@given(VIEWS)
def test_nobody_learns_anything_from_what_they_know(view):
    assert changes(view, view) == ((), ())


@given(VIEWS, VIEWS)
def test_after_both_were_told_neither_is_news(one, other):
    both = union(one, other)
    assert changes(both, one) == changes(both, other) == ((), ())
    assert union(both, one) == both


@given(VIEWS, VIEWS)
def test_reasons_and_lines_come_together_or_not_at_all(told, current):
    reasons, detail = changes(told, current)
    assert bool(reasons) == bool(detail)
    assert Reason.NEW not in reasons
    assert len(set(reasons)) == len(reasons)


@given(VIEWS, IDS, IDS)
def test_a_fact_that_was_not_told_is_always_news(told, actors, places):
    reasons, detail = changes(told, replace(told, actors=actors, places=places))
    assert (Reason.ACTOR in reasons) == bool(set(actors) - set(told.actors))
    assert (Reason.PLACE in reasons) == bool(set(places) - set(told.places))
    assert {line for line in detail if line.startswith("actor")} == {
        f"actor: {a}" for a in set(actors) - set(told.actors)
    }


RULES = st.sampled_from(["a", "b", "c"])
READINGS = st.lists(
    st.tuples(
        st.integers(1, 6), RULES, st.sampled_from(list(Severity)), IDS, st.sampled_from([Tier.PRESS, Tier.OFFICIAL])
    ),
    min_size=1,
    max_size=8,
)


@given(READINGS)
def test_a_revision_is_written_exactly_when_the_alert_as_a_whole_brings_news(steps):
    alert = None
    for number, rule, severity, actors, tier in steps:
        before = alert
        one = reading(finding(rule, severity=severity, context=facts(actors=actors)), number=number, tier=tier)
        alert = grow(before, one, SECOND if before else FIRST, now=NOW + timedelta(minutes=number))
        if before is None:
            continue
        news, _ = changes(view_of(before, before.findings), view_of(alert, alert.findings))
        assert outcome(before, alert) is (ReadOutcome.REVISED if news else ReadOutcome.JOINED)
        assert len(alert.sources) == len({source.url for source in alert.sources})
        assert alert.severity >= before.severity
    assert [revision.number for revision in alert.revisions] == list(range(1, len(alert.revisions) + 1))
