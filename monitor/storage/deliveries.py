"""What the tell loop keeps: deliveries that are due, and what became of each.

In: claims and outcomes. Out: claims on due deliveries, the alert to tell, what stands in the way, the channels that
have work. Sending is at least once: a lease before, the record after, so a kill in between repeats the sends that were
in flight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, select, update

from monitor.config import Route
from monitor.config.timetable import Rate
from monitor.errors import LeaseLost, RowRefused
from monitor.failpoints import failpoint
from monitor.model import Alert, Claim, Delivery, DeliveryState, Digest, Message, Outcome, Standing, Told
from monitor.storage import codec, rows, tables
from monitor.storage.announce import announce
from monitor.storage.claim import AT_REST, Lease, fenced_update, release
from monitor.storage.columns import index_key
from monitor.storage.digests import claim_gathered, keep_digest, known_by
from monitor.storage.due import claim_singly, recipients
from monitor.storage.engine import transaction
from monitor.storage.followups import follow_up
from monitor.storage.put_off import put_off, wake
from monitor.storage.rate import sent_lately
from monitor.storage.steering import Steering
from monitor.storage.tellings import KNOWN, OPEN, hand_on, silenced_before, supersede, told_of
from monitor.storage.upsert import upsert


class DeliveryStore:
    """Tellings and their alerts."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._steering = Steering(engine)

    def claim_deliveries(
        self, *, now: datetime, lease: timedelta, limit: int, recipient: str | None = None
    ) -> list[Claim[Delivery]]:
        """Claim deliveries that are due and go out by themselves, of one recipient or of all; a reader's in order."""

        def take(connection: Connection, taken: Lease) -> Sequence[RowMapping]:
            return claim_singly(connection, lease=taken, limit=limit, recipient=recipient)

        return self._claimed(take, Lease.take(now, lease))

    def claim_next(self, *, now: datetime, lease: timedelta, together: int, recipient: str) -> list[Claim[Delivery]]:
        """Claim what a channel is to send next: those that go out together, at most so many, else a single one."""

        def take(connection: Connection, taken: Lease) -> Sequence[RowMapping]:
            gathered = claim_gathered(connection, recipient, lease=taken, limit=together)
            return gathered or claim_singly(connection, lease=taken, limit=1, recipient=recipient)

        return self._claimed(take, Lease.take(now, lease))

    def _claimed(
        self, take: Callable[[Connection, Lease], Sequence[RowMapping]], lease: Lease
    ) -> list[Claim[Delivery]]:
        """What `take` claims, in one transaction; rows that cannot be read are dead."""
        failpoint("tell.before_claim")
        with transaction(self._engine) as connection:
            claims, broken = rows.claims(take(connection, lease), rows.delivery_of)
            for row, reason in broken:
                dead = {**AT_REST, "state": DeliveryState.DEAD.value, "last_outcome": reason}
                fenced_update(connection, tables.delivery, row_id=row["id"], token=lease.token, values=dead)
            if claims:
                failpoint("tell.in_claim")
        if claims:
            failpoint("tell.claimed")
        return claims

    def release(self, claimed: Claim[Delivery], *, due_at: datetime | None = None) -> None:
        """Give a delivery back unsent."""
        with transaction(self._engine) as connection:
            release(connection, tables.delivery, row_id=claimed.item.id, token=claimed.token, due_at=due_at)

    def put_off(self, recipient: str, *, until: datetime, why: str, now: datetime) -> tuple[Delivery, ...]:
        """Let all that is due to a channel wait while it rests; returns what is given up for it."""
        with transaction(self._engine) as connection:
            return put_off(connection, recipient, until=until, why=why, now=now)

    def wake(self, recipient: str, *, now: datetime) -> int:
        """Let what a channel did not take be tried at once, because it works again; returns how many."""
        with transaction(self._engine) as connection:
            return wake(connection, recipient, now=now)

    def pending_recipients(self, now: datetime | None = None) -> tuple[str, ...]:
        """Recipients with an open delivery; with `now`, only those with one that is due and that nobody holds."""
        with transaction(self._engine) as connection:
            return recipients(connection, due=now)

    def alert(self, alert_id: int) -> Alert:
        """The alert as it stands; `RowRefused` when there is none, or it cannot be read."""
        with transaction(self._engine) as connection:
            row = connection.execute(select(tables.alert).where(tables.alert.c.id == alert_id)).mappings().one_or_none()
        if row is None:
            raise RowRefused(f"there is no alert {alert_id}; `vedette alerts` lists those there are")
        return rows.alert_of(row)

    def standing(self, delivery: Delivery, *, at_most: Rate | None, now: datetime) -> Standing:
        """What bears on a telling at this moment; `at_most` is its route's, to say how far back to count."""
        standing = self._steering.standing(delivery.alert_id, now=now)
        with transaction(self._engine) as connection:
            known, heard = known_by(connection, delivery.alert_id, delivery.recipient)
            sent = () if at_most is None else sent_lately(connection, delivery, at_most, now=now)
        return replace(standing, known=known, heard=heard, sent=sent)

    def record_held(self, claimed: Claim[Delivery], delivery: Delivery) -> None:
        """Store that a telling was put off or silenced; end the claim. What it would have said, a newer one says.

        A silence that holds back an alert as it grows has one silenced telling a reader: the latest.
        """
        with transaction(self._engine) as connection:
            _settle(connection, claimed, delivery, {})
            if delivery.state is DeliveryState.SILENCED:
                supersede(connection, silenced_before(delivery), delivery.id)
            failpoint("tell.put_off")
        failpoint("tell.put_off_recorded")

    def record_together(
        self,
        claims: Sequence[Claim[Delivery]],
        deliveries: Sequence[Delivery],
        digest: Digest,
        message: Message | None,
        *,
        now: datetime,
    ) -> tuple[int, ...]:
        """Store what became of tellings that were sent as one `message`; the ids of those that were no longer ours.

        Those that are IN_DIGEST after it refer to the message, which is kept once; without one none does.
        """
        lost = []
        by_id = {claimed.item.id: claimed for claimed in claims}
        with transaction(self._engine) as connection:
            sent = message is not None and any(one.state is DeliveryState.IN_DIGEST for one in deliveries)
            kept = keep_digest(connection, digest, message, now=now) if message is not None and sent else None
            for delivery in sorted(deliveries, key=lambda one: one.id):
                more = {"digest_id": kept, "sent_at": now} if delivery.state is DeliveryState.IN_DIGEST else {}
                try:
                    _settle(connection, by_id[delivery.id], delivery, more)
                except LeaseLost:
                    lost.append(delivery.id)
            failpoint("tell.digest_stored")
        failpoint("tell.digest_recorded")
        return tuple(lost)

    def record_delivery(
        self, claimed: Claim[Delivery], delivery: Delivery, message: Message | None, outcome: Outcome, *, now: datetime
    ) -> None:
        """Store the delivery's new state and the message as it was handed over; end the claim.

        Without a message (there was none to send, or it cannot be stored) the last one stays. A telling that is to be
        tried again while a newer one of the alert waits is superseded by that.
        """
        more = {"sent_at": now} if delivery.state is DeliveryState.SENT else {}
        with transaction(self._engine) as connection:
            _settle(connection, claimed, delivery, more)
            if message is not None:
                _keep(connection, delivery.id, message, outcome, now=now)
            failpoint("tell.stored")
        failpoint("tell.recorded")

    def record_alert(self, alert: Alert, deliveries: Sequence[Delivery] = (), *, now: datetime) -> int:
        """Store an alert that has no story (health, burst, listing, canary), once by its key; returns its id.

        One whose key is known already changes nothing. One that carries an id is updated and told anew.
        """
        with transaction(self._engine) as connection:
            return announce(connection, alert, deliveries, now=now)

    def alert_by_key(self, key: str) -> Alert | None:
        """The alert about a subject."""
        with transaction(self._engine) as connection:
            row = (
                connection.execute(select(tables.alert).where(tables.alert.c.key == index_key(key)))
                .mappings()
                .one_or_none()
            )
        return None if row is None else rows.alert_of(row)

    def follow_up(self, routes: Sequence[Route], *, now: datetime) -> tuple[Delivery, ...]:
        """Remind of what nobody acknowledged, and escalate it; what is told so. One process at a time."""
        with transaction(self._engine) as connection:
            return follow_up(connection, routes, now=now)

    def told(self, alert_id: int, *, now: datetime) -> tuple[Told, ...]:
        """What each (route, recipient) was last told of the alert."""
        with transaction(self._engine) as connection:
            return told_of(connection, alert_id, now=now)

    def retry_dead(self, delivery_ids: Iterable[int] | None = None, *, now: datetime) -> int:
        """Try dead deliveries (all, or these) anew, from the first try on; returns how many.

        One that a later telling has overtaken is superseded by it instead: its reader knows more already.
        """
        table = tables.delivery
        which = table.c.state == DeliveryState.DEAD.value
        if delivery_ids is not None:
            which &= table.c.id.in_(list(delivery_ids))
        with transaction(self._engine) as connection:
            _settle_overtaken(connection, which)
            anew = {"state": DeliveryState.PENDING.value, "due_at": now, "tries": 0, "first_tried_at": None}
            return connection.execute(update(table).where(which).values({**anew, **AT_REST})).rowcount


def _settle(connection: Connection, claimed: Claim[Delivery], delivery: Delivery, more: Mapping[str, Any]) -> None:
    """Store a telling's new state with `more` columns, and end its claim; a newer one takes over what was not told."""
    values = {**rows.delivery_values(delivery), **AT_REST, **more}
    fenced_update(connection, tables.delivery, row_id=delivery.id, token=claimed.token, values=values)
    failpoint("tell.in_record")
    said = delivery.state.value in (*KNOWN, DeliveryState.SUPERSEDED.value)  # by itself, or by an earlier one
    newer = None if said else hand_on(connection, delivery)
    if newer is not None and delivery.state.value in OPEN:
        supersede(connection, tables.delivery.c.id == delivery.id, newer)


def _keep(connection: Connection, delivery_id: int, message: Message, outcome: Outcome, *, now: datetime) -> None:
    content = codec.dump(Message, message)
    sent = {"delivery_id": delivery_id, "at": now, "outcome": outcome.status.value, "content": content}
    upsert(connection, tables.message, [sent])


def _settle_overtaken(connection: Connection, which: ColumnElement[bool]) -> None:
    table, later = tables.delivery, tables.delivery.alias("later")
    alive = later.c.state.in_((*KNOWN, *OPEN))
    next_telling = (
        select(later.c.id)
        .where(
            later.c.alert_id == table.c.alert_id,
            later.c.recipient == table.c.recipient,
            later.c.telling > table.c.telling,
            alive,
        )
        .order_by(later.c.telling)
        .limit(1)
        .scalar_subquery()
    )
    gone = {"state": DeliveryState.SUPERSEDED.value, "superseded_by": next_telling}
    connection.execute(update(table).where(which, next_telling.is_not(None)).values(gone))
