"""A reading as `inspect --json` prints it: one object an article. The keys are a contract; they are only added to.

In: a `Reading`. Out: a dict of plain values. Every span has `start`, `end` and the text between them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from monitor.model import Context, Entity, Finding, Listed, NotListed, Reading, Span

Json = dict[str, Any]


def reading_as_json(reading: Reading) -> Json:
    """One article with its matches and facts. `id` is the stored one, else the entry's own, else null."""
    article = reading.article
    return {
        "id": article.id or article.entry_id or None,
        "lang": article.language.code,
        "lang_sure": article.language.sure,
        "title": article.title,
        "title_end": article.title_end,
        "text": article.text,
        "text_source": article.text_source.value,
        "removed": [{"kind": removed.kind, "text": removed.text} for removed in article.removed],
        "written": {
            "value": article.written.value,
            "precision": article.written.precision.value if article.written.precision else None,
            "because": article.written.because,
        },
        "page_date": article.page_date,
        "page_refused": article.page_refused or None,
        "canonical": article.canonical or None,
        "byline": article.byline,
        "agency": article.agency,
        "matches": [_match(finding) for finding in reading.findings],
        **_facts(reading.context),
    }


def _match(finding: Finding) -> Json:
    match, shown = finding.match, finding.excerpts
    return {
        "rule": match.rule,
        "title": match.title,
        "severity": match.severity.value,
        "labels": dict(match.labels),
        "stance": finding.stance.value,
        "spans": [{**_span(span), "concept": span.concept} for span in match.spans],
        "excerpt": shown[0].text if shown else "",
        "excerpts": [
            {"start": one.start, "text": one.text, "marks": [list(mark) for mark in one.marks]} for one in shown
        ],
        "extracted": {name: list(values) for name, values in match.extracted.items()},
        "because": list(match.because),
    }


def _facts(context: Context) -> Json:
    return {
        "people": _entities(context.mentions.people),
        "actors": _entities(context.mentions.actors),
        "places": [
            {**entity, "country": place.country}
            for entity, place in zip(_entities(context.mentions.places), context.mentions.places, strict=True)
        ],
        "dates": [{**_span(one.span), "value": one.value, "precision": one.precision.value} for one in context.dates],
        "quantities": [
            {**_span(one.span), "low": one.low, "high": one.high, "of": one.of, "bound": one.bound.value}
            for one in context.quantities
        ],
        "resolutions": [{"id": one.id, **_span(one.span), "stance": one.stance.value} for one in context.resolutions],
        "listed": [listed_as_json(one) for one in context.listed],
        "not_listed": [not_listed_as_json(one) for one in context.not_listed],
    }


def _entities(entities: Iterable[Entity]) -> list[Json]:
    return [
        {
            "id": entity.id,
            "name": entity.name,
            "confirmed": entity.confirmed,
            "mentions": [_span(span) for span in entity.mentions],
        }
        for entity in entities
    ]


def not_listed_as_json(one: NotListed) -> Json:
    """Somebody who is on none of the lists."""
    return {"id": one.id, "as_of": one.as_of.isoformat() if one.as_of else None}


def listed_as_json(one: Listed) -> Json:
    """A name of a list."""
    return {
        "list": one.list,
        "entry": one.entry,
        "name": one.name,
        "programmes": list(one.programmes),
        "since": one.since.isoformat() if one.since else None,
        "as_of": one.as_of.isoformat() if one.as_of else None,
        "strength": one.strength,
        "because": one.because,
        "on_list_by": one.on_list_by.isoformat() if one.on_list_by else None,
        "kind": one.kind,
        "link": one.link,
        **_span(one.span),
    }


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end, "text": span.text}
