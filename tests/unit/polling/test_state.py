"""Fetched, unchanged, empty, failing, resting, stale, silent, gone: different words for different things."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Feed, FeedState, Habit, NotModified, Quiet, SourceState
from monitor.polling import after_poll, source_state
from tests.unit.polling.made_up import DAY, HOUR, MONDAY, URL, WEEK, always, published, watch

OK = {"last_ok_at": MONDAY - HOUR, "next_check_at": MONDAY + HOUR}
STALE = Quiet(state=SourceState.STALE, since=MONDAY - WEEK, newest_at=MONDAY - 2 * WEEK)
QUIET = Habit(newest_at=MONDAY - 2 * WEEK, quiet=STALE)


def state(**fields: object) -> SourceState:
    return source_state(Feed(id=1, url=URL, name="News", state=FeedState(**fields)), MONDAY)


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({}, "not polled yet"),
        (OK, "fetched"),
        ({**OK, "habit": Habit(unchanged=True)}, "unchanged"),
        ({**OK, "habit": Habit(entries=0)}, "empty"),
        ({**OK, "habit": Habit(entries=0, unchanged=True)}, "empty"),
        ({**OK, "habit": QUIET}, "stale"),
        ({**OK, "failures": 1}, "failing"),
        ({**OK, "failures": 1, "habit": QUIET}, "failing"),
        ({**OK, "failures": 1, "resting_until": MONDAY + HOUR}, "resting"),
        ({**OK, "failures": 1, "resting_until": MONDAY}, "failing"),
        ({**OK, "failures": 5, "resting_until": MONDAY + HOUR}, "failing"),
        ({**OK, "failures": 1, "gone_at": MONDAY - DAY}, "gone"),
        ({"failures": 1}, "failing"),
    ],
)
def test_the_gravest_thing_that_holds_is_named(fields, word):
    assert state(**fields) == word


def test_a_feed_falls_quiet_between_two_looks_but_not_while_nobody_looks():
    found = watch(published(always(6), weeks=5), weeks=4).feed
    due = found.state.next_check_at
    assert source_state(found, due) in {SourceState.FETCHED, SourceState.UNCHANGED}
    assert source_state(found, due + 8 * WEEK) in {SourceState.FETCHED, SourceState.UNCHANGED}


def test_a_file_says_what_it_says_and_is_never_quiet():
    sample = Feed(id=1, url="file:samples/a.xml", name="A", state=FeedState(**OK, habit=QUIET))
    assert source_state(sample, MONDAY) is SourceState.FETCHED
    state = after_poll(sample, NotModified(url=sample.url), None, default_every=HOUR, now=MONDAY)
    assert state.habit.quiet is None


instants = st.none() | st.timedeltas(timedelta(days=-60), timedelta(days=60)).map(lambda far: MONDAY + far)


@given(
    failures=st.integers(0, 9),
    last_ok_at=instants,
    next_check_at=instants,
    gone_at=instants,
    resting_until=instants,
    habit=st.sampled_from([Habit(), QUIET, Habit(entries=0), Habit(unchanged=True)]),
)
def test_every_feed_has_a_state_and_one_that_fails_never_looks_well(**fields):
    word = state(**fields)
    if fields["failures"] or fields["gone_at"]:
        assert word in {SourceState.GONE, SourceState.FAILING, SourceState.RESTING}
