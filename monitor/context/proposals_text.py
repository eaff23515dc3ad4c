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
from itertools import islice

from monitor.context.proposals_names import PARTICLES, WORD, Likeness, NameIndex
from monitor.context.spans import Places
from monitor.model import Span
from monitor.text.fold import fold_words
from monitor.text.name_keys import is_arabic

CANDIDATES_AT_MOST = 300  # in one article; a page of nothing but names is a list
_BETWEEN_NAMES = re.compile(r"[ \u00a0\-\u2010\u2011]|\. ")
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
        self._words: list[str] = WORD.findall(text)
        self._distinct = frozenset(self._words)

    @cached_property
    def _found(self) -> list[re.Match[str]]:
        """Where the words stand: asked for where one of them may be a surname."""
        return list(WORD.finditer(self._text))

    def candidates(self, index: NameIndex) -> Iterator[Candidate]:
        """Each word that may be a surname of the index, in order of the text."""
        return islice(self._candidates(index), CANDIDATES_AT_MOST)

    def words_around(self, word: Word, within: int) -> frozenset[str]:
        """The folded words at most `within` words away."""
        at = bisect_right(self._found, word.start, key=lambda found: found.start()) - 1
        return frozenset(fold_words(found[0]) for found in self._found[max(0, at - within) : at + within + 1])

    def _candidates(self, index: NameIndex) -> Iterator[Candidate]:
        like = {word: near for word in self._distinct if not word[0].islower() and (near := index.near(word))}
        for at in [at for at, word in enumerate(self._words) if word in like]:
            word = self._word(at)
            if not self._is_known(word) and word.text.lower() not in self.ordinary:
                yield self._candidate(at, word, like[word.text])

    def _word(self, at: int) -> Word:
        found = self._found[at]
        return Word(found.start(), found.end(), found[0])

    def _is_known(self, word: Word) -> bool:
        return self._taken.overlap(word.start, word.end) or self._title_places.overlap(word.start, word.end)

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """Words that the text writes without a capital too."""
        return frozenset([word for word in self._distinct if word[0].islower()])

    def _candidate(self, at: int, word: Word, near: tuple[Likeness, ...]) -> Candidate:
        before = tuple(self._before(at))
        first = before[0] if before else word
        return Candidate(
            word=word,
            near=near,
            before=before,
            titled=self._titled(first, word, before),
            in_name=self._in_name(at, before),
            opens=self._opens(first),
        )

    def _before(self, at: int) -> list[Word]:
        """Words that form one name with the word at `at`."""
        arabic = is_arabic(self._words[at])
        most = _NAMES_BEFORE_ARABIC if arabic else _NAMES_BEFORE
        found: list[Word] = []
        while at > 0 and len(found) < most and self._adjoin(at - 1, at):
            at -= 1
            word = self._word(at)
            if self._taken.overlap(word.start, word.end):
                break
            hyphened = self._text[word.start - 1 : word.start] == "-"  # Yunus-bek
            if not (arabic or hyphened or word.text[0].isupper() or word.text in PARTICLES):
                break
            found.insert(0, word)
        while found and found[0].text in PARTICLES:
            del found[0]
        return found

    def _adjoin(self, left: int, right: int) -> bool:
        gap = self._text[self._found[left].end() : self._found[right].start()]
        initial = len(self._words[left]) == 1
        return bool(_BETWEEN_NAMES.fullmatch(gap)) and (initial or "." not in gap)

    def _in_name(self, at: int, before: Sequence[Word]) -> bool:
        names = [word for word in before if word.text.lower() not in PARTICLES]
        if names and not self._title_places.overlap(names[-1].start, names[-1].end) and not is_arabic(names[-1].text):
            return True
        behind = at + 1
        return behind < len(self._words) and self._words[behind][0].isupper() and self._adjoin(at, behind)

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
