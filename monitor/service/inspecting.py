"""`vedette inspect`: what the pipeline sees in a text.

In: sources and the configuration. Out: a reading an article, as JSON types or in words. Stores nothing, tells nobody.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from monitor import context, engine, pipeline
from monitor.config import Config
from monitor.knowledge import Knowledge
from monitor.model import Article, Context, Reading, TextSource
from monitor.service.knowledge import require_knowledge
from monitor.service.list_copies import stored_copies
from monitor.service.sources import Sources
from monitor.service.table import cut

_WIDTH = 100
_NAME = 12  # cells of a fact's name
_REMOVED = 70  # letters of a removed paragraph that are shown
_FROM = {
    TextSource.CONTENT: " (the feed's content)",
    TextSource.SUMMARY: " (the feed's summary)",
    TextSource.TITLE: " (the title alone)",
    TextSource.PAGE: " (from its page)",
    TextSource.FILE: "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """`view` has the shape of `inspect --json`; empty when `error` says why there is nothing to see."""

    view: dict[str, Any] = field(default_factory=dict)
    error: str | None = None


def inspect_all(
    config: Config, sources: Iterable[str], *, rules_only: bool, environ: Mapping[str, str]
) -> Iterator[Inspected]:
    """Inspect every article of every source, one after the other. `rules_only` leaves every fact out."""
    knowledge = require_knowledge(config, copies=stored_copies(config, environ))
    read = _matched if rules_only else _understood
    with Sources(config, environ) as reader:
        for source in sources:
            for item in reader.read(source):
                if item.article is None:
                    yield Inspected(error=item.error)
                else:
                    yield Inspected(view={**context.reading_as_json(read(item.article, knowledge)), "id": item.id})


def _understood(article: Article, knowledge: Knowledge) -> Reading:
    return pipeline.understand(article, knowledge=knowledge, facts_always=True)


def _matched(article: Article, knowledge: Knowledge) -> Reading:
    """The matches with their excerpts, and nothing of the context."""
    matches = engine.match(knowledge.rules, article, knowledge.mentions(article))
    return Reading(article=article, findings=context.findings(article, matches, Context()))


# --- for people -------------------------------------------------------------------------------------------------


def describe(view: Mapping[str, Any]) -> str:
    """The same in words."""
    lines = [f"{view['id']}: {view['title'] or '(no title)'}"]
    lines += [_line(name, what) for name, what in _facts(view) if what]
    return "\n".join(lines)


def _facts(view: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What there is to say, each with its name; nothing is said of what was not found."""
    sure = "" if view["lang_sure"] or not view["lang"] else " (not sure)"
    yield "language", f"{view['lang'] or 'unknown'}{sure}"
    yield "text", f"{len(view['text']):,} characters{_FROM[view['text_source']]}" if view["text"] else "empty"
    yield "page", view["page_refused"] or ""
    yield "written", f"{view['written']['value'] or 'unknown'} ({view['written']['because']})"
    for match in view["matches"]:
        words = _quoted(span["text"] for span in match["spans"])
        yield "match", f"{match['rule']} ({match['severity']}, {match['stance']}): {words}"
    if not view["matches"]:
        yield "match", "none; `vedette explain SOURCE --rule ID` says why a rule did not fire"
    for kind in ("people", "actors", "places"):
        yield kind, ", ".join(_named(entity) for entity in view[kind])
    for kind in ("dates", "quantities", "resolutions"):
        yield kind, _quoted(fact["text"] for fact in view[kind])
    for entry in _by_entry(view["listed"]):
        yield "listed", f"{entry[0]['name']} ({_of_list(entry[0])}): {_quoted(one['text'] for one in entry)}"
    for none in view["not_listed"]:
        yield "not listed", f"{none['id']} (as of {none['as_of'] or 'an unknown day'})"
    for gone in view["removed"]:
        yield "removed", f"{gone['kind']}: {cut(' '.join(gone['text'].split()), _REMOVED)}"


def _by_entry(listed: Iterable[Mapping[str, Any]]) -> Iterable[list[Mapping[str, Any]]]:
    """The hits of each entry together, in order of the text."""
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for one in listed:
        found.setdefault((one["list"], one["entry"]), []).append(one)
    return found.values()


def _of_list(one: Mapping[str, Any]) -> str:
    """Which list and entry, for which programmes, since when, how sure."""
    when = f"since {one['since']}" if one["since"] else f"as of {one['as_of']}" if one["as_of"] else ""
    parts = (f"{one['list']} {one['entry']}", ", ".join(one["programmes"]), when, one["strength"])
    return "; ".join(filter(None, parts))


def _named(entity: Mapping[str, Any]) -> str:
    return str(entity["name"]) if entity["confirmed"] else f"{entity['name']} (unconfirmed)"


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(f"“{' '.join(found.split())}”" for found in texts))


def _line(name: str, what: str) -> str:
    first, indent = f"  {name:<{_NAME}}", " " * (_NAME + 2)
    return textwrap.fill(what, _WIDTH, initial_indent=first, subsequent_indent=indent, break_long_words=False)
