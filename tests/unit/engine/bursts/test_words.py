"""Burst rules in words: what one asks, what happened, and how it stands when nothing was told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.config.durations import text_from_duration
from monitor.engine.bursts import Coverage, Pause, asks, span_in_words, standings, stands, what_happened
from tests.unit.engine.bursts.making import (
    DAY,
    FIRST,
    HOUR,
    NOW,
    SILENCE,
    SPIKE,
    YEARS,
    ago,
    burst,
    daily,
    judged,
    past,
    thing,
    told,
)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (
            SPIKE,
            "at least 5 stories in 24 hours in alerts of the rule m, and 3 times the average of the 14 days before",
        ),
        (
            "spike: {of: [m, n], count: sources, window: 90 minutes, at_least: 1, group_by: label.cargo}",
            "at least 1 source in 90 minutes in alerts of the rules m, n, each cargo by itself",
        ),
        (SILENCE, "no story in 3 days in alerts of the rule m, where at least 1 story is usual (14 days)"),
        (FIRST, "an actor that alerts of the rule m did not name in 30 days"),
        (FIRST.replace("actor", "listed"), "a listed name that alerts of the rule m did not name in 30 days"),
    ],
)
def test_what_a_rule_asks(asked, words):
    assert asks(burst(asked)) == words


def sentence(asked, events, *episodes, coverage=YEARS):
    rule = burst(asked)
    (fired,) = judged(rule, events, *episodes, coverage=coverage).fired
    return what_happened(rule, fired, now=NOW, since=coverage.since)


WEEKLY = "spike: {of: m, window: 7 days, at_least: 2, compared_to: {average_of: 28 days, times: 2}}"
ODD = "spike: {of: m, count: articles, window: 36 hours, at_least: 2, compared_to: {average_of: 6 days, times: 2}}"
STOP = Coverage(since=NOW - 900 * DAY, pauses=(Pause(NOW - 30 * HOUR, NOW - HOUR),))


def test_what_happened_is_said_with_its_figures():
    six = ago(1, 2, 3, 4, 5, 6)
    usual = "where 1.0 a day is usual (14 days), 6.0 times as many."
    assert sentence(SPIKE, (*daily(1, 14), *six)) == f"6 stories in 24 hours {usual}"
    assert sentence(SPIKE, six) == "6 stories in 24 hours where none is usual (14 days)."
    assert sentence("spike: {of: m, window: 1 hour, at_least: 1}", ago(0.5)) == "1 story in 1 hour."
    assert sentence(WEEKLY, six) == "6 stories in 7 days where none is usual (28 days)."
    odd = sentence(ODD, (*daily(1, 6, until=NOW - 36 * HOUR), *six))
    assert odd == "6 articles in 36 hours where 1.5 in 36 hours is usual (6 days), 4.0 times as many."


def test_what_came_since_the_last_alert_or_after_a_stop_is_said_so():
    events = (*daily(1, 14), *ago(1, 2, 3, 4, 5, 6))
    since = sentence(SPIKE, events, told(burst(SPIKE), NOW - 7 * HOUR))
    assert since.startswith("6 stories in the 7 hours since the last alert, where 1.0 a day is usual")
    stopped = sentence(SPIKE, (*daily(1, 14, until=NOW - 2 * DAY), *ago(1, 1, 1, 1, 1, 1)), coverage=STOP)
    counted = "6 stories in 24 hours and in the 6 hours before, when nothing was read,"
    assert stopped == f"{counted} where 0.9 a day is usual (14 days), 5.2 times as many."


def test_a_silence_says_what_came_last():
    events = daily(1, 14, until=NOW - 3 * DAY, title="A convoy leaves")
    assert sentence(SILENCE, events) == (
        "No story in 3 days where 3.0 in 3 days is usual (12 days). "
        "The last one came 2026-03-17 00:00 UTC: “A convoy leaves” (paper 1000)."
    )


def standing(asked, events, *episodes, coverage=YEARS):
    rule = burst(asked)
    found = standings(rule, events, coverage=coverage, past=past(rule, *episodes), now=NOW)
    return [stands(rule, one, now=NOW) for one in found]


def test_who_asks_why_nothing_was_told_hears_what_it_would_take():
    events = (*daily(2, 14), *ago(1, 2, 3))
    usual = "where 2.0 a day is usual (14 days), 1.5 times as many"
    assert standing(SPIKE, events) == [f"3 stories in 24 hours {usual}; it would take 6"]
    young = Coverage(since=NOW - 2 * DAY)
    assert standing(SPIKE, events, coverage=young) == ["3 stories in 24 hours; the archive is too young to tell"]
    plain = "spike: {of: m, window: 7 days, at_least: 3}"
    assert standing(plain, ago(1), coverage=young) == ["1 story in 7 days; the archive is too young to tell"]


def test_a_group_goes_by_its_name_and_says_until_when_it_keeps_quiet():
    rule = "spike: {of: m, window: 24 hours, at_least: 3, group_by: place, quiet_for: 12 hours}"
    derna = ago(1, 2, 3, places=(thing("derna"),))
    episode = told(burst(rule), NOW - 2 * HOUR, group="derna")
    (line,) = standing(rule, derna, episode)
    since = "Derna: 1 story in the 2 hours since the last alert"
    assert line == f"{since}; it would take 3; it keeps quiet until 2026-03-20 22:00 UTC"


def test_a_silence_that_has_not_come_says_when_the_last_one_came():
    events = daily(1, 14, until=NOW - DAY)
    assert standing(SILENCE, events) == [
        "the last one came 36 hours ago; 3.0 in 3 days is usual (12 days), and it would take 1 and silence"
    ]
    assert standing(SILENCE, ()) == ["nothing in the archive yet"]


@given(st.integers(1, 60 * 24 * 40))
def test_a_span_in_words_is_one_that_a_rule_can_be_given(minutes):
    span = timedelta(minutes=minutes)
    asked = burst(SPIKE.replace("24 hours", span_in_words(span)).replace("14 days", "100 days")).asked
    assert asked.window == span
    short = burst(SPIKE.replace("24 hours", text_from_duration(span)).replace("14 days", "100 days")).asked
    assert replace(burst(), asked=short).asked.window == span
