"""Security Council resolutions in a text: by symbol, by number in thirteen languages, or unnumbered.

In: an article and its word hits. Out: `ResolutionMention`s in order of the text. A number counts when a bracketed year
agrees with the table or the Council is named near it (`monitor.context.resolution_owner`). Never invents a number
where only a resolution without one is spoken of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from monitor.context.layout import Sentences, sentences_of
from monitor.context.plain import Plain, plain
from monitor.context.resolution_numbers import Number, before, behind, symbols, with_year
from monitor.context.resolution_owner import COUNCIL, UN, Owner
from monitor.context.resolution_years import symbol
from monitor.context.spans import Places
from monitor.context.stance import stance_of
from monitor.context.words import WordHits
from monitor.model import Article, ResolutionMention, Span

_BEFORE, _AFTER = 25, 12  # characters between the Council's name and an unnumbered 'resolution' behind it, before it
_WORDS = ("word", "short-word", "word-behind", "number-word")
_REACH = 60  # characters, further than any of these names is long
_STOPS = frozenset('.,;:!?\n«»“”"')

_Candidate = tuple[Span | None, Number]


def resolutions(article: Article, hits: WordHits) -> tuple[ResolutionMention, ...]:
    """Every mention, numbered or not; one span has one mention."""
    text = plain(article.text).text
    if not hits.of(*COUNCIL, *_WORDS) and "/res" not in text and "unscr" not in text:
        return ()
    found = _Finder(article, hits)
    numbered = found.numbered()
    mentions = [*numbered, *found.unnumbered(numbered)]
    return tuple(sorted(mentions, key=lambda mention: mention.span.start))


class _Finder:
    """One article's text, words and sentences, and what they say together."""

    def __init__(self, article: Article, hits: WordHits) -> None:
        self._article, self._hits = article, hits
        self._plain: Plain = plain(article.text)

    @cached_property
    def _sentences(self) -> Sentences:
        return sentences_of(self._article)

    @cached_property
    def _owner(self) -> Owner:
        return Owner(self._plain, self._hits)

    @cached_property
    def _near_council(self) -> Places:
        return Places(self._hits.of(*COUNCIL))

    @cached_property
    def _near_un(self) -> Places:
        return Places(self._hits.of(*UN))

    def numbered(self) -> list[ResolutionMention]:
        """Mentions with a number, the surest reading of each first."""
        kept: dict[int, ResolutionMention] = {}
        refused: dict[int, _Candidate] = {}
        for word, number in self._by_words():
            if number.begin in kept:
                continue
            if self._owner.is_council(word, number, last=None):
                kept[number.begin] = self._mention(word, number)
            else:
                refused[number.begin] = word, number
        self._add_repeated(kept, refused)
        self._add_lone(kept, refused)
        return list(kept.values())

    def _add_repeated(self, kept: dict[int, ResolutionMention], refused: Mapping[int, _Candidate]) -> None:
        """'Resolution 1701' again, far from where it was called the Council's."""
        known = {mention.id for mention in kept.values()}
        for at, (word, number) in refused.items():
            if at not in kept and symbol(number.value) in known and self._owner.repeats(word, number):
                kept[at] = self._mention(word, number)

    def _add_lone(self, kept: dict[int, ResolutionMention], refused: Mapping[int, _Candidate]) -> None:
        """Numbers with a year, but no word beside them, as they go on with a list."""
        last: int | None = None
        for number in with_year(self._plain.text):
            if (
                number.begin not in refused
                and number.begin not in kept
                and self._owner.is_council(None, number, last=last)
            ):
                kept[number.begin] = self._mention(None, number)
            if number.begin in kept:
                last = kept[number.begin].span.end

    def _by_words(self) -> Iterator[_Candidate]:
        """Candidates with the word that they stand by, and symbols."""
        text, position = self._plain.text, self._plain.position
        yield from ((None, number) for number in symbols(text))
        for word in self._hits.of("word", "short-word", "decision", "council-word", "council-letters"):
            yield from ((word, number) for number in behind(text, position(word.end)))
        for word in (*self._hits.of("word-behind"), *self._number_words()):
            yield from ((word, number) for number in before(text, position(word.start)))
        for word in self._hits.of("word", "decision"):
            found = tuple(before(text, position(word.start)))
            if found and self._owner.named_before(found[0]):
                yield from ((word, number) for number in found)

    def _number_words(self) -> Iterator[Span]:
        """'1701 sayılı … kararı': the stretch from the one word to the other."""
        decisions = Places(self._hits.of("decision"))
        for word in self._hits.of("number-word"):
            for decision in decisions.around(word.end, word.end, _REACH):
                if decision.start >= word.end and not _STOPS & set(self._plain.original[word.end : decision.start]):
                    yield self._cut(word.start, decision.end)
                    break

    def _mention(self, word: Span | None, number: Number) -> ResolutionMention:
        span = self._plain.span(number.begin, number.end, "resolution")
        if word is not None and self._plain.original[word.end : span.start] == " ":  # 'Resolution 2292' is one name
            span = self._cut(word.start, span.end)
        return self._told(span, symbol(number.value, number.year))

    def _told(self, span: Span, id_: str | None) -> ResolutionMention:
        sentence = self._sentences.over(span.start, span.end)
        return ResolutionMention(span=span, id=id_, stance=stance_of([sentence], self._hits))

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
