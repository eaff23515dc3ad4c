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
from monitor.context.spans import Places
from monitor.context.stance import stance_of
from monitor.context.words import WordHits
from monitor.model import Article, ResolutionMention, Span

NEAR = 120  # characters between a number and the name of the Council
COUNCIL = ("council", "council-letters", "council-word")
UN = ("united-nations", "un-letters")
_BEFORE, _AFTER = 25, 12  # characters between the Council's name and an unnumbered 'resolution' behind it, before it
_REACH = 60  # characters, further than any of these names is long
_STOPS = frozenset('.,;:!?\n«»“”"')
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
        bodies = hits.of(*COUNCIL, *UN)
        self._body_ends = frozenset(span.end for span in bodies)
        self._near_council, self._near_body = Places(hits.of(*COUNCIL)), Places(bodies)
        self._near_other = Places(hits.of("other-body"))
        self._near_un = Places(hits.of(*UN))
        self._near_word = Places((*bodies, *hits.of("word")))
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
            return self._near_word.distance(span.start, span.end) <= NEAR
        if number.proven or word.concept in COUNCIL:
            return True
        return self._gap_fits(number) and self._council_is_near(min(word.start, span.start), max(word.end, span.end))

    def _counted_near(self, span: Span) -> Iterator[int]:
        return (at for at in range(span.end, span.end + _COUNTED_AT + 1) if at in self._counted)

    def _gap_fits(self, number: Number) -> bool:
        """Nothing but quotes between word and number, or 'No.', or the name of the Council."""
        begin, end = number.gap
        gap = self._plain.text[begin:end]
        if number.marked or not any(map(str.isalnum, gap)):
            return number.marked or "," not in gap
        return self._plain.span(begin, begin + len(gap.rstrip())).end in self._body_ends

    def _council_is_near(self, start: int, end: int) -> bool:
        """The nearest body decides. In a text too short to name one, a number beside the word stands for itself."""
        council, other = self._near_council.distance(start, end), self._near_other.distance(start, end)
        if min(council, other) <= NEAR:
            return council < other
        if self._near_body.distance(start, end) <= NEAR:
            return True
        return bool(self._near_council) or len(self._plain.original) <= NEAR

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
        for council in self._near_council.around(word.start, word.end, _REACH):
            before = council.start < word.start
            low, high = (council.end, word.start) if before else (word.end, council.start)
            between = self._plain.original[low:high]
            if len(between) <= (_BEFORE if before else _AFTER) and not _STOPS & set(between):
                return self._with_un(min(word.start, council.start), max(word.end, council.end))
        return None

    def _with_un(self, low: int, high: int) -> Span:
        for un in self._near_un.around(low, high, _REACH):
            if 0 <= low - un.end <= 1 or un.start < low < un.end:
                low = un.start
            if 0 <= un.start - high <= 1:
                high = un.end
        return self._cut(low, high)

    def _cut(self, start: int, end: int) -> Span:
        return Span(start=start, end=end, text=self._plain.original[start:end], concept="resolution")
