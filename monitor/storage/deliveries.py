"""What the tell loop keeps: deliveries that are due, and what became of each.

In: claims and outcomes. Out: claims on due deliveries, the alert to tell, the channels that have work. Sending is
at least once: a lease before, the record after, so a kill in between repeats the sends that were in flight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, exists, or_, select, update

from monitor.errors import RowRefused
from monitor.failpoints import failpoint
from monitor.model import Alert, Claim, Delivery, DeliveryState, Message, Outcome, Told
from monitor.storage import codec, rows, tables
from monitor.storage.announce import announce
from monitor.storage.claim import AT_REST, Lease, claim, fenced_update, release, unheld
from monitor.storage.columns import index_key
from monitor.storage.engine import transaction
from monitor.storage.tellings import OPEN, hand_on, supersede, told_of
from monitor.storage.upsert import upsert


class DeliveryStore:
    """Tellings and their alerts."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim_deliveries(
        self, *, now: datetime, lease: timedelta, limit: int, recipient: str | None = None
    ) -> list[Claim[Delivery]]:
        """Claim deliveries that are due, of one recipient or of all. A reader's tellings go out in their order."""
        where = tables.delivery.c.state.in_(OPEN) & ~_earlier_is_open()
        if recipient is not None:
            where &= tables.delivery.c.recipient == recipient
        failpoint("tell.before_claim")
        with transaction(self._engine) as connection:
            taken = Lease.take(now, lease)
            claimed = claim(connection, tables.delivery, lease=taken, limit=limit, where=where)
            claims, broken = rows.claims(claimed, rows.delivery_of)
            for row, reason in broken:
                dead = {**AT_REST, "state": DeliveryState.DEAD.value, "last_outcome": reason}
                fenced_update(connection, tables.delivery, row_id=row["id"], token=taken.token, values=dead)
            if claims:
                failpoint("tell.in_claim")
        if claims:
            failpoint("tell.claimed")
        return claims

    def release(self, claimed: Claim[Delivery], *, due_at: datetime | None = None) -> None:
        """Give a delivery back unsent."""
        with transaction(self._engine) as connection:
            release(connection, tables.delivery, row_id=claimed.item.id, token=claimed.token, due_at=due_at)

    def pending_recipients(self, now: datetime | None = None) -> tuple[str, ...]:
        """Recipients with an open delivery; with `now`, only those with one that is due and that nobody holds."""
        table = tables.delivery
        waiting = select(table.c.recipient).where(table.c.state.in_(OPEN)).distinct().order_by(table.c.recipient)
        if now is not None:
            waiting = waiting.where(table.c.due_at <= now, unheld(table, now))
        with transaction(self._engine) as connection:
            return tuple(connection.execute(waiting).scalars())

    def alert(self, alert_id: int) -> Alert:
        """The alert as it stands; `RowRefused` when there is none, or it cannot be read."""
        with transaction(self._engine) as connection:
            row = connection.execute(select(tables.alert).where(tables.alert.c.id == alert_id)).mappings().one_or_none()
        if row is None:
            raise RowRefused(f"there is no alert {alert_id}; `vedette alerts` lists those there are")
        return rows.alert_of(row)

    def record_delivery(
        self, claimed: Claim[Delivery], delivery: Delivery, message: Message | None, outcome: Outcome, *, now: datetime
    ) -> None:
        """Store the delivery's new state and the message as it was handed over; end the claim.

        Without a message (there was none to send, or it cannot be stored) the last one stays. A telling that is to be
        tried again while a newer one of the alert waits is superseded by that.
        """
        values = {**rows.delivery_values(delivery), **AT_REST}
        if delivery.state is DeliveryState.SENT:
            values["sent_at"] = now
        with transaction(self._engine) as connection:
            fenced_update(connection, tables.delivery, row_id=delivery.id, token=claimed.token, values=values)
            failpoint("tell.in_record")
            newer = None if delivery.state is DeliveryState.SENT else hand_on(connection, delivery)
            if newer is not None and delivery.state.value in OPEN:
                supersede(connection, tables.delivery.c.id == delivery.id, newer)
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


def _keep(connection: Connection, delivery_id: int, message: Message, outcome: Outcome, *, now: datetime) -> None:
    content = codec.dump(Message, message)
    sent = {"delivery_id": delivery_id, "at": now, "outcome": outcome.status.value, "content": content}
    upsert(connection, tables.message, [sent])


def _earlier_is_open() -> ColumnElement[bool]:
    """An earlier telling of the same alert to the same reader has not come to an end."""
    table, earlier = tables.delivery, tables.delivery.alias("earlier")
    return exists().where(
        earlier.c.alert_id == table.c.alert_id,
        earlier.c.recipient == table.c.recipient,
        earlier.c.telling < table.c.telling,
        earlier.c.state.in_(OPEN),
    )


def _settle_overtaken(connection: Connection, which: ColumnElement[bool]) -> None:
    table, later = tables.delivery, tables.delivery.alias("later")
    alive = or_(later.c.state == DeliveryState.SENT.value, later.c.state.in_(OPEN))
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
