"""How each channel does, in this process: which fail, which rest and until when.

In: a sender, and the clock. Out: the outcome of each send with its time; `Failing` for a channel that does not work.
Kept in memory: a restart tries each channel anew. What a rest means for the messages that wait is in the database
(`DeliveryStore.put_off`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from monitor.alerting.resting import Failing, channel_after
from monitor.errors import LeaseLost
from monitor.model import Alert, AlertFinding, Delivery, Digest, Message, Outcome
from monitor.ports import Sender


class Resting:
    """Asked by all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failing: dict[str, Failing] = {}

    def heard(self, channel: str, outcome: Outcome, *, now: datetime) -> None:
        """Note what the channel made of a message."""
        with self._lock:
            after = channel_after(self._failing.pop(channel, None), outcome, now=now)
            if after is not None:
                self._failing[channel] = after

    def resting(self, channel: str, *, now: datetime) -> Failing | None:
        """Until when a channel rests, and why; None for one that may be sent to."""
        with self._lock:
            failing = self._failing.get(channel)
        return failing if failing is not None and failing.rests(now) else None

    def failing(self) -> dict[str, Failing]:
        """All channels whose last message did not go out."""
        with self._lock:
            return dict(self._failing)


class Attentive:
    """A sender that notes how its channels do, and when each message was answered.

    It sends nothing once the claim is as old as `until`: another process may soon have the telling, or has it. `asked`
    says whether anything was handed to a channel: then it may have arrived, whatever came after.
    """

    def __init__(self, sender: Sender, *, resting: Resting, clock: Callable[[], datetime], until: datetime) -> None:
        self._sender = sender
        self._resting = resting
        self._clock = clock
        self._until = until
        self.asked = False

    def render(self, alert: Alert, delivery: Delivery, findings: tuple[AlertFinding, ...]) -> Message:
        """As the sender does."""
        return self._sender.render(alert, delivery, findings)

    def render_digest(self, digest: Digest) -> Message:
        """As the sender does."""
        return self._sender.render_digest(digest)

    def send(self, recipient: str, message: Message) -> Outcome:
        """Send once; raises `LeaseLost` when it is too late for that."""
        if self._clock() >= self._until:
            raise LeaseLost("too much of the lease was over before the message was ready; nothing was sent")
        self.asked = True
        outcome = self._sender.send(recipient, message)
        now = self._clock()
        self._resting.heard(recipient, outcome, now=now)
        return replace(outcome, at=now)
