"""When a channel rests, and for how long."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.alerting.resting import FAILURES, LONGEST_REST, Failing, channel_after
from monitor.model import Outcome, OutcomeStatus
from tests.unit.alerting.make import NOW

RETRY = Outcome(status=OutcomeStatus.RETRY, detail="no room")
SENT = Outcome(status=OutcomeStatus.SENT)


def after(*outcomes: Outcome) -> Failing | None:
    failing = None
    for outcome in outcomes:
        failing = channel_after(failing, outcome, now=NOW)
    return failing


def test_a_channel_rests_after_the_third_failure_in_a_row_and_not_before():
    assert not after(RETRY, RETRY).rests(NOW)
    assert after(RETRY, RETRY, RETRY).rests(NOW)
    assert not after(RETRY, RETRY, SENT, RETRY).rests(NOW)
    assert after(RETRY, RETRY, RETRY, SENT) is None


def test_rests_grow_up_to_a_quarter_of_an_hour():
    rests = [after(*[RETRY] * count).until - NOW for count in range(FAILURES, 20)]
    assert timedelta(seconds=12) <= rests[0] <= timedelta(seconds=18)
    assert rests == sorted(rests)
    assert rests[-1] == LONGEST_REST


def test_a_pause_that_the_channel_asks_for_holds_at_once_and_for_a_day_at_most():
    wish = Outcome(status=OutcomeStatus.RETRY, retry_after=timedelta(seconds=30))
    assert after(wish).rests(NOW + timedelta(seconds=29.9))
    assert not after(wish).rests(NOW + timedelta(seconds=30))
    long = Outcome(status=OutcomeStatus.RETRY, retry_after=timedelta(days=400))
    assert after(long).until == NOW + timedelta(days=1)


def test_a_clock_that_is_set_back_prolongs_no_rest():
    assert not after(RETRY, RETRY, RETRY).rests(NOW - timedelta(hours=1))


def test_a_rest_says_until_when_and_why():
    said = after(RETRY, RETRY, RETRY).why
    assert said.endswith("UTC after 3 failures in a row; the last: no room")
    assert "the channel rests until " in said


@given(st.lists(st.sampled_from([RETRY, SENT, Outcome(status=OutcomeStatus.FAILED)]), max_size=30))
def test_only_failures_since_the_last_success_count(outcomes):
    failing, run = after(*outcomes), 0
    for outcome in outcomes:
        run = 0 if outcome is SENT else run + 1
    assert (failing.failures if failing else 0) == run
    assert (failing is not None and failing.rests(NOW)) == (run >= FAILURES)
