"""`vedette explain`: why a rule fired on a text, or which condition came nearest; how a burst rule stands.

In: a source, a rule's id and the configuration. Out: the rule's tree, as text and as JSON types. Stores nothing.
A burst rule needs no source: it looks at the stored alerts.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from monitor import engine
from monitor.config import Config
from monitor.errors import VedetteError
from monitor.service.burst_view import explain_burst
from monitor.service.examples import require_rules
from monitor.service.knowledge import require_knowledge
from monitor.service.list_copies import stored_copies
from monitor.service.revealed import utc_now
from monitor.service.sources import Sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """The tree as text and as JSON; or why the source cannot be read."""

    text: str = ""
    view: dict[str, Any] = field(default_factory=dict)
    error: str | None = None


class SourceMissingError(VedetteError):
    """A rule that is tried on texts was to be explained without one."""


def explain_all(config: Config, source: str | None, rule_id: str, *, environ: Mapping[str, str]) -> Iterator[Explained]:
    """Explain one rule on every article of a source; an unknown rule is an error that lists the known ones.

    Raises `SourceMissingError` without a source, unless it is a burst rule.
    """
    knowledge = require_knowledge(config, copies=stored_copies(config, environ))
    require_rules(knowledge, (rule_id,))
    burst = knowledge.rules.burst(rule_id)
    if burst is not None:
        explained = explain_burst(config, burst, environ=environ, now=utc_now())
        yield Explained(text=explained.text, view=explained.view)
        return
    if source is None:
        raise SourceMissingError(f'the rule "{rule_id}" is explained on a text; name a file, an address or an id')
    with Sources(config, environ) as reader:
        for item in reader.read(source):
            if item.article is None:
                yield Explained(error=item.error)
                continue
            tree = engine.explain(knowledge.rules, item.article, knowledge.mentions(item.article), rule_id)
            title = f"{item.id}: {item.article.title or '(no title)'}"
            if item.article.page_refused:
                title = f"{title}\n  {item.article.page_refused}"
            view = {"id": item.id, **dataclasses.asdict(tree)}
            yield Explained(text=f"{title}\n{engine.render_text(tree)}", view=view)
