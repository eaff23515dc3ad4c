"""What one run did, counted for its summary. The ledger in the database is the account; this is the receipt."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from monitor.model import Delivery, DeliveryState, Failed, Feed, Filled, Polled, ReadOutcome

_MATCHED = {ReadOutcome.OPENED, ReadOutcome.REVISED, ReadOutcome.JOINED}
_RESULTS = {DeliveryState.PENDING: "retry", DeliveryState.DEAD: "failed", DeliveryState.IN_DIGEST: "sent"}


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts since the start of this process. Safe among threads: each channel is told on a thread of its own."""

    polls: int = 0
    entries: int = 0
    articles: int = 0
    pages: int = 0
    no_pages: int = 0
    read: int = 0
    matched: int = 0
    opened: int = 0
    backlog: int = 0
    quarantined: int = 0
    told: int = 0
    postponed: int = 0
    dead: int = 0
    # Feed id → name and last failure, mended ones out. By id: feeds of one host may have its name in common.
    failures: dict[int, tuple[str, Failed]] = field(default_factory=dict)
    rule_matches: dict[str, int] = field(default_factory=dict)  # rule id → articles on which it fired
    tries: dict[tuple[str, str], int] = field(default_factory=dict)  # channel and what became of it → messages
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def polled(self, feed: Feed, result: Polled) -> None:
        """Count one poll."""
        with self._lock:
            self.polls += 1
            if not result.is_state_alone:
                self.entries += result.fetched
                self.articles += len(result.articles)
                self.read += sum(done is not None for done in result.concluded)
            self.failures.pop(feed.id, None)
            if isinstance(result.response, Failed):
                self.failures[feed.id] = (feed.name, result.response)

    def has_filled(self, filled: Filled) -> None:
        """Count one article that waited for its page."""
        with self._lock:
            self.pages += filled.refused is None
            self.no_pages += filled.refused is not None

    def have_no_page(self, count: int) -> None:
        """Count articles that do without their pages."""
        with self._lock:
            self.no_pages += count

    def has_read(self, outcome: ReadOutcome) -> None:
        """Count one article."""
        with self._lock:
            self.read += 1
            self.matched += outcome in _MATCHED
            self.opened += outcome is ReadOutcome.OPENED
            self.backlog += outcome is ReadOutcome.BACKLOG
            self.quarantined += outcome is ReadOutcome.QUARANTINED

    def has_matched(self, rules: Iterable[str]) -> None:
        """Count the rules that fired on one article."""
        with self._lock:
            for rule in set(rules):
                self.rule_matches = {**self.rule_matches, rule: self.rule_matches.get(rule, 0) + 1}

    def has_told(self, delivery: Delivery) -> None:
        """Count one try to tell."""
        became = (delivery.recipient, _RESULTS.get(delivery.state, delivery.state.value))
        with self._lock:
            self.tries = {**self.tries, became: self.tries.get(became, 0) + 1}
            self.told += delivery.state in {DeliveryState.SENT, DeliveryState.IN_DIGEST}
            self.postponed += delivery.state is DeliveryState.PENDING
            self.dead += delivery.state is DeliveryState.DEAD
