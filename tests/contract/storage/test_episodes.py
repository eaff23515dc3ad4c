"""Episodes: one alert from the beginning of a trouble to its end, found again by whoever asks."""

from __future__ import annotations

import threading

from monitor.alerting import health_alert, health_tellings, revised
from monitor.config import Route
from monitor.model import Reason, Severity
from monitor.storage import Store
from tests.contract.storage.making import HOUR, MINUTE, NOW, claim_delivery, send

ROUTES = (Route(name="all", to=("desk",)),)


def begin(store: Store, subject: str, *, now=NOW) -> int:
    """Open the subject's episode, if it is not open; returns the alert's id."""
    with store.episodes.episode(subject, now=now) as session:
        if session.alert is not None:
            return session.alert.id
        alert = health_alert(subject=subject, title="Trouble", text="a: b", severity=Severity.HIGH, now=now)
        return session.record(alert, health_tellings(alert, ROUTES, (), now=now))


def go_on(store: Store, subject: str, reason: Reason, *, now) -> None:
    with store.episodes.episode(subject, now=now) as session:
        alert = revised(session.alert, title="News", text="c: d", reason=reason, now=now)
        session.record(alert, health_tellings(alert, ROUTES, session.told(), now=now))


def test_an_episode_is_open_until_it_recovers(store: Store):
    opened = begin(store, "rules")
    go_on(store, "rules", Reason.TROUBLE, now=NOW + MINUTE)
    with store.episodes.episode("rules", now=NOW + HOUR) as session:
        assert session.alert.id == opened
        assert session.alert.title == "News"
    go_on(store, "rules", Reason.RECOVERED, now=NOW + HOUR)
    with store.episodes.episode("rules", now=NOW + 2 * HOUR) as session:
        assert session.alert is None
        assert session.told() == ()
    assert begin(store, "rules", now=NOW + 2 * HOUR) != opened
    assert store.archive.ledger().balanced


def test_subjects_do_not_mix(store: Store):
    begin(store, "rules")
    for other in ("rule", "rul_s", "%", "disk"):
        with store.episodes.episode(other, now=NOW) as session:
            assert session.alert is None


def test_the_end_overtakes_what_was_not_sent_yet(store: Store):
    begin(store, "rules")
    send(store, claim_delivery(store))
    go_on(store, "rules", Reason.TROUBLE, now=NOW + MINUTE)
    assert store.deliveries.claim_deliveries(now=NOW + 2 * MINUTE, lease=MINUTE, limit=9) == []
    go_on(store, "rules", Reason.RECOVERED, now=NOW + 2 * MINUTE)
    [claim] = store.deliveries.claim_deliveries(now=NOW + 2 * MINUTE, lease=MINUTE, limit=9)
    assert (claim.item.reasons, claim.item.telling) == ((Reason.RECOVERED,), 3)
    assert sorted(record.delivery.state.value for record in store.archive.deliveries()) == [
        "pending",
        "sent",
        "superseded",
    ]


def test_two_processes_that_see_one_trouble_make_one_alert(store: Store):
    ids: list[int] = []
    threads = [threading.Thread(target=lambda: ids.append(begin(store, "rules"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 6
    assert len(set(ids)) == 1
    assert len(store.archive.deliveries()) == 1
