"""How often a healthy feed is asked: by its habit and its publisher's wishes, within bounds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Feed, FeedState, Habit, Rhythm, Tier
from monitor.polling.pace import RAREST, interval
from tests.unit.polling.made_up import DAY, HOUR, MINUTE, MONDAY, QUARTER, URL, WEEK, always, office, published, watch

DAILY = Rhythm(hours=20, longest=30, span=19 * 24)


def feed(habit: Habit = Habit(), *, every: timedelta | None = None, tier: Tier = Tier.PRESS) -> Feed:  # noqa: B008 - frozen
    return Feed(id=1, url=URL, name="News", every=every, tier=tier, state=FeedState(habit=habit))


def asked_every(habit: Habit, *, default: timedelta = QUARTER, **options) -> timedelta:
    return interval(feed(habit, **options), habit, default_every=default, now=MONDAY)


def test_of_a_feed_that_nothing_is_known_of_the_default_holds():
    assert asked_every(Habit()) == QUARTER


def test_a_feed_is_asked_24_times_in_its_usual_pause_and_never_more_rarely_than_four_defaults():
    assert asked_every(Habit(rhythm=Rhythm(hours=20, longest=30, span=19 * 12))) == 30 * MINUTE
    assert asked_every(Habit(rhythm=DAILY)) == HOUR
    assert asked_every(Habit(rhythm=Rhythm(hours=8, longest=900, span=7 * 168))) == HOUR
    assert asked_every(Habit(rhythm=DAILY), default=MINUTE) == 4 * MINUTE


def test_what_the_document_s_dates_tell_counts_until_it_was_watched():
    assert asked_every(Habit(document=DAILY)) == HOUR
    assert asked_every(Habit(document=DAILY, rhythm=Rhythm(hours=50, longest=2, span=49))) == QUARTER


def test_four_hours_with_news_are_too_few_to_slow_down():
    assert asked_every(Habit(rhythm=Rhythm(hours=4, longest=200, span=600))) == QUARTER


def test_just_after_an_item_a_slow_feed_is_asked_at_the_default():
    assert asked_every(Habit(rhythm=DAILY, newest_at=MONDAY - HOUR)) == QUARTER
    assert asked_every(Habit(rhythm=DAILY, newest_at=MONDAY - 2 * HOUR)) == HOUR


def test_a_ttl_counts_up_to_six_hours_and_a_server_s_word_up_to_four_defaults():
    assert asked_every(Habit(wish=2 * HOUR)) == 2 * HOUR
    assert asked_every(Habit(wish=2 * DAY)) == RAREST
    assert asked_every(Habit(fresh_for=30 * MINUTE)) == 30 * MINUTE
    assert asked_every(Habit(fresh_for=2 * DAY)) == HOUR


def test_a_default_longer_than_six_hours_stands():
    assert asked_every(Habit(rhythm=DAILY, wish=2 * DAY), default=12 * HOUR) == 12 * HOUR


def test_an_interval_of_the_user_s_own_is_kept_as_stated():
    habit = Habit(rhythm=DAILY, wish=5 * HOUR, fresh_for=5 * HOUR)
    assert asked_every(habit, every=5 * MINUTE) == 5 * MINUTE
    assert asked_every(habit, every=DAY, tier=Tier.OFFICIAL) == DAY


def test_an_official_source_is_never_slowed_below_the_default():
    habit = Habit(rhythm=DAILY, wish=5 * HOUR, fresh_for=5 * HOUR)
    assert asked_every(habit, tier=Tier.OFFICIAL) == QUARTER


def test_a_file_costs_nobody_anything_and_is_read_at_the_default():
    sample = Feed(id=1, url="file:samples/a.xml", name="A", state=FeedState(habit=Habit(rhythm=DAILY, wish=HOUR)))
    assert interval(sample, sample.state.habit, default_every=QUARTER, now=MONDAY) == QUARTER


rhythms = st.none() | st.builds(
    Rhythm, hours=st.integers(2, 1500), longest=st.integers(1, 9000), span=st.integers(1, 90_000)
)
lengths = st.timedeltas(timedelta(0), timedelta(days=400))
habits = st.builds(
    Habit,
    rhythm=rhythms,
    document=rhythms,
    wish=st.none() | lengths,
    fresh_for=st.none() | lengths,
    newest_at=st.none() | lengths.map(lambda ago: MONDAY - ago),
)


@given(habit=habits, default=st.timedeltas(timedelta(seconds=1), timedelta(days=3)), tier=st.sampled_from(Tier))
def test_no_feed_is_hurried_past_the_default_nor_slowed_past_six_hours(habit, default, tier):
    assert default <= asked_every(habit, default=default, tier=tier) <= max(default, RAREST)


@given(habit=habits, default=st.timedeltas(timedelta(seconds=1), timedelta(days=3)))
def test_a_livelier_feed_is_never_asked_more_rarely(habit, default):
    if habit.rhythm is not None and habit.rhythm.hours >= 5:
        livelier = Rhythm(hours=habit.rhythm.hours * 2, longest=habit.rhythm.longest, span=habit.rhythm.span)
        faster = Habit(rhythm=livelier, wish=habit.wish, fresh_for=habit.fresh_for)
        slower = Habit(rhythm=habit.rhythm, wish=habit.wish, fresh_for=habit.fresh_for)
        assert asked_every(faster, default=default) <= asked_every(slower, default=default)


@pytest.mark.parametrize(("rate", "most"), [(always(6), QUARTER), (office(1), QUARTER * 2), (office(0.1), HOUR)])
def test_over_weeks_a_lively_feed_is_asked_at_the_default_and_a_slow_one_hourly(rate, most):
    found = watch(published(rate, weeks=3), weeks=3)
    waits = list(found.waits(MONDAY + WEEK))
    assert min(waits) >= QUARTER * 0.9
    assert max(waits) <= most * 1.1


def test_a_feed_that_publishes_every_ten_minutes_is_read_within_a_default():
    delays = watch(published(always(6), weeks=1), weeks=1).delays(MONDAY + DAY)
    assert delays[len(delays) // 2] < QUARTER * 0.55
    assert delays[-1] < QUARTER * 1.1
