"""Whose resolution a number is: the Security Council's, or that of another body, a screen, a crowd, a calendar.

In: an article's plain text and word hits; a number with the word that it stands by. Out: yes or no. Never caps a
number: the table of years ends, the Council does not.
"""

from __future__ import annotations

import re
from functools import cache

from monitor.context.calendar_names import LANGUAGES, months
from monitor.context.plain import Plain
from monitor.context.resolution_numbers import Number, year_like
from monitor.context.resolution_years import assembly_numbers
from monitor.context.spans import Places
from monitor.context.words import WordHits
from monitor.model import Span

NEAR = 120  # characters between a number and the name of the Council
COUNCIL = ("council", "council-letters", "council-word")
OTHER_NEAR = 60  # the same for the names of others
UN = ("united-nations", "un-letters")
TOUCHES = 3  # characters: a blank, 's, a bracket
_COUNTED_AT = 3  # characters between a number and the thing that it would count
_CHAINED = 80  # characters from one number of a list to the next, its date and 'as extended by' between them
_LITTLE = 15  # characters of a text that is nothing but a number and its word
_ABBREVIATED = 5  # characters of a word that a full stop may follow: 'Res. 1701'
_RECENT = 2012  # 'my resolution 2025' is no number
_DAYS = 31
_LETTERS_AT = 12
_LETTERS = re.compile(r"(?<!\w)[A-ZА-ЯЁІЇЄҐ]{2,} \Z")
_WORD = re.compile(r"[^\W\d_]+")
_AFTER_DAY = re.compile(r"\.?\s?(?:(?:of|de|do)\s)?(?P<month>[^\W\d_]+)")


class Owner:
    """One article's names of bodies and things, and who of them owns a number."""

    def __init__(self, text: Plain, hits: WordHits) -> None:
        self._plain = text
        bodies = hits.of(*COUNCIL, *UN)
        self._body_ends = frozenset(span.end for span in bodies)
        self._near_council, self._near_un = Places(hits.of(*COUNCIL)), Places(hits.of(*UN))
        words = hits.of("word")
        self._near_word = Places((*bodies, *words))
        beside, others = Places(words), hits.of("other-body")
        bound = {span for span in others if beside.distance(span.start, span.end) <= TOUCHES}
        self._near_bound, self._near_free = Places(bound), Places(span for span in others if span not in bound)
        self._counted = frozenset(span.start for span in hits.of("counted"))

    def is_council(self, word: Span | None, number: Number, *, last: int | None) -> bool:
        """Whether the number is the Council's. `last`: where the number accepted before it ends, in the original."""
        if number.certain:
            return True
        span = self._plain.span(number.begin, number.end)
        if self._counts(span, number):
            return False
        if word is None:
            chained = last is not None and 0 <= span.start - last <= _CHAINED
            return chained or self._near_word.distance(span.start, span.end) <= NEAR
        start, end = min(word.start, span.start), max(word.end, span.end)
        if number.proven:
            return not self._is_of_another(start, end)
        return self._gap_fits(word, number) and self._is_near(word, number, start, end)

    def repeats(self, word: Span | None, number: Number) -> bool:
        """Whether a number that is the Council's elsewhere in the article may be so here too."""
        span = self._plain.span(number.begin, number.end)
        if word is None or number.short or number.contradicted or self._counts(span, number):
            return False
        start, end = min(word.start, span.start), max(word.end, span.end)
        return self._gap_fits(word, number) and not self._is_of_another(start, end)

    def named_before(self, number: Number) -> bool:
        """Whether a body's name, or the Chinese ordinal, stands right before it ('the UN 2231 resolution')."""
        start = self._plain.span(number.begin, number.end).start
        if self._plain.original[max(0, start - 2) : start].rstrip().endswith("第"):
            return True
        return not year_like(number.value) and not self._body_ends.isdisjoint(range(start - TOUCHES, start + 1))

    def _counts(self, span: Span, number: Number) -> bool:
        """Whether it is a count of things, or the day of a month."""
        if number.year is None and any(at in self._counted for at in range(span.end, span.end + _COUNTED_AT + 1)):
            return True
        if number.value > _DAYS or number.proven:
            return False
        after = _AFTER_DAY.match(self._plain.text, number.end)
        return after is not None and after["month"] in _months()

    def _gap_fits(self, word: Span, number: Number) -> bool:
        """Nothing but quotes between word and number, or 'No.', or the name of the Council."""
        begin, end = number.gap
        gap = self._plain.text[begin:end]
        if "/" in gap or (gap.startswith(".") and len(word.text) > _ABBREVIATED):
            return False
        if number.marked or not _WORD.search(gap):
            return number.marked or "," not in gap
        return self._plain.span(begin, begin + len(gap.rstrip(" (\"'«„“"))).end in self._body_ends

    def _other(self, start: int, end: int) -> int:
        """How far another body's name is; 'General Assembly resolution' has a say on its own number alone."""
        bound = self._near_bound.distance(start, end)
        return bound if bound <= TOUCHES else self._near_free.distance(start, end)

    def _is_of_another(self, start: int, end: int) -> bool:
        """Whether another body's name touches it, and the Council's does not."""
        other = self._other(start, end)
        return other <= TOUCHES and other <= self._near_council.distance(start, end)

    def _is_near(self, word: Span, number: Number, start: int, end: int) -> bool:
        """The nearest body decides; a few numbers are the Assembly's wherever only the United Nations are named."""
        council, other = self._near_council.distance(start, end), self._other(start, end)
        if word.concept in COUNCIL and other > 0:
            return True
        if number.short or (number.value in assembly_numbers() and council > NEAR):
            return council <= TOUCHES and council < other
        un = self._near_un.distance(start, end)
        if not number.contradicted and un <= TOUCHES < other:
            return True
        if council <= NEAR or other <= OTHER_NEAR:
            return council < other
        return self._is_likely(word, number, start, end)

    def _is_of_letters(self, word: Span) -> bool:
        """Whether the letters of a body that is not known here stand before the word ('IMO resolution 1048')."""
        before = self._plain.original[max(0, word.start - _LETTERS_AT) : word.start]
        return _LETTERS.search(before) is not None and word.start - 1 not in self._body_ends

    def _is_likely(self, word: Span, number: Number, start: int, end: int) -> bool:
        """Only the UN are near, or the Council is named somewhere, or the text is nothing but the number."""
        if number.contradicted or self._is_of_letters(word):
            return False
        if self._near_council or self._near_un:
            return True
        recent = year_like(number.value) and number.value >= _RECENT
        said = _WORD.search(self._plain.text, *number.gap)
        return not recent and said is None and len(self._plain.original) - (end - start) <= _LITTLE


@cache
def _months() -> frozenset[str]:
    return frozenset(months(LANGUAGES))
