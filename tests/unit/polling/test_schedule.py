from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Failed, FailureCause, Feed, FeedState, Fetched, NotModified, ParsedFeed, Response
from monitor.polling import LONGEST, SHORTEST, after_poll

NOW = datetime(2024, 5, 6, 12, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
URL = "https://feeds.example/rss"
FRESH = Fetched(url=URL, body=b"<rss/>", headers={}, etag='"2"', last_modified="Mon", body_hash="h2")
EMPTY = ParsedFeed(entries=())
DOWN = Failed(url=URL, cause=FailureCause.NETWORK, reason="feeds.example refused the connection")


def feed(*, every: timedelta | None = None, number: int = 7, **state: object) -> Feed:
    return Feed(id=number, url=URL, name="Feeds", every=every, state=FeedState(**state))


def wait_after(subject: Feed, response: Response = FRESH, parsed: ParsedFeed | None = EMPTY) -> timedelta:
    due = after_poll(subject, response, parsed, default_every=QUARTER, now=NOW).next_check_at
    assert due is not None
    return due - NOW


def about(expected: timedelta) -> object:
    return pytest.approx(expected.total_seconds(), rel=0.1001)


def test_a_healthy_feed_is_next_checked_after_the_default_interval():
    assert wait_after(feed()).total_seconds() == about(QUARTER)


def test_a_longer_ttl_slows_a_feed_without_an_interval_of_its_own():
    assert wait_after(feed(), parsed=replace(EMPTY, ttl=timedelta(hours=2))).total_seconds() == about(
        timedelta(hours=2)
    )


def test_a_shorter_ttl_does_not_hurry_a_feed():
    assert wait_after(feed(), parsed=replace(EMPTY, ttl=timedelta(minutes=1))).total_seconds() == about(QUARTER)


def test_the_ttl_never_slows_an_interval_that_the_user_states():
    subject = feed(every=timedelta(minutes=5))
    parsed = replace(EMPTY, ttl=timedelta(hours=12))
    assert wait_after(subject, parsed=parsed).total_seconds() == about(timedelta(minutes=5))


def test_a_document_makes_the_feed_healthy_and_keeps_its_validators():
    before = feed(failures=3, last_error="answered 500", last_cause=FailureCause.HTTP, etag='"1"', body_hash="h1")
    state = after_poll(before, FRESH, EMPTY, default_every=QUARTER, now=NOW)
    assert (state.etag, state.last_modified, state.body_hash) == ('"2"', "Mon", "h2")
    assert (state.failures, state.last_error, state.last_cause, state.last_ok_at) == (0, None, None, NOW)


def test_a_document_without_validators_forgets_the_old_ones():
    state = after_poll(
        feed(etag='"1"', last_modified="Sun"),
        replace(FRESH, etag=None, last_modified=None),
        EMPTY,
        default_every=QUARTER,
        now=NOW,
    )
    assert (state.etag, state.last_modified) == (None, None)


def test_not_modified_keeps_validators_and_counts_as_an_answer():
    state = after_poll(feed(etag='"1"', body_hash="h"), NotModified(url=URL), None, default_every=QUARTER, now=NOW)
    assert (state.etag, state.body_hash, state.last_ok_at, state.failures) == ('"1"', "h", NOW, 0)


def test_not_modified_after_failures_is_neither_a_recovery_nor_a_failure():
    earlier = NOW - timedelta(days=1)
    before = feed(failures=3, last_error="answered 500", last_cause=FailureCause.HTTP, last_ok_at=earlier)
    state = after_poll(before, NotModified(url=URL), None, default_every=QUARTER, now=NOW)
    assert (state.failures, state.last_error, state.last_cause) == (3, "answered 500", FailureCause.HTTP)
    assert state.last_ok_at == earlier
    assert state.next_check_at is not None
    assert (state.next_check_at - NOW).total_seconds() == about(QUARTER)


def test_a_failure_keeps_validators_and_says_why():
    state = after_poll(feed(etag='"1"', body_hash="h"), DOWN, None, default_every=QUARTER, now=NOW)
    assert (state.etag, state.body_hash, state.failures) == ('"1"', "h", 1)
    assert (state.last_error, state.last_cause) == (DOWN.reason, FailureCause.NETWORK)
    assert state.last_ok_at is None


@pytest.mark.parametrize(("failures", "minutes"), [(0, 30), (1, 60), (2, 120), (5, 960), (6, 1440), (400, 1440)])
def test_failures_double_the_wait_up_to_a_day_and_never_stop_the_feed(failures, minutes):
    assert wait_after(feed(failures=failures), DOWN, None).total_seconds() == about(timedelta(minutes=minutes))


def test_an_unparsed_document_is_a_failure():
    state = after_poll(feed(), FRESH, None, default_every=QUARTER, now=NOW)
    assert (state.failures, state.last_cause, state.etag) == (1, FailureCause.PARSE, None)


def test_retry_after_is_never_undercut():
    for number in range(50):
        asked = replace(DOWN, retry_after=timedelta(hours=3))
        assert wait_after(feed(number=number), asked, None) >= timedelta(hours=3)


def test_retry_after_does_not_shorten_the_backoff_and_ends_at_a_day():
    soon = replace(DOWN, retry_after=timedelta(seconds=1))
    assert wait_after(feed(failures=3), soon, None).total_seconds() == about(timedelta(hours=4))
    assert wait_after(feed(), replace(DOWN, retry_after=timedelta(days=90)), None) == LONGEST


def test_jitter_is_the_same_for_the_same_poll_and_differs_between_feeds_and_polls():
    assert wait_after(feed()) == wait_after(feed())
    assert len({wait_after(feed(number=number)) for number in range(20)}) > 15
    later = after_poll(feed(), FRESH, EMPTY, default_every=QUARTER, now=NOW + timedelta(seconds=1))
    assert later.next_check_at != NOW + timedelta(seconds=1) + wait_after(feed())


GONE = replace(DOWN, cause=FailureCause.GONE, reason="feeds.example says the feed is gone for good (410)")


def test_a_feed_that_is_gone_is_looked_at_after_a_day_and_then_once_a_week():
    first = after_poll(feed(), GONE, None, default_every=QUARTER, now=NOW)
    assert first.gone_at == NOW
    assert (first.next_check_at - NOW).total_seconds() == about(timedelta(days=1))
    later = NOW + timedelta(days=1)
    again = after_poll(replace(feed(), state=first), GONE, None, default_every=QUARTER, now=later)
    assert (again.gone_at, again.failures) == (NOW, 2)
    assert (again.next_check_at - later).total_seconds() == about(timedelta(days=7))


def test_a_gone_feed_that_fails_otherwise_is_not_asked_often_for_it_and_one_that_answers_is_back():
    lost = feed(failures=2, gone_at=NOW - timedelta(days=3))
    assert wait_after(lost, DOWN, None).total_seconds() == about(timedelta(days=1))
    assert after_poll(lost, DOWN, None, default_every=QUARTER, now=NOW).gone_at is not None
    assert after_poll(lost, FRESH, EMPTY, default_every=QUARTER, now=NOW).gone_at is None
    assert wait_after(lost).total_seconds() == about(QUARTER)


def test_a_pause_that_the_server_asks_for_is_remembered_until_it_answers():
    resting = after_poll(feed(), replace(DOWN, retry_after=timedelta(hours=3)), None, default_every=QUARTER, now=NOW)
    assert resting.resting_until == NOW + timedelta(hours=3)
    later = NOW + timedelta(hours=3)
    subject = replace(feed(), state=resting)
    assert after_poll(subject, DOWN, None, default_every=QUARTER, now=later).resting_until is None
    assert after_poll(subject, FRESH, EMPTY, default_every=QUARTER, now=later).resting_until is None
    assert after_poll(subject, NotModified(url=URL), None, default_every=QUARTER, now=later).resting_until is None


def test_a_ttl_holds_for_the_answers_that_say_that_nothing_is_new():
    told = after_poll(feed(), FRESH, replace(EMPTY, ttl=timedelta(hours=2)), default_every=QUARTER, now=NOW)
    assert wait_after(replace(feed(), state=told), NotModified(url=URL), None).total_seconds() == about(
        timedelta(hours=2)
    )


def test_how_long_the_server_calls_its_answer_fresh_slows_a_feed_within_bounds():
    for seconds, expected in ((60, 15), (1800, 30), (86_400, 60)):
        cached = replace(FRESH, headers={"cache-control": f"max-age={seconds}"})
        assert wait_after(feed(), cached).total_seconds() == about(timedelta(minutes=expected))


waits = st.timedeltas(timedelta(0), timedelta(days=400))


@given(failures=st.integers(0, 60), every=st.none() | waits, default=waits, number=st.integers(1, 1000))
def test_who_fails_more_often_never_waits_less_than_the_jitter_allows(failures, every, default, number):
    def wait(count: int) -> timedelta:
        subject = feed(every=every, number=number, failures=count)
        return after_poll(subject, DOWN, None, default_every=default, now=NOW).next_check_at - NOW

    assert wait(failures) <= wait(failures + 1) <= LONGEST


@given(wish=waits, failures=st.integers(0, 60), default=waits, gone=st.booleans(), number=st.integers(1, 1000))
def test_no_feed_is_asked_before_its_server_wants_up_to_a_day(wish, failures, default, gone, number):
    subject = feed(number=number, failures=failures)
    asked = replace(GONE if gone else DOWN, retry_after=wish)
    due = after_poll(subject, asked, None, default_every=default, now=NOW).next_check_at
    assert due - NOW >= min(wish, LONGEST)


@given(
    every=st.timedeltas(SHORTEST, LONGEST),
    number=st.integers(1, 10**6),
    second=st.integers(0, 10**6),
    old=st.booleans(),
)
def test_the_wait_is_within_a_tenth_of_the_interval(every, number, second, old):
    now = NOW + timedelta(seconds=second)
    subject = feed(every=every, number=number)
    response, parsed = (NotModified(url=URL), None) if old else (FRESH, EMPTY)
    wait = after_poll(subject, response, parsed, default_every=QUARTER, now=now).next_check_at - now
    assert max(every * 0.8999, SHORTEST) <= wait <= min(every * 1.1001, LONGEST)


responses = st.sampled_from([FRESH, NotModified(url=URL), DOWN, replace(DOWN, retry_after=timedelta(days=3))])


@given(
    every=st.none() | st.timedeltas(timedelta(0), timedelta(days=400)),
    default=st.timedeltas(timedelta(0), timedelta(days=400)),
    ttl=st.none() | st.timedeltas(timedelta(0), timedelta(days=400)),
    failures=st.integers(0, 10_000),
    response=responses,
)
def test_every_feed_is_looked_at_again_between_ten_seconds_and_a_day_from_now(every, default, ttl, failures, response):
    subject = feed(every=every, failures=failures)
    state = after_poll(subject, response, replace(EMPTY, ttl=ttl), default_every=default, now=NOW)
    assert state.next_check_at is not None
    assert SHORTEST <= state.next_check_at - NOW <= LONGEST


def test_a_row_of_failures_is_dated_from_its_first_until_a_document_comes():
    first = after_poll(feed(), DOWN, None, default_every=QUARTER, now=NOW)
    later = NOW + timedelta(hours=1)
    second = after_poll(feed(failures=1, failing_since=NOW), DOWN, None, default_every=QUARTER, now=later)
    mended = after_poll(feed(failures=2, failing_since=NOW), FRESH, EMPTY, default_every=QUARTER, now=later)
    unchanged = after_poll(
        feed(failures=2, failing_since=NOW), NotModified(url=URL), None, default_every=QUARTER, now=later
    )
    assert (first.failing_since, second.failing_since, mended.failing_since) == (NOW, NOW, None)
    assert unchanged.failing_since == NOW


texts, times = st.none() | st.text(max_size=3), st.none() | st.datetimes(timezones=st.just(UTC))


@given(
    st.builds(
        FeedState,
        etag=texts,
        last_modified=texts,
        body_hash=texts,
        failures=st.integers(0, 3),
        failing_since=times,
        last_ok_at=st.none() | st.just(NOW - QUARTER),
        last_item_at=times,
        last_error=texts,
        last_cause=st.none() | st.sampled_from(FailureCause),
        resting_until=times,
        gone_at=times,
        found_at=texts,
    )
)
def test_an_unchanged_feed_keeps_all_of_its_state_but_when_it_was_asked_and_what_that_teaches(state):
    after = after_poll(replace(feed(), state=state), NotModified(url=URL), None, default_every=QUARTER, now=NOW)
    other = {one.name for one in fields(state) if getattr(after, one.name) != getattr(state, one.name)}
    assert other <= {"next_check_at", "last_ok_at", "resting_until", "habit"}
    assert after.last_ok_at == (state.last_ok_at if state.failures else NOW)
