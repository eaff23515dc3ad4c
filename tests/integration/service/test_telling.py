"""Telling: what was sent is not sent again for the database's sake, and one bad telling keeps no other waiting."""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from monitor.config.schema import Leases
from monitor.errors import RowRefused, StorageError
from monitor.model import DeliveryState, Outcome, OutcomeStatus
from monitor.service.once import _tell_all
from monitor.service.tell_loop import TellLoop
from tests.integration.service.conftest import entry

URL = "https://outlet.example/feed"


class Ailing:
    """A delivery store that fails to record a number of times, with the error given."""

    def __init__(self, store, *errors: Exception) -> None:
        self._store = store
        self.errors = list(errors)
        self.hindered = threading.Event()

    def __getattr__(self, name):
        return getattr(self._store, name)

    def record_delivery(self, *args, **options):
        if self.errors:
            self.hindered.set()
            raise self.errors.pop(0)
        self._store.record_delivery(*args, **options)


@pytest.fixture
async def waiting(desk):
    """A desk with three tellings to send."""
    app = desk.open(URL)
    desk.papers.brings[URL] = [entry(key) for key in "abc"]
    await desk.poll(app)
    desk.read(app)
    return app


def ailing(app, *errors: Exception) -> Ailing:
    store = Ailing(app.store.deliveries, *errors)
    app.store = replace(app.store, deliveries=store)
    return store


def states(app) -> list[DeliveryState]:
    return [record.delivery.state for record in app.store.archive.deliveries()]


async def test_a_message_that_went_out_while_the_disk_was_full_is_recorded_later_and_not_sent_again(
    desk, waiting
) -> None:
    ailing(waiting, StorageError("disk is full"), StorageError("disk is full"))
    with capture_logs() as lines:
        await _tell_all(TellLoop(waiting))
    assert states(waiting) == [DeliveryState.SENT] * 3
    assert [desk.messages(f"near {key}") for key in "abc"] == [1, 1, 1]
    assert len([line for line in lines if "cannot be recorded yet" in line["event"]]) == 1


async def test_a_stop_does_not_wait_for_a_database_that_does_not_work(desk, waiting) -> None:
    store = ailing(waiting, *[StorageError("disk is full")] * 500)
    loop = TellLoop(waiting)
    await loop.tick()
    assert await asyncio.to_thread(store.hindered.wait, 5)
    begun = time.monotonic()
    loop.stop()
    await asyncio.wait(loop.busy.values())
    assert time.monotonic() - begun < 3
    loop.close()


async def test_once_gives_up_on_a_database_that_does_not_work_and_says_why(desk, waiting) -> None:
    ailing(waiting, *[StorageError("disk is full")] * 500)
    with pytest.raises(StorageError, match="disk is full"):
        await _tell_all(TellLoop(waiting, patience=timedelta(seconds=1)))


async def test_a_message_that_the_database_refuses_is_recorded_as_sent_without_it(desk, waiting) -> None:
    ailing(waiting, RowRefused("does not fit"))
    await _tell_all(TellLoop(waiting))
    assert states(waiting) == [DeliveryState.SENT] * 3
    assert sum(record.message is None for record in waiting.store.archive.deliveries()) == 1


class Unreadable:
    """A delivery store one of whose alerts cannot be restored."""

    def __init__(self, store, alert_id: int) -> None:
        self._store = store
        self._alert_id = alert_id

    def __getattr__(self, name):
        return getattr(self._store, name)

    def alert(self, alert_id: int):
        if alert_id == self._alert_id:
            raise RowRefused("a stored Alert cannot be read")
        return self._store.alert(alert_id)


async def test_a_telling_whose_alert_cannot_be_read_is_put_off_with_its_reason_and_given_up_in_the_end(
    desk, waiting
) -> None:
    waiting.store = replace(waiting.store, deliveries=Unreadable(waiting.store.deliveries, 1))
    await _tell_all(TellLoop(waiting))
    bad = waiting.store.archive.deliveries()[-1].delivery
    assert (bad.state, bad.attempts, bad.last_outcome) == (DeliveryState.PENDING, 1, "a stored Alert cannot be read")
    assert states(waiting)[:2] == [DeliveryState.SENT] * 2
    for _ in range(40):
        desk.clock.move(hours=1, minutes=13)
        await _tell_all(TellLoop(waiting))
    assert states(waiting)[-1] is DeliveryState.DEAD
    assert waiting.store.archive.ledger().balanced


class Failing:
    """Channels that break in a way nobody foresaw."""

    def render(self, alert, delivery, findings):
        raise LookupError("a bug")

    def send(self, recipient, message):
        return Outcome(status=OutcomeStatus.SENT)


async def test_a_bug_in_telling_is_put_to_the_telling_and_ends_no_loop(desk, waiting) -> None:
    good, waiting.channels = waiting.channels, Failing()
    with capture_logs():
        await _tell_all(TellLoop(waiting))
    assert {record.delivery.last_outcome for record in waiting.store.archive.deliveries()} == {"LookupError: a bug"}
    waiting.channels = good
    desk.clock.move(minutes=1)
    await _tell_all(TellLoop(waiting))
    assert states(waiting) == [DeliveryState.SENT] * 3


class Hanging:
    """Channels that take their time."""

    def __init__(self, channels) -> None:
        self._channels = channels
        self.begun, self.go = threading.Event(), threading.Event()

    def render(self, alert, delivery, findings):
        return self._channels.render(alert, delivery, findings)

    def send(self, recipient, message):
        self.begun.set()
        self.go.wait(10)
        return self._channels.send(recipient, message)


async def test_news_that_comes_while_the_first_message_is_in_flight_waits_its_time(desk) -> None:
    app = desk.open(URL, more="routes: [{name: all, to: [screen], update_at_most_every: 30m}]\n")
    app.channels = Hanging(app.channels)
    desk.papers.brings[URL] = [entry("a")]
    await desk.poll(app)
    desk.read(app)
    loop = TellLoop(app)
    await loop.tick()
    assert await asyncio.to_thread(app.channels.begun.wait, 5)
    desk.clock.move(minutes=1)
    app.store.feeds.make_due(now=desk.clock())
    desk.papers.brings[URL] = [replace(entry("a"), summary="Sanctions follow.")]
    await desk.poll(app)
    desk.read(app)
    app.channels.go.set()
    await asyncio.wait(loop.busy.values())
    desk.tell(app)
    assert desk.messages("near a") == 1
    desk.clock.move(minutes=31)
    desk.tell(app)
    assert desk.messages("near a") == 2
    assert "anctions" in desk.told().split("─" * 72)[-1]


TWO_ROUTES = (
    "routes:\n  - {name: first, when: {rules: [mercenaries]}, to: [screen]}\n"
    "  - {name: rest, when: {rules: [sanctions]}, to: [screen]}\n"
)


async def test_a_reader_of_two_routes_gets_one_message_with_what_both_select(desk) -> None:
    app = desk.open(URL, more=TWO_ROUTES)
    desk.papers.brings[URL] = [entry("a", body="Sanctions follow, ministers say.")]
    await desk.poll(app)
    desk.read(app)
    desk.tell(app)
    assert desk.messages("near a") == 1
    told = desk.told()
    assert "mercenaries" in told
    assert "sanctions" in told


def test_a_lease_is_longer_than_a_channel_may_take() -> None:
    from notifiers.apprise import TIMEOUT

    assert Leases().delivery.total_seconds() > 2 * TIMEOUT
