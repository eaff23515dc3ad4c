"""`vedette check`: everything that is wrong with the configuration and the rules, at once.

In: the configuration's path. Out: problems and one sentence that counts them. Needs no database; where there is one,
the desk's own rules are measured on what it holds. Changes nothing, sends nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor import context, engine, shipped
from monitor.config import load_config
from monitor.errors import ConfigError, InputError, Level, Problem
from monitor.service.channel_check import channel_problems
from monitor.service.knowledge import load_knowledge
from monitor.service.measuring import measured_problems
from monitor.service.rules_list import every_rule
from monitor.service.table import counted
from monitor.service.template_check import template_problems
from monitor.service.unrouted import unrouted
from monitor.strict_yaml import load


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """`sentence` sums up; `problems` has errors and warnings, the configuration's first."""

    problems: tuple[Problem, ...]
    sentence: str

    @property
    def warnings(self) -> int:
        """How many of the problems are warnings."""
        return len(self.problems) - self.errors

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return sum(problem.level is Level.ERROR for problem in self.problems)


def check_all(path: Path, environ: Mapping[str, str]) -> Checked:
    """Check the configuration, then the rules it names; a broken configuration does not hide broken rules."""
    try:
        config = load_config(path)
    except ConfigError as error:
        return _summed((*error.problems, *_rules_beside(path), *_packages(path)), "the configuration cannot be used")
    loading = load_knowledge(config, copies={})
    problems = (*config.warnings, *loading.problems, *template_problems(config.templates), *_packages(path))
    problems = (*problems, *channel_problems(config))
    if loading.knowledge is None:
        return _summed(problems, "the rules cannot be used")
    scope = ", ".join(
        (
            counted(len(every_rule(loading.knowledge.rules)), "rule"),
            counted(len(config.feeds), "feed"),
            counted(len(config.channels), "channel"),
        )
    )
    measured = measured_problems(config, environ, loading.knowledge, loading.rules.value.sources)
    return _summed((*problems, *unrouted(config, loading.knowledge), *measured), scope)


def _summed(problems: Sequence[Problem], scope: str) -> Checked:
    errors = sum(problem.level is Level.ERROR for problem in problems)
    warnings = len(problems) - errors
    counts = [counted(errors, "error")] if errors else []
    counts += [counted(warnings, "warning")] if warnings else []
    return Checked(problems=tuple(problems), sentence=f"{' and '.join(counts) or 'No problems'}: {scope}.")


def _rules_beside(path: Path) -> Iterator[Problem]:
    """What is wrong in the rule folders that a broken configuration names, as far as it can be read."""
    try:
        data = load(path).data
    except InputError:
        return  # not even YAML: nothing says where the rules are
    named = data.get("rules") if isinstance(data, dict) else None
    folders = [
        shipped.rules_dir() if name == "builtin" else path.parent / name
        for name in (named if isinstance(named, list) else ())
        if isinstance(name, str)
    ]
    folders = [folder for folder in folders if folder.is_dir()]
    gazetteer, problems = context.load_gazetteer(folders)
    yield from problems
    yield from engine.load_rules(folders, actors=gazetteer.actor_ids, places=gazetteer.place_ids).problems


def _packages(path: Path) -> Iterator[Problem]:
    if trouble := shipped.foreign_package():
        what, _, todo = trouble.rpartition("; ")
        yield Problem(file=path, line=0, what=what, todo=todo, code="E-packages")


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
