"""`vedette check`: everything that is wrong with the configuration and the rules, at once.

In: the configuration's path. Out: problems and one sentence that counts them. Opens no database, sends nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor import alerting, shipped
from monitor.config import Config, load_config
from monitor.errors import ConfigError, Level, Problem
from monitor.pipeline import Knowledge
from monitor.service.knowledge import load_knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """`sentence` sums up; `problems` has errors and warnings in file order."""

    problems: tuple[Problem, ...]
    sentence: str

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return sum(problem.level is Level.ERROR for problem in self.problems)


def check_all(path: Path) -> Checked:
    """Check the configuration, then the rules it names; a broken configuration does not hide broken rules."""
    try:
        config = load_config(path)
    except ConfigError as error:
        return Checked(problems=error.problems, sentence=f"{_count(len(error.problems))} in {path}")
    loading = load_knowledge(config)
    problems = [*config.warnings, *loading.problems]
    if loading.knowledge is not None:
        problems += _unrouted(config, loading.knowledge)
    if trouble := shipped.foreign_package():
        problems.append(Problem(file=path, line=0, what=trouble))
    rules = len(loading.knowledge.rules.rules) if loading.knowledge else 0
    scope = f"{rules} rules, {len(config.feeds)} feeds, {len(config.channels)} channels"
    return Checked(problems=tuple(problems), sentence=f"{_count(len(problems))} in {scope}")


def _unrouted(config: Config, knowledge: Knowledge) -> list[Problem]:
    """Rules whose alerts no route selects: they would be counted as unrouted and told to nobody."""
    return [
        Problem(
            file=config.path,
            line=0,
            what=f"no route selects the rule {rule.id!r} (severity {rule.severity.value})",
            todo="widen a route's `when`, or add a route for it",
            code="W-unrouted-rule",
            level=Level.WARNING,
        )
        for rule in knowledge.rules.rules
        if not any(alerting.selects_rule(route, rule.id, rule.severity, rule.labels) for route in config.routes)
    ]


def problem_as_json(problem: Problem) -> dict[str, Any]:
    """A problem for scripts."""
    return {
        "file": str(problem.file),
        "line": problem.line,
        "level": problem.level.value,
        "code": problem.code,
        "what": problem.what,
        "todo": problem.todo,
    }


def _count(number: int) -> str:
    return f"{number} problem{'' if number == 1 else 's'}"
