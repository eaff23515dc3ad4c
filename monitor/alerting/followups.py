"""Alerts that nobody acknowledged: their readers are reminded, and others are told. Pure.

In: all tellings of one alert that nobody acknowledged, the routes, the time. Out: the tellings that follow. That the
alert is open and unacknowledged the caller has seen to; nothing here depends on how often it asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.config import Route
from monitor.model import Delivery, DeliveryState, Reason, Severity, View

_TOLD = (DeliveryState.SENT, DeliveryState.IN_DIGEST)
_OPEN = (DeliveryState.PENDING, DeliveryState.DEFERRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTelling:
    """A telling, whatever became of it: when it was decided on, and when it went out, if it did."""

    delivery: Delivery
    created_at: datetime
    sent_at: datetime | None = None


def followups(past: Sequence[PastTelling], routes: Sequence[Route], *, now: datetime) -> tuple[Delivery, ...]:
    """Reminders and escalations of one alert that are due now, at most one a recipient. `past` is in order of ids.

    None for what is over: who heard that it has recovered needs no reminder.
    """
    if any(Reason.RECOVERED in item.delivery.reasons for item in past):
        return ()
    due: dict[str, Delivery] = {}
    for route in routes:
        for delivery in (*_escalated(past, route, now), *_reminded(past, route, now)):
            due.setdefault(delivery.recipient, delivery)
    return tuple(due.values())


def _reminded(past: Sequence[PastTelling], route: Route, now: datetime) -> Iterator[Delivery]:
    """One telling for each recipient who has heard nothing of it for `remind_every`, and for whom nothing waits."""
    if route.remind_every is None:
        return
    for recipient in dict.fromkeys(route.to):
        by_route = _first_told(past, route, recipient)
        theirs = [item for item in past if item.delivery.recipient == recipient]
        if by_route is None or any(item.delivery.state in _OPEN for item in theirs):
            continue
        last = max(max(item.created_at, item.sent_at or item.created_at) for item in theirs)
        if now - last >= route.remind_every:
            yield _followup(past, route, recipient, Reason.REMINDER, since=by_route, now=now)


def _escalated(past: Sequence[PastTelling], route: Route, now: datetime) -> Iterator[Delivery]:
    """One telling, once, for each channel that the route escalates to: `after` somebody was told of it as critical."""
    told_at = _first_told(past, route, None, severity=Severity.CRITICAL)
    if route.escalate is None or told_at is None or now - told_at < route.escalate.after:
        return
    standing = (item.delivery for item in past if item.delivery.state is not DeliveryState.SUPERSEDED)
    done = {delivery.recipient for delivery in standing if Reason.ESCALATED in delivery.reasons}
    for recipient in dict.fromkeys(route.escalate.to):
        if recipient not in done:
            yield _followup(past, route, recipient, Reason.ESCALATED, since=told_at, now=now)


def _first_told(
    past: Sequence[PastTelling], route: Route, recipient: str | None, *, severity: Severity = Severity.INFO
) -> datetime | None:
    """When the route first told the recipient, or anybody, of the alert as being so severe."""
    times = (
        item.sent_at
        for item in past
        if item.sent_at is not None
        and item.delivery.state in _TOLD
        and item.delivery.route == route.name
        and recipient in (None, item.delivery.recipient)
        and _severity(item.delivery.view) >= severity
    )
    return min(times, default=None)


def _severity(view: View | None) -> Severity:
    return Severity.INFO if view is None else view.severity


def _followup(
    past: Sequence[PastTelling], route: Route, recipient: str, reason: Reason, *, since: datetime, now: datetime
) -> Delivery:
    """The telling. What waits for the same recipient is told along with it: it takes the place of that."""
    last = past[-1].delivery
    theirs = [item.delivery for item in past if item.delivery.recipient == recipient]
    waiting = next((one for one in reversed(theirs) if one.state in _OPEN), None)
    told = f"still not acknowledged since {since:%Y-%m-%d %H:%M} UTC; whoever sees to it: vedette ack {last.alert_id}"
    return Delivery(
        alert_id=last.alert_id,
        revision=max(item.delivery.revision for item in past),
        route=route.name,
        recipient=recipient,
        telling=max((one.telling for one in theirs), default=0) + 1,
        reasons=(reason, *(waiting.reasons if waiting else ())),
        detail=(told, *(waiting.detail if waiting else ())),
        view=waiting.view if waiting else last.view,
        due_at=now,
    )
