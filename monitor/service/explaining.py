"""`vedette explain`: why a rule fired on a text, or which condition came nearest."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from monitor import engine
from monitor.config import Config
from monitor.errors import VedetteError
from monitor.service.knowledge import require_knowledge
from monitor.service.sources import articles_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """The tree as text and as JSON; or why the source cannot be read."""

    text: str = ""
    view: dict[str, Any] = field(default_factory=dict)
    error: str | None = None


def explain_all(config: Config, source: str, rule_id: str) -> Iterator[Explained]:
    """Explain one rule on every article of a source; an unknown rule is an error that lists the known ones."""
    knowledge = require_knowledge(config)
    known = sorted(rule.id for rule in knowledge.rules.rules)
    if rule_id not in known:
        raise VedetteError(f"no rule {rule_id!r}; there are: {', '.join(known)}")
    for item in articles_of(config, source):
        if item.article is None:
            yield Explained(error=item.error)
            continue
        tree = engine.explain(knowledge.rules, item.article, knowledge.gazetteer.find(item.article), rule_id)
        yield Explained(text=engine.render_text(tree), view={"id": item.id, **dataclasses.asdict(tree)})
