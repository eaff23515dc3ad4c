"""Alerts about Vedette itself: a feed, a rule, a channel, a disk. They leave by the same way as all others. Pure.

One alert an episode: it opens when the trouble begins, is revised when the trouble becomes another, and ends with
`Reason.RECOVERED`. A revision in between waits its turn by the route's pace; the end is told at once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from monitor.alerting.routing import selects
from monitor.alerting.view import view_of
from monitor.config import Route
from monitor.model import Alert, AlertKind, Delivery, Reason, Revision, Severity, Told


def health_alert(
    *, subject: str, title: str, text: str, severity: Severity, concerns: tuple[str, ...] = (), now: datetime
) -> Alert:
    """An alert for one episode: `subject` and the time of its beginning (aware, UTC) make the key."""
    return Alert(
        kind=AlertKind.HEALTH,
        key=f"health:{subject}:{now:%Y-%m-%dT%H:%M:%SZ}",
        title=title,
        severity=severity,
        opened_at=now,
        text=text,
        concerns=concerns,
        revisions=(Revision(number=1, at=now, reasons=(Reason.NEW,), detail=size_of(concerns)),),
    )


def size_of(concerns: Sequence[str]) -> tuple[str, ...]:
    """How many suffer, as a line of what is new."""
    return (f"in all: {len(concerns)}",) if concerns else ()


def revised(
    before: Alert, *, title: str, text: str, reason: Reason, detail: tuple[str, ...] = (), now: datetime
) -> Alert:
    """The alert one revision on: what it says now, and why that is news."""
    number = before.revisions[-1].number + 1
    revision = Revision(number=number, at=now, reasons=(reason,), detail=detail)
    return replace(before, title=title, text=text, revisions=(*before.revisions, revision))


def is_over(alert: Alert) -> bool:
    """Whether the episode has come to its end."""
    return Reason.RECOVERED in alert.revisions[-1].reasons


def subject_of(alert: Alert) -> str:
    """What an episode is about, as `health_alert` was told: its key without the time."""
    return alert.key.removeprefix("health:")[: -len(":2026-03-04T12:00:00Z")]


def health_tellings(
    alert: Alert, routes: Sequence[Route], told: Sequence[Told], *, now: datetime, but_for: Collection[str] = ()
) -> tuple[Delivery, ...]:
    """A telling of the alert's last revision for each recipient, by the first route that reaches them.

    Who was never to be told of the trouble is not told of its end. `but_for`: channels that cannot be told, as they
    are what the trouble is about.
    """
    first: dict[str, Route] = {}
    for route in routes:
        if selects(alert, route):
            for recipient in route.to:
                if recipient not in but_for:
                    first.setdefault(recipient, route)
    past = {recipient: [item for item in told if item.recipient == recipient] for recipient in first}
    return tuple(
        _telling(alert, recipient, route, past[recipient], now=now)
        for recipient, route in first.items()
        if past[recipient] or not is_over(alert)
    )


def _telling(alert: Alert, recipient: str, route: Route, past: Sequence[Told], *, now: datetime) -> Delivery:
    revision = alert.revisions[-1]
    last = max((item.at for item in past if item.at and item.view), default=None)
    due = now if last is None or is_over(alert) else max(now, last + route.update_at_most_every)
    return Delivery(
        alert_id=alert.id,
        revision=revision.number,
        route=route.name,
        recipient=recipient,
        telling=max((item.telling for item in past), default=0) + 1,
        reasons=revision.reasons if past else (Reason.NEW,),
        detail=revision.detail if past else (),
        view=view_of(alert, ()),
        due_at=due,
    )
