"""One article as the conditions see it: what was found where, and how its text is laid out, worked out when asked for.

Comes in: an article, the hits of the lexicon, what the article names. Goes out: spans by leaf key, the unit around a
span, distances in words. Never decides whether a condition holds. Lives as long as the evaluation of one article.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from monitor.engine.found import Found
from monitor.engine.hits import Hits, Spans
from monitor.engine.named import Named, listed_id, named_of
from monitor.engine.nodes import Leaf
from monitor.engine.patterns import Found as Filled
from monitor.engine.vocabulary import Vocabulary
from monitor.engine.words import Words, words_of
from monitor.model import Article, Mentions, Span
from monitor.text.sentences import Spans as Bounds
from monitor.text.sentences import paragraph_spans, sentences_in

NOTHING = Vocabulary()
TOLD_AT_MOST = 64  # words of a key; where there are more, some of them stand close to anything


class Layout:
    """An article with what was found in it."""

    def __init__(self, article: Article, hits: Hits, names: Mentions | Named, vocabulary: Vocabulary = NOTHING) -> None:
        self.article = article
        self.folded = hits.folded
        self.names = named_of(names)
        self.at = Found(hits, self.names, vocabulary)
        self._vocabulary = vocabulary
        # What `near` worked out, by identity of the node; the node is kept, so that no other gets its id.
        self.standing: dict[int, tuple[object, bool]] = {}
        self.likely: dict[int, tuple[object, Any]] = {}
        self.close: dict[int, tuple[object, bool]] = {}
        self._sentences: dict[int, list[int]] = {}  # where those of a paragraph begin, by where it does
        self._at_most: dict[str, list[tuple[int, int]] | None] = {}
        self.stretches: dict[tuple[int, str | None], tuple[object, Any]] = {}

    @property
    def text(self) -> str:
        """The article's text, as it is written."""
        return self.folded.source

    def spans(self, leaf: Leaf) -> Spans:
        """Where a leaf's words stand, in order."""
        found = self.at[leaf.key]
        return tuple(span for span in found if span.end <= self.article.title_end) if leaf.in_title else found

    def found(self, key: str) -> Spans:
        """Where the words of a key stand in the whole text, those of the concepts that it includes too."""
        return self.at[key]

    def numbers_at_most(self, key: str) -> list[tuple[int, int]] | None:
        """Numbers of the first and last word wherever a key may have a span. None if only spans can tell, or too many.

        A character that folds to several words counts as so many, here alone. Not for scripts without spaces.
        """
        if key not in self._at_most:
            stretches = self.at.stretches(key)
            told = stretches is not None and len(stretches) <= TOLD_AT_MOST
            self._at_most[key] = self._words.of_stretches(stretches or ()) if told else None
        return self._at_most[key]

    def filled(self, key: str) -> tuple[Filled, ...]:
        """Where a pattern stands, with what fills its slots; looked for once, when first asked."""
        return self.at.filled(key)

    def told_apart(self, span: Span) -> str:
        """A name for what a span shows: the entity, or the term whatever its inflection."""
        terms = self._vocabulary.terms.get(span.concept)
        return span.concept if span.concept in self._entities else terms.told_apart(span.text) if terms else span.text

    def country_of(self, span: Span) -> str | None:
        """The country of the actor or place that a span names."""
        return self._entities.get(span.concept)

    @cached_property
    def _entities(self) -> Mapping[str, str | None]:
        mentions = self.names.mentions
        named = {e.id: e.country for e in (*mentions.people, *mentions.actors, *mentions.places)}
        return {**named, **{listed_id(listed): None for listed in mentions.listed}}

    def units_of(self, spans: Sequence[Span], unit: str | None) -> list[int | None]:
        """Where the sentence, paragraph or title of each begins; None outside all. 0 when `unit` is None."""
        if unit is None:
            return [0] * len(spans)
        if unit == "title":
            return [0 if span.end <= self.article.title_end else None for span in spans]
        of = self._sentence_of if unit == "sentence" else self._paragraph_of
        return [of(span.start) for span in spans]

    def numbers(self, spans: Sequence[Span]) -> list[tuple[int, int]]:
        """Numbers of the first and last word of each span."""
        return self._words.of_each([(span.start, span.end) for span in spans])

    @cached_property
    def _words(self) -> Words:
        return words_of(self.folded)

    def _sentence_of(self, at: int) -> int:
        """Where the sentence begins. Only paragraphs that are asked for are taken apart."""
        paragraph = self._paragraph_of(at)
        if paragraph < 0:
            return paragraph
        starts = self._sentences.get(paragraph)
        if starts is None:
            bounds = self._paragraphs[bisect_right(self._paragraph_starts, paragraph) - 1]
            found = sentences_in(bounds, self.text, self.article.language.code)
            starts = self._sentences[paragraph] = [start for start, _ in found]
        return starts[bisect_right(starts, at) - 1]

    def _paragraph_of(self, at: int) -> int:
        """Where the paragraph begins; -1 before the first."""
        starts = self._paragraph_starts
        before = bisect_right(starts, at)
        return starts[before - 1] if before else -1

    @cached_property
    def _paragraphs(self) -> Bounds:
        return paragraph_spans(self.text)

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _ in self._paragraphs]
