"""Deliveries due → channels. One at a time to a channel, channels side by side, each on a thread.

A message that went out is recorded as told however long the database takes: it must not go out again for that. What
else goes wrong with a telling is put to that telling: it is tried again later, and given up after a day.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import structlog

from monitor import alerting, pipeline
from monitor.alerting.resting import Failing
from monitor.errors import LeaseLost, RowRefused, StorageError
from monitor.model import (
    Claim,
    Delivery,
    DeliveryState,
    DigestEntry,
    Outcome,
    OutcomeStatus,
)
from monitor.service.app import App
from monitor.service.logs import clock_time
from monitor.service.recording import Records
from monitor.service.resting import Attentive

log = structlog.get_logger()

Step = Callable[[Claim[Delivery]], DigestEntry | Delivery]

CHANNELS_AT_ONCE = 32
MOST_TOGETHER = 1_000  # tellings in one digest
LEFT_FOR_SENDING = 0.5  # of a lease: a send that begins later could end after it, beside another process's


class TellLoop:
    """Deliveries due → channels. `patience` bounds how long a telling waits to be recorded; None is: until `stop`."""

    def __init__(self, app: App, *, patience: timedelta | None = None) -> None:
        self._app = app
        self._threads = ThreadPoolExecutor(max_workers=CHANNELS_AT_ONCE, thread_name_prefix="tell")
        self._stopping = threading.Event()
        self._records = Records(app.store.deliveries, stopping=self._stopping, patience=patience)
        self._unsent: deque[Claim[Delivery]] = deque()
        self._trouble: StorageError | None = None
        self.busy: dict[str, asyncio.Task[None]] = {}

    async def tick(self) -> None:
        """Start a worker for each channel that has something due and none at work.

        Raises `StorageError` while workers cannot claim or record.
        """
        now = self._app.clock()
        recipients = await asyncio.to_thread(self._waiting, now)
        for recipient in recipients:
            rests = self._app.resting.resting(recipient, now=now)
            if recipient not in self.busy and not rests and not self._stopping.is_set():
                self.busy[recipient] = asyncio.create_task(self._work(recipient))
        if self._trouble is not None and recipients:
            raise self._trouble
        self._trouble = None

    def _waiting(self, now: datetime) -> tuple[str, ...]:
        """Who has something due; what was claimed and not sent, because the database failed, is due again."""
        store = self._app.store.deliveries
        while self._unsent:
            store.release(self._unsent[0])
            self._unsent.popleft()
        return store.pending_recipients(now)

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
        """Claim one delivery of a channel, or those that are to go out together, and send.

        False when none is due, or the channel rests.
        """
        resting = self._app.resting
        if resting.resting(recipient, now=self._app.clock()):
            return False
        before = resting.failing().get(recipient)
        told = self._tell_due(recipient)
        self._let_wait(recipient, before)
        return told

    def _let_wait(self, recipient: str, before: Failing | None) -> None:
        """Put off what waits for a channel that has begun to rest; wake it when the channel works again."""
        now, store = self._app.clock(), self._app.store.deliveries
        failing = self._app.resting.failing().get(recipient)
        if failing is not None and failing != before and failing.rests(now):
            log.warning(f"{recipient}: {failing.why}")
            for dead in store.put_off(recipient, until=failing.until, why=f"not tried: {failing.why}", now=now):
                self._say(dead)
        elif failing is None and before is not None and before.until > before.since:
            log.info(f"{recipient} works again", tried_at_once=store.wake(recipient, now=now))

    def _sender(self, claim: Claim[Delivery]) -> Attentive:
        app = self._app
        late = app.config.leases.delivery * LEFT_FOR_SENDING
        return Attentive(app.channels, resting=app.resting, clock=app.clock, until=claim.until - late)

    def _tell_due(self, recipient: str) -> bool:
        app = self._app
        lease, store = app.config.leases.delivery, app.store.deliveries
        claims = store.claim_next(now=app.clock(), lease=lease, together=MOST_TOGETHER, recipient=recipient)
        if not claims:
            return False
        sender = self._sender(claims[0])
        try:
            if claims[0].item.state is DeliveryState.DEFERRED and claims[0].item.gathered:
                self._tell_gathered(claims, sender)
            else:
                self._tell(claims[0], sender)
        except StorageError:
            if not sender.asked:
                self._unsent.extend(claims)
            raise
        return True

    def _tell_gathered(self, claims: Sequence[Claim[Delivery]], sender: Attentive) -> None:
        """Send what may go out now as one message. A telling that cannot be made ready holds up no other."""
        entries = [entry for claim in claims if isinstance(entry := self._guarded(claim, self._ready), DigestEntry)]
        if not entries:
            return
        held = {entry.delivery.id for entry in entries}
        ours = [claim for claim in claims if claim.item.id in held]
        try:
            told = self._told_together(ours, entries, sender)
        except LeaseLost:
            _late(entries[0].delivery)
            return
        for after in told:
            self._say(after)

    def _told_together(
        self, claims: Sequence[Claim[Delivery]], entries: Sequence[DigestEntry], sender: Attentive
    ) -> tuple[Delivery, ...]:
        app = self._app
        try:
            return pipeline.tell_together(claims, entries, sender=sender, store=self._records, now=app.clock())
        except StorageError:
            raise
        except Exception as error:
            log.exception("a digest failed by a fault of ours", route=entries[0].delivery.route)
            outcome = Outcome(status=OutcomeStatus.RETRY, detail=f"{type(error).__name__}: {error}")
        now = app.clock()
        after = alerting.after_send_together([entry.delivery for entry in entries], outcome, now=now)
        self._records.record_together(claims, after, alerting.digest_of(entries, now=now), None, now=now)
        return after

    def _tell(self, claim: Claim[Delivery], sender: Attentive) -> None:
        after = self._guarded(claim, lambda ours: self._told(ours, sender))
        if isinstance(after, Delivery):
            self._say(after)

    def _say(self, after: Delivery) -> None:
        self._app.tally.has_told(after)
        again = after.state in {DeliveryState.PENDING, DeliveryState.DEFERRED} and after.attempts
        if again:
            log.warning(f"not sent to {after.recipient}: {after.last_outcome}", again_at=clock_time(after.due_at))
        elif after.state is DeliveryState.DEAD:
            log.error(f"could not be sent to {after.recipient}: {after.last_outcome}", delivery=after.id)

    def _ready(self, claim: Claim[Delivery]) -> DigestEntry | Delivery:
        app = self._app
        return pipeline.ready(claim, store=self._records, routes=app.policy.routes, now=app.clock())

    def _told(self, claim: Claim[Delivery], sender: Attentive) -> Delivery:
        app = self._app
        return pipeline.tell(claim, sender=sender, store=self._records, routes=app.policy.routes, now=app.clock())

    def _guarded(self, claim: Claim[Delivery], step: Step) -> DigestEntry | Delivery | None:
        """Do a step with a telling; what goes wrong is put to that telling. None when it is no longer ours."""
        try:
            try:
                return step(claim)
            except StorageError as error:
                if not isinstance(error, RowRefused):
                    raise
                reason = str(error)
            except Exception as error:
                log.exception("a telling failed by a fault of ours", delivery=claim.item.id)
                reason = f"{type(error).__name__}: {error}"
            outcome = Outcome(status=OutcomeStatus.RETRY, detail=reason)
            after = alerting.after_send(claim.item, outcome, now=self._app.clock())
            self._records.record_delivery(claim, after, None, outcome, now=self._app.clock())
        except LeaseLost:
            _late(claim.item)
            return None
        return after


def _late(delivery: Delivery) -> None:
    log.warning("it took longer than its lease; what was sent may arrive twice", delivery=delivery.id)
