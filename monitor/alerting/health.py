"""Alerts about Vedette itself: a feed, a rule, a channel, a disk. They leave by the same way as all others. Pure."""

from __future__ import annotations

from datetime import datetime

from monitor.model import Alert, AlertKind, Reason, Revision, Severity


def health_alert(*, subject: str, title: str, text: str, severity: Severity, now: datetime) -> Alert:
    """An alert for one episode: `subject` and the time of its beginning (aware, UTC) make the key."""
    return Alert(
        kind=AlertKind.HEALTH,
        key=f"health:{subject}:{now:%Y-%m-%dT%H:%M:%SZ}",
        title=title,
        severity=severity,
        opened_at=now,
        text=text,
        revisions=(Revision(number=1, at=now, reasons=(Reason.NEW,)),),
    )
