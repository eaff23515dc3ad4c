"""An episode of trouble: who hears of its beginning, of what changes, and of its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from monitor.alerting import health_alert, health_tellings, is_over, revised
from monitor.config import Route, When
from monitor.model import Alert, AlertKind, Delivery, Reason, Severity, Told
from tests.unit.alerting.make import NOW

DESK = Route(name="all", to=("desk",), update_at_most_every=timedelta(minutes=30))
NEWS = Route(name="news", to=("chat",), when=When(kind=(AlertKind.STORY,)))
MINUTE = timedelta(minutes=1)


def begun() -> Alert:
    return health_alert(subject="rules", title="Faulty", text="a.yaml:3: no", severity=Severity.HIGH, now=NOW)


def changed(alert: Alert, reason: Reason = Reason.TROUBLE, *, after: timedelta = MINUTE) -> Alert:
    return revised(alert, title="Other", text="b.yaml:4: no", reason=reason, detail=("b.yaml:4: no",), now=NOW + after)


def told(*deliveries: Delivery, at=NOW) -> tuple[Told, ...]:
    return tuple(
        Told(route=one.route, recipient=one.recipient, view=one.view, at=at, telling=one.telling) for one in deliveries
    )


def test_the_beginning_goes_at_once_to_whom_a_route_selects_once_each():
    twice = Route(name="again", to=("desk", "phone"))
    found = health_tellings(begun(), (DESK, NEWS, twice), (), now=NOW)
    assert [(one.recipient, one.route, one.telling, one.due_at) for one in found] == [
        ("desk", "all", 1, NOW),
        ("phone", "again", 1, NOW),
    ]
    assert {one.reasons for one in found} == {(Reason.NEW,)}


def test_another_trouble_waits_for_the_route_s_pace():
    first = health_tellings(begun(), (DESK,), (), now=NOW)
    [second] = health_tellings(changed(begun()), (DESK,), told(*first), now=NOW + MINUTE)
    assert (second.telling, second.revision, second.due_at) == (2, 2, NOW + timedelta(minutes=30))
    assert (second.reasons, second.detail) == ((Reason.TROUBLE,), ("b.yaml:4: no",))
    late = NOW + timedelta(hours=2)
    [later] = health_tellings(changed(begun(), after=timedelta(hours=2)), (DESK,), told(*first), now=late)
    assert later.due_at == late


def test_the_end_waits_for_nothing_and_is_an_end():
    first = health_tellings(begun(), (DESK,), (), now=NOW)
    over = changed(changed(begun()), Reason.RECOVERED)
    [last] = health_tellings(over, (DESK,), told(*first), now=NOW + MINUTE)
    assert (last.due_at, last.reasons, last.revision) == (NOW + MINUTE, (Reason.RECOVERED,), 3)
    assert is_over(over)
    assert not is_over(begun())
    assert not is_over(changed(begun()))


def test_who_never_heard_of_the_trouble_does_not_hear_of_its_end_but_of_what_changed_as_something_new():
    over = changed(begun(), Reason.RECOVERED)
    assert health_tellings(over, (DESK,), (), now=NOW + MINUTE) == ()
    [first] = health_tellings(changed(begun()), (DESK,), (), now=NOW + MINUTE)
    assert (first.reasons, first.detail, first.telling) == ((Reason.NEW,), (), 1)


def test_a_beginning_that_is_still_on_its_way_is_overtaken_not_waited_for():
    first = health_tellings(begun(), (DESK,), (), now=NOW)
    waiting = tuple(replace(one, view=None, at=None) for one in told(*first))
    [second] = health_tellings(changed(begun()), (DESK,), waiting, now=NOW + MINUTE)
    assert (second.telling, second.due_at) == (2, NOW + MINUTE)
