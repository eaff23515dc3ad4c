"""Who was told what of an alert, and how a newer telling takes the place of one that has not gone out.

In: an alert's deliveries. Out: `Told` a recipient; rows of new deliveries. A telling that is in flight is never
superseded: it may have arrived. Should it fail, the newer one goes in its stead and says what it would have said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Integer, RowMapping, and_, bindparam, insert, select, update

from monitor.alerting import union
from monitor.model import Delivery, DeliveryState, Reason, Told
from monitor.storage import rows, tables
from monitor.storage.claim import AT_REST, unheld
from monitor.storage.columns import UtcDateTime
from monitor.storage.known import known_of
from monitor.storage.upsert import count

OPEN = (DeliveryState.PENDING.value, DeliveryState.DEFERRED.value)
KNOWN = (DeliveryState.SENT.value, DeliveryState.IN_DIGEST.value)


# Built once: every alert that grows is told.
_DELIVERY, _NEWER = tables.delivery, bindparam("newer", type_=Integer)
_STORED = insert(_DELIVERY).returning(_DELIVERY.c.id)
_SUPERSEDED = {**AT_REST, "state": DeliveryState.SUPERSEDED.value}
_OVERTAKEN = (
    update(_DELIVERY)
    .where(
        _DELIVERY.c.alert_id == bindparam("its_alert"),
        _DELIVERY.c.recipient == bindparam("its_reader"),
        _DELIVERY.c.id != _NEWER,
        _DELIVERY.c.state.in_(OPEN),
        unheld(_DELIVERY, bindparam("at", type_=UtcDateTime)),
    )
    .values(**_SUPERSEDED, superseded_by=_NEWER)
)


def told_of(connection: Connection, alert_id: int, *, now: datetime) -> tuple[Told, ...]:
    """What each (route, recipient) knows of the alert: the view of the last telling that was sent or is in flight.

    What was carried over from other alerts by a split or a merge is known as well.
    """
    table = tables.delivery
    # Locked: what is unclaimed here stays so until this transaction has superseded it.
    wanted = select(table).where(table.c.alert_id == alert_id).order_by(table.c.id).with_for_update()
    by_reader: dict[tuple[str, str], list[RowMapping]] = {}
    for row in connection.execute(wanted).mappings():
        by_reader.setdefault((row["route"], row["recipient"]), []).append(row)
    told = {reader: _told(reader, tellings, now=now) for reader, tellings in by_reader.items()}
    for reader, known in known_of(connection, alert_id).items():
        told[reader] = _together(told[reader], known) if reader in told else known
    return tuple(told.values())


def _together(told: Told, known: Told) -> Told:
    """What a reader knows by tellings of the alert and by what was carried over to it."""
    if told.view is None or told.at is None or known.view is None or known.at is None:
        return replace(known, telling=max(told.telling, known.telling))
    view, at = union(told.view, known.view), max(told.at, known.at)
    return replace(told, view=view, at=at, telling=max(told.telling, known.telling))


def _told(reader: tuple[str, str], tellings: Sequence[RowMapping], *, now: datetime) -> Told:
    known = [row for row in tellings if _counts_as_told(row, now=now)]
    last = max(known, key=lambda row: row["telling"], default=None)
    return Told(
        route=reader[0],
        recipient=reader[1],
        view=None if last is None else rows.delivery_of(last).view,
        at=None if last is None else last["sent_at"] or now,  # what is in flight arrives about now
        telling=max(row["telling"] for row in tellings),
    )


def _counts_as_told(row: RowMapping, *, now: datetime) -> bool:
    in_flight = row["lease_until"] is not None and row["lease_until"] > now
    return row["state"] in KNOWN or (row["state"] in OPEN and in_flight)


def store_tellings(connection: Connection, alert_id: int, deliveries: Sequence[Delivery], *, now: datetime) -> None:
    """Insert tellings of an alert; each supersedes the recipient's earlier ones that nobody has begun to send.

    By whatever route they would have come: a later telling says all that any route shows the recipient.
    """
    for delivery in deliveries:
        row = {
            "alert_id": alert_id,
            "route": delivery.route,
            "recipient": delivery.recipient,
            "telling": delivery.telling,
            "revision": delivery.revision,
            "created_at": now,
            **rows.delivery_values(delivery),
        }
        new_id = connection.execute(_STORED, row).scalar_one()
        if delivery.state.value in (*OPEN, *KNOWN):
            reader = {"its_alert": alert_id, "its_reader": delivery.recipient, "newer": new_id, "at": now}
            connection.execute(_OVERTAKEN, reader)
        count(connection, 0, {("told", delivery.route): 1})


def supersede(connection: Connection, which: ColumnElement[bool], newer: int) -> None:
    """Mark deliveries as overtaken by a newer one."""
    connection.execute(update(_DELIVERY).where(which).values(**_SUPERSEDED, superseded_by=newer))


def silenced_before(silenced: Delivery) -> ColumnElement[bool]:
    """Earlier tellings of the same alert to the same reader that the same silence, or false positive, held back."""
    table = tables.delivery
    return and_(
        table.c.alert_id == silenced.alert_id,
        table.c.recipient == silenced.recipient,
        table.c.state == DeliveryState.SILENCED.value,
        table.c.why == silenced.why,
        table.c.telling < silenced.telling,
    )


def hand_on(connection: Connection, failed: Delivery) -> int | None:
    """Let the recipient's next open telling say what `failed` could not; returns its id, None if there is none.

    Without this a reader whose first telling failed would hear 'a new place' of a story never told before.
    """
    table = tables.delivery
    later = (
        select(table)
        .where(
            table.c.alert_id == failed.alert_id,
            table.c.recipient == failed.recipient,
            table.c.telling > failed.telling,
            table.c.state.in_(OPEN),
        )
        .order_by(table.c.telling)
        .limit(1)
        .with_for_update()
    )
    row = connection.execute(later).mappings().one_or_none()
    if row is None:
        return None
    newer = rows.delivery_of(row)
    merged = _merged(failed, newer)
    values = {"content": rows.telling_json(merged), "due_at": min(newer.due_at, failed.due_at)}
    connection.execute(update(table).where(table.c.id == newer.id).values(values))
    return newer.id


def _merged(failed: Delivery, newer: Delivery) -> Delivery:
    if Reason.NEW in failed.reasons:
        return replace(newer, reasons=(Reason.NEW,), detail=())
    return replace(
        newer,
        reasons=tuple(dict.fromkeys((*failed.reasons, *newer.reasons))),
        detail=tuple(dict.fromkeys((*failed.detail, *newer.detail))),
    )
