"""Deliveries due → channels. One at a time to a channel, channels side by side, each on a thread.

A message that went out is recorded as told however long the database takes: it must not go out again for that. What
else goes wrong with a telling is put to that telling: it is tried again later, and given up after a day.
"""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import structlog

from monitor import alerting, pipeline
from monitor.errors import LeaseLost, RowRefused, StorageError
from monitor.model import Alert, Claim, Delivery, DeliveryState, Message, Outcome, OutcomeStatus
from monitor.service.app import App
from monitor.service.logs import clock_time
from monitor.storage import DeliveryStore

log = structlog.get_logger()

CHANNELS_AT_ONCE = 32
RECORD_AGAIN = timedelta(seconds=1)


class TellLoop:
    """Deliveries due → channels. `patience` bounds how long a telling waits to be recorded; None is: until `stop`."""

    def __init__(self, app: App, *, patience: timedelta | None = None) -> None:
        self._app = app
        self._threads = ThreadPoolExecutor(max_workers=CHANNELS_AT_ONCE, thread_name_prefix="tell")
        self._stopping = threading.Event()
        self._records = _Records(app.store.deliveries, stopping=self._stopping, patience=patience)
        self._trouble: StorageError | None = None
        self.busy: dict[str, asyncio.Task[None]] = {}

    async def tick(self) -> None:
        """Start a worker for each channel that has something due and none at work.

        Raises `StorageError` while workers cannot claim or record.
        """
        recipients = await asyncio.to_thread(self._app.store.deliveries.pending_recipients, self._app.clock())
        for recipient in recipients:
            if recipient not in self.busy and not self._stopping.is_set():
                self.busy[recipient] = asyncio.create_task(self._work(recipient))
        if self._trouble is not None and recipients:
            raise self._trouble
        self._trouble = None

    def stop(self) -> None:
        """Claim nothing more; sends in flight go on."""
        self._stopping.set()

    def close(self) -> None:
        """Start nothing more; sends in flight go on until they end or the process does."""
        self._stopping.set()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _work(self, recipient: str) -> None:
        loop = asyncio.get_running_loop()
        try:
            while not self._stopping.is_set() and await loop.run_in_executor(self._threads, self.tell_one, recipient):
                self._trouble = None
        except StorageError as error:
            self._trouble = error
        finally:
            self.busy.pop(recipient, None)

    def tell_one(self, recipient: str) -> bool:
        """Claim one delivery of a channel and send it; False when none is due."""
        app = self._app
        claims = app.store.deliveries.claim_deliveries(
            now=app.clock(), lease=app.config.leases.delivery, limit=1, recipient=recipient
        )
        for claim in claims:
            self._tell(claim)
        return bool(claims)

    def _tell(self, claim: Claim[Delivery]) -> None:
        app, delivery = self._app, claim.item
        try:
            after = self._told(claim)
        except LeaseLost:
            log.warning("sending took longer than its lease; it may arrive twice", delivery=delivery.id)
            return
        app.tally.has_told(after)
        if after.state is DeliveryState.PENDING:
            log.warning(f"not sent to {delivery.recipient}: {after.last_outcome}", again_at=clock_time(after.due_at))
        elif after.state is DeliveryState.DEAD:
            log.error(f"could not be sent to {delivery.recipient}: {after.last_outcome}", delivery=delivery.id)

    def _told(self, claim: Claim[Delivery]) -> Delivery:
        app = self._app
        try:
            return pipeline.tell(claim, sender=app.channels, store=self._records, now=app.clock())
        except StorageError as error:
            if not isinstance(error, RowRefused):
                raise
            reason = str(error)
        except Exception as error:
            log.exception("a telling failed by a fault of ours", delivery=claim.item.id)
            reason = f"{type(error).__name__}: {error}"
        outcome = Outcome(status=OutcomeStatus.RETRY, detail=reason)
        after = alerting.after_send(claim.item, outcome, now=app.clock())
        self._records.record_delivery(claim, after, None, outcome, now=app.clock())
        return after


class _Records:
    """The store that telling records in, with patience."""

    def __init__(self, store: DeliveryStore, *, stopping: threading.Event, patience: timedelta | None) -> None:
        self._store = store
        self._stopping = stopping
        self._patience = patience
        self._said = False

    def alert(self, alert_id: int) -> Alert:
        return self._store.alert(alert_id)

    def record_delivery(
        self, claim: Claim[Delivery], delivery: Delivery, message: Message | None, outcome: Outcome, *, now: datetime
    ) -> None:
        """Record, again and again while the database does not work; without the message if that is refused."""
        begun = time.monotonic()
        while True:
            try:
                self._store.record_delivery(claim, delivery, message, outcome, now=now)
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
                return

    def _wait(self, error: StorageError, *, seconds: float) -> None:
        impatient = self._patience is not None and seconds > self._patience.total_seconds()
        if impatient or self._stopping.is_set():
            raise error
        if not self._said:
            log.error("a message was sent and cannot be recorded yet; trying on", why=str(error))
        self._said = True
        self._stopping.wait(RECORD_AGAIN.total_seconds())
