"""What is worth telling again, and what is background, rounding or the same thing in other words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.alerting import changes, grow, tellings, view_of
from monitor.config import Route
from monitor.model import (
    Alert,
    AlertFinding,
    Article,
    Context,
    DateMention,
    Entity,
    Evidence,
    Excerpt,
    Finding,
    Joined,
    JoinKind,
    Match,
    Mentions,
    Precision,
    Quantity,
    Reading,
    Reason,
    Severity,
    Source,
    Span,
    Stance,
    Told,
    View,
)
from tests.unit.alerting.make import FIRST, LATER, NOW, SECOND, opened, reading

DESK = Route(name="desk", to=("desk",), update_at_most_every=timedelta(hours=6))
KNOWN = View(severity=Severity.HIGH, rules=("mercenaries",), stances=(("mercenaries", "reported"),), sources=1)


def at(text: str, word: str, concept: str = "") -> Span:
    start = text.index(word)
    return Span(start=start, end=start + len(word), text=word, concept=concept)


def found(
    text: str,
    *hits: str,
    places: tuple[str, ...] = (),
    actors: tuple[tuple[str, str], ...] = (),
    dates: tuple[tuple[str, str, Precision], ...] = (),
    title: str = "",
    stance: Stance = Stance.REPORTED,
) -> AlertFinding:
    """A finding of a rule that hit `hits` and every place; the whole text is shown."""
    named = tuple(Entity(id=word.lower(), name=word, mentions=(at(text, word),), kind="city") for word in places)
    who = tuple(Entity(id=word.lower(), name=word, mentions=(at(text, word),), kind=kind) for word, kind in actors)
    when = tuple(DateMention(span=at(text, word), value=value, precision=precision) for word, value, precision in dates)
    spans = (*(at(text, word, "concept") for word in hits), *(at(text, word, word.lower()) for word in places))
    finding = Finding(
        match=Match(rule="mercenaries", title="Mercenaries", severity=Severity.HIGH, spans=spans),
        excerpts=(Excerpt(start=0, text=text, language="en"),),
        context=Context(mentions=Mentions(places=named, actors=who), dates=when),
        stance=stance,
    )
    return AlertFinding(article_id=1, source=Source(name="Paper", title=title), finding=finding)


def seen(*findings: AlertFinding) -> View:
    return view_of(opened(), findings)


def test_a_place_counts_where_the_rule_found_something_and_not_in_the_next_sentence():
    text = "Mercenaries came to Derna. Neighbours in Niamey have left the treaty."
    assert seen(found(text, "Mercenaries", places=("Derna", "Niamey"))).places == ("derna",)


def test_a_place_in_the_title_counts_whatever_the_title_says_else():
    text = "Unrest in Derna\n\nMercenaries came by sea."
    assert seen(found(text, "Mercenaries", places=("Derna",), title="Unrest in Derna")).places == ("derna",)


def test_a_rule_that_asks_for_places_alone_finds_them_wherever_it_does():
    text = "Derna was quiet. Niamey was not."
    assert seen(found(text, places=("Derna", "Niamey"))).places == ("derna", "niamey")


def test_a_second_sentence_about_an_earlier_year_is_history():
    text = "Mercenaries came to Derna. Since 2020 no fighters were in Tripoli."
    told = found(
        text, "Mercenaries", "fighters", places=("Derna", "Tripoli"), dates=(("2020", "2020", Precision.YEAR),)
    )
    assert seen(told).places == ("derna",)


def test_the_most_telling_sentence_counts_though_it_names_an_earlier_year():
    text = "Mercenaries, under an embargo since 2011, came to Derna."
    told = found(text, "Mercenaries", places=("Derna",), dates=(("2011", "2011", Precision.YEAR),))
    assert seen(told).places == ("derna",)


def test_an_organisation_counts_in_a_title_alone_and_a_group_wherever_the_rule_found_something():
    text = "Mercenaries of Wagner broke the embargo of the UN."
    who = (("Wagner", "pmc"), ("UN", "organisation"))
    assert seen(found(text, "Mercenaries", actors=who)).actors == ("wagner",)
    assert seen(found(text, "Mercenaries", actors=who, title=text)).actors == ("un", "wagner")


def test_facts_of_the_past_count_only_if_there_is_nothing_else():
    past = found("Mercenaries left Derna.", "Mercenaries", places=("Derna",), stance=Stance.PAST)
    now = found("Mercenaries reached Sirte.", "Mercenaries", places=("Sirte",))
    assert seen(past).places == ("derna",)
    assert seen(past, now).places == ("sirte",)


@pytest.mark.parametrize(
    ("told", "current", "news"),
    [
        (("fighters", 300, 300), ("fighters", 310, 310), False),  # nearly 300 and 310: rounding
        (("fighters", 300, 300), ("fighters", 280, 300), False),
        (("fighters", 300, 300), ("fighters", 300, 340), True),
        (("fighters", 300, 300), ("fighters", 250, 300), True),
        (("killed", 9, 9), ("killed", 10, 10), True),  # a toll that rises is news while it is small
        (("killed", 9, 9), ("wounded", 9, 9), True),  # another fate is another fact
        (("fighters", 300, 300), ("mercenaries", 300, 300), False),  # the same men in other words
        (("fighters", 100, 999), ("mercenaries", 100, 300), True),
    ],
)
def test_a_figure_is_news_beyond_rounding_and_beyond_another_word_for_it(told, current, news):
    reasons, _ = changes(replace(KNOWN, quantities=(told,)), replace(KNOWN, quantities=(current,)))
    assert reasons == ((Reason.QUANTITY,) if news else ())


def test_a_figure_told_in_two_words_is_known_whichever_word_comes_back():
    told = replace(KNOWN, quantities=(("fighters", 207, 207), ("mercenaries", 311, 311)))
    assert changes(told, replace(KNOWN, quantities=(("mercenaries", 207, 311),))) == ((), ())


@pytest.mark.parametrize(
    ("told", "current", "news"),
    [
        (("S/RES/2292 (2016)",), ("S/RES/2292",), ()),
        (("S/RES/2292",), ("S/RES/2292", "S/RES/2292 (2016)"), ()),
        (("S/RES/2292",), ("S/RES/1970", "S/RES/1970 (2011)", "S/RES/2292"), ("resolution: S/RES/1970 (2011)",)),
    ],
)
def test_a_resolution_with_and_without_its_year_is_one(told, current, news):
    assert changes(replace(KNOWN, resolutions=told), replace(KNOWN, resolutions=current))[1] == news


def test_the_days_on_which_reports_came_out_are_no_news_and_other_days_are():
    told = replace(KNOWN, reported=("2026-03-03", "2026-03-03"))
    days = ("2026-02-17", "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-20")
    later = replace(KNOWN, dates=days, reported=("2026-03-03", "2026-03-04"))
    assert changes(told, later)[1] == ("date: 2026-02-17", "date: 2026-03-20")


def test_a_weekday_just_past_is_not_read_as_that_of_next_week():
    def on(value: str, concept: str) -> View:
        span = Span(start=0, end=6, text="Friday", concept=concept)
        context = Context(dates=(DateMention(span=span, value=value, precision=Precision.DAY),))
        source = Source(name="Paper", published_at=datetime(2026, 3, 7, 1, tzinfo=UTC))  # a Saturday
        finding = Finding(match=Match(rule="r", title="R", severity=Severity.LOW), context=context)
        return seen(AlertFinding(article_id=1, source=source, finding=finding))

    assert on("2026-03-13", "weekday").dates == ()
    assert on("2026-03-13", "").dates == ("2026-03-13",)
    assert on("2026-03-12", "weekday").dates == ()
    assert on("2026-03-11", "weekday").dates == ("2026-03-11",)


def test_a_country_is_known_to_who_was_told_of_a_town_in_it_and_a_new_one_is_told_by_its_town():
    city = Entity(id="derna", name="Derna", mentions=(Span(start=0, end=5, text="Derna"),), country="LY", kind="city")
    context = Context(mentions=Mentions(places=(city,)))
    alert = opened(Finding(match=Match(rule="r", title="R", severity=Severity.LOW), context=context))
    assert view_of(alert, alert.findings).places == ("LY", "derna")
    empty = opened()
    grown = grow(empty, reading(alert.findings[0].finding, number=2), SECOND, now=LATER)
    assert grown.revisions[-1].detail == ("rule: R", "place: Derna")


@pytest.mark.parametrize(
    ("told", "current", "news"),
    [
        ("planned", "reported", True),
        ("demanded", "planned", True),
        ("past", "reported", True),
        ("reported", "denied", True),
        ("denied", "reported", True),
        ("reported", "demanded", False),
        ("reported", "planned", False),
        ("reported", "past", False),
        ("planned", "demanded", False),
    ],
)
def test_a_stance_is_news_when_it_goes_further_or_denies(told, current, news):
    before = replace(KNOWN, stances=(("mercenaries", told),))
    after = replace(KNOWN, stances=tuple(sorted({("mercenaries", told), ("mercenaries", current)})))
    assert changes(before, after)[0] == ((Reason.STANCE,) if news else ())


def test_a_rule_that_newly_fires_on_the_past_alone_is_no_news():
    past = replace(KNOWN, rules=("ceasefire", "mercenaries"), stances=(*KNOWN.stances, ("ceasefire", "past")))
    assert changes(KNOWN, past) == ((), ())
    present = replace(past, stances=(*past.stances, ("ceasefire", "reported")))
    assert changes(KNOWN, present)[0] == (Reason.RULE,)


def test_three_reports_of_one_outlet_are_one_source():
    alert = opened()
    for number in range(2, 5):
        source = Source(name="Paper", url=f"https://paper.example/{number}")
        article = Article(id=number, paragraphs=("x",), source=source)
        alert = grow(alert, Reading(article=article, findings=reading().findings), SECOND, now=LATER)
    assert len(alert.sources) == 4
    assert view_of(alert, alert.findings).sources == 2


def told_at(alert: Alert, when: datetime) -> Told:
    (delivery,) = tellings(alert, (DESK,), (), now=when)
    return Told(route="desk", recipient="desk", view=delivery.view, at=when, telling=1)


def test_numbers_alone_wait_three_pauses_and_leave_with_the_first_fact_that_comes():
    alert = opened()
    told = told_at(alert, NOW)
    for number in (2, 3):
        alert = grow(alert, reading(number=number), SECOND, now=LATER)
    (numbers,) = tellings(alert, (DESK,), (told,), now=LATER)
    assert (numbers.reasons, numbers.due_at) == ((Reason.SOURCES,), NOW + timedelta(hours=18))
    fact = Quantity(span=Span(start=0, end=1, text="x"), low=40, high=40, of="killed")
    with_fact = replace(reading().findings[0], context=Context(quantities=(fact,)))
    alert = grow(alert, reading(with_fact, number=4), SECOND, now=LATER)
    (both,) = tellings(alert, (DESK,), (told,), now=LATER)
    assert (set(both.reasons), both.due_at) == ({Reason.SOURCES, Reason.QUANTITY}, NOW + timedelta(hours=6))


def test_what_may_be_related_is_kept_once_with_its_strongest_evidence():
    def related(story: int, score: float) -> Evidence:
        return Evidence(kind=JoinKind.RELATED, detail="shares Derna", score=score, with_story=story)

    first = Joined(story_id=None, evidence=FIRST.evidence, related=(related(7, 0.4), related(8, 0.5)))
    alert = grow(None, reading(), first, now=NOW)
    second = Joined(story_id=1, evidence=SECOND.evidence, related=(related(7, 0.6), related(8, 0.3), related(1, 0.9)))
    grown = grow(alert, reading(number=2), second, now=LATER)
    assert [(one.with_story, one.score) for one in grown.related] == [(7, 0.6), (8, 0.5)]
    assert grown.evidence == (*FIRST.evidence, *SECOND.evidence)
