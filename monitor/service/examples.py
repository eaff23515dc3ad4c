"""`vedette test`: run the examples that stand in the rules, with the configured gazetteer.

In: the configuration and rule ids. Out: a report, and its failures as JSON types. Changes nothing.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from monitor import engine
from monitor.config import Config
from monitor.errors import VedetteError
from monitor.knowledge import Knowledge
from monitor.service.knowledge import require_knowledge
from monitor.service.rules_list import every_rule


def test_rules(config: Config, rule_ids: tuple[str, ...]) -> engine.ExampleReport:
    """Run the examples of the named rules, or of all; raises `VedetteError` for an id that no rule has."""
    knowledge = require_knowledge(config)
    require_rules(knowledge, rule_ids)
    return engine.run_examples(knowledge.rules, knowledge.mentions, tuple(dict.fromkeys(rule_ids)))


def require_rules(knowledge: Knowledge, rule_ids: Iterable[str]) -> None:
    """Raise `VedetteError` for the first id that no rule has: with the one that was meant, and those there are."""
    known = sorted(rule.id for rule in every_rule(knowledge.rules))
    for rule_id in rule_ids:
        if rule_id not in known:
            close = difflib.get_close_matches(rule_id, known, n=1)
            meant = f"did you mean {close[0]}? " if close else ""
            raise VedetteError(f'there is no rule "{rule_id}"; {meant}there are: {", ".join(known)}')


def example_as_json(failure: engine.ExampleFailure) -> dict[str, Any]:
    """A failed example for scripts."""
    return {
        "file": str(failure.file),
        "line": failure.line,
        "rule": failure.rule,
        "language": failure.language,
        "text": failure.text,
        "expected": failure.expected,
        "happened": failure.happened,
        "says": str(failure),
    }
