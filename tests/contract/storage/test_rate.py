"""`at_most` holds however many send at the same moment: a place is taken before the message goes out."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from monitor import pipeline
from monitor.config import Route
from monitor.config.timetable import rate_from_text
from monitor.model import Claim, Delivery, DeliveryState, Message, Outcome, OutcomeStatus
from monitor.storage import Store
from tests.contract.storage.making import HOUR, MINUTE, NOW, claim_delivery, health_alert, send, telling

ONE, FIVE = rate_from_text("1/hour"), rate_from_text("5/hour")
SOON = timedelta(milliseconds=1)


def waiting(store: Store, *deliveries: Delivery) -> None:
    for number, delivery in enumerate(deliveries):
        store.deliveries.record_alert(health_alert(f"health:{number}"), [delivery], now=NOW)


def counted(store: Store, claim: Claim[Delivery], *, now=NOW) -> int:
    """How many messages count against the claimed one, which takes a place if there is one."""
    return len(store.deliveries.standing(claim.item, at_most=ONE, now=now).sent)


def test_whoever_asks_first_has_the_place_also_if_the_other_was_there_before(store: Store):
    waiting(store, telling(), telling())
    first, second = claim_delivery(store), claim_delivery(store)
    assert counted(store, second) == 0
    assert counted(store, first) == 1
    assert counted(store, second) == 0, "its own place does not count against it"


def test_a_claim_that_has_not_asked_takes_no_place(store: Store):
    waiting(store, telling(), telling())
    claim_delivery(store)
    assert counted(store, claim_delivery(store)) == 0


def test_a_place_is_free_again_when_the_message_did_not_go_out_and_taken_for_good_when_it_did(store: Store):
    waiting(store, telling(), telling())
    first, second = claim_delivery(store), claim_delivery(store)
    assert [counted(store, claim) for claim in (first, second)] == [0, 1]
    store.deliveries.release(first)
    assert counted(store, second) == 0
    first = claim_delivery(store)
    assert counted(store, first) == 1
    send(store, second)
    assert counted(store, first) == 1


def test_a_place_goes_to_whoever_takes_a_claim_over(store: Store):
    waiting(store, telling(), telling(due_at=NOW + HOUR))
    counted(store, claim_delivery(store))
    later = claim_delivery(store, now=NOW + HOUR)
    assert later.item.due_at == NOW, "the first is claimed anew, for nobody recorded it"
    assert counted(store, claim_delivery(store, now=NOW + HOUR), now=NOW + HOUR) == 1, "it may have gone out"


def test_places_of_other_routes_and_readers_are_their_own(store: Store):
    waiting(store, telling(), telling(route="night"), telling(recipient="phone"))
    assert [counted(store, claim_delivery(store)) for _ in range(3)] == [0, 0, 0]


def test_what_goes_out_as_one_message_takes_one_place(store: Store):
    held = {"state": DeliveryState.DEFERRED, "gathered": True, "why": "at most 1/hour"}
    waiting(store, *(telling(**held) for _ in range(3)), telling())
    digest = store.deliveries.claim_next(now=NOW, lease=MINUTE, together=9, recipient="desk")
    alone = claim_delivery(store)
    assert len(digest) == 3
    assert [counted(store, claim) for claim in digest] == [0, 0, 0]
    assert counted(store, alone) == 1


class Slow:
    """A channel that takes its time, so that sends overlap."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def render(self, alert, _delivery, _findings) -> Message:
        return Message(title=alert.key, text="", html="")

    def send(self, _recipient, message) -> Outcome:
        time.sleep(0.02)
        self.sent.append(message.title)
        return Outcome(status=OutcomeStatus.SENT)


@pytest.fixture
def workers(store: Store, database_url: str) -> Iterator[list[Store]]:
    """Stores of their own on PostgreSQL, as processes have; on SQLite the threads of one process share one."""
    if database_url.startswith("sqlite"):
        yield [store] * 4
        return
    own = [Store.open(database_url) for _ in range(4)]
    yield own
    for one in own:
        one.close()


def test_four_that_send_at_once_never_pass_the_limit_and_the_rest_waits(store: Store, workers: list[Store]):
    waiting(store, *(telling(due_at=NOW - number * SOON) for number in range(20)))  # the last made is due first
    routes = (Route(name="all", to=("desk",), at_most=FIVE),)
    sender, start = Slow(), threading.Barrier(len(workers))

    def work(own: Store) -> None:
        start.wait()
        while claims := own.deliveries.claim_deliveries(now=NOW, lease=MINUTE, limit=1, recipient="desk"):
            pipeline.tell(claims[0], sender=sender, store=own.deliveries, routes=routes, now=NOW)

    threads = [threading.Thread(target=work, args=(own,)) for own in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    records = [record.delivery for record in store.archive.deliveries(limit=99)]
    assert len(sender.sent) == len(set(sender.sent)) == 5
    assert sorted(record.state for record in records) == [DeliveryState.DEFERRED] * 15 + [DeliveryState.SENT] * 5
    assert {record.due_at for record in records if record.state is DeliveryState.DEFERRED} == {NOW + HOUR}
    assert store.archive.ledger().balanced
