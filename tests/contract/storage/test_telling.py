from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.errors import LeaseLost, StorageError
from monitor.model import DeliveryState, Reason, Revision, Severity, View
from monitor.storage import Store
from tests.contract.storage.making import (
    AGAIN,
    HOUR,
    MESSAGE,
    MINUTE,
    NEVER,
    NOW,
    article,
    bring,
    claim_delivery,
    health_alert,
    no_match,
    opened,
    read_as,
    revised,
    send,
    telling,
)


def open_story(store: Store, *deliveries) -> int:
    """An alert that is told by these deliveries."""
    bring(store, article("a"))
    read_as(store, lambda it, _: opened(it, *deliveries))
    return store.archive.alerts()[0].id


def grow(store: Store, alert_id: int, *deliveries, now=NOW) -> None:
    """A further article joins the alert's story, and these deliveries tell of it."""
    alert = store.deliveries.alert(alert_id)
    number = len(alert.revisions) + 1
    bring(store, article(f"further {number}"), now=now)
    read_as(store, lambda it, _: revised(it, alert, *deliveries), now=now)


def told(store: Store, alert_id: int, *, now=NOW):
    with store.articles.joining(now=now) as session:
        return list(session.told(alert_id))


def states(store: Store) -> list[tuple[int, str]]:
    return [(it.delivery.telling, it.delivery.state.value) for it in reversed(store.archive.deliveries())]


def test_a_due_delivery_is_claimed_with_everything_that_was_decided(store: Store):
    delivery = telling(reasons=(Reason.NEW,), detail=("actor: Somebody",), view=View(severity=Severity.LOW, sources=3))
    alert_id = open_story(store, delivery)

    claim = claim_delivery(store)

    assert claim.item == replace(delivery, id=claim.item.id, alert_id=alert_id)


def test_a_delivery_is_not_claimed_before_it_is_due(store: Store):
    open_story(store, telling(due_at=NOW + HOUR, state=DeliveryState.DEFERRED))

    assert store.deliveries.claim_deliveries(now=NOW, lease=MINUTE, limit=9) == []
    assert claim_delivery(store, now=NOW + HOUR).item.state is DeliveryState.DEFERRED


def test_each_channel_has_its_own_work(store: Store):
    open_story(store, telling(recipient="desk"), telling(recipient="chat", due_at=NOW + HOUR))

    assert store.deliveries.pending_recipients() == ("chat", "desk")
    assert store.deliveries.pending_recipients(NOW) == ("desk",)
    (claim,) = store.deliveries.claim_deliveries(now=NOW + HOUR, lease=MINUTE, limit=9, recipient="chat")
    assert claim.item.recipient == "chat"
    assert store.deliveries.pending_recipients(NOW + HOUR) == ("desk",)


def test_what_was_sent_is_kept_as_it_was_sent(store: Store):
    alert_id = open_story(store, telling())

    send(store, claim_delivery(store), now=NOW + MINUTE)

    (record,) = store.archive.alert(alert_id).deliveries
    assert record.delivery.state is DeliveryState.SENT
    assert (record.sent_at, record.message) == (NOW + MINUTE, MESSAGE)
    assert record.delivery.last_outcome == "250 OK"
    assert store.deliveries.pending_recipients() == ()


def test_a_try_that_failed_is_claimed_again_with_its_history(store: Store):
    open_story(store, telling())

    send(store, claim_delivery(store), AGAIN)

    assert store.deliveries.claim_deliveries(now=NOW, lease=MINUTE, limit=9) == []
    again = claim_delivery(store, now=NOW + MINUTE)
    assert (again.item.attempts, again.item.first_tried_at, again.item.last_outcome) == (1, NOW, "451 later")
    assert again.attempts == 1  # claims since it last came to rest


def test_a_worker_whose_lease_was_taken_over_records_nothing(store: Store):
    open_story(store, telling())
    first = claim_delivery(store)
    second = claim_delivery(store, now=NOW + MINUTE)

    with pytest.raises(LeaseLost):
        send(store, first)

    assert states(store) == [(1, "pending")]
    assert store.archive.deliveries()[0].message is None
    send(store, second)
    assert states(store) == [(1, "sent")]


def test_a_newer_telling_supersedes_one_that_nobody_has_begun_to_send(store: Store):
    alert_id = open_story(store, telling(number=1))

    grow(store, alert_id, telling(number=2))

    newer, older = store.archive.deliveries()
    assert states(store) == [(1, "superseded"), (2, "pending")]
    assert older.superseded_by == newer.delivery.id
    assert claim_delivery(store).item.telling == 2
    assert store.archive.ledger().balanced


def test_superseding_is_between_tellings_of_one_reader_by_whatever_route(store: Store):
    alert_id = open_story(store, telling(recipient="desk"), telling(recipient="chat"))

    grow(store, alert_id, telling(number=2, recipient="desk", route="urgent"))

    left = {(it.delivery.route, it.delivery.recipient) for it in store.archive.deliveries(state=DeliveryState.PENDING)}
    assert left == {("urgent", "desk"), ("all", "chat")}
    assert store.archive.ledger().states[DeliveryState.SUPERSEDED] == 1


def test_a_reader_s_tellings_go_out_in_their_order_whatever_their_routes(store: Store):
    alert_id = open_story(store, telling())
    first = claim_delivery(store)
    grow(store, alert_id, telling(number=2, route="urgent", reasons=(Reason.SEVERITY,)))

    assert store.deliveries.claim_deliveries(now=NOW, lease=MINUTE, limit=9) == []
    send(store, first, AGAIN)

    assert claim_delivery(store, now=NOW + MINUTE).item.reasons == (Reason.NEW,)
    assert states(store) == [(1, "superseded"), (2, "pending")]


def test_a_telling_that_is_silenced_supersedes_nothing(store: Store):
    alert_id = open_story(store, telling(number=1))

    grow(store, alert_id, telling(number=2, state=DeliveryState.SILENCED))

    assert states(store) == [(1, "pending"), (2, "silenced")]


def test_a_reader_to_whom_nothing_was_sent_knows_nothing(store: Store):
    alert_id = open_story(store, telling())

    (reader,) = told(store, alert_id)

    assert (reader.route, reader.recipient, reader.view, reader.at, reader.telling) == ("all", "desk", None, None, 1)


def test_a_reader_knows_what_is_in_flight(store: Store):
    alert_id = open_story(store, telling(view=View(severity=Severity.HIGH, sources=4)))
    claim_delivery(store)

    (reader,) = told(store, alert_id)

    assert reader.view == View(severity=Severity.HIGH, sources=4)
    assert told(store, alert_id, now=NOW + MINUTE)[0].view is None  # that worker is gone


def test_a_reader_knows_the_last_that_was_sent_and_the_number_counts_on(store: Store):
    alert_id = open_story(store, telling(number=1))
    send(store, claim_delivery(store), now=NOW + MINUTE)
    grow(store, alert_id, telling(number=2))

    (reader,) = told(store, alert_id)

    assert (reader.view, reader.at, reader.telling) == (View(severity=Severity.HIGH, sources=1), NOW + MINUTE, 2)
    assert store.deliveries.told(alert_id, now=NOW) == (reader,)


def test_a_dead_telling_told_nobody_anything(store: Store):
    alert_id = open_story(store, telling())
    send(store, claim_delivery(store), NEVER)

    assert told(store, alert_id)[0].view is None
    assert store.archive.ledger().states == {DeliveryState.DEAD: 1}


def test_a_telling_in_flight_is_not_superseded(store: Store):
    alert_id = open_story(store, telling(number=1))
    first = claim_delivery(store)

    grow(store, alert_id, telling(number=2, reasons=(Reason.SOURCES,)))

    assert store.deliveries.claim_deliveries(now=NOW, lease=MINUTE, limit=9) == []  # in their order
    send(store, first)
    assert claim_delivery(store).item.reasons == (Reason.SOURCES,)
    assert states(store) == [(1, "sent"), (2, "pending")]


def test_a_first_telling_that_fails_hands_its_news_to_the_next(store: Store):
    alert_id = open_story(store, telling(number=1))
    first = claim_delivery(store)
    grow(
        store,
        alert_id,
        telling(
            number=2,
            reasons=(Reason.PLACE,),
            detail=("place: X",),
            state=DeliveryState.DEFERRED,
            due_at=NOW + HOUR,
        ),
    )

    send(store, first, AGAIN)

    assert states(store) == [(1, "superseded"), (2, "deferred")]
    second = claim_delivery(store, now=NOW + MINUTE)  # when the first would have been tried again
    assert (second.item.reasons, second.item.detail) == ((Reason.NEW,), ())
    assert store.archive.ledger().balanced


def test_an_update_that_fails_for_good_adds_its_reasons_to_the_next(store: Store):
    alert_id = open_story(store, telling(number=1))
    send(store, claim_delivery(store))
    grow(store, alert_id, telling(number=2, reasons=(Reason.PLACE,), detail=("place: X",)))
    second = claim_delivery(store)
    grow(store, alert_id, telling(number=3, reasons=(Reason.ACTOR,), detail=("actor: Y",)))

    send(store, second, NEVER)

    third = claim_delivery(store, now=NOW + MINUTE).item
    assert third.reasons == (Reason.PLACE, Reason.ACTOR)
    assert third.detail == ("place: X", "actor: Y")
    assert states(store) == [(1, "sent"), (2, "dead"), (3, "pending")]


def test_a_delivery_given_back_is_sent_later(store: Store):
    open_story(store, telling())

    store.deliveries.release(claim_delivery(store), due_at=NOW + HOUR)

    assert store.deliveries.claim_deliveries(now=NOW, lease=MINUTE, limit=1) == []
    assert claim_delivery(store, now=NOW + HOUR).attempts == 1


def test_dead_deliveries_are_retried_from_the_first_try_on(store: Store):
    open_story(store, telling(recipient="desk"), telling(recipient="chat"))
    for claim in store.deliveries.claim_deliveries(now=NOW, lease=MINUTE, limit=9):
        send(store, claim, NEVER)
    desk = next(it for it in store.archive.deliveries() if it.delivery.recipient == "desk")

    assert store.deliveries.retry_dead([desk.delivery.id], now=NOW + HOUR) == 1

    again = claim_delivery(store, now=NOW + HOUR)
    assert (again.item.recipient, again.item.attempts, again.item.first_tried_at) == ("desk", 0, None)
    assert store.deliveries.retry_dead(now=NOW + HOUR) == 1
    assert store.deliveries.retry_dead(now=NOW + HOUR) == 0


def test_a_dead_delivery_that_a_later_one_overtook_is_not_retried(store: Store):
    alert_id = open_story(store, telling(number=1))
    send(store, claim_delivery(store), NEVER)
    grow(store, alert_id, telling(number=2))
    send(store, claim_delivery(store))

    assert store.deliveries.retry_dead(now=NOW) == 0

    assert states(store) == [(1, "superseded"), (2, "sent")]
    assert store.archive.ledger().balanced


def test_a_health_alert_is_stored_and_told_once_by_its_key(store: Store):
    first = store.deliveries.record_alert(health_alert(), [telling()], now=NOW)
    second = store.deliveries.record_alert(health_alert(text="again"), [telling()], now=NOW)

    assert first == second
    assert store.deliveries.alert(first) == health_alert(id=first)
    assert len(store.archive.deliveries()) == 1
    assert store.archive.ledger().balanced


def test_a_health_alert_that_recovers_grows_and_is_told_again(store: Store):
    store.deliveries.record_alert(health_alert(), [telling()], now=NOW)
    send(store, claim_delivery(store))
    known = store.deliveries.alert_by_key("health:article:1")
    recovered = replace(
        known, revisions=(*known.revisions, Revision(number=2, at=NOW + HOUR, reasons=(Reason.RECOVERED,)))
    )

    store.deliveries.record_alert(recovered, [telling(number=2, reasons=(Reason.RECOVERED,))], now=NOW + HOUR)

    assert store.deliveries.alert_by_key("health:article:1") == recovered
    assert states(store) == [(1, "sent"), (2, "pending")]
    assert store.deliveries.alert_by_key("health:nothing") is None


def test_an_alert_that_no_route_selects_is_counted_as_unrouted(store: Store):
    store.deliveries.record_alert(health_alert("health:1"), now=NOW)
    store.deliveries.record_alert(health_alert("health:2"), [telling()], now=NOW)

    book = store.archive.ledger()
    assert (book.alerts, book.unrouted) == (2, 1)


def test_tellings_are_broken_down_by_route_and_by_recipient(store: Store):
    open_story(store, telling(recipient="desk"), telling(recipient="chat"), telling(recipient="phone", route="second"))
    (claim,) = store.deliveries.claim_deliveries(now=NOW, lease=MINUTE, limit=1, recipient="chat")
    send(store, claim)

    book = store.archive.ledger()

    assert book.by_route == {
        "all": {DeliveryState.PENDING: 1, DeliveryState.SENT: 1},
        "second": {DeliveryState.PENDING: 1},
    }
    assert book.by_recipient == {
        "chat": {DeliveryState.SENT: 1},
        "desk": {DeliveryState.PENDING: 1},
        "phone": {DeliveryState.PENDING: 1},
    }


def test_an_alert_that_does_not_exist_is_named_with_the_next_step(store: Store):
    with pytest.raises(StorageError, match="there is no alert 5; `vedette alerts` lists"):
        store.deliveries.alert(5)
    assert store.archive.alert(5) is None


def test_alerts_are_listed_latest_first_and_by_kind(store: Store):
    open_story(store)
    store.deliveries.record_alert(health_alert(), now=NOW + HOUR)

    lines = store.archive.alerts()

    assert [line.kind.value for line in lines] == ["health", "story"]
    assert store.archive.alerts(kind=lines[1].kind) == (lines[1],)
    assert store.archive.alerts(since=NOW + MINUTE) == (lines[0],)
    assert store.archive.alerts(limit=1) == (lines[0],)


def test_reading_on_does_not_disturb_what_was_told(store: Store):
    alert_id = open_story(store, telling())
    before = store.archive.alert(alert_id)
    bring(store, article("unrelated"))

    read_as(store, no_match)

    assert store.archive.alert(alert_id) == before
