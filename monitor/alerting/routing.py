"""Who is told what, and when. Pure: what was told so far is handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from monitor.alerting.news import changes
from monitor.alerting.view import names_in, union, view_of
from monitor.config import Route, When
from monitor.model import Alert, AlertFinding, AlertKind, Delivery, Listed, Reason, Severity, Told, View
from monitor.model.listing import ListingChange

NUMBERS_WAIT = 3  # pauses of the route: with two, a war of sixty events told 3.1 times an event, with three 2.8


def selects(alert: Alert, route: Route) -> bool:
    """Whether the route's readers are told of the alert at all.

    An alert without findings (health, canary) is selected by its kind and severity alone: whoever reads a narrow
    route must still hear that it fell silent.
    """
    if alert.findings:
        return bool(select_findings(alert, route))
    when = route.when
    if alert.kind is AlertKind.LISTING and not _tells_of_lists(alert, when):
        return False
    return (not when.kind or alert.kind in when.kind) and (not when.severity or alert.severity in when.severity)


def select_findings(alert: Alert, *routes: Route) -> tuple[AlertFinding, ...]:
    """The findings that readers of these routes are shown: those for which every key of one route's `when` holds."""
    of_kind = [route for route in routes if not route.when.kind or alert.kind in route.when.kind]
    return tuple(item for item in alert.findings if any(_holds(item, route) for route in of_kind))


def selects_rule(
    route: Route,
    rule: str,
    severity: Severity,
    labels: Mapping[str, str],
    *,
    kind: AlertKind = AlertKind.STORY,
) -> bool:
    """Whether a finding of such a rule can reach the route's readers, given the right stance; `kind` of its alerts."""
    of_kind = not route.when.kind or kind in route.when.kind
    return of_kind and _fits(route.when, rule, severity, labels)


def _holds(item: AlertFinding, route: Route) -> bool:
    match, stances = item.finding.match, route.when.stance
    return _fits(route.when, match.rule, match.severity, match.labels) and (
        (not stances or item.finding.stance in stances)
        and (route.when.listed is None or any(_is_meant(one, route.when) for one in item.finding.context.listed))
    )


def _tells_of_lists(alert: Alert, when: When) -> bool:
    """Whether a change of a list is for the route: one of rules or stances alone asks for articles."""
    asks_for_articles = bool(when.rules or when.stance) and AlertKind.LISTING not in when.kind
    labelled = all(alert.labels.get(key) == value for key, value in when.labels.items())
    return (
        not asks_for_articles
        and labelled
        and (when.listed is None or any(_is_meant(one, when) for one in alert.changes))
    )


def _is_meant(one: Listed | ListingChange, when: When) -> bool:
    """Whether the route asks for this entry of a list."""
    asked = when.listed
    return asked is None or (
        (not asked.lists or one.list in asked.lists)
        and (not asked.programmes or any(programme in asked.programmes for programme in one.programmes))
        and (not asked.kind or one.kind in asked.kind)
    )


def _fits(when: When, rule: str, severity: Severity, labels: Mapping[str, str]) -> bool:
    return (
        (not when.severity or severity in when.severity)
        and (not when.rules or rule in when.rules)
        and all(labels.get(key) == value for key, value in when.labels.items())
    )


def tellings(alert: Alert, routes: Sequence[Route], told: Sequence[Told], *, now: datetime) -> tuple[Delivery, ...]:
    """A delivery for each recipient to whom the alert is new or brings news.

    A recipient whom several routes reach is told once a revision, and shown all that any of these routes selects: what
    only a later route selects must not wait for the next revision, which may never come. The first route in the order
    of the configuration that has news by itself gives the telling its name and pace. What a recipient knows counts over
    all routes, so that no fact is told twice.
    """
    reaching: dict[str, list[Route]] = {}
    for route in routes:
        if selects(alert, route):
            for recipient in dict.fromkeys(route.to):
                reaching.setdefault(recipient, []).append(route)
    deliveries = (_telling(alert, recipient, by, told, now=now) for recipient, by in reaching.items())
    return tuple(delivery for delivery in deliveries if delivery is not None)


def _telling(
    alert: Alert, recipient: str, routes: Sequence[Route], told: Sequence[Told], *, now: datetime
) -> Delivery | None:
    past = _Past([item for item in told if item.recipient == recipient])
    findings = select_findings(alert, *routes)
    current = view_of(alert, findings)
    reasons, detail = past.news(current, findings)
    if not reasons:
        return None
    route = next((route for route in routes if past.has_news(alert, select_findings(alert, route))), routes[0])
    return Delivery(
        alert_id=alert.id,
        revision=alert.revisions[-1].number,
        route=route.name,
        recipient=recipient,
        telling=past.telling + 1,
        reasons=reasons,
        detail=detail,
        view=current if past.view is None else union(past.view, current),
        due_at=_due_at(alert, route, past, reasons, now),
    )


def _due_at(alert: Alert, route: Route, past: _Past, reasons: Sequence[Reason], now: datetime) -> datetime:
    """Now, or when the route's pause is over.

    The first telling of a story waits from its alert's opening on: what comes in meanwhile overtakes it, and goes out
    at the same time.
    """
    if past.at is None:
        waits = route.first_alert_after if alert.kind is AlertKind.STORY else timedelta(0)
        return max(now, alert.opened_at + waits)
    return max(now, past.at + _pauses(reasons) * route.update_at_most_every)


def _pauses(reasons: Sequence[Reason]) -> int:
    """How many of the route's pauses must have passed. That more report it is not urgent: a fact may yet come along."""
    return NUMBERS_WAIT if set(reasons) == {Reason.SOURCES} else 1


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

    def has_news(self, alert: Alert, findings: Sequence[AlertFinding]) -> bool:
        """Whether these findings alone would be worth telling."""
        return bool(self.news(view_of(alert, findings), findings)[0])
