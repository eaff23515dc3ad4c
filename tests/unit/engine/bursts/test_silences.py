"""Silence: nothing in a time in which something is usual, told once, and over with the next article."""

from __future__ import annotations

from monitor.engine.bursts import Coverage, Pause
from tests.unit.engine.bursts.making import (
    DAY,
    HOUR,
    NOW,
    SILENCE,
    ago,
    burst,
    daily,
    event,
    fires,
    judged,
    thing,
    told,
)

THREE_DAYS = NOW - 3 * DAY
USUAL = daily(1, 14, until=THREE_DAYS)


def test_three_days_of_nothing_where_one_a_day_is_usual_are_silence():
    (fired,) = judged(burst(SILENCE), USUAL).fired
    assert (fired.standing.count, fired.standing.usual.average) == (0, 3.0)
    assert [one.at for one in fired.events] == [THREE_DAYS - 12 * HOUR]


def test_one_article_in_the_window_is_no_silence_even_if_its_story_is_an_old_one():
    assert not fires(burst(SILENCE), (*USUAL, *ago(70)))
    assert not fires(burst(SILENCE), (*USUAL, event(NOW - 70 * HOUR, 1, story=USUAL[0].story)))


def test_nothing_is_no_news_where_little_is_usual_or_where_nothing_ever_was():
    rule = burst("silence: {of: m, window: 3 days, usual: {average_of: 14 days, at_least: 4}}")
    assert not fires(rule, USUAL)
    assert not fires(burst(SILENCE), ())


def test_a_silence_is_told_once_however_long_it_lasts():
    before = told(burst(SILENCE), NOW - 2 * DAY)
    assert not fires(burst(SILENCE), daily(1, 14, until=NOW - 5 * DAY), before)


def test_the_next_silence_is_told_again_once_the_quiet_time_is_over():
    rule = burst("silence: {of: m, window: 3 days, usual: {average_of: 14 days}, quiet_for: 8 days}")
    events = (*daily(1, 14, until=NOW - 7 * DAY), *ago(80))
    assert not fires(rule, events, told(rule, NOW - 4 * DAY, ended=True))
    assert fires(rule, events, told(rule, NOW - 8 * DAY, ended=True))


def test_a_silence_is_over_with_the_first_article_since_and_only_once():
    rule, events = burst(SILENCE), (*USUAL, *ago(2, 1))
    told_before = told(rule, NOW - 5 * HOUR)
    (ended,) = judged(rule, events, told_before).ended
    assert (ended.event.id, ended.episode) == (1, told_before)
    assert judged(rule, events, told(rule, NOW - 5 * HOUR, ended=True)).ended == ()
    assert judged(rule, USUAL, told_before).ended == ()


def test_each_group_falls_silent_by_itself():
    rule = burst("silence: {of: m, window: 3 days, usual: {average_of: 14 days}, group_by: country}")
    libya = daily(1, 17, until=NOW, countries=(thing("LY"),))
    mali = daily(1, 14, until=THREE_DAYS, first=5_000, countries=(thing("ML"),))
    assert [fired.group.id for fired in judged(rule, (*libya, *mali)).fired] == ["ML"]


def test_what_was_lost_in_a_long_stop_is_not_silence():
    long_stop = Pause(NOW - 4 * DAY, NOW - HOUR)
    weekend = Pause(NOW - 2 * DAY, NOW - HOUR)
    assert not fires(burst(SILENCE), USUAL, coverage=Coverage(since=NOW - 900 * DAY, pauses=(long_stop,)))
    assert fires(burst(SILENCE), USUAL, coverage=Coverage(since=NOW - 900 * DAY, pauses=(weekend,)))


def test_after_a_stop_the_feeds_are_asked_before_silence_is_told():
    stop = Pause(NOW - 2 * DAY, NOW - HOUR / 2)
    settling = Coverage(since=NOW - 900 * DAY, pauses=(stop,), settle=HOUR)
    assert not fires(burst(SILENCE), USUAL, coverage=settling)
    assert fires(burst(SILENCE), USUAL, coverage=settling, now=NOW + HOUR)


def test_a_young_archive_knows_no_silence():
    assert not fires(burst(SILENCE), daily(1, 5, until=THREE_DAYS), coverage=Coverage(since=NOW - 8 * DAY))
