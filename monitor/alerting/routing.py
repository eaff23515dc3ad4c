"""Who is told what, and when. Pure: what was told so far is handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from monitor.alerting.view import changes, names_in, union, view_of
from monitor.config import Route, When
from monitor.model import Alert, AlertFinding, AlertKind, Delivery, Reason, Severity, Told, View


def selects(alert: Alert, route: Route) -> bool:
    """Whether the route's readers are told of the alert at all.

    An alert without findings (health, canary) is selected by its kind and severity alone: whoever reads a narrow
    route must still hear that it fell silent.
    """
    if alert.findings:
        return bool(select_findings(alert, route))
    when = route.when
    return (not when.kind or alert.kind in when.kind) and (not when.severity or alert.severity in when.severity)


def select_findings(alert: Alert, route: Route) -> tuple[AlertFinding, ...]:
    """The findings that the route's readers are shown: every key of `when` must hold, an absent one holds."""
    if route.when.kind and alert.kind not in route.when.kind:
        return ()
    return tuple(item for item in alert.findings if _holds(item, route))


def selects_rule(route: Route, rule: str, severity: Severity, labels: Mapping[str, str]) -> bool:
    """Whether a finding of such a rule can reach the route's readers, given the right stance."""
    story = not route.when.kind or AlertKind.STORY in route.when.kind
    return story and _fits(route.when, rule, severity, labels)


def _holds(item: AlertFinding, route: Route) -> bool:
    match, stances = item.finding.match, route.when.stance
    return _fits(route.when, match.rule, match.severity, match.labels) and (
        not stances or item.finding.stance in stances
    )


def _fits(when: When, rule: str, severity: Severity, labels: Mapping[str, str]) -> bool:
    return (
        (not when.severity or severity in when.severity)
        and (not when.rules or rule in when.rules)
        and all(labels.get(key) == value for key, value in when.labels.items())
    )


def tellings(alert: Alert, routes: Sequence[Route], told: Sequence[Told], *, now: datetime) -> tuple[Delivery, ...]:
    """A delivery for each recipient to whom the alert is new or brings news.

    A recipient that several routes reach is told once a revision: the first route in the order of the configuration
    that has news for them wins. What a recipient knows counts over all routes, so that no fact is told twice.
    """
    deliveries: dict[str, Delivery] = {}
    for route in routes:
        if not selects(alert, route):
            continue
        findings = select_findings(alert, route)
        current = view_of(alert, findings)
        for recipient in dict.fromkeys(route.to):
            if recipient in deliveries:
                continue
            past = _Past([item for item in told if item.recipient == recipient])
            reasons, detail = past.news(current, findings)
            if reasons:
                deliveries[recipient] = Delivery(
                    alert_id=alert.id,
                    revision=alert.revisions[-1].number,
                    route=route.name,
                    recipient=recipient,
                    telling=past.telling + 1,
                    reasons=reasons,
                    detail=detail,
                    view=current if past.view is None else union(past.view, current),
                    due_at=past.next_at(route.update_at_most_every, now),
                )
    return tuple(deliveries.values())


class _Past:
    """What one recipient was told of one alert by all routes together."""

    def __init__(self, told: Sequence[Told]) -> None:
        self.telling = max((item.telling for item in told), default=0)
        self.at = max((item.at for item in told if item.at and item.view), default=None)
        self.view: View | None = None
        for item in told:
            if item.view is not None:
                self.view = item.view if self.view is None else union(self.view, item.view)

    def news(self, current: View, findings: Sequence[AlertFinding]) -> tuple[tuple[Reason, ...], tuple[str, ...]]:
        """Why to tell; no reasons means not to."""
        if self.view is None:
            return (Reason.NEW,), ()
        return changes(self.view, current, names=names_in(findings))

    def next_at(self, at_most_every: timedelta, now: datetime) -> datetime:
        """Now, or when the last telling is `at_most_every` ago."""
        return now if self.at is None else max(now, self.at + at_most_every)
