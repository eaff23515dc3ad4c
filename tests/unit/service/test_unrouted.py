"""`vedette check` warns of what no route selects: whole rules, and stances of a rule's findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config import load_config
from monitor.service.knowledge import load_knowledge
from monitor.service.unrouted import unrouted

CONFIG = """
rules: [rules]
feeds: [{url: "https://news.example/"}]
channels: {desk: {url: "console://"}}
"""
RULE = "id: %s\ntitle: About %s\nseverity: %s\nmatch: {phrase: %s}\n"
BURST = """
id: rise
title: More of it
severity: high
spike: {of: boats, window: 24 hours, at_least: 5, compared_to: {average_of: 14 days, times: 3}}
"""


@pytest.fixture
def warned(tmp_path: Path):
    """(code, sentence) of each warning about these routes, over the rules boats (high) and tents (low)."""
    rules = tmp_path / "rules"
    rules.mkdir()
    for name, severity in (("boats", "high"), ("tents", "low")):
        (rules / f"{name}.yaml").write_text(RULE % (name, name, severity, name), encoding="utf-8")

    def warn(*when: str, burst: str = "") -> list[tuple[str, str]]:
        if burst:
            (rules / "rise.yaml").write_text(burst, encoding="utf-8")
        rows = "".join(f"  - {{name: r{n}, when: {row}, to: [desk]}}\n" for n, row in enumerate(when))
        (tmp_path / "config.yaml").write_text(f"{CONFIG}routes:\n{rows}", encoding="utf-8")
        config = load_config(tmp_path / "config.yaml")
        loading = load_knowledge(config)
        assert loading.knowledge is not None, loading.problems
        return [(problem.code, problem.what) for problem in unrouted(config, loading.knowledge)]

    return warn


def test_stances_that_no_route_of_a_rule_selects_are_told_once_with_the_rules(warned) -> None:
    what = "findings that are denied, demanded or past reach no route, of: boats, tents"
    assert warned("{stance: [reported, planned]}") == [("W-unrouted-stance", what)]


def test_rules_that_miss_other_stances_are_told_apart(warned) -> None:
    assert warned(
        "{rules: boats, stance: [reported, planned, demanded, past]}", "{rules: tents, stance: reported}"
    ) == [
        ("W-unrouted-stance", "findings that are denied reach no route, of: boats"),
        ("W-unrouted-stance", "findings that are denied, demanded, planned or past reach no route, of: tents"),
    ]


@pytest.mark.parametrize(
    "when",
    [
        ["{}"],
        ["{stance: [reported, planned]}", "{stance: [denied, demanded, past]}"],
        ["{stance: reported}", "{severity: [high, low]}"],
    ],
)
def test_routes_that_together_select_every_stance_are_fine(warned, when) -> None:
    assert warned(*when) == []


def test_a_route_for_other_rules_makes_nothing_good(warned) -> None:
    assert warned("{severity: high, stance: reported}", "{severity: low}") == [
        ("W-unrouted-stance", "findings that are denied, demanded, planned or past reach no route, of: boats")
    ]


def test_a_rule_that_no_route_selects_is_told_as_such_alone(warned) -> None:
    assert warned("{severity: high}") == [("W-unrouted-rule", 'no route selects the rule "tents" (severity low)')]


@pytest.mark.parametrize(
    ("stance", "told"), [("reported", []), ("denied", ["findings that are reported reach no route"])]
)
def test_a_burst_has_no_stance_but_reported(warned, stance, told) -> None:
    found = warned(f"{{kind: burst, stance: {stance}}}", "{kind: story}", burst=BURST)
    assert found == [("W-unrouted-stance", f"{what}, of: rise") for what in told]
