"""What a channel's rest means for the messages that wait for it, on both databases."""

from __future__ import annotations

from datetime import timedelta

from monitor.model import Delivery, DeliveryState
from monitor.storage import Store
from tests.contract.storage.making import AGAIN, HOUR, MINUTE, NOW, claim_delivery, health_alert, send, telling

LATER = NOW + 5 * MINUTE


def waiting(store: Store, *deliveries: Delivery) -> None:
    for number, delivery in enumerate(deliveries):
        store.deliveries.record_alert(health_alert(f"health:{number}"), [delivery], now=NOW)


def kept(store: Store) -> list[Delivery]:
    return [record.delivery for record in reversed(store.archive.deliveries())]


def test_what_is_due_waits_with_its_reason_and_counts_a_try(store: Store):
    waiting(store, telling(), telling(), telling(recipient="other"), telling(due_at=LATER + HOUR))
    assert store.deliveries.put_off("desk", until=LATER, why="it rests", now=NOW) == ()
    one, two, other, far = kept(store)
    for delivery in (one, two):
        assert (delivery.due_at, delivery.attempts, delivery.first_tried_at) == (LATER, 1, NOW)
        assert (delivery.last_outcome, delivery.state) == ("it rests", DeliveryState.PENDING)
    assert (other.due_at, other.attempts, far.due_at, far.attempts) == (NOW, 0, LATER + HOUR, 0)
    assert store.deliveries.pending_recipients(NOW) == ("other",)


def test_a_message_in_flight_is_left_alone(store: Store):
    waiting(store, telling())
    claim = claim_delivery(store)
    store.deliveries.put_off("desk", until=LATER, why="it rests", now=NOW)
    send(store, claim)
    assert [delivery.state for delivery in kept(store)] == [DeliveryState.SENT]


def test_after_a_day_and_ten_tries_all_are_given_up_together(store: Store):
    waiting(store, telling(), telling())
    dead: tuple[Delivery, ...] = ()
    for hours in range(0, 27, 3):
        assert dead == ()
        now = NOW + hours * HOUR
        dead = store.deliveries.put_off("desk", until=now + MINUTE, why="it rests", now=now)
    assert dead == (), "nine tries are too few, however long it takes"
    now += HOUR
    dead = store.deliveries.put_off("desk", until=now + MINUTE, why="it rests", now=now)
    assert [delivery.state for delivery in dead] == [DeliveryState.DEAD] * 2
    assert [delivery.state for delivery in kept(store)] == [DeliveryState.DEAD] * 2
    assert store.archive.ledger().balanced


def test_what_failed_is_due_at_once_when_the_channel_works_again_and_what_waits_for_its_hour_is_not(store: Store):
    waiting(store, telling(), telling(due_at=NOW + HOUR), telling(state=DeliveryState.DEFERRED, due_at=NOW + HOUR))
    send(store, claim_delivery(store), AGAIN)
    soon = NOW + timedelta(seconds=1)
    assert store.deliveries.wake("desk", now=soon) == 1
    assert [delivery.due_at for delivery in kept(store)] == [soon, NOW + HOUR, NOW + HOUR]
