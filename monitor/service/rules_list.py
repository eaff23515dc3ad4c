"""`vedette rules`: the rules in force, one row each.

In: the configuration. Out: a table for a person, JSON types for scripts. Rules that cannot be loaded are an error.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from monitor import shipped
from monitor.config import Config
from monitor.engine import Rule, RuleSet
from monitor.engine.bursts import Burst
from monitor.service.knowledge import require_knowledge
from monitor.service.table import Row, Table, counted


def every_rule(rules: RuleSet) -> tuple[Rule | Burst, ...]:
    """Rules that texts are tried on, and rules that count what those found; in order of id."""
    return tuple(sorted((*rules.rules, *rules.bursts), key=lambda rule: rule.id))


def rules_table(config: Config) -> Table:
    """Ids, severities, states, numbers of examples and files; in order of id."""
    rules = every_rule(require_knowledge(config).rules)
    examples = sum(len(rule.examples) for rule in rules)
    return Table(
        header=("rule", "severity", "status", "examples", "file", "title"),
        rows=tuple(Row(cells=_cells(rule, config)) for rule in rules),
        wide=frozenset({"file", "title"}),
        empty="No rules: write some, or name `builtin` under `rules` in the configuration.",
        after=f"{counted(len(rules), 'rule')}, {counted(examples, 'example')}",
    )


def _cells(rule: Rule | Burst, config: Config) -> tuple[str, ...]:
    place = file_as_named(rule.file, config)
    return (rule.id, rule.severity.value, rule.status, str(len(rule.examples)), place, rule.title)


def file_as_named(file: Path, config: Config) -> str:
    """A rule file as the configuration names its folder: `builtin/…`, or beside the configuration."""
    builtin, home = shipped.rules_dir(), config.path.parent
    if "builtin" in config.rules and file.is_relative_to(builtin):
        return f"builtin/{file.relative_to(builtin).as_posix()}"
    return file.relative_to(home).as_posix() if file.is_relative_to(home) else str(file)


def rules_as_json(config: Config) -> list[dict[str, Any]]:
    """One object a rule."""
    return [
        {
            "id": rule.id,
            "title": rule.title,
            "severity": rule.severity.value,
            "status": rule.status,
            "labels": dict(rule.labels),
            "examples": len(rule.examples),
            "file": str(rule.file),
            "hash": rule.hash,
        }
        for rule in every_rule(require_knowledge(config).rules)
    ]
