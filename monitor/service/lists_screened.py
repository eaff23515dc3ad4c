"""`vedette lists screen`: who of those that a text names is on a list, and who is on none.

In: words from the command line, or a source as `inspect` takes it. Out: hits with their reasons. Stores nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monitor import text
from monitor.config import Config
from monitor.context.json_view import listed_as_json, not_listed_as_json
from monitor.knowledge import Knowledge
from monitor.model import Article
from monitor.service.knowledge import require_knowledge
from monitor.service.list_copies import stored_copies
from monitor.service.revealed import utc_now
from monitor.service.sources import Sourced, Sources
from monitor.service.texts import STDIN


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenedText:
    """`view` is the answer as JSON types; `error` says why the source cannot be read."""

    view: dict[str, Any] = field(default_factory=dict)
    error: str | None = None


def screen_source(config: Config, source: str, *, environ: Mapping[str, str]) -> Iterator[ScreenedText]:
    """Screen a source, or the words themselves if they name none."""
    knowledge = require_knowledge(config, copies=stored_copies(config, environ))
    if not knowledge.lists:
        yield ScreenedText(error="no list is loaded; `vedette lists status` says why")
        return
    for item in _items(config, source, environ):
        if item.article is None:
            yield ScreenedText(error=item.error)
        else:
            yield ScreenedText(view={"id": item.id, **_view(item.article, knowledge)})


def _items(config: Config, source: str, environ: Mapping[str, str]) -> Iterator[Sourced]:
    if not _names_a_source(source):
        record = text.TextRecord(id="text", text=source)
        yield Sourced(id="text", article=text.article_from_text(record, languages=config.languages, now=utc_now()))
        return
    with Sources(config, environ) as reader:
        yield from reader.read(source)


def _names_a_source(source: str) -> bool:
    if source == STDIN or source.startswith(("http://", "https://", "file:")) or source.isdecimal():
        return True
    try:
        return Path(source).is_file()
    except (OSError, ValueError):
        return False


def _view(article: Article, knowledge: Knowledge) -> dict[str, Any]:
    screened = knowledge.screen(article, knowledge.gazetteer.find(article))
    names = knowledge.gazetteer.name
    return {
        "lang": article.language.code,
        "listed": [listed_as_json(one) for one in screened.listed],
        "not_listed": [{**not_listed_as_json(one), "name": names(one.id)} for one in screened.not_listed],
        "lists": [
            {"list": copy.list, "as_of": copy.published.isoformat() if copy.published else None}
            for copy in knowledge.lists.versions
        ],
    }


def describe(view: Mapping[str, Any]) -> str:
    """The same in words."""
    lines: list[str] = []
    for one in view["listed"]:
        programmes = f"; {', '.join(one['programmes'])}" if one["programmes"] else ""
        lines.append(f"“{one['text']}”: {one['list']} {one['entry']}, {one['name']}{programmes}")
        lines.append(f"    {_since(one)}, as of {one['as_of'] or 'an unknown day'}; {one['strength']}")
        lines.append(f"    {one['because']}")
        if one["link"]:
            lines.append(f"    {one['link']}")
    lines += [f"not listed: {one['name']} (as of {one['as_of'] or 'an unknown day'})" for one in view["not_listed"]]
    return "\n".join(lines or [_nobody(view)])


def _since(one: Mapping[str, Any]) -> str:
    if one["since"]:
        return f"listed since {one['since']}"
    return f"on the list by {one['on_list_by']}" if one["on_list_by"] else "the list does not say since when"


def _nobody(view: Mapping[str, Any]) -> str:
    lists = ", ".join(f"{one['list']} as of {one['as_of'] or 'an unknown day'}" for one in view["lists"])
    return f"No name of a list stands in it ({lists})."
