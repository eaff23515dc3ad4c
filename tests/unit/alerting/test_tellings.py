"""Who is told, of what, and when again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alerting import changes, grow, health_alert, select_findings, selects_rule, tellings, view_of
from monitor.config import Route, When
from monitor.model import Alert, AlertKind, Delivery, DeliveryState, Reason, Severity, Stance, Told, View
from tests.unit.alerting.make import FIRST, LATER, NOW, SECOND, facts, finding, opened, reading

ALL = Route(name="all", to=("desk",))


def told(delivery: Delivery, *, at=NOW) -> Told:
    return Told(route=delivery.route, recipient=delivery.recipient, view=delivery.view, at=at, telling=delivery.telling)


@pytest.mark.parametrize(
    ("when", "rules"),
    [
        (When(), ("a", "b")),
        (When(severity=(Severity.HIGH,)), ("b",)),
        (When(rules=("a", "x")), ("a",)),
        (When(stance=(Stance.DENIED,)), ("b",)),
        (When(labels={"theme": "war"}), ("a", "b")),
        (When(labels={"theme": "war", "area": "un"}), ("b",)),
        (When(labels={"theme": "law"}), ()),
        (When(severity=(Severity.HIGH,), rules=("a",)), ()),
        (When(kind=(AlertKind.STORY, AlertKind.LISTING)), ("a", "b")),
        (When(kind=(AlertKind.HEALTH,)), ()),
    ],
)
def test_a_route_shows_the_findings_for_which_every_key_holds(when, rules):
    alert = opened(
        finding("a", labels={"theme": "war"}),
        finding("b", severity=Severity.HIGH, stance=Stance.DENIED, labels={"theme": "war", "area": "un"}),
    )
    route = Route(name="r", to=("desk",), when=when)
    assert tuple(item.finding.match.rule for item in select_findings(alert, route)) == rules
    assert bool(tellings(alert, (route,), (), now=NOW)) == bool(rules)


def test_the_first_telling_is_new_and_due_now():
    (delivery,) = tellings(opened(finding(context=facts(actors=("a",)))), (ALL,), (), now=NOW)
    assert (delivery.route, delivery.recipient, delivery.telling, delivery.revision) == ("all", "desk", 1, 1)
    assert (delivery.reasons, delivery.detail, delivery.due_at) == ((Reason.NEW,), (), NOW)
    assert delivery.state is DeliveryState.PENDING
    assert delivery.view is not None
    assert delivery.view.actors == ("a",)


def test_a_recipient_knows_only_what_the_route_shows():
    route = Route(name="r", to=("desk",), when=When(rules=("a",)))
    alert = opened(finding("a"), finding("b", severity=Severity.CRITICAL))
    (delivery,) = tellings(alert, (route,), (), now=NOW)
    assert (delivery.view.rules, delivery.view.severity) == (("a",), Severity.MEDIUM)


def test_no_news_is_not_told():
    alert = opened()
    (first,) = tellings(alert, (ALL,), (), now=NOW)
    grown = grow(alert, reading(number=2), SECOND, now=LATER)
    assert tellings(grown, (ALL,), (told(first),), now=LATER) == ()


def test_news_is_told_with_its_reasons_when_the_pause_is_over():
    alert = opened()
    (first,) = tellings(alert, (ALL,), (), now=NOW)
    grown = grow(alert, reading(finding(context=facts(places=("derna",))), number=2), SECOND, now=LATER)
    (again,) = tellings(grown, (ALL,), (told(first),), now=LATER)
    assert (again.telling, again.revision) == (2, 2)
    assert (again.reasons, again.detail) == ((Reason.PLACE,), ("place: Derna",))
    assert again.due_at == NOW + timedelta(minutes=30)
    much_later = NOW + timedelta(hours=2)
    assert tellings(grown, (ALL,), (told(first),), now=much_later)[0].due_at == much_later


def test_news_that_the_route_does_not_show_is_not_told():
    route = Route(name="r", to=("desk",), when=When(rules=("a",)))
    alert = opened(finding("a"))
    (first,) = tellings(alert, (route,), (), now=NOW)
    grown = grow(alert, reading(finding("b", context=facts(places=("derna",))), number=2), SECOND, now=LATER)
    assert tellings(grown, (route,), (told(first),), now=LATER) == ()


def test_a_telling_that_never_arrived_is_new_again_and_keeps_the_count():
    past = Told(route="all", recipient="desk", view=None, at=None, telling=3)
    (delivery,) = tellings(opened(), (ALL,), (past,), now=LATER)
    assert (delivery.telling, delivery.reasons, delivery.due_at) == (4, (Reason.NEW,), LATER)


def test_a_recipient_of_several_routes_is_told_once_by_the_first():
    routes = (Route(name="one", to=("a", "b")), Route(name="two", to=("b", "c", "b")))
    found = tellings(opened(), routes, (), now=NOW)
    assert [(delivery.route, delivery.recipient) for delivery in found] == [("one", "a"), ("one", "b"), ("two", "c")]


def test_a_recipient_of_several_routes_is_shown_at_once_what_any_of_them_selects():
    high = Route(name="high", to=("desk", "phone"), when=When(severity=(Severity.HIGH,)))
    alert = opened(finding("a", severity=Severity.HIGH), finding("b"))
    desk, phone = tellings(alert, (high, ALL), (), now=NOW)
    assert (desk.route, desk.recipient, desk.view.rules) == ("high", "desk", ("a", "b"))
    assert (phone.route, phone.recipient, phone.view.rules) == ("high", "phone", ("a",))
    assert tellings(alert, (high, ALL), (told(desk), told(phone)), now=LATER) == ()


def test_news_goes_at_the_pace_of_the_first_route_that_has_it():
    high = Route(
        name="high", to=("desk",), when=When(severity=(Severity.HIGH,)), update_at_most_every=timedelta(minutes=1)
    )
    alert = opened(finding("a", severity=Severity.HIGH))
    (first,) = tellings(alert, (high, ALL), (), now=NOW)
    low = grow(alert, reading(finding("b"), number=2), SECOND, now=LATER)
    (by_all,) = tellings(low, (high, ALL), (told(first),), now=NOW)
    assert (by_all.route, by_all.due_at, by_all.detail) == ("all", NOW + timedelta(minutes=30), ("rule: About b",))
    both = grow(low, reading(finding("c", severity=Severity.HIGH), number=3), SECOND, now=LATER)
    (by_high,) = tellings(both, (high, ALL), (told(first),), now=NOW)
    assert (by_high.route, by_high.due_at) == ("high", NOW + timedelta(minutes=1))
    assert by_high.detail[:2] == ("rule: About b", "rule: About c")


def test_a_fact_that_an_edit_took_back_stays_known():
    alert = opened(finding(context=facts(places=("derna",))))
    (first,) = tellings(alert, (ALL,), (), now=NOW)
    without = grow(alert, reading(finding(context=facts(actors=("x",)))), SECOND, now=LATER)
    (second,) = tellings(without, (ALL,), (told(first),), now=LATER)
    again = grow(without, reading(finding(context=facts(places=("derna",), actors=("x",)))), SECOND, now=LATER)
    assert tellings(again, (ALL,), (told(second, at=LATER),), now=LATER) == ()


def health(severity: Severity = Severity.HIGH) -> Alert:
    return health_alert(subject="feed:3", title="A feed is silent", text="Since noon.", severity=severity, now=NOW)


def test_a_health_alert_has_a_key_of_its_episode():
    assert health().key == "health:feed:3:2026-03-01T12:00:00Z"
    assert (health().kind, health().text, health().findings) == (AlertKind.HEALTH, "Since noon.", ())


@pytest.mark.parametrize(
    ("when", "reached"),
    [
        (When(), True),
        (When(kind=(AlertKind.HEALTH,)), True),
        (When(kind=(AlertKind.STORY,)), False),
        (When(severity=(Severity.HIGH,)), True),
        (When(severity=(Severity.LOW,)), False),
        (When(labels={"theme": "war"}, rules=("a",)), True),
    ],
)
def test_a_health_alert_is_selected_by_kind_and_severity_alone(when, reached):
    found = tellings(health(), (Route(name="r", to=("desk",), when=when),), (), now=NOW)
    assert bool(found) == reached


def test_a_health_alert_is_told_again_when_it_gets_worse():
    (first,) = tellings(health(), (ALL,), (), now=NOW)
    assert tellings(health(), (ALL,), (told(first),), now=LATER) == ()
    (again,) = tellings(health(Severity.CRITICAL), (ALL,), (told(first),), now=LATER)
    assert again.reasons == (Reason.SEVERITY,)


IDS = st.lists(st.sampled_from("abcd"), max_size=3, unique=True).map(tuple)
STEPS = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from("pqr"), st.sampled_from(list(Severity)), IDS, IDS),
    min_size=1,
    max_size=8,
)
WHENS = st.one_of(
    st.just(When()),
    st.builds(When, severity=st.lists(st.sampled_from(list(Severity)), min_size=1, max_size=4, unique=True)),
    st.builds(When, rules=st.lists(st.sampled_from("pqr"), min_size=1, max_size=2, unique=True)),
)
ROUTES = st.lists(
    st.tuples(WHENS, st.lists(st.sampled_from(["x", "y"]), min_size=1, max_size=2, unique=True)), min_size=1, max_size=3
).map(lambda routes: tuple(Route(name=str(n), when=when, to=to) for n, (when, to) in enumerate(routes)))


@given(STEPS, ROUTES)
def test_nobody_is_told_what_they_know_and_everybody_is_told_in_the_end(steps, routes):
    """Deliveries are sent at once here; nothing is owed to anybody after the last step."""
    alert: Alert | None = None
    sent: list[Told] = []
    heard: dict[str, View] = {}
    for place, (number, rule, severity, actors, places) in enumerate(steps):
        now = NOW + timedelta(hours=place)
        one = reading(finding(rule, severity=severity, context=facts(actors=actors, places=places)), number=number)
        alert = replace(grow(alert, one, SECOND if alert else FIRST, now=now), id=1)
        for delivery in tellings(alert, routes, tuple(sent), now=now):
            known = heard.get(delivery.recipient)
            assert known is None or changes(known, delivery.view)[0]
            assert delivery.telling == 1 + sum(t.recipient == delivery.recipient for t in sent)
            heard[delivery.recipient] = delivery.view
            sent.append(told(delivery, at=now))
    for route in routes:
        for recipient in route.to:
            shown = select_findings(alert, route)
            if shown:
                assert changes(heard[recipient], view_of(alert, shown)) == ((), ())


@given(WHENS, st.sampled_from("pqr"), st.sampled_from(list(Severity)))
def test_a_rule_reaches_a_route_exactly_when_its_finding_is_shown(when, rule, severity):
    route = Route(name="r", to=("desk",), when=when)
    alert = opened(finding(rule, severity=severity, labels={"theme": "war"}))
    assert selects_rule(route, rule, severity, {"theme": "war"}) == bool(select_findings(alert, route))


def test_a_route_for_other_kinds_or_labels_reaches_no_rule():
    for when in (When(kind=(AlertKind.HEALTH,)), When(labels={"theme": "law"})):
        assert not selects_rule(Route(name="r", to=("desk",), when=when), "a", Severity.HIGH, {"theme": "war"})
