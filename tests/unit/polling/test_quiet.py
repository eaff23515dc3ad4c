"""Which sources are said to have fallen quiet, over made-up months: and which only rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.model import Day, Habit, Quiet, Rhythm, SourceState
from monitor.polling import fallen_quiet, items_lately, quiet_in_words
from monitor.polling.days import packed
from tests.unit.polling.made_up import DAY, HOUR, MONDAY, WEEK, always, office, published, until, watch

STOP = MONDAY + 6 * WEEK + 10 * HOUR  # a Monday morning


def weeks_of(*counts: int, unwatched: tuple[int, ...] = ()) -> Habit:
    """The last count is of the seven days up to yesterday; each count is spread over its week's weekdays."""
    today = MONDAY.toordinal()
    days = []
    for back, count in enumerate(reversed(counts)):
        for weekday in range(7):
            number = today - 7 * (back + 1) + weekday
            items = count // 5 + (weekday < count % 5) if weekday < 5 else 0
            if number in {today - away for away in unwatched}:
                days.append(Day(number, -1, 0))
            elif items:
                days.append(Day(number, items, 1 << 9))
    return Habit(watched_since=MONDAY - len(counts) * WEEK - DAY, days=packed(sorted(days)), newest_at=MONDAY - HOUR)


@pytest.mark.parametrize("rate", [always(6), always(1), office(2), office(0.5), office(0.1), always(1 / 168)])
def test_a_source_that_goes_on_as_ever_is_never_called_quiet(rate):
    assert watch(published(rate, weeks=12), weeks=12, default=4 * HOUR).told == []


def test_an_agency_that_stops_is_noticed_within_a_day():
    found = watch(published(until(STOP, always(4)), weeks=8), weeks=8, default=HOUR)
    [(at, quiet)] = found.told
    assert quiet.state is SourceState.STALE
    assert timedelta(0) < at - STOP < DAY


def test_a_ministry_that_stops_is_noticed_in_the_week_and_no_weekend_is_taken_for_it():
    found = watch(published(until(STOP, office(2)), weeks=8), weeks=8, default=HOUR)
    [(at, _)] = found.told
    assert 2 * DAY < at - STOP < WEEK


def test_a_source_that_brings_a_tenth_is_noticed_after_a_week_though_it_never_stops():
    rate = until(STOP, always(4), always(0.4))
    [(at, quiet), *_] = watch(published(rate, weeks=8), weeks=8, default=HOUR).told
    assert quiet.state is SourceState.SILENT
    assert at - STOP < 8 * DAY


def test_a_source_that_publishes_again_is_no_longer_quiet():
    back = STOP + 2 * WEEK
    times = [at for at in published(office(2), weeks=12) if not STOP <= at < back]
    found = watch(times, weeks=12, default=HOUR)
    assert len(found.told) == len(found.over) == 1
    assert timedelta(0) < found.over[0] - back < WEEK


def test_a_long_weekend_is_no_silence():
    holiday = (MONDAY + 6 * WEEK + 3 * DAY + 12 * HOUR, MONDAY + 7 * WEEK + DAY)  # Thursday noon to Tuesday
    times = [at for at in published(office(2), weeks=9) if not holiday[0] <= at < holiday[1]]
    assert watch(times, weeks=9, default=HOUR).told == []


def test_a_young_source_is_never_called_quiet():
    stop = MONDAY + 10 * DAY
    times = published(until(stop, office(2)), weeks=2, begin=MONDAY + HOUR)
    assert watch(times, weeks=1.9, default=HOUR).told == []


def test_while_nobody_looked_nothing_was_missing():
    away = (MONDAY + 6 * WEEK, MONDAY + 7 * WEEK + 3 * DAY)
    found = watch(published(always(6), weeks=12), weeks=12, default=HOUR, away=away)
    assert found.told == []


def test_the_poorest_of_the_weeks_before_is_what_the_last_is_held_against():
    assert fallen_quiet(weeks_of(100, 110, 90, 60, 12), now=MONDAY).least == 60
    assert fallen_quiet(weeks_of(100, 110, 90, 60, 13), now=MONDAY) is None
    assert fallen_quiet(weeks_of(100, 110, 90, 60, 10), now=MONDAY).usual == 95


def test_small_numbers_prove_nothing():
    assert fallen_quiet(weeks_of(14, 14, 14, 14, 14, 0), now=MONDAY) is None
    assert fallen_quiet(weeks_of(15, 15, 15, 15, 0), now=MONDAY) is not None


def test_weeks_are_compared_once_a_day():
    judged = replace(weeks_of(100, 100, 100, 100, 0), judged_on=MONDAY.toordinal())
    assert fallen_quiet(judged, now=MONDAY + 23 * HOUR) is None
    assert fallen_quiet(judged, now=MONDAY + 24 * HOUR) is not None


def test_three_weeks_are_too_little_to_know_a_habit():
    assert fallen_quiet(weeks_of(100, 100, 100, 0), now=MONDAY) is None


def test_a_week_with_a_day_on_which_nobody_looked_does_not_count():
    assert fallen_quiet(weeks_of(100, 100, 100, 100, 0, unwatched=(3,)), now=MONDAY) is None
    assert fallen_quiet(weeks_of(100, 100, 100, 100, 0, unwatched=(10,)), now=MONDAY) is None
    assert fallen_quiet(weeks_of(100, 100, 100, 100, 100, 0, unwatched=(10,)), now=MONDAY) is not None


def test_once_silent_it_takes_half_a_week_s_worth_to_be_back():
    quiet = Quiet(state=SourceState.SILENT, since=MONDAY - WEEK, usual=95, least=60)
    assert fallen_quiet(replace(weeks_of(90, 29), quiet=quiet), now=MONDAY) == quiet
    assert fallen_quiet(replace(weeks_of(90, 30), quiet=quiet), now=MONDAY) is None


def test_after_eight_weeks_the_new_pace_is_the_habit():
    quiet = Quiet(state=SourceState.SILENT, since=MONDAY - 8 * WEEK, usual=95, least=60)
    assert fallen_quiet(replace(weeks_of(3, 3), quiet=quiet), now=MONDAY) is None


def test_a_stale_source_stays_stale_until_something_new_is_published():
    quiet = Quiet(state=SourceState.STALE, since=MONDAY - 20 * WEEK, newest_at=MONDAY - 21 * WEEK)
    dead = Habit(watched_since=MONDAY - 60 * WEEK, newest_at=MONDAY - 21 * WEEK, quiet=quiet)
    assert fallen_quiet(dead, now=MONDAY) == quiet
    assert fallen_quiet(replace(dead, newest_at=MONDAY - HOUR), now=MONDAY) is None


def test_a_document_of_old_items_alone_tells_a_dead_feed_at_first_sight():
    dates = Rhythm(hours=20, longest=24 * 9, span=24 * 100)
    habit = Habit(watched_since=MONDAY, document=dates, newest_at=MONDAY - 50 * WEEK)
    found = fallen_quiet(habit, now=MONDAY)
    assert found.state is SourceState.STALE
    assert not replace(habit, quiet=found).fell_quiet_in_sight
    assert fallen_quiet(replace(habit, document=replace(dates, span=24 * 9)), now=MONDAY) is None


def test_the_sentence_says_what_was_usual_and_what_is_now():
    silent = weeks_of(100, 110, 90, 60, 7)
    quiet = fallen_quiet(silent, now=MONDAY)
    assert items_lately(silent, now=MONDAY) == 7
    said = "7 items in the last seven days; in the weeks before usually 95, and never fewer than 60"
    assert quiet_in_words(silent, quiet, now=MONDAY) == said
    stale = replace(quiet, state=SourceState.STALE, longest=63)
    assert quiet_in_words(silent, stale, now=MONDAY) == (
        "nothing new since 2026-01-04 23:00 UTC; before, no pause was longer than 63 h, "
        "and usually 95 items came in a week"
    )
