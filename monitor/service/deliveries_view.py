"""Who was told what, when and why, and if not, why not: tellings as a table, one whole, and as JSON for scripts.

Opens the database read-only, so that it works beside a running daemon. Writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.config import Config
from monitor.errors import VedetteError
from monitor.model import DeliveryState
from monitor.service.table import Row, Table
from monitor.service.views import Environ, as_json, iso, looking, moment
from monitor.storage import DeliveryRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Which tellings are looked at; what is None or empty does not narrow."""

    state: DeliveryState | None = None
    alert_id: int | None = None
    route: str | None = None
    recipient: str | None = None
    since: datetime | None = None

    @property
    def everything(self) -> bool:
        """Nothing narrows."""
        return self == Which()


def deliveries_table(config: Config, environ: Environ, *, which: Which, limit: int) -> Table:
    """One row a telling, latest first, and beneath it what kept it from its reader or how it went out."""
    found = _records(config, environ, which=which, limit=limit + 1)
    empty = "No deliveries: nobody was to be told so far."
    if not which.everything:
        empty = f"No delivery is {which.state.value}." if which == Which(state=which.state) and which.state else _NONE
    return Table(
        header=("id", "alert", "state", "route", "to", "when", "because", "title"),
        rows=tuple(Row(cells=_cells(record), note=fate(record)) for record in found[:limit]),
        wide=frozenset({"route", "to", "because", "title"}),
        empty=empty,
        after=f"The latest {limit}; --limit shows more." if len(found) > limit else "",
    )


_NONE = "No delivery is like that; `vedette deliveries` shows all."


def _records(config: Config, environ: Environ, *, which: Which, limit: int) -> tuple[DeliveryRecord, ...]:
    with looking(config, environ) as store:
        return store.archive.deliveries(
            state=which.state,
            recipient=which.recipient,
            route=which.route,
            alert_id=which.alert_id,
            since=which.since,
            limit=limit,
        )


def _cells(record: DeliveryRecord) -> tuple[str, ...]:
    delivery = record.delivery
    numbers = str(delivery.id), str(delivery.alert_id)
    whom = delivery.route, delivery.recipient
    return (*numbers, delivery.state.value, *whom, when(record), because(record), record.alert_title)


def because(record: DeliveryRecord) -> str:
    """Why it was to be told: 'new', 'a new place, more sources'."""
    return ", ".join(reason.value for reason in record.delivery.reasons)


def when(record: DeliveryRecord) -> str:
    """When it was sent; when it is due, if it still waits; when it was decided, otherwise."""
    waits = record.delivery.state in {DeliveryState.PENDING, DeliveryState.DEFERRED}
    return moment(record.sent_at or (record.delivery.due_at if waits else record.created_at))


def fate(record: DeliveryRecord) -> str:
    """What kept a telling from its reader, or put it off: the reason, or the channel's own words; empty if neither."""
    parts = [part for part in (_held(record), trouble(record)) if part]
    return "; ".join(parts)


def _held(record: DeliveryRecord) -> str:
    delivery = record.delivery
    match delivery.state:
        case DeliveryState.DEFERRED:
            together = ", together with others" if delivery.gathered else ""
            return f"put off until {moment(delivery.due_at)}{together}{_colon(delivery.why)}"
        case DeliveryState.SILENCED:
            return f"never told{_colon(delivery.why)}"
        case DeliveryState.SUPERSEDED:
            by = f" by delivery {record.superseded_by}, which says it all" if record.superseded_by else ""
            return f"overtaken{by}{_colon(delivery.why)}"
        case DeliveryState.IN_DIGEST:
            return f"in digest {delivery.digest}{_colon(delivery.why)}"
    return f"put off before: {delivery.why}" if delivery.why else ""


def _colon(why: str) -> str:
    return f": {why}" if why else ""


def trouble(record: DeliveryRecord) -> str:
    """What kept a telling from its reader, in the channel's own words."""
    delivery = record.delivery
    if not delivery.last_outcome or delivery.state in {DeliveryState.SENT, DeliveryState.IN_DIGEST}:
        return ""
    tried = "tried once" if delivery.attempts == 1 else f"tried {delivery.attempts} times"
    return f"{tried}: {delivery.last_outcome}"


def deliveries_as_json(config: Config, environ: Environ, *, which: Which, limit: int) -> list[dict[str, Any]]:
    """One object a telling, latest first, with the message as sent."""
    return [delivery_json(record) for record in _records(config, environ, which=which, limit=limit)]


def delivery_json(record: DeliveryRecord) -> dict[str, Any]:
    """A telling as JSON types, with the message as sent."""
    return {
        **as_json(record.delivery),
        "alert": record.alert_title,
        "created_at": iso(record.created_at),
        "sent_at": iso(record.sent_at) if record.sent_at else None,
        "superseded_by": record.superseded_by,
        "fate": fate(record),
        "message": as_json(record.message) if record.message else None,
    }


def delivery_text(config: Config, environ: Environ, delivery_id: int) -> str:
    """One telling: to whom, when, why, what became of it, and the message as it was handed over."""
    record = _one(config, environ, delivery_id)
    delivery = record.delivery
    told = f"{delivery.state.value}, {when(record)}"
    lines = [
        f"delivery {delivery.id}: {told}",
        f"to        {delivery.recipient}, by route {delivery.route}",
        f"alert     {delivery.alert_id}, message {delivery.telling} of it: {record.alert_title}",
        f"because   {because(record)}" + (f": {'; '.join(delivery.detail)}" if delivery.detail else ""),
        *([f"but       {found}"] if (found := fate(record)) else []),
    ]
    if record.message is None:
        return "\n".join([*lines, "", "No message was handed over so far."])
    return "\n".join([*lines, "", record.message.title, "", record.message.text.rstrip()])


def one_as_json(config: Config, environ: Environ, delivery_id: int) -> dict[str, Any]:
    """One telling for scripts."""
    return delivery_json(_one(config, environ, delivery_id))


def _one(config: Config, environ: Environ, delivery_id: int) -> DeliveryRecord:
    with looking(config, environ) as store:
        record = store.archive.delivery(delivery_id)
    if record is None:
        raise VedetteError(f"there is no delivery {delivery_id}; `vedette deliveries` lists those there are")
    return record
