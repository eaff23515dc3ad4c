"""`vedette test`: run the examples that stand in the rules, with the configured gazetteer."""

from __future__ import annotations

from typing import Any

from monitor import engine
from monitor.config import Config
from monitor.errors import VedetteError
from monitor.service.knowledge import require_knowledge


def test_rules(config: Config, rule_ids: tuple[str, ...]) -> engine.ExampleReport:
    """Run the examples of the named rules, or of all; an unknown id is an error that lists the known ones."""
    knowledge = require_knowledge(config)
    known = {rule.id for rule in knowledge.rules.rules}
    if unknown := [rule_id for rule_id in rule_ids if rule_id not in known]:
        raise VedetteError(f"no rule {unknown[0]!r}; there are: {', '.join(sorted(known))}")
    return engine.run_examples(knowledge.rules, knowledge.gazetteer.find, rule_ids)


def example_as_json(failure: engine.ExampleFailure) -> dict[str, Any]:
    """A failed example for scripts."""
    return {
        "file": str(failure.file),
        "line": failure.line,
        "rule": failure.rule,
        "language": failure.language,
        "text": failure.text,
        "says": str(failure),
    }
