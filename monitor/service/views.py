"""What the looking verbs show: feeds, alerts, deliveries, the ledger; as rows for a person and as JSON for scripts.

Opens the database read-only, so that it works beside a running daemon. Writes nothing.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from monitor.config import Config
from monitor.errors import VedetteError
from monitor.model import DeliveryState, ReadOutcome
from monitor.service.revealed import database_url
from monitor.storage import AlertDetail, DeliveryRecord, FeedOverview, Ledger, Store, codec

FEED_COLUMNS = ("feed", "tier", "lang", "state", "articles", "last item", "next check", "last error")
ALERT_COLUMNS = ("id", "severity", "kind", "opened", "rev", "title")
DELIVERY_COLUMNS = ("id", "alert", "state", "to", "route", "telling", "when", "why", "says")

Environ = Mapping[str, str]


@contextmanager
def looking(config: Config, environ: Environ) -> Iterator[Store]:
    """The database, read-only; one that is not made yet is a sentence with the next step."""
    store = Store.open(database_url(config, environ), read_only=True)
    try:
        yield store
    finally:
        store.close()


# --- feeds ------------------------------------------------------------------------------------------------------


def feed_rows(config: Config, environ: Environ) -> list[tuple[str, ...]]:
    """One row a feed."""
    with looking(config, environ) as store:
        return [_feed_row(item) for item in store.feeds.feeds()]


def _feed_row(item: FeedOverview) -> tuple[str, ...]:
    feed, state = item.feed, item.feed.state
    return (
        feed.name,
        feed.tier.value,
        feed.language or "",
        feed_condition(item),
        str(item.articles),
        _moment(state.last_item_at),
        _moment(state.next_check_at),
        state.last_error or "",
    )


def feed_condition(item: FeedOverview) -> str:
    """In one word or two: not polled, fetched, failing, or no longer configured."""
    state = item.feed.state
    if not item.active:
        return "not configured"
    if state.failures:
        return f"failing ({state.failures})"
    return "fetched" if state.last_ok_at else "not polled yet"


def feeds_as_json(config: Config, environ: Environ) -> list[dict[str, Any]]:
    """One object a feed."""
    with looking(config, environ) as store:
        return [
            {**_json(item.feed), "condition": feed_condition(item), "active": item.active, "articles": item.articles}
            for item in store.feeds.feeds()
        ]


# --- alerts -----------------------------------------------------------------------------------------------------


def alert_rows(config: Config, environ: Environ, *, limit: int) -> list[tuple[str, ...]]:
    """One row an alert, latest first."""
    with looking(config, environ) as store:
        return [
            (str(a.id), a.severity.value, a.kind.value, _moment(a.opened_at), str(a.revisions), a.title)
            for a in store.archive.alerts(limit=limit)
        ]


def alerts_as_json(config: Config, environ: Environ, *, limit: int) -> list[dict[str, Any]]:
    """One object an alert, latest first."""
    with looking(config, environ) as store:
        return [_plain(summary) for summary in store.archive.alerts(limit=limit)]


def alert_as_json(config: Config, environ: Environ, alert_id: int) -> dict[str, Any]:
    """An alert whole, with who was told what."""
    detail = _alert(config, environ, alert_id)
    return {**_json(detail.alert), "deliveries": [_delivery_json(record) for record in detail.deliveries]}


def alert_text(config: Config, environ: Environ, alert_id: int) -> str:
    """The alert as its reader got it, its revisions, and each telling."""
    detail = _alert(config, environ, alert_id)
    told = [record for record in detail.deliveries if record.message]
    alert = detail.alert
    lines = [told[-1].message.text if told and told[-1].message else f"{alert.title}\n\n{alert.text}".strip(), ""]
    lines += ["Revisions"]
    for revision in alert.revisions:
        news = "; ".join(revision.detail) or ", ".join(reason.value for reason in revision.reasons)
        lines.append(f"  {revision.number}  {_moment(revision.at)}  {news}")
    lines += ["Told"] + [f"  {'  '.join(_delivery_row(record))}" for record in detail.deliveries]
    if not detail.deliveries:
        lines.append("  nobody: no route selects it")
    lines += ["Joined"] + [f"  {evidence.kind.value}: {evidence.detail}" for evidence in alert.evidence]
    return "\n".join(lines)


def _alert(config: Config, environ: Environ, alert_id: int) -> AlertDetail:
    with looking(config, environ) as store:
        detail = store.archive.alert(alert_id)
    if detail is None:
        raise VedetteError(f"there is no alert {alert_id}; `vedette alerts` lists those there are")
    return detail


# --- deliveries -------------------------------------------------------------------------------------------------


def delivery_rows(config: Config, environ: Environ, *, limit: int) -> list[tuple[str, ...]]:
    """One row a telling, latest first."""
    with looking(config, environ) as store:
        return [_delivery_row(record) for record in store.archive.deliveries(limit=limit)]


def _delivery_row(record: DeliveryRecord) -> tuple[str, ...]:
    delivery = record.delivery
    when = record.sent_at or (delivery.due_at if delivery.state is DeliveryState.PENDING else record.created_at)
    return (
        str(delivery.id),
        f"{delivery.alert_id} {record.alert_title[:40]}",
        delivery.state.value,
        delivery.recipient,
        delivery.route,
        str(delivery.telling),
        _moment(when),
        ", ".join(reason.value for reason in delivery.reasons),
        delivery.last_outcome,
    )


def deliveries_as_json(config: Config, environ: Environ, *, limit: int) -> list[dict[str, Any]]:
    """One object a telling, latest first, with the message as sent."""
    with looking(config, environ) as store:
        return [_delivery_json(record) for record in store.archive.deliveries(limit=limit)]


def _delivery_json(record: DeliveryRecord) -> dict[str, Any]:
    return {
        **_json(record.delivery),
        "alert": record.alert_title,
        "sent_at": record.sent_at.isoformat() if record.sent_at else None,
        "superseded_by": record.superseded_by,
        "message": _json(record.message) if record.message else None,
    }


# --- ledger -----------------------------------------------------------------------------------------------------


def ledger_of(config: Config, environ: Environ) -> Ledger:
    """The account of everything so far."""
    with looking(config, environ) as store:
        return store.archive.ledger()


def ledger_as_json(account: Ledger) -> dict[str, Any]:
    """The account for scripts: every count, and whether it balances."""
    return {"balanced": account.balanced, "problems": list(account.problems), **_plain(account)}


def ledger_text(account: Ledger) -> str:
    """The account for a person: what came in on the left, what became of it on the right."""
    held, failed = sum(account.held.values()), sum(account.failed.values())
    items = {
        "new": account.new,
        "known": account.known,
        "updated": account.updated,
        "held back": held,
        "failed": failed,
    }
    read = {outcome.value: account.read.get(outcome, 0) for outcome in ReadOutcome}
    told = {state.value: account.states.get(state, 0) for state in DeliveryState}
    lines = [
        f"fetched   {account.fetched} items = {_terms(items)}",
        f"read      {sum(read.values())} articles = {_terms(read)}",
        f"          {account.waiting} wait to be read, {account.overtaken} were edited before they were read",
        f"told      {account.tellings} tellings = {_terms(told)}",
        f"alerts    {account.alerts}, of which no route selects {account.unrouted}",
    ]
    lines += [f"          held back: {reason}: {n}" for reason, n in account.held.items()]
    lines += [f"          failed: {reason}: {n}" for reason, n in account.failed.items()]
    verdict = "The ledger balances." if account.balanced else "THE LEDGER DOES NOT BALANCE: "
    return "\n".join([*lines, verdict + "; ".join(account.problems)])


def _terms(counts: Mapping[str, int]) -> str:
    """`3 new + 0 known`: a sum spelled out."""
    return " + ".join(f"{n} {name}" for name, n in counts.items())


# --- shared -----------------------------------------------------------------------------------------------------


def _moment(when: datetime | None) -> str:
    """Local time to the minute, as a desk's clock shows it."""
    return f"{when.astimezone():%Y-%m-%d %H:%M}" if when else "–"


def _json(value: object) -> dict[str, Any]:
    """A value of `monitor.model` as it is stored: JSON types, no secrets in it."""
    return dict(json.loads(codec.dump(type(value), value)))


def _plain(value: Any) -> Any:
    """A small dataclass as JSON types; times as ISO 8601."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value
