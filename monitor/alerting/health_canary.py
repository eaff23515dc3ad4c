"""The canary: a test message at a time, and the alarm when it stays away. Pure; `now` is handed in.

In: when one was made and when one arrived last. Out: the alert that is sent as the test, whether another one is due,
and what to tell when none arrives. Its absence is told to everybody but its own channel.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.alerting.health import size_of, subject_of
from monitor.alerting.trouble import Recovery, Step, Trouble, lasted, moment
from monitor.alerting.view import view_of
from monitor.model import Alert, AlertKind, Delivery, Reason, Revision, Severity

SUBJECT = "canary"
INTERVALS = 2  # without one that arrived: it is absent
ROUTE = "canary"  # no route of the configuration: its messages are counted by themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class CanaryNow:
    """How the test messages do. `since`: when they were first asked for; `failing_since`: none could be made since."""

    channel: str
    every: timedelta
    late_after: timedelta
    since: datetime
    made_at: datetime | None = None
    arrived_at: datetime | None = None
    failing_since: datetime | None = None
    error: str = ""

    @property
    def under_way_since(self) -> datetime | None:
        """When the one was made that has not arrived yet."""
        if self.made_at is None or (self.arrived_at is not None and self.arrived_at >= self.made_at):
            return None
        return self.made_at

    def is_due(self, now: datetime) -> bool:
        """Whether another one is to be made."""
        return self.made_at is None or now - self.made_at >= self.every


def canary_alert(*, every: timedelta, because: str, now: datetime) -> Alert:
    """The test as readers get it. `because`: what was tried on the way. Once an interval, whoever makes it."""
    seconds = max(int(every.total_seconds()), 1)
    text = (
        f"This is a test that Vedette sends by itself every {lasted(every)}. Nothing has happened.\n\n{because}\n\n"
        "When this message does not come, something between reading and you is broken; `vedette doctor` looks for it."
    )
    return Alert(
        kind=AlertKind.CANARY,
        key=f"canary:{seconds}:{int(now.timestamp()) // seconds}",
        title="Test: the way from reading to you works",
        severity=Severity.INFO,
        opened_at=now,
        text=text,
        revisions=(Revision(number=1, at=now, reasons=(Reason.NEW,), detail=size_of(())),),
    )


def canary_telling(alert: Alert, channel: str, *, now: datetime) -> Delivery:
    """The one telling of a test."""
    return Delivery(alert_id=0, revision=1, route=ROUTE, recipient=channel, view=view_of(alert, ()), due_at=now)


def why_absent(canary: CanaryNow, *, now: datetime) -> str:
    """Why the canary counts as absent, as a sentence; empty when all is well."""
    if canary.failing_since is not None and now - canary.failing_since >= canary.late_after:
        return f"The test message could not be made since {moment(canary.failing_since)}: {canary.error}."
    under_way = canary.under_way_since
    if under_way is not None and now - under_way >= canary.late_after:
        said = f": {canary.error}" if canary.error else ", and was not tried"
        return f"The test message of {moment(under_way)} has not arrived{said}."
    last = canary.arrived_at or canary.since
    if now - last >= INTERVALS * canary.every:
        return f"No test message arrived since {moment(last)}."
    return ""


def canary_steps(canary: CanaryNow | None, episodes: Sequence[Alert], *, now: datetime) -> Iterator[Step]:
    """What to tell of the canary; None when none is asked for (any more)."""
    alert = next((alert for alert in episodes if subject_of(alert) == SUBJECT), None)
    if canary is None:
        if alert is not None:
            yield Recovery(subject=SUBJECT, title=alert.title, text=alert.text, quietly=True)
        return
    absent = why_absent(canary, now=now)
    if absent:
        title = f"The test message to {canary.channel} does not arrive"
        text = (
            f"{absent} Alerts may not arrive either.\n\nNext: `vedette doctor`, `vedette send-test {canary.channel}`."
        )
        but_for = (canary.channel,)
        yield Trouble(subject=SUBJECT, title=title, text=text, severity=Severity.HIGH, but_for=but_for)
    elif alert is not None and canary.arrived_at is not None and canary.arrived_at >= alert.opened_at:
        title = f"The test message to {canary.channel} arrives again after {lasted(now - alert.opened_at)}"
        text = f"The last one arrived at {moment(canary.arrived_at)}."
        yield Recovery(subject=SUBJECT, title=title, text=text, but_for=(canary.channel,))
