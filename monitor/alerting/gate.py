"""May this telling go out now? Asked at the moment of sending, so that a silence or a full hour counts at once. Pure.

In: a telling that is due, its alert, the routes, what stands. Out: None to send it, or why it is held and until when.
Nothing is dropped here: what is put off is told later, what is silenced is counted under its silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.alerting.quiet import audible, covers, wrong_rules
from monitor.alerting.routing import select_findings
from monitor.config import Route
from monitor.model import Alert, AlertFinding, AlertKind, Delivery, DeliveryState, Held, Standing


def shown(alert: Alert, delivery: Delivery, routes: Sequence[Route], standing: Standing) -> tuple[AlertFinding, ...]:
    """The findings that the recipient is shown now: all that any of their routes selects and nobody silenced."""
    reaching = [route for route in routes if delivery.recipient in route.to] or list(_by_name(delivery.route, routes))
    selected = select_findings(alert, *reaching) if reaching else alert.findings
    return audible(alert, selected, standing.silences, standing.acknowledgements)


def gate(
    delivery: Delivery, alert: Alert, routes: Sequence[Route], standing: Standing, *, now: datetime
) -> Held | None:
    """None when the telling may go out; a telling that was put off is judged anew when its time has come."""
    if alert.kind is AlertKind.CANARY:
        return None
    silenced = _silenced(delivery, alert, routes, standing)
    if silenced is not None:
        return silenced
    route = next(_by_name(delivery.route, routes), None)
    return None if route is None else _paced(delivery, alert, route, standing, now)


def _by_name(name: str, routes: Sequence[Route]) -> Iterator[Route]:
    return (route for route in routes if route.name == name)


def _silenced(delivery: Delivery, alert: Alert, routes: Sequence[Route], standing: Standing) -> Held | None:
    if alert.findings:
        if shown(alert, delivery, routes, standing):
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
    if route.quiet_hours is not None and alert.severity < route.quiet_unless:
        end = route.quiet_hours.end_after(now, zone)
        if end is not None:
            return Held(why=f"quiet hours {route.quiet_hours}", until=end, gathered=True)
    fresh = delivery.state is not DeliveryState.DEFERRED and not delivery.attempts  # else it was put off before
    if route.digest is not None and fresh:
        return Held(why=f"digest {route.digest}", until=route.digest.next_after(now, zone), gathered=True)
    if route.at_most is not None:
        sent = [at for at in standing.sent if at > now - route.at_most.per]
        if len(sent) >= route.at_most.count:
            free = sent[-route.at_most.count] + route.at_most.per
            return Held(why=f"at most {route.at_most}", until=free, gathered=True)
    return None
