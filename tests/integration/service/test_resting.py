"""A channel that keeps failing rests: one message is tried for all, none is lost, and no other channel waits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from monitor.model import Delivery, DeliveryState, Outcome, OutcomeStatus
from monitor.service.once import _tell_all
from monitor.service.tell_loop import TellLoop
from tests.integration.service.conftest import entry

URL = "https://outlet.example/feed"
ALERTS = 6
MORE = "  other: {url: 'console://'}\nroutes:\n  - {name: all, to: [screen, other]}\n"
BUSY = Outcome(status=OutcomeStatus.RETRY, detail="451 later")


@dataclass
class Moody:
    """The real channels, but `screen` answers what it is told to; `tries` are counted by channel."""

    channels: object
    answer: Outcome | None = None
    tries: Counter[str] = field(default_factory=Counter)

    def __getattr__(self, name):
        return getattr(self.channels, name)

    def send(self, recipient, message):
        self.tries[recipient] += 1
        if recipient == "screen" and self.answer is not None:
            return self.answer
        return self.channels.send(recipient, message)


@pytest.fixture
async def waiting(desk):
    """Tellings for two channels, one of which does not work."""
    app = desk.open(URL, more=MORE)
    desk.papers.brings[URL] = [entry(f"place number {n}", body=f"Town {n} saw {n + 20} men.") for n in range(ALERTS)]
    await desk.poll(app)
    desk.read(app)
    app.channels = Moody(app.channels, BUSY)
    return app


def of(app, recipient: str) -> list[Delivery]:
    deliveries = [record.delivery for record in app.store.archive.deliveries()]
    return [delivery for delivery in deliveries if delivery.recipient == recipient]


async def tell(app) -> None:
    loop = TellLoop(app)
    await _tell_all(loop)
    loop.close()


async def test_a_dead_channel_is_tried_three_times_and_the_other_one_gets_everything(waiting) -> None:
    count = len(of(waiting, "screen"))
    assert count > 4
    await tell(waiting)
    assert waiting.channels.tries == {"screen": 3, "other": count}
    assert {delivery.state for delivery in of(waiting, "other")} == {DeliveryState.SENT}
    assert {delivery.state for delivery in of(waiting, "screen")} == {DeliveryState.PENDING}
    assert sum("not tried: the channel rests until" in d.last_outcome for d in of(waiting, "screen")) == count - 3
    rest = waiting.resting.resting("screen", now=waiting.clock())
    assert rest.failures == 3
    assert waiting.store.archive.ledger().balanced


async def test_after_a_rest_one_message_is_tried_for_all_and_once_it_works_everything_goes_out(desk, waiting) -> None:
    await tell(waiting)
    desk.clock.move(seconds=20)
    await tell(waiting)
    assert waiting.channels.tries["screen"] == 4
    waiting.channels.answer = None
    desk.clock.move(minutes=2)
    await tell(waiting)
    assert {delivery.state for delivery in of(waiting, "screen")} == {DeliveryState.SENT}
    assert waiting.resting.failing() == {}


async def test_a_restart_in_the_middle_of_a_rest_goes_on_resting(desk, waiting) -> None:
    await tell(waiting)
    again = desk.open(URL, more=MORE)
    again.channels = Moody(again.channels, BUSY)
    await tell(again)
    assert again.channels.tries == {}


async def test_a_service_that_asks_for_thirty_seconds_gets_no_message_within_them(desk, waiting) -> None:
    waiting.channels.answer = Outcome(status=OutcomeStatus.RETRY, detail="429", retry_after=timedelta(seconds=30))
    await tell(waiting)
    desk.papers.brings[URL] = [entry("a place that comes up just now")]
    desk.clock.move(seconds=29)
    await desk.poll(waiting)
    desk.read(waiting)
    await tell(waiting)
    assert waiting.channels.tries["screen"] == 1
    waiting.channels.answer = None
    desk.clock.move(seconds=2)
    await tell(waiting)
    assert waiting.channels.tries["screen"] > 4
    assert {delivery.state for delivery in of(waiting, "screen")} == {DeliveryState.SENT}


async def test_what_a_channel_did_not_take_for_a_day_is_given_up_together_and_counted(desk, waiting) -> None:
    count = len(of(waiting, "screen"))
    for _ in range(18):
        desk.clock.move(hours=1.5)
        await tell(waiting)
    assert Counter(delivery.state for delivery in of(waiting, "screen")) == {DeliveryState.DEAD: count}
    assert waiting.tally.dead == count
    assert waiting.channels.tries["screen"] <= 18 + 2
    assert waiting.store.archive.ledger().balanced


async def test_a_send_that_takes_long_leaves_its_pause_whole(desk, waiting) -> None:
    class Slow(Moody):
        def send(self, recipient, message):
            desk.clock.move(seconds=25)
            return super().send(recipient, message)

    waiting.channels = Slow(waiting.channels.channels, BUSY)
    loop = TellLoop(waiting)
    loop.tell_one("screen")
    loop.close()
    [tried] = [delivery for delivery in of(waiting, "screen") if delivery.attempts]
    assert tried.due_at - waiting.clock() >= timedelta(seconds=12)
