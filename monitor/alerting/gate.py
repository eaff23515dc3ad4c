"""May this telling go out now? Asked at the moment of sending, so that a silence or a full hour counts at once. Pure.

In: a telling that is due, its alert, the routes, what stands. Out: None to send it, or why it is held and until when;
then the telling as it goes out, which claims no more than what is shown. Nothing is dropped here: what is put off is
told later, what is silenced is counted under its silence, and what an earlier message said all of is overtaken by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.alerting.news import changes
from monitor.alerting.quiet import audible, covers, wrong_rules
from monitor.alerting.routing import select_findings
from monitor.alerting.view import names_in, union, view_of
from monitor.config import Route
from monitor.model import Alert, AlertFinding, AlertKind, Delivery, DeliveryState, Held, Reason, Standing

# Reasons that hold whatever findings are shown: they are not drawn from them.
_OF_THEMSELVES = frozenset({Reason.REMINDER, Reason.ESCALATED, Reason.SPLIT, Reason.MERGED, Reason.RECOVERED})


def shown(alert: Alert, delivery: Delivery, routes: Sequence[Route], standing: Standing) -> tuple[AlertFinding, ...]:
    """The findings that the recipient is shown now: all that any of their routes selects and nobody silenced."""
    selected = _selected(alert, delivery, routes)
    return audible(alert, selected, standing.silences, standing.acknowledgements)


def as_shown(delivery: Delivery, alert: Alert, routes: Sequence[Route], standing: Standing) -> Delivery:
    """The telling as it goes out now: its view is what the recipient knows once they have read what is shown.

    Where a silence or a false positive hides a part, what is new is said anew, of what is left; no reasons: nothing is.
    """
    findings = shown(alert, delivery, routes, standing)
    if not findings:
        return delivery
    current = view_of(alert, findings)
    view = current if standing.known is None else union(standing.known, current)
    if len(findings) == len(_selected(alert, delivery, routes)):
        return replace(delivery, view=view)
    kept = tuple(reason for reason in delivery.reasons if reason in _OF_THEMSELVES)
    if standing.known is None:
        return replace(delivery, view=view, reasons=kept or (Reason.NEW,), detail=delivery.detail if kept else ())
    fresh, detail = changes(standing.known, current, names=names_in(findings))
    return replace(delivery, view=view, reasons=(*kept, *fresh), detail=delivery.detail if kept else detail)


def held_back(delivery: Delivery, held: Held) -> Delivery:
    """The telling put off until later, overtaken, or silenced for good."""
    if held.overtaken:
        return replace(delivery, state=DeliveryState.SUPERSEDED, why=held.why)
    if held.until is None:
        return replace(delivery, state=DeliveryState.SILENCED, why=held.why, silence=held.silence)
    put_off = replace(delivery, state=DeliveryState.DEFERRED, due_at=held.until)
    return replace(put_off, why=held.why, gathered=held.gathered)


def _selected(alert: Alert, delivery: Delivery, routes: Sequence[Route]) -> tuple[AlertFinding, ...]:
    """What any route of the recipient selects; and the telling's own, which may be for others by escalation."""
    reaching = [route for route in routes if delivery.recipient in route.to or route.name == delivery.route]
    return select_findings(alert, *reaching) if reaching else alert.findings


def gate(
    delivery: Delivery, alert: Alert, routes: Sequence[Route], standing: Standing, *, now: datetime
) -> Held | None:
    """None when the telling may go out; a telling that was put off is judged anew when its time has come."""
    if alert.kind is AlertKind.CANARY:
        return None
    silenced = _silenced(delivery, alert, routes, standing)
    if silenced is not None:
        return silenced
    if _said_already(delivery, alert, routes, standing):
        return Held(why="an earlier message said all of it", overtaken=True)
    route = next(_by_name(delivery.route, routes), None)
    if route is None or Reason.ESCALATED in delivery.reasons:  # what nobody saw in time waits for no hour
        return None
    return _paced(delivery, alert, route, standing, now)


def _said_already(delivery: Delivery, alert: Alert, routes: Sequence[Route], standing: Standing) -> bool:
    """Whether a message that went out meanwhile showed all that this one would.

    A message shows the alert as it stands when it is sent. One that is in flight while the alert grows may so say what
    the next one was made for.
    """
    if standing.known is None or alert.kind is not AlertKind.STORY or _OF_THEMSELVES.intersection(delivery.reasons):
        return False
    findings = shown(alert, delivery, routes, standing)
    return bool(findings) and not changes(standing.known, view_of(alert, findings))[0]


def _by_name(name: str, routes: Sequence[Route]) -> Iterator[Route]:
    return (route for route in routes if route.name == name)


def _silenced(delivery: Delivery, alert: Alert, routes: Sequence[Route], standing: Standing) -> Held | None:
    if alert.findings:
        if shown(alert, delivery, routes, standing) and as_shown(delivery, alert, routes, standing).reasons:
            return None
        blame = [silence for silence in standing.silences if any(covers(silence, alert, i) for i in alert.findings)]
        if not blame:
            wrong = wrong_rules(alert, standing.acknowledgements)
            return Held(why=f"a false positive of {', '.join(sorted(wrong))}") if wrong else None
    else:
        blame = [silence for silence in standing.silences if covers(silence, alert, None)]
        if not blame:
            return None
    silence = max(blame, key=lambda one: one.until)
    return Held(why=f"silence {silence.id} of {silence.by}: {silence.reason}", silence=silence.id)


def _paced(delivery: Delivery, alert: Alert, route: Route, standing: Standing, now: datetime) -> Held | None:
    zone = ZoneInfo(route.time_zone or "UTC")
    fresh = delivery.state is not DeliveryState.DEFERRED and not delivery.attempts  # else it was put off before
    if route.digest is not None and fresh:
        return Held(why=f"digest {route.digest}", until=route.digest.next_after(now, zone), gathered=True)
    if route.quiet_hours is not None and alert.severity < route.quiet_unless:
        end = route.quiet_hours.end_after(now, zone)
        if end is not None:
            return Held(why=f"quiet hours {route.quiet_hours}", until=end, gathered=True)
    if route.at_most is not None:
        sent = [at for at in standing.sent if at > now - route.at_most.per]
        if len(sent) >= route.at_most.count:
            free = sent[-route.at_most.count] + route.at_most.per
            return Held(why=f"at most {route.at_most}", until=free, gathered=True)
    return None
