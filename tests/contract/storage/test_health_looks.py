"""What the health, the canary and the figures look up, on both databases."""

from __future__ import annotations

from datetime import timedelta

from monitor.alerting import health_alert, health_tellings, revised
from monitor.alerting.health_canary import canary_alert, canary_telling
from monitor.config import Route
from monitor.model import Reason, Severity
from monitor.storage import Store
from monitor.storage.canaries import LastCanary, last_canary
from monitor.storage.channel_health import channels_now
from monitor.storage.figures import figures
from tests.contract.storage.making import HOUR, MINUTE, NOW, claim_delivery, send

ROUTES = (Route(name="all", to=("desk",)),)


def begin(store: Store, subject: str, *, now=NOW) -> None:
    with store.episodes.episode(subject, now=now) as session:
        alert = health_alert(
            subject=subject, title="Trouble", text="a", severity=Severity.HIGH, concerns=("feed:1",), now=now
        )
        session.record(alert, health_tellings(alert, ROUTES, (), now=now))


def end(store: Store, subject: str, *, now) -> None:
    with store.episodes.episode(subject, now=now) as session:
        alert = revised(session.alert, title="Over", text="b", reason=Reason.RECOVERED, now=now)
        session.record(alert, health_tellings(alert, ROUTES, session.told(), now=now))


def test_the_episodes_that_go_on_are_found_with_what_they_concern(store: Store):
    begin(store, "network")
    begin(store, "disk", now=NOW + MINUTE)
    assert [one.key.split(":")[1] for one in store.episodes.going_on()] == ["network", "disk"]
    assert store.episodes.going_on()[0].concerns == ("feed:1",)
    end(store, "network", now=NOW + HOUR)
    assert [one.key.split(":")[1] for one in store.episodes.going_on()] == ["disk"]
    assert store.episodes.last_told("network") == NOW + HOUR
    assert store.episodes.last_told("rules") is None


def test_channels_with_trouble_are_found_with_what_they_said(store: Store):
    begin(store, "disk")
    assert channels_now(store.engine, since=NOW - HOUR) == ()
    send(store, claim_delivery(store))
    [quiet] = channels_now(store.engine, besides=("desk",), since=NOW - HOUR)
    assert (quiet.name, quiet.given_up, quiet.failing_since) == ("desk", (), None)
    assert quiet.sent_at is not None


def test_a_canary_is_found_until_it_arrives_and_after(store: Store):
    assert last_canary(store.engine) == LastCanary()
    for hours in (0, 1):
        now = NOW + hours * HOUR
        alert = canary_alert(every=HOUR, because="", now=now)
        store.deliveries.record_alert(alert, (canary_telling(alert, "desk", now=now),), now=now)
    assert last_canary(store.engine) == LastCanary(made_at=NOW + HOUR)
    send(store, claim_delivery(store))
    found = last_canary(store.engine)
    assert found.made_at == NOW + HOUR
    assert found.arrived_at is not None
    assert store.archive.ledger().balanced


def test_the_figures_count_what_waits(store: Store):
    begin(store, "disk")
    found = figures(store.engine, now=NOW + 3 * MINUTE)
    assert found.deliveries == {("desk", "pending"): 1}
    assert found.outbox_oldest == timedelta(minutes=3)
    assert (found.waiting, found.failing) == (0, 0)
    assert store.feeds.failing() == ()
    assert store.feeds.answered_at() is None
