"""Security Council resolutions in a text: by symbol, by number in thirteen languages, or unnumbered.

In: an article and its word hits. Out: `ResolutionMention`s in order of the text. A number counts when the Council is
named near it or a bracketed year agrees with the table; what belongs to another body, a screen or a crowd is refused.
Never caps a number: the table of years ends, the Council does not.
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.context.layout import Sentences, sentences_of
from monitor.context.plain import Plain, plain
from monitor.context.resolution_numbers import Number, before, behind, symbols, with_year
from monitor.context.resolution_years import symbol
from monitor.context.stance import stance_of
from monitor.context.words import WordHits
from monitor.model import Article, ResolutionMention, Span

NEAR = 120  # characters between a number and the name of the Council
COUNCIL = ("council", "council-letters", "council-word")
UN = ("united-nations", "un-letters")
_BEFORE, _AFTER = 25, 12  # characters between the Council's name and an unnumbered 'resolution' behind it, before it
_COUNTED_AT = 3  # characters between a number and the thing that it would count


def resolutions(article: Article, hits: WordHits) -> tuple[ResolutionMention, ...]:
    """Every mention, numbered or not; one span has one mention."""
    found = _Finder(article, hits)
    numbered = found.numbered()
    mentions = [*numbered, *found.unnumbered(numbered)]
    return tuple(sorted(mentions, key=lambda mention: mention.span.start))


class _Finder:
    """One article's text, words and sentences, and what they say together."""

    def __init__(self, article: Article, hits: WordHits) -> None:
        self._hits = hits
        self._plain: Plain = plain(article.text)
        self._sentences: Sentences = sentences_of(article)
        self._council = hits.of(*COUNCIL)
        self._bodies = hits.of(*COUNCIL, *UN)
        self._others = hits.of("other-body")
        self._counted = frozenset(span.start for span in hits.of("counted"))

    def numbered(self) -> list[ResolutionMention]:
        """Mentions with a number, the surest reading of each first."""
        kept: dict[int, ResolutionMention] = {}
        for word, number in self._numbers():
            if number.begin not in kept and self._is_of_the_council(word, number):
                kept[number.begin] = self._mention(word, number)
        return list(kept.values())

    def _numbers(self) -> Iterator[tuple[Span | None, Number]]:
        """Candidates with the word that they stand by."""
        text, position = self._plain.text, self._plain.position
        yield from ((None, number) for number in symbols(text))
        for word in self._hits.of("word", "council-word", "council-letters"):
            yield from ((word, number) for number in behind(text, position(word.end)))
        for word in self._hits.of("word-behind"):
            yield from ((word, number) for number in before(text, position(word.start)))
        yield from ((None, number) for number in with_year(text))

    def _mention(self, word: Span | None, number: Number) -> ResolutionMention:
        span = self._plain.span(number.begin, number.end, "resolution")
        if word is not None and 0 < span.start - word.end <= 2:  # noqa: PLR2004 - 'Resolution 2292' is one name
            span = self._cut(word.start, span.end)
        return self._told(span, symbol(number.value, number.year))

    def _told(self, span: Span, id_: str | None) -> ResolutionMention:
        sentence = self._sentences.over(span.start, span.end)
        return ResolutionMention(span=span, id=id_, stance=stance_of([sentence], self._hits))

    # --- whose number -----------------------------------------------------------------------------------------------

    def _is_of_the_council(self, word: Span | None, number: Number) -> bool:
        if number.certain:
            return True
        span = self._plain.span(number.begin, number.end)
        if any(span.end <= start <= span.end + _COUNTED_AT for start in self._counted_near(span)):
            return False
        if word is None:
            return self._distance(span, (*self._bodies, *self._hits.of("word"))) <= NEAR
        if number.proven or word.concept in COUNCIL:
            return True
        return self._gap_fits(number) and self._council_is_near(Span(start=word.start, end=span.end, text=""), span)

    def _counted_near(self, span: Span) -> Iterator[int]:
        return (at for at in range(span.end, span.end + _COUNTED_AT + 1) if at in self._counted)

    def _gap_fits(self, number: Number) -> bool:
        """Nothing but quotes between word and number, or 'No.', or the name of the Council."""
        begin, end = number.gap
        gap = self._plain.text[begin:end]
        if number.marked or not any(map(str.isalnum, gap)):
            return number.marked or "," not in gap
        return any(span.end == self._plain.span(begin, begin + len(gap.rstrip())).end for span in self._bodies)

    def _council_is_near(self, phrase: Span, number: Span) -> bool:
        """The nearest body decides. In a text too short to name one, a number beside the word stands for itself."""
        stretch = Span(start=min(phrase.start, number.start), end=max(phrase.end, number.end), text="")
        council, other = self._distance(stretch, self._council), self._distance(stretch, self._others)
        if min(council, other) <= NEAR:
            return council < other
        if self._distance(stretch, self._bodies) <= NEAR:
            return True
        return bool(self._council) or len(self._plain.original) <= NEAR

    @staticmethod
    def _distance(span: Span, bodies: tuple[Span, ...]) -> int:
        """Characters between a span and the nearest of others; 0 when they overlap, very many when there is none."""
        gaps = (max(0, span.start - body.end, body.start - span.end) for body in bodies)
        return min(gaps, default=1_000_000)

    # --- without a number -------------------------------------------------------------------------------------------

    def unnumbered(self, numbered: list[ResolutionMention]) -> Iterator[ResolutionMention]:
        """'Security Council resolutions', where no number follows."""
        taken = {self._sentences.at(mention.span.start) for mention in numbered}
        for word in self._hits.of("word", "decision", "council-word", "council-letters"):
            span = word if word.concept in COUNCIL else self._beside_council(word)
            if span is not None and self._sentences.at(word.start) not in taken:
                yield self._told(self._cut(span.start, span.end), None)

    def _beside_council(self, word: Span) -> Span | None:
        """The Council's name and the word together, with 'United Nations' if it touches them."""
        for council in self._council:
            low, high = min(word.start, council.start), max(word.end, council.end)
            limit = _BEFORE if council.start < word.start else _AFTER
            between = self._plain.original[min(word.end, council.end) : max(word.start, council.start)]
            if len(between) <= limit and not any(mark in between for mark in '.,;:!?\n«»“”"'):
                return self._with_un(low, high)
        return None

    def _with_un(self, low: int, high: int) -> Span:
        for un in self._hits.of(*UN):
            if 0 <= low - un.end <= 1 or un.start < low < un.end:
                low = un.start
            if 0 <= un.start - high <= 1:
                high = un.end
        return self._cut(low, high)

    def _cut(self, start: int, end: int) -> Span:
        return Span(start=start, end=end, text=self._plain.original[start:end], concept="resolution")
