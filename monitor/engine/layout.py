"""One article as the conditions see it: what was found where, and how its text is laid out, worked out when asked for.

Comes in: an article, the hits of the lexicon, the gazetteer's mentions. Goes out: spans by leaf key, the unit around a
span, distances in words. Never decides whether a condition holds. Lives as long as the evaluation of one article.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from monitor.engine.conditions import Leaf, entity_key, query_key
from monitor.engine.words import Words
from monitor.model import Article, Entity, Mentions, Span
from monitor.text.fold import fold
from monitor.text.sentences import paragraph_spans, sentences

Spans = tuple[Span, ...]


class Layout:
    """An article with what was found in it."""

    def __init__(self, article: Article, hits: Mapping[str, Spans], mentions: Mentions) -> None:
        self.article = article
        self.text = article.text
        self.hits = {**hits, **entity_hits(mentions)}

    def spans(self, leaf: Leaf) -> Spans:
        """Where a leaf's words stand, in order."""
        found = self.hits.get(leaf.key, ())
        return tuple(span for span in found if span.end <= self.article.title_end) if leaf.in_title else found

    def unit_of(self, span: Span, unit: str | None) -> int | None:
        """Number of the sentence, paragraph or title that a span begins in; None outside all. 0 when `unit` is None."""
        if unit is None:
            return 0
        if unit == "title":
            return 0 if span.end <= self.article.title_end else None
        starts = self._sentences if unit == "sentence" else self._paragraphs
        return bisect_right(starts, span.start) - 1

    def numbers(self, spans: Sequence[Span]) -> list[tuple[int, int]]:
        """Numbers of the first and last word of each span."""
        first, last = self._words.first([s.start for s in spans]), self._words.last([s.end for s in spans])
        return list(zip(first.tolist(), last.tolist(), strict=True))

    @cached_property
    def _words(self) -> Words:
        return Words(fold(self.text))

    @cached_property
    def _sentences(self) -> list[int]:
        return [start for start, _ in sentences(self.text, self.article.language.code)]

    @cached_property
    def _paragraphs(self) -> list[int]:
        return [start for start, _ in paragraph_spans(self.article)]


def entity_hits(mentions: Mentions) -> dict[str, Spans]:
    """Spans by every key that an actor or place leaf may have. Proposals that no alias backs do not count."""
    hits: dict[str, list[Span]] = {}
    for role, entities in (("actor", (*mentions.actors, *mentions.people)), ("place", mentions.places)):
        for entity in entities:
            for key in _keys(role, entity) if entity.confirmed else ():
                hits.setdefault(key, []).extend(entity.mentions)
    return {key: in_order(spans) for key, spans in hits.items()}


def _keys(role: str, entity: Entity) -> set[str]:
    asked = {
        query_key(role, kind, country)
        for kind in {entity.kind, ""}
        for country in {entity.country or "", ""}
        if kind or country
    }
    return {entity_key(role, entity.id), entity_key(role, "any"), *asked}


def in_order(spans: Iterable[Span]) -> Spans:
    """Spans by start, each stretch once."""
    once = {(span.start, span.end, span.concept): span for span in spans}
    return tuple(once[key] for key in sorted(once))
