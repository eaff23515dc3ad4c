"""A word form made ready for fast comparison with the words of a text.

Comes in: `Form`s of terms. Goes out: `Shape`s, which tell whether a stem in a folded text, or a whole word, is the
form. Most words that a term finds stand as they are in the word list; the expressions of the affix classes are only
asked about the others. Never looks farther than a word is long.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from monitor.engine.affixes import ANYTHING, Form, umlaut_spelling
from monitor.text.fold import Folded

AFFIX_AT_MOST = 100  # letters before and behind a stem; a longer run without a space is no word
LONGEST_WORD = 3 * AFFIX_AT_MOST

Spelling = Callable[[str], str]
_LETTERS = re.compile(r"\[\^ \]\{0,([0-9]{1,2})\}")  # how affix classes write 'so many letters, any of them'


@dataclass(frozen=True, slots=True)
class Side:
    """What may stand on one side of a stem: at most `longest` letters, of any kind unless `expression` says which."""

    longest: int
    empty: bool  # nothing may stand there
    expression: re.Pattern[str] | None

    def allows(self, text: str, begin: int, end: int) -> bool:
        """Whether the letters at [begin, end) may."""
        if begin == end:
            return self.empty
        if end - begin > self.longest:
            return False
        return self.expression is None or self.expression.fullmatch(text, begin, end) is not None


NOTHING = Side(0, empty=True, expression=None)


@dataclass(frozen=True, slots=True)
class Shape:
    """A form: `stem`, its sides, and, where spelling counts, what the original letters under the stem must come to."""

    stem: str
    before: Side
    after: Side
    spelling: Spelling | None
    spelled: str | None

    @property
    def bare(self) -> bool:
        """Whether a word is this form only if it is the stem, however it is spelled."""
        return self.before is NOTHING and self.after is NOTHING and self.spelling is None

    def word_at(self, folded: Folded, low: int, high: int) -> tuple[int, int] | None:
        """The whole word around the stem at [low, high), if it is this form."""
        text = folded.text
        left, right = low, high
        if text[low - 1] != " ":
            left = text.rfind(" ", max(0, low - self.before.longest - 1), low) + 1
            if left == 0:
                return None
        if text[high] != " ":
            right = text.find(" ", high, high + self.after.longest + 1)
            if right < 0:
                return None
        if not (self.before.allows(text, left, low) and self.after.allows(text, high, right)):
            return None
        return (left, right) if self.spelling is None or self._is_spelled(folded, low, high) else None

    def end_of_word(self, folded: Folded, begin: int) -> int:
        """Where the word that begins at `begin` ends, if it is this form; else -1."""
        text = folded.text
        if self.before is not NOTHING:
            return self._end_of_word_around(folded, begin)
        if not text.startswith(self.stem, begin):
            return -1
        high = right = begin + len(self.stem)
        if text[high] != " ":
            right = text.find(" ", high, high + self.after.longest + 1)
            if right < 0:
                return -1
        if not self.after.allows(text, high, right):
            return -1
        return right if self.spelling is None or self._is_spelled(folded, begin, high) else -1

    def _end_of_word_around(self, folded: Folded, begin: int) -> int:
        """The same for a stem that need not begin its word."""
        text = folded.text
        end = text.find(" ", begin, begin + LONGEST_WORD)
        low = text.find(self.stem, begin, end) if end >= 0 else -1
        while low >= 0:
            if self.word_at(folded, low, low + len(self.stem)) is not None:
                return end
            low = text.find(self.stem, low + 1, end)
        return -1

    def _is_spelled(self, folded: Folded, low: int, high: int) -> bool:
        """Whether the original letters under the stem are those of the term."""
        assert self.spelling is not None
        start, end = folded.span(low, high)
        letters = folded.source[start:end]
        if self.spelling is umlaut_spelling and letters.isascii():
            return self.spelled == self.stem
        return _measured(self.spelling, letters) == self.spelled


def shape_of(form: Form, spelling: Spelling | None) -> Shape:
    """The form made ready; `spelling` measures original letters where they count."""
    measure = spelling if form.spelled is not None else None
    return Shape(form.stem, _side(form.before), _side(form.after), measure, form.spelled)


@lru_cache(maxsize=1024)
def _side(affix: re.Pattern[str] | None) -> Side:
    if affix is None:
        return NOTHING
    if affix is ANYTHING:
        return Side(AFFIX_AT_MOST, empty=True, expression=None)
    letters = _LETTERS.fullmatch(affix.pattern)
    if letters:
        return Side(int(letters[1]), empty=True, expression=None)
    return Side(AFFIX_AT_MOST, empty=affix.fullmatch("") is not None, expression=affix)


@lru_cache(maxsize=4096)
def _measured(spelling: Spelling, letters: str) -> str:
    """How letters are spelled by a term's measure; texts show few different stems, over and over."""
    return spelling(letters)
