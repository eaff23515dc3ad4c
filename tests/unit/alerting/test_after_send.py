"""What a delivery becomes after a try."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.alerting import after_send, backoff
from monitor.model import Delivery, DeliveryState, Outcome, OutcomeStatus
from tests.unit.alerting.make import LATER, NOW

DELIVERY = Delivery(id=7, alert_id=1, revision=1, route="r", recipient="desk", due_at=NOW)
RETRY = Outcome(status=OutcomeStatus.RETRY, detail="try later")


def test_a_telling_that_arrived_is_sent():
    after = after_send(DELIVERY, Outcome(status=OutcomeStatus.SENT, detail="250 ok"), now=NOW)
    assert (after.state, after.attempts, after.first_tried_at) == (DeliveryState.SENT, 1, NOW)
    assert (after.last_outcome, after.due_at) == ("250 ok", NOW)


def test_a_final_refusal_is_dead_at_once():
    after = after_send(DELIVERY, Outcome(status=OutcomeStatus.FAILED, detail="no such user"), now=NOW)
    assert (after.state, after.attempts, after.last_outcome) == (DeliveryState.DEAD, 1, "no such user")


def test_a_failure_is_tried_again_after_about_fifteen_seconds():
    after = after_send(DELIVERY, RETRY, now=NOW)
    assert after.state is DeliveryState.PENDING
    assert timedelta(seconds=12) <= after.due_at - NOW <= timedelta(seconds=18)
    assert after_send(after, RETRY, now=LATER).first_tried_at == NOW


def test_the_same_try_always_waits_the_same_time_and_others_wait_another():
    assert after_send(DELIVERY, RETRY, now=NOW) == after_send(DELIVERY, RETRY, now=NOW)
    assert len({backoff(number, 1) for number in range(50)}) == 50


def test_a_channel_that_says_when_to_come_back_is_obeyed_up_to_a_day():
    def due(wish: timedelta) -> timedelta:
        return after_send(DELIVERY, Outcome(status=OutcomeStatus.RETRY, retry_after=wish), now=NOW).due_at - NOW

    assert due(timedelta(minutes=7)) == timedelta(minutes=7)
    assert due(timedelta(days=9)) == timedelta(hours=24)
    assert due(timedelta(seconds=1)) >= timedelta(seconds=12)


def test_after_a_day_of_failures_it_is_dead_and_not_before():
    delivery, now, tries = DELIVERY, NOW, 0
    while delivery.state is DeliveryState.PENDING:
        now = max(now, delivery.due_at)
        delivery = after_send(delivery, RETRY, now=now)
        tries += 1
    assert timedelta(hours=24) <= now - NOW <= timedelta(hours=25)
    assert 28 <= tries <= 40
    assert delivery.attempts == tries


def test_a_machine_that_was_off_for_the_weekend_tries_on_for_hours_before_it_gives_up():
    delivery = after_send(DELIVERY, RETRY, now=NOW)
    monday = now = NOW + timedelta(days=3)
    while delivery.state is DeliveryState.PENDING:
        now = max(now, delivery.due_at)
        delivery = after_send(delivery, RETRY, now=now)
    assert timedelta(hours=1) < now - monday < timedelta(hours=4)


@given(st.integers(0, 10**9), st.integers(1, 60))
def test_waits_grow_within_their_bounds(number, attempt):
    wait, later = backoff(number, attempt), backoff(number, attempt + 1)
    plain = timedelta(seconds=15 * 2 ** min(attempt - 1, 20))
    assert min(plain * 0.8, timedelta(minutes=48)) <= wait <= min(plain * 1.2, timedelta(hours=1))
    assert wait < later or wait >= timedelta(minutes=48)
