"""Words of an article that may be surnames of known people, and what stands beside them.

In: a text, where names are found already, where titles stand, the gazetteer's `NameIndex`. Out: `Candidate`s with the
words before them and whether a title belongs to them. Never decides who is meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from operator import attrgetter

from monitor.context.proposals_names import PARTICLES, WORD, Likeness, NameIndex
from monitor.context.spans import Places
from monitor.model import Span
from monitor.text.fold import fold_words
from monitor.text.name_keys import is_arabic

CANDIDATES_AT_MOST = 300  # in one article; a page of nothing but names is a list
_BETWEEN_NAMES = frozenset(" \u00a0-\u2010\u2011")
_BEHIND_INITIAL = ". "
# From a title to the name behind it, from a name to the title behind it, and the adjectives of an Arabic title.
_TO_THE_NAME = re.compile(r"[^\S\n]?(?:[^\s.!?;:()]+[^\S\n]+){0,4}[\"'“„«]?")
_TO_THE_TITLE = re.compile(r"\s?[,(]\s?(?:[^\s.!?;:,]+[^\S\n]){0,3}")
_OF = re.compile(  # a title *of* something: what follows is no name
    r"(?:.*[^\w])?(?:d|de|del|della|dello|des|do|dos|du|da|di|of|the|von|vom|der|für|for|in|im|em|en|w|at|to)[ '’]",
    re.IGNORECASE | re.DOTALL,
)
_ADJECTIVES = re.compile(r" (?:ال\w+ ){0,3}")
_SENTENCE_ENDS = frozenset(".!?…:\n؟")
_BEFORE_A_WORD = " \u00a0\"'“”„«»‘’([-–—•"
_NAMES_BEFORE, _NAMES_BEFORE_ARABIC = 3, 2
_TITLES_LOOKED_AT = 2


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its offsets."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may be a surname, with the words before it that may be its given names, the nearest last.

    `in_name`: a capitalised word that is no title stands directly beside it, so that it belongs to a longer name.
    """

    word: Word
    near: tuple[Likeness, ...]
    before: tuple[Word, ...]
    titled: bool
    in_name: bool
    opens: bool  # a sentence

    @property
    def arabic(self) -> bool:
        """Whether it is in a script without capitals."""
        return is_arabic(self.word.text)


class NamesIn:
    """The words of one text."""

    def __init__(self, text: str, *, taken: Places, people: Places, titles: Sequence[Span]) -> None:
        """`taken`: what is a known name; `people`: those of them that are people's; `titles` in order of the text."""
        self._text = text
        self._taken = taken
        self._people = people
        self._titles = titles
        self._title_places = Places(titles)
        self._title_ends = sorted(titles, key=lambda span: span.end)
        self._distinct = frozenset[str](WORD.findall(text))

    @cached_property
    def _words(self) -> list[re.Match[str]]:
        """Every word where it stands: few texts name somebody who has homonyms."""
        return list(WORD.finditer(self._text))

    def candidates(self, index: NameIndex) -> Iterator[Candidate]:
        """Each word that may be a surname of the index, in order of the text."""
        return islice(self._candidates(index), CANDIDATES_AT_MOST)

    def words_around(self, word: Word, within: int) -> frozenset[str]:
        """The folded words at most `within` words away."""
        at = bisect_right(self._words, word.start, key=lambda found: found.start()) - 1
        return frozenset(fold_words(found[0]) for found in self._words[max(0, at - within) : at + within + 1])

    def is_ordinary(self, word: str) -> bool:
        """Whether the text writes the word without a capital too."""
        small = word.lower()
        return small in self._distinct and small[0].islower()

    def _candidates(self, index: NameIndex) -> Iterator[Candidate]:
        like = index.among(frozenset([word for word in self._distinct if not word[0].islower()]))
        for word in sorted(chain.from_iterable(map(self._places, like)), key=attrgetter("start")):
            if not self._is_known(word) and not self.is_ordinary(word.text):
                yield self._candidate(word, like[word.text])

    def _places(self, word: str) -> Iterator[Word]:
        """Where a word stands, not as a part of another."""
        text, start = self._text, self._text.find(word)
        while start >= 0:
            end = start + len(word)
            if not (_is_letter(text[end : end + 1]) or (start and _is_letter(text[start - 1]))):
                yield Word(start, end, word)
            start = text.find(word, start + 1)

    def _is_known(self, word: Word) -> bool:
        return self._taken.overlap(word.start, word.end) or self._title_places.overlap(word.start, word.end)

    def _candidate(self, word: Word, near: tuple[Likeness, ...]) -> Candidate:
        before = tuple(self._before(word))
        first = before[0] if before else word
        return Candidate(
            word=word,
            near=near,
            before=before,
            titled=self._titled(first, word, before),
            in_name=self._in_name(word, before),
            opens=self._opens(first),
        )

    def _before(self, last: Word) -> list[Word]:
        """Words that form one name with the word `last`."""
        arabic = is_arabic(last.text)
        most = _NAMES_BEFORE_ARABIC if arabic else _NAMES_BEFORE
        found: list[Word] = []
        while len(found) < most and (word := self._joined_before(found[0] if found else last)):
            if self._taken.overlap(word.start, word.end):
                break
            hyphened = self._text[word.start - 1 : word.start] == "-"  # Yunus-bek
            if not (arabic or hyphened or word.text[0].isupper() or word.text in PARTICLES):
                break
            found.insert(0, word)
        while found and found[0].text in PARTICLES:
            del found[0]
        return found

    def _joined_before(self, word: Word) -> Word | None:
        """The word before, if nothing but a space or a hyphen stands between, or it is an initial."""
        text, behind = self._text, word.start
        initial = text.endswith(_BEHIND_INITIAL, 0, behind)
        if not initial and text[behind - 1 : behind] not in _BETWEEN_NAMES:
            return None
        start = end = behind - (len(_BEHIND_INITIAL) if initial else 1)
        while start and _is_letter(text[start - 1]):
            start -= 1
        return Word(start, end, text[start:end]) if start < end and (not initial or end - start == 1) else None

    def _in_name(self, word: Word, before: Sequence[Word]) -> bool:
        names = [word for word in before if word.text.lower() not in PARTICLES]
        if names and not self._title_places.overlap(names[-1].start, names[-1].end) and not is_arabic(names[-1].text):
            return True
        behind = self._text[word.end : word.end + 3]
        initial = len(word.text) == 1 and behind.startswith(_BEHIND_INITIAL)
        following = behind[2:3] if initial else behind[1:2] if behind[:1] in _BETWEEN_NAMES else ""
        return following.isupper() and _is_letter(following)

    def _titled(self, first: Word, word: Word, before: Sequence[Word]) -> bool:
        if not self._titles:
            return False
        arabic = is_arabic(word.text)
        if any(self._is_title_of(name, word) for name in before[-1 if arabic else 0 :]):
            return True
        upto = bisect_right(self._title_ends, first.start, key=lambda span: span.end)
        to_name = _ADJECTIVES if arabic else _TO_THE_NAME
        for title in self._title_ends[max(0, upto - _TITLES_LOOKED_AT) : upto]:
            free = not self._people.overlap(title.end, first.start)
            end = word.start if arabic else first.start
            if free and to_name.fullmatch(self._text, title.end, end) and not _OF.fullmatch(self._text, title.end, end):
                return True
        behind = bisect_right(self._titles, word.end, key=lambda span: span.start)
        return any(
            _TO_THE_TITLE.fullmatch(self._text, word.end, title.start) for title in self._titles[behind : behind + 1]
        )

    def _is_title_of(self, title: Word, word: Word) -> bool:
        return self._title_places.overlap(title.start, title.end) and not _OF.fullmatch(
            self._text, title.end, word.start
        )

    def _opens(self, word: Word) -> bool:
        before = self._text[max(0, word.start - 8) : word.start].rstrip(_BEFORE_A_WORD)
        return not before or before[-1] in _SENTENCE_ENDS


def _is_letter(letter: str) -> bool:
    """Whether it is one of a `WORD`; nothing is none."""
    return letter.isalnum() and not letter.isdecimal()
