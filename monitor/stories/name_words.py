"""Words of a text that may be names, by how they are written. Text in, words with their keys out. Pure.

A capital letter within a sentence makes a name; at the beginning of one it says nothing, unless the word stands with a
capital elsewhere too, or another capital follows ("Ali Nasser said"). The Arabic script has no capitals: all of its
words are taken, and how common they are tells names from words. Chinese: `chinese.py`. Knows no language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from monitor.stories import chinese
from monitor.text.name_keys import WORDS_REMEMBERED, name_keys

SHORTEST_KEY = 3
SHORTEST_WORD = 3
ABBREVIATED = 4  # letters at most between a capital and the full stop of a title: Gen. Haftar

NameWord = tuple[int, str, tuple[str, ...]]  # offset, word, keys as those of features

_LETTER = r"[^\W\d_\u2e80-\u9fff]"  # of a script that puts spaces between words
_REST = rf"{_LETTER}*(?:[\u0300-\u036f\u064b-\u065f\u0670\u200c]+{_LETTER}*)*"
_WORD = re.compile(rf"{_LETTER}{_REST}")
_MARKS = frozenset(map(chr, (*range(0x300, 0x370), *range(0x64B, 0x660), 0x670, 0x200C)))
_ARABIC = frozenset(map(chr, range(0x600, 0x700)))
_BEYOND = 0x10000
_SKIPPED = " \t\u00a0\"'“”„«»‘’‹›(–—-*#•¿¡"
_ENDS = "\n.!?…:"


def words_of_name(name: str) -> Iterator[tuple[str, ...]]:
    """The keys of each word of what is known to be a name."""
    for found in _WORD.finditer(name):
        if len(found[0]) >= SHORTEST_WORD and (keys := _long_keys(found[0])):
            yield keys


def name_words(text: str) -> list[NameWord]:
    """Every word that may be a name, in no order."""
    sure: list[NameWord] = []
    first: list[NameWord] = []
    for start, word in candidates(text):
        if keys := _long_keys(word):
            (first if _capital_says_nothing(text, start, word) else sure).append((start, word, keys))
    if first:
        elsewhere = {word for _, word, _ in sure}
        sure += [one for one in first if one[1] in elsewhere]
    sure += _chinese(text)
    return sure


def keys_of_names(text: str, *, is_none: Callable[[int], bool]) -> set[str]:
    """The keys of `name_words`, but for words at offsets that are none. Looks at each word until it is a name."""
    sure, counted, first = set[str](), set[str](), list[tuple[int, str]]()
    for start, word in candidates(text):
        if word in counted:
            continue
        if _capital_says_nothing(text, start, word):
            first.append((start, word))
            continue
        sure.add(word)
        if not is_none(start):
            counted.add(word)
    counted.update(word for start, word in first if word in sure and not (word in counted or is_none(start)))
    keys = {key for word in counted for key in _long_keys(word)}
    keys.update(key for start, _, its in _chinese(text) if not is_none(start) for key in its)
    return keys


def _chinese(text: str) -> Iterator[NameWord]:
    if not text.isascii():
        for start, name in chinese.names_in(text):
            if keys := _long(chinese.keys_of(name)):
                yield start, name, keys


def _capital_says_nothing(text: str, start: int, word: str) -> bool:
    """Whether the word stands at the beginning of a sentence, and no other capital follows."""
    if word[0] in _ARABIC or not _begins_sentence(text, start):
        return False
    behind = start + len(word) + 1
    return not text[behind : behind + 1].isupper()


def candidates(text: str) -> Iterator[tuple[int, str]]:
    """Words with a capital in front, and Arabic ones, with their offsets."""
    for found in _beginnings().finditer(text):
        word, start = found[0], found.start()
        if len(word) < SHORTEST_WORD or not (word[0].isupper() or word[0] in _ARABIC):
            continue
        if text[start - 1 : start] not in _MARKS or not _within_word(text, start):
            yield start, word


@cache
def _beginnings() -> re.Pattern[str]:
    """Words by what they begin with: the search skips to such letters, and only then looks whether one stands before.

    Beyond the first 65,536 characters all letters are let in: among single ones of those the search would be slow.
    """
    common = map(chr, range(_BEYOND))
    begins = "".join(sign for sign in common if (sign.isupper() or sign in _ARABIC) and _WORD.match(sign))
    return re.compile(rf"[{begins}\U00010000-\U0010ffff](?<![\W\d_])(?<!{_LETTER}.){_REST}", re.DOTALL)


def _within_word(text: str, start: int) -> bool:
    """Whether an offset with marks before it is within a word."""
    at = start
    while at and text[at - 1] in _MARKS:
        at -= 1
    return 0 < at < start and _WORD.match(text, at - 1) is not None


def _begins_sentence(text: str, start: int) -> bool:
    at = start - 1
    while at >= 0 and text[at] in _SKIPPED:
        at -= 1
    if at < 0:
        return True
    return text[at] in _ENDS and not (text[at] == "." and _abbreviates(text, at))


def _abbreviates(text: str, stop: int) -> bool:
    begin = stop
    while begin > 0 and stop - begin <= ABBREVIATED and text[begin - 1].isalpha():
        begin -= 1
    return 0 < stop - begin <= ABBREVIATED and text[begin].isupper()


@lru_cache(maxsize=WORDS_REMEMBERED)
def _long_keys(word: str) -> tuple[str, ...]:
    return _long(name_keys(word))


def _long(keys: frozenset[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"k:{key}" for key in keys if len(key) >= SHORTEST_KEY)
