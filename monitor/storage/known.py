"""What readers know of an alert otherwise than by a telling of it: somebody split or merged what they were told.

In: the view that a reader has of an alert. Out: the same, to be counted as told. These rows are no tellings: the
ledger does not count them, and nothing was sent for them.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, select

from monitor.model import Told, View
from monitor.storage import codec, tables
from monitor.storage.upsert import upsert

Reader = tuple[str, str]  # route, recipient


def known_of(connection: Connection, alert_id: int) -> dict[Reader, Told]:
    """What was carried over to this alert, by reader."""
    wanted = select(tables.known).where(tables.known.c.alert_id == alert_id).order_by(*tables.known.primary_key)
    return {(row["route"], row["recipient"]): _told(row) for row in connection.execute(wanted).mappings()}


def keep_known(connection: Connection, alert_id: int, readers: Sequence[Told]) -> None:
    """Remember that these readers know the alert so, in place of what was carried over before."""
    entries = [
        {
            "alert_id": alert_id,
            "route": reader.route,
            "recipient": reader.recipient,
            "at": reader.at,
            "telling": reader.telling,
            "view": codec.dump(View, reader.view),
        }
        for reader in readers
        if reader.view is not None and reader.at is not None
    ]
    upsert(connection, tables.known, entries)


def _told(row: RowMapping) -> Told:
    return Told(
        route=row["route"],
        recipient=row["recipient"],
        view=codec.load(View, row["view"]),
        at=row["at"],
        telling=row["telling"],
    )
