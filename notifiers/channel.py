"""What a channel is: something with a name that takes a message once and says what became of it."""

from __future__ import annotations

from typing import Protocol

from monitor.model import Message, Outcome


class Channel(Protocol):
    """One target and one recipient, so that every outcome is one recipient's."""

    @property
    def name(self) -> str:
        """As in the configuration."""

    def send(self, message: Message) -> Outcome:
        """Send once. Blocks until the channel answers or its time is up; never raises for what a channel does."""
