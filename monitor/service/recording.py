"""Record what came of a send, however long the database takes: it must not go out again for that.

In: the store, the loop's wish to stop. Out: the same store to `pipeline`, which waits out a database that fails.
Nothing waits that was not sent: that a telling was put off is recorded once, or not.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

import structlog

from monitor.config.timetable import Rate
from monitor.errors import LeaseLost, RowRefused, StorageError
from monitor.model import Alert, Claim, Delivery, Digest, Message, Outcome, Standing
from monitor.storage import DeliveryStore

log = structlog.get_logger()

T = TypeVar("T")

RECORD_AGAIN = timedelta(seconds=1)


class Records:
    """The store that telling records in. `patience` bounds how long it tries; None is: until `stopping` is set."""

    def __init__(self, store: DeliveryStore, *, stopping: threading.Event, patience: timedelta | None) -> None:
        self._store = store
        self._stopping = stopping
        self._patience = patience
        self._said = False

    def alert(self, alert_id: int) -> Alert:
        """As the store does."""
        return self._store.alert(alert_id)

    def standing(self, delivery: Delivery, *, at_most: Rate | None, now: datetime) -> Standing:
        """As the store does."""
        return self._store.standing(delivery, at_most=at_most, now=now)

    def record_delivery(
        self, claim: Claim[Delivery], delivery: Delivery, message: Message | None, outcome: Outcome, *, now: datetime
    ) -> None:
        """Record what came of a send, however long it takes; without the message if that is refused."""
        self._persist(lambda kept: self._store.record_delivery(claim, delivery, kept, outcome, now=now), message)

    def record_held(self, claim: Claim[Delivery], delivery: Delivery) -> None:
        """Record once: nothing was sent, so nothing is lost if this fails."""
        self._store.record_held(claim, delivery)

    def record_together(
        self,
        claims: Sequence[Claim[Delivery]],
        deliveries: Sequence[Delivery],
        digest: Digest,
        message: Message | None,
        *,
        now: datetime,
    ) -> tuple[int, ...]:
        """Record what came of a digest, however long it takes; tellings that were taken from us may arrive twice."""
        lost = self._persist(
            lambda kept: self._store.record_together(claims, deliveries, digest, kept, now=now), message
        )
        if lost:
            log.warning("sending took longer than its lease; some of it may arrive twice", deliveries=lost)
        return lost

    def _persist(self, record: Callable[[Message | None], T], message: Message | None) -> T:
        """Record, again and again while the database does not work; without the message if that is refused."""
        begun = time.monotonic()
        while True:
            try:
                recorded = record(message)
            except LeaseLost:
                raise
            except RowRefused:
                if message is None:
                    raise
                message = None
            except StorageError as error:
                self._wait(error, seconds=time.monotonic() - begun)
            else:
                self._said = False
                return recorded

    def _wait(self, error: StorageError, *, seconds: float) -> None:
        impatient = self._patience is not None and seconds > self._patience.total_seconds()
        if impatient or self._stopping.is_set():
            raise error
        if not self._said:
            log.error("a message was sent and cannot be recorded yet; trying on", why=str(error))
        self._said = True
        self._stopping.wait(RECORD_AGAIN.total_seconds())
