"""A message that was ready too late is not sent: another process may have the telling by then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import LeaseLost
from monitor.model import Message, Outcome, OutcomeStatus
from monitor.service.resting import Attentive, Resting

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HELLO = Message(title="t", text="t", html="t")


class Willing:
    """A sender whose channels take everything."""

    def __init__(self) -> None:
        self.sent = 0

    def send(self, recipient: str, message: Message) -> Outcome:
        self.sent += 1
        return Outcome(status=OutcomeStatus.SENT)


def test_a_message_goes_out_while_enough_of_the_lease_is_left():
    willing = Willing()
    sender = Attentive(willing, resting=Resting(), clock=lambda: NOW, until=NOW + timedelta(seconds=1))
    assert sender.send("desk", HELLO) == Outcome(status=OutcomeStatus.SENT, at=NOW)


def test_a_message_that_is_ready_too_late_is_not_sent():
    willing = Willing()
    sender = Attentive(willing, resting=Resting(), clock=lambda: NOW, until=NOW)
    with pytest.raises(LeaseLost, match="nothing was sent"):
        sender.send("desk", HELLO)
    assert willing.sent == 0
