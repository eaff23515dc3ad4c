"""What one run did, counted for its summary. The ledger in the database is the account; this is the receipt."""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.model import Delivery, DeliveryState, Failed, Polled, ReadOutcome

_MATCHED = {ReadOutcome.OPENED, ReadOutcome.REVISED, ReadOutcome.JOINED}


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts since the start of this process. Changed on the event loop's thread and the reading thread only."""

    polls: int = 0
    entries: int = 0
    articles: int = 0
    read: int = 0
    matched: int = 0
    opened: int = 0
    backlog: int = 0
    quarantined: int = 0
    told: int = 0
    postponed: int = 0
    dead: int = 0
    failures: dict[str, Failed] = field(default_factory=dict)  # feed name → its last failure, mended ones out

    def polled(self, name: str, result: Polled) -> None:
        """Count one poll."""
        self.polls += 1
        self.entries += result.fetched
        self.articles += len(result.articles)
        if isinstance(result.response, Failed):
            self.failures[name] = result.response
        else:
            self.failures.pop(name, None)

    def has_read(self, outcome: ReadOutcome) -> None:
        """Count one article."""
        self.read += 1
        self.matched += outcome in _MATCHED
        self.opened += outcome is ReadOutcome.OPENED
        self.backlog += outcome is ReadOutcome.BACKLOG
        self.quarantined += outcome is ReadOutcome.QUARANTINED

    def has_told(self, delivery: Delivery) -> None:
        """Count one try to tell."""
        self.told += delivery.state is DeliveryState.SENT
        self.postponed += delivery.state is DeliveryState.PENDING
        self.dead += delivery.state is DeliveryState.DEAD
