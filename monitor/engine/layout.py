"""One article as the conditions see it: what was found where, and how its text is laid out, worked out when asked for.

Comes in: an article, the hits of the lexicon, the gazetteer's mentions. Goes out: spans by leaf key, the unit around a
span, distances in words. Never decides whether a condition holds. Lives as long as the evaluation of one article.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from monitor.engine.conditions import Leaf, entity_key, listed_key, query_key
from monitor.engine.hits import Hits
from monitor.engine.patterns import Found
from monitor.engine.vocabulary import Vocabulary
from monitor.engine.words import Words, words_of
from monitor.model import Article, Entity, Listed, Mentions, Span
from monitor.text.fold import fold
from monitor.text.sentences import paragraph_spans, sentences

Spans = tuple[Span, ...]
NOTHING = Vocabulary()


class Layout:
    """An article with what was found in it."""

    def __init__(self, article: Article, hits: Hits, mentions: Mentions, vocabulary: Vocabulary = NOTHING) -> None:
        self.article = article
        self.text = article.text
        self._hits = hits
        self._named = entity_hits(mentions)
        self._mentions = mentions
        self._vocabulary = vocabulary
        self._found: dict[str, Spans] = {}
        self._filled: dict[str, tuple[Found, ...]] = {}
        # What `near` worked out, by identity of the node and by unit; the node is kept, so that no other gets its id.
        self.worked_out: dict[tuple[int, str | None], tuple[object, Any]] = {}

    @property
    def possible(self) -> frozenset[str]:
        """Keys that may have hits; no other has one."""
        return frozenset((*self._hits.possible, *self._named))

    def spans(self, leaf: Leaf) -> Spans:
        """Where a leaf's words stand, in order."""
        found = self._found.get(leaf.key)
        if found is None:
            found = self.found(leaf.key)
        return tuple(span for span in found if span.end <= self.article.title_end) if leaf.in_title else found

    def found(self, key: str) -> Spans:
        """Where the words of a key stand in the whole text, those of the concepts that it includes too."""
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._look_up(key)
        return found

    def _look_up(self, key: str) -> Spans:
        if key in self._vocabulary.finders:
            return tuple(hit.span for hit in self.filled(key))
        included = self._vocabulary.includes.get(key)
        if included is None:
            return self._hits_of(key)
        return in_order(span for each in (key, *included) for span in self._hits_of(each))

    def _hits_of(self, key: str) -> Spans:
        spans: Spans = self._hits.get(key) or self._named.get(key, ())
        return spans

    def filled(self, key: str) -> tuple[Found, ...]:
        """Where a pattern stands, with what fills its slots; looked for once, when first asked."""
        finder = self._vocabulary.finders.get(key)
        if finder is None:
            return ()
        if key not in self._filled:
            on = finder.anchored_on
            anchors = self._hits_of(on) if on == key else self.found(on)
            self._filled[key] = finder.find(fold(self.text), anchors) if anchors else ()
        return self._filled[key]

    def told_apart(self, span: Span) -> str:
        """A name for what a span shows: the entity, or the term whatever its inflection."""
        terms = self._vocabulary.terms.get(span.concept)
        return span.concept if span.concept in self._entities else terms.told_apart(span.text) if terms else span.text

    def country_of(self, span: Span) -> str | None:
        """The country of the actor or place that a span names."""
        return self._entities.get(span.concept)

    @cached_property
    def _entities(self) -> Mapping[str, str | None]:
        mentions = self._mentions
        named = {e.id: e.country for e in (*mentions.people, *mentions.actors, *mentions.places)}
        return {**named, **{_listed_id(listed): None for listed in mentions.listed}}

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
        words = self._words
        return [(words.first(span.start), words.last(span.end)) for span in spans]

    @cached_property
    def _words(self) -> Words:
        return words_of(fold(self.text))

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
    for listed in mentions.listed:
        span = replace(listed.span, concept=_listed_id(listed))
        for key in _listed_keys(listed):
            hits.setdefault(key, []).append(span)
    return {key: in_order(spans) for key, spans in hits.items()}


def _listed_id(listed: Listed) -> str:
    return f"{listed.list}:{listed.entry}"


def _listed_keys(listed: Listed) -> set[str]:
    asked = {
        query_key("listed", list=name, programme=programme)
        for name in (listed.list, "")
        for programme in (*listed.programmes, "")
        if name or programme
    }
    return {listed_key("any"), listed_key(listed.list), *asked}


def _keys(role: str, entity: Entity) -> set[str]:
    asked = {
        query_key(role, kind=kind, country=country)
        for kind in {entity.kind, ""}
        for country in {entity.country or "", ""}
        if kind or country
    }
    return {entity_key(role, entity.id), entity_key(role, "any"), *asked}


def in_order(spans: Iterable[Span]) -> Spans:
    """Spans by start, each stretch once."""
    spans = tuple(spans)
    if len(spans) < 2:  # noqa: PLR2004 - in order already
        return spans
    once = {(span.start, span.end, span.concept): span for span in spans}
    return tuple(once[key] for key in sorted(once))
