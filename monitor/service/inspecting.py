"""`vedette inspect`: what the pipeline sees in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from monitor import context, pipeline
from monitor.config import Config
from monitor.service.knowledge import require_knowledge
from monitor.service.sources import articles_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """`view` has the shape of `inspect --json`; empty when `error` says why the source cannot be read."""

    source: str
    view: dict[str, Any] = field(default_factory=dict)
    error: str | None = None


def inspect_all(config: Config, sources: Iterable[str], *, rules_only: bool) -> Iterator[Inspected]:
    """Inspect every article of every source."""
    knowledge = require_knowledge(config)
    for source in sources:
        for item in articles_of(config, source):
            if item.article is None:
                yield Inspected(source=source, error=item.error)
                continue
            reading = pipeline.understand(item.article, knowledge=knowledge, facts_always=not rules_only)
            yield Inspected(source=source, view={**context.reading_as_json(reading), "id": item.id})


def describe(item: Inspected) -> str:
    """The same for a person."""
    view = item.view
    sure = "" if view["lang_sure"] else ", not sure"
    lines = [f"{view['id']}: {view['title'] or '(no title)'}", f"  language   {view['lang'] or 'unknown'}{sure}"]
    lines += [f"  written    {view['written']['value'] or 'unknown'} ({view['written']['because']})"]
    for match in view["matches"]:
        words = ", ".join(dict.fromkeys(f"“{span['text']}”" for span in match["spans"]))
        lines.append(f"  match      {match['rule']} ({match['severity']}, {match['stance']}): {words}")
    if not view["matches"]:
        lines.append("  match      none; `vedette explain SOURCE --rule ID` says why a rule did not fire")
    for kind in ("people", "actors", "places"):
        if view[kind]:
            lines.append(f"  {kind:<10} " + ", ".join(entity["name"] for entity in view[kind]))
    for kind in ("dates", "quantities", "resolutions"):
        if view[kind]:
            lines.append(f"  {kind:<10} " + ", ".join(f"“{fact['text']}”" for fact in view[kind]))
    lines += [f"  removed    {gone['kind']}: {gone['text'][:70]}" for gone in view["removed"]]
    return "\n".join(lines)
