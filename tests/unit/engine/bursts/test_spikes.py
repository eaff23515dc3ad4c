"""Spikes: how many in a sliding window, compared to what is usual, and never twice for the same stories."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.engine.bursts import Coverage, Pause, standings
from tests.unit.engine.bursts.making import (
    DAY,
    HOUR,
    NOW,
    SPIKE,
    YEARS,
    ago,
    burst,
    daily,
    event,
    fires,
    judged,
    past,
    thing,
    told,
)

PLAIN = "spike: {of: m, window: 24 hours, at_least: 3}"


def standing(rule, events, *episodes, coverage=YEARS):
    (found,) = standings(rule, events, coverage=coverage, past=past(rule, *episodes), now=NOW)
    return found


def test_six_stories_where_one_a_day_is_usual_are_a_spike_with_its_figures():
    events = (*daily(1, 14), *ago(1, 2, 3, 4, 5, 6))
    (fired,) = judged(burst(), events).fired
    assert (fired.standing.count, fired.standing.usual.average, fired.standing.usual.over) == (6, 1.0, 14 * DAY)
    assert fired.key == "burst:rise::2026-03-20T11:00:00Z"
    assert [one.id for one in fired.events] == [6, 5, 4, 3, 2, 1]


def test_six_where_four_are_usual_are_none_and_four_where_none_is_usual_are_too_few():
    assert not fires(burst(), (*daily(4, 14), *ago(1, 2, 3, 4, 5, 6)))
    assert not fires(burst(), ago(1, 2, 3, 4))
    assert fires(burst(), ago(1, 2, 3, 4, 5))


def test_the_average_leaves_the_window_itself_out():
    assert standing(burst(), (*daily(2, 14), *ago(*range(1, 20)))).usual.average == 2.0


def test_a_window_slides_over_midnight():
    around_midnight = tuple(
        event(NOW.replace(hour=0) + minutes * timedelta(minutes=10), minutes) for minutes in range(-2, 3)
    )
    assert fires(burst(), around_midnight)


@pytest.mark.parametrize(("count", "number"), [("stories", 2), ("articles", 4), ("sources", 3)])
def test_stories_articles_or_sources_are_counted_as_the_rule_says(count, number):
    rule = burst(f"spike: {{of: m, count: {count}, window: 24 hours, at_least: 1}}")
    events = (
        event(NOW - HOUR, 1, story=1, source="a"),
        event(NOW - HOUR, 2, story=1, source="b"),
        event(NOW - HOUR, 3, story=2, source="b"),
        event(NOW - HOUR, 4, story=2, source="c"),
    )
    assert standing(rule, events).count == number


def test_a_source_counts_in_every_window_in_which_it_has_something():
    rule = burst("spike: {of: m, count: sources, window: 24 hours, at_least: 2}")
    assert standing(rule, (*daily(1, 5, source="a"), *ago(3, source="a"), *ago(2, first=9, source="b"))).count == 2


def test_a_story_counts_when_it_began_and_no_article_that_joins_it_later_counts_again():
    joined = tuple(event(NOW - hour * HOUR, hour, story=7) for hour in (1, 2, 3, 30))
    assert standing(burst(), joined).count == 0


def test_an_article_that_two_of_the_counted_rules_found_counts_once():
    rule = burst("spike: {of: [m, n], count: articles, window: 24 hours, at_least: 1}")
    twice = (event(NOW - HOUR, 1), event(NOW - HOUR, 1))
    assert standing(rule, twice).count == 1


def test_each_group_is_a_spike_by_itself_and_an_event_counts_in_each_of_its_groups():
    rule = burst("spike: {of: m, window: 24 hours, at_least: 3, group_by: place}")
    events = (
        *ago(1, 2, 3, places=(thing("derna"),)),
        *ago(4, 5, first=10, places=(thing("tobruk"),)),
        *ago(6, first=20, places=(thing("tobruk"), thing("derna"))),
        *ago(7, 8, first=30, places=(thing("sebha"),)),
        *ago(9, 10, 11, first=40),
    )
    found = {fired.group.name: fired.standing.count for fired in judged(rule, events).fired}
    assert found == {"Derna": 4, "Tobruk": 3}


def test_groups_can_be_a_label_an_actor_or_a_country():
    events = ago(1, 2, 3, labels={"cargo": "crude"}, actors=(thing("redut"),), countries=(thing("LY"),))
    for by, group in (("label.cargo", "crude"), ("actor", "redut"), ("country", "LY")):
        rule = burst(f"spike: {{of: m, window: 24 hours, at_least: 3, group_by: {by}}}")
        assert [fired.group.id for fired in judged(rule, events).fired] == [group]


# --- what was told before ---------------------------------------------------------------------------------------


def test_what_an_alert_counted_makes_no_second_one():
    rule = burst(PLAIN)
    assert not fires(rule, ago(3, 4, 5), told(rule, NOW - 2 * HOUR))
    assert not fires(rule, ago(1, 3, 4, 5), told(rule, NOW - 2 * HOUR))
    assert fires(rule, ago(0.5, 0.7, 1, 3, 4, 5), told(rule, NOW - 2 * HOUR))


def test_an_article_that_was_seen_before_the_alert_and_read_after_it_counts_the_next_time():
    rule = burst(PLAIN)
    late = event(NOW - 3 * HOUR, 1, found_at=NOW - HOUR)
    assert fires(rule, (late, *ago(0.5, 0.7, first=2)), told(rule, NOW - 2 * HOUR))


def test_nothing_is_told_of_a_group_while_it_keeps_quiet_and_others_are_told():
    rule = burst("spike: {of: m, window: 24 hours, at_least: 3, group_by: place, quiet_for: 12 hours}")
    events = (*ago(1, 2, 3, places=(thing("derna"),)), *ago(1, 2, 3, first=9, places=(thing("tobruk"),)))
    told_of_derna = told(rule, NOW - 11 * HOUR, group="derna")
    assert [fired.group.id for fired in judged(rule, events, told_of_derna).fired] == ["tobruk"]
    assert len(judged(rule, events, told(rule, NOW - 12 * HOUR, group="derna")).fired) == 2


def test_alerts_of_other_rules_keep_nothing_quiet():
    rule = burst("spike: {of: m, window: 24 hours, at_least: 3, quiet_for: 12 hours}")
    other = burst(PLAIN, rule="other")
    assert fires(rule, ago(1, 2, 3), told(other, NOW - HOUR))


# --- what the archive covers ------------------------------------------------------------------------------------


def test_a_young_archive_makes_no_spike_until_it_covers_half_of_the_time_that_it_compares_to():
    six = ago(1, 2, 3, 4, 5, 6)
    assert not fires(burst(), six, coverage=Coverage(since=NOW - 7 * DAY))
    assert fires(burst(), six, coverage=Coverage(since=NOW - 8 * DAY))


def test_the_average_is_over_the_days_that_the_archive_covers():
    events = (*daily(2, 7), *ago(1, 2, 3, 4, 5))
    found = standing(burst(), events, coverage=Coverage(since=NOW - 8 * DAY))
    assert (found.usual.average, found.usual.over, found.fires) == (2.0, 7 * DAY, False)


def test_a_rule_that_compares_to_nothing_waits_until_the_archive_covers_its_window():
    assert not fires(burst(PLAIN), ago(1, 2, 3), coverage=Coverage(since=NOW - 23 * HOUR))
    assert fires(burst(PLAIN), ago(1, 2, 3), coverage=Coverage(since=NOW - 24 * HOUR))


def test_what_comes_in_at_once_after_a_stop_is_compared_to_the_whole_time_that_it_comes_from():
    events = (*daily(2, 14, until=NOW - 3 * DAY), *ago(0.1, 0.1, 0.1, 0.1, 0.1, 0.1))
    stop = Pause(NOW - 48 * HOUR, NOW - 0.2 * HOUR)
    assert fires(burst(), events)
    found = standing(burst(), events, coverage=Coverage(since=NOW - 900 * DAY, pauses=(stop,)))
    assert (found.late, found.fires) == (24 * HOUR, False)
    assert found.needed == pytest.approx(3 * found.usual.average * 2)


def test_days_that_were_lost_in_a_long_stop_are_no_days_with_nothing():
    stop = Pause(NOW - 15 * DAY, NOW - 8 * DAY)
    events = (*daily(3, 14, until=NOW - DAY), *ago(1, 2, 3, 4, 5, 6))
    kept = tuple(one for one in events if not stop.start < one.at < stop.end - 2 * DAY)
    found = standing(burst(), kept, coverage=Coverage(since=NOW - 900 * DAY, pauses=(stop,)))
    assert (found.usual.average, found.fires) == (3.0, False)


# --- laws -------------------------------------------------------------------------------------------------------

HOURS = st.lists(st.floats(0, 24 * 16, allow_nan=False), max_size=30)
STORIES = st.integers(1, 12)


@st.composite
def histories(draw):
    """Events of the last 16 days, some of them of one story."""
    hours = draw(HOURS)
    return tuple(event(NOW - hour * HOUR, number, story=draw(STORIES)) for number, hour in enumerate(hours, 1))


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_events_does_not_matter(events, random):
    shuffled = list(events)
    random.shuffle(shuffled)
    assert judged(burst(), tuple(shuffled)) == judged(burst(), events)


@given(histories(), st.floats(0, 23.9), STORIES)
def test_one_more_event_in_the_window_never_takes_a_spike_back(events, hour, story):
    rule = burst("spike: {of: m, window: 24 hours, at_least: 3, compared_to: {average_of: 14 days, times: 2}}")
    if fires(rule, events):
        assert fires(rule, (*events, event(NOW - hour * HOUR, 999, story=story)))


@given(st.lists(st.floats(0.01, 23.9), min_size=5, max_size=12), st.floats(0, 24 * 365))
def test_when_the_clock_strikes_matters_not_for_what_counts(hours, later):
    moved = NOW + later * HOUR
    events = tuple(event(moved - hour * HOUR, number) for number, hour in enumerate(hours))
    assert fires(burst(SPIKE), events, now=moved)


@given(histories(), st.floats(0, 48))
def test_no_story_makes_two_alerts(events, hours):
    rule = burst("spike: {of: m, window: 24 hours, at_least: 2}")
    before = NOW - hours * HOUR
    first = judged(rule, tuple(one for one in events if one.at <= before), now=before).fired
    if first:
        second = judged(rule, events, told(rule, before)).fired
        assert not {one.story for fired in first for one in fired.events} & {
            one.story for fired in second for one in fired.events
        }
