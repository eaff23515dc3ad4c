"""What a silence would have hidden."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor import alerting
from monitor.alerting.quiet import audible
from monitor.model import Severity, Silence
from monitor.service.steering_preview import would_have_hidden
from monitor.storage.alerts_since import TimesTold
from tests.unit.alerting.make import NOW, facts, finding, opened


def silence(**conditions) -> Silence:
    return Silence(by="ann", reason="drill", since=NOW, until=NOW + timedelta(days=7), **conditions)


def alert(number: int, *rules: str, title: str = "A headline"):
    return replace(opened(*(finding(rule, labels={"topic": rule[0]}) for rule in rules)), id=number, title=title)


def told(*alerts, tellings: int = 2):
    return [(one, TimesTold(tellings=tellings)) for one in alerts]


def test_an_alert_is_hidden_whole_only_when_all_its_findings_are() -> None:
    week = told(alert(1, "coups"), alert(2, "coups", "wars"), alert(3, "wars"))
    found = would_have_hidden(silence(rules=("coups",)), week)
    assert [(one.alert_id, one.whole) for one in found.hidden] == [(1, True), (2, False)]
    assert found.text() == (
        "In the last week it would have hidden 1 of 3 alerts (2 tellings), and part of 1 more:\n"
        "  1   medium    A headline\n"
        "  2   medium    A headline (in part)"
    )
    assert not found.hides_everything


def test_what_hides_nothing_and_what_hides_everything_is_said() -> None:
    week = told(alert(1, "coups"), alert(2, "wars"))
    assert would_have_hidden(silence(rules=("riots",)), week).text() == (
        "In the last week it would have hidden none of 2 alerts."
    )
    assert would_have_hidden(silence(words=("headline",)), week).hides_everything
    assert not would_have_hidden(silence(words=("headline",)), week[:1]).hides_everything, "one alert is no everything"


def test_an_alert_about_vedette_itself_is_hidden_by_words_and_is_not_everything() -> None:
    own = alerting.health_alert(subject="disk", title="Disk full", text="", severity=Severity.HIGH, now=NOW)
    week = [*told(alert(1, "coups"), alert(2, "coups")), *told(replace(own, id=3))]
    assert [one.alert_id for one in would_have_hidden(silence(words=("disk",)), week).hidden] == [3]
    assert would_have_hidden(silence(rules=("coups",)), week).hides_everything


def test_of_many_headlines_the_latest_are_shown_and_the_rest_counted() -> None:
    found = would_have_hidden(silence(rules=("coups",)), told(*(alert(n, "coups") for n in range(1, 15))))
    assert found.text().splitlines()[-1] == "  and 4 more"
    assert len(found.as_json()["hidden"]) == 14


@given(st.lists(st.lists(st.sampled_from(["coups", "wars", "riots"]), min_size=1, max_size=3, unique=True), max_size=6))
def test_the_preview_says_what_the_gate_would_do(rules: list[list[str]]) -> None:
    by = silence(rules=("coups", "wars"))
    alerts = [alert(number, *fired) for number, fired in enumerate(rules, 1)]
    quiet = [one.id for one in alerts if not audible(one, one.findings, (by,), ())]
    assert [one.alert_id for one in would_have_hidden(by, told(*alerts)).whole] == quiet


def test_an_actor_is_looked_for_in_each_finding() -> None:
    named = replace(opened(finding(context=facts(actors=("wagner",)))), id=1)
    assert len(would_have_hidden(silence(actors=("wagner",)), told(named, alert(2, "coups"))).hidden) == 1
