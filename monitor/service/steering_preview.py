"""What a silence would have hidden in the last week: told before it takes effect.

In: a silence that is not stored yet, the alerts of a week with how often each was told. Out: the alerts that it would
have hidden whole or in part. Changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from monitor.alerting.quiet import audible, covers
from monitor.config import Config
from monitor.errors import StorageError
from monitor.model import Alert, AlertKind, Silence
from monitor.service.table import counted
from monitor.service.views import looking
from monitor.storage.alerts_since import TimesTold, alerts_since

WEEK = timedelta(days=7)
MOST_SHOWN = 10  # headlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """An alert that the silence would have hidden: `whole`, or some of its findings. `tellings` were made of it."""

    alert_id: int
    title: str
    severity: str
    whole: bool
    by_rules: bool
    tellings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would have been hidden of the `alerts` of the last week, latest first; rules found `found_by_rules`."""

    alerts: int
    found_by_rules: int = 0
    hidden: tuple[Hidden, ...] = ()

    @property
    def whole(self) -> tuple[Hidden, ...]:
        """Alerts of which nothing would have been told."""
        return tuple(one for one in self.hidden if one.whole)

    @property
    def hides_everything(self) -> bool:
        """Whether no rule's alert of the week, of which there was more than one, would have been told."""
        return self.found_by_rules > 1 and sum(one.by_rules for one in self.whole) == self.found_by_rules

    def text(self) -> str:
        """The preview for a person: the counts, then the headlines."""
        if not self.hidden:
            return f"In the last week it would have hidden none of {counted(self.alerts, 'alert')}."
        tellings = sum(one.tellings for one in self.whole)
        part = len(self.hidden) - len(self.whole)
        also = f", and part of {part} more" if part else ""
        whole = f"{len(self.whole)} of {counted(self.alerts, 'alert')} ({counted(tellings, 'telling')})"
        lines = [
            f"In the last week it would have hidden {whole}{also}:",
            *(self._line(one) for one in self.hidden[:MOST_SHOWN]),
        ]
        more = len(self.hidden) - MOST_SHOWN
        return "\n".join([*lines, *([f"  and {more} more"] if more > 0 else ())])

    def _line(self, one: Hidden) -> str:
        part = "" if one.whole else " (in part)"
        return f"  {one.alert_id:<4}{one.severity:<10}{one.title}{part}"

    def as_json(self) -> dict[str, Any]:
        """The preview for scripts."""
        hidden = [
            {
                "alert": one.alert_id,
                "title": one.title,
                "severity": one.severity,
                "whole": one.whole,
                "tellings": one.tellings,
            }
            for one in self.hidden
        ]
        return {"alerts": self.alerts, "hidden": hidden, "hides_everything": self.hides_everything}


def would_have_hidden(silence: Silence, week: Iterable[tuple[Alert, TimesTold]]) -> Preview:
    """Try the silence on alerts. A canary is never hidden, so it does not count."""
    tried = [(alert, _hidden(silence, alert, told)) for alert, told in week if alert.kind is not AlertKind.CANARY]
    return Preview(
        alerts=len(tried),
        found_by_rules=sum(bool(alert.findings) for alert, _ in tried),
        hidden=tuple(hidden for _, hidden in tried if hidden is not None),
    )


def _hidden(silence: Silence, alert: Alert, told: TimesTold) -> Hidden | None:
    if alert.findings:
        left = len(audible(alert, alert.findings, (silence,), ()))
        touched, whole = left < len(alert.findings), left == 0
    else:
        touched = whole = covers(silence, alert, None)
    if not touched:
        return None
    return Hidden(
        alert_id=alert.id,
        title=alert.title,
        severity=alert.severity.value,
        whole=whole,
        by_rules=bool(alert.findings),
        tellings=told.tellings,
    )


def preview(config: Config, environ: Mapping[str, str], silence: Silence, *, now: datetime) -> Preview:
    """`would_have_hidden` on the stored alerts; `VedetteError` for an alert that there is not."""
    with looking(config, environ) as store:
        for alert_id in silence.alerts:
            if store.archive.alert(alert_id) is None:
                raise StorageError(f"there is no alert {alert_id}; `vedette alerts` lists those there are")
        return would_have_hidden(silence, alerts_since(store.engine, now - WEEK))
