"""What no route selects: rules, and stances of a rule's findings.

In: the configuration and the rules. Out: warnings. Such alerts are counted as unrouted and told to nobody.
Never looks at stored alerts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from monitor import alerting
from monitor.config import Config, Route
from monitor.engine import Rule
from monitor.engine.bursts import Burst
from monitor.errors import Level, Problem
from monitor.knowledge import Knowledge
from monitor.model import AlertKind, Stance
from monitor.service.rules_list import every_rule


def unrouted(config: Config, knowledge: Knowledge) -> Iterator[Problem]:
    """Warn of each rule that no route selects, and of rules whose routes leave out the same stances."""
    missing: dict[tuple[Stance, ...], list[str]] = {}
    for rule in every_rule(knowledge.rules):
        routes = tuple(_routes_of(rule, config))
        if not routes:
            yield _rule_problem(rule, config.path)
        elif left_out := _left_out(rule, routes):
            missing.setdefault(left_out, []).append(rule.id)
    for stances, rules in missing.items():
        yield _stance_problem(stances, rules, config.path)


def _kind(rule: Rule | Burst) -> AlertKind:
    return AlertKind.BURST if isinstance(rule, Burst) else AlertKind.STORY


def _routes_of(rule: Rule | Burst, config: Config) -> Iterator[Route]:
    for route in config.routes:
        if alerting.selects_rule(route, rule.id, rule.severity, rule.labels, kind=_kind(rule)):
            yield route


def _left_out(rule: Rule | Burst, routes: Iterable[Route]) -> tuple[Stance, ...]:
    """The stances that a finding of the rule can have and that none of its routes selects; a burst is but reported."""
    chosen: set[Stance] = set()
    for route in routes:
        chosen.update(route.when.stance or Stance)
    possible = (Stance.REPORTED,) if isinstance(rule, Burst) else tuple(Stance)
    return tuple(stance for stance in possible if stance not in chosen)


def _rule_problem(rule: Rule | Burst, path: Path) -> Problem:
    kind = _kind(rule)
    of_kind = f", kind {kind.value}" if kind is not AlertKind.STORY else ""
    return Problem(
        file=path,
        line=0,
        what=f'no route selects the rule "{rule.id}" (severity {rule.severity.value}{of_kind})',
        todo="widen a route's `when`, or add a route for it",
        code="W-unrouted-rule",
        level=Level.WARNING,
    )


def _stance_problem(stances: tuple[Stance, ...], rules: list[str], path: Path) -> Problem:
    *others, last = (stance.value for stance in stances)
    listed = f"{', '.join(others)} or {last}" if others else last
    return Problem(
        file=path,
        line=0,
        what=f"findings that are {listed} reach no route, of: {', '.join(rules)}",
        todo="add them to a route's `stance`, or take `stance` out; a stance is read from words and can be mistaken",
        code="W-unrouted-stance",
        level=Level.WARNING,
    )
