"""Words of a text that may be names, by how they are written. Text in, words with their keys out. Pure.

A capital letter within a sentence makes a name; at the beginning of one it says nothing, unless the word stands with a
capital elsewhere too, or another capital follows ("Ali Nasser said"). The Arabic script has no capitals: all of its
words are taken, and how common they are tells names from words. Chinese: `chinese.py`. Knows no language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from monitor.stories import chinese
from monitor.stories.kinds import ARABIC, CAPITAL, END, HAN, LETTER, MARK, SKIPPED, STOP
from monitor.text.name_keys import WORDS_REMEMBERED, name_keys

SHORTEST_KEY = 3
SHORTEST_WORD = 3
ABBREVIATED = 4  # letters at most between a capital and the full stop of a title: Gen. Haftar

NameWord = tuple[int, str, tuple[str, ...]]  # offset, word, keys as those of features

_WORD = re.compile(r"[^\W\d_\u2e80-\u9fff](?:[^\W\d_\u2e80-\u9fff]|[\u0300-\u036f\u064b-\u065f\u0670\u200c])*")
# Of kinds: words of three letters and more that begin so. What stands before is looked at where the search stops.
_LETTERS = frozenset({CAPITAL, ARABIC, LETTER})
_CAPITALS = re.compile(b"U(?<![UAl].)[UAlm]{2,}", re.DOTALL)
_ARABICS = re.compile(b"A(?<![UAl].)[UAlm]{2,}", re.DOTALL)


def words_of_name(name: str) -> Iterator[tuple[str, ...]]:
    """The keys of each word of what is known to be a name."""
    for found in _WORD.finditer(name):
        if len(found[0]) >= SHORTEST_WORD and (keys := _long_keys(found[0])):
            yield keys


def name_words(text: str, kinds: bytes) -> list[NameWord]:
    """Every word that may be a name, in no order. `kinds` are the text's."""
    sure: list[NameWord] = []
    first: list[NameWord] = []
    for start, end in candidates(kinds):
        if keys := _long_keys(word := text[start:end]):
            (first if _capital_says_nothing(text, kinds, start, end) else sure).append((start, word, keys))
    if first:
        elsewhere = {word for _, word, _ in sure}
        sure += [one for one in first if one[1] in elsewhere]
    sure += _chinese(text, kinds)
    return sure


def keys_of_names(text: str, kinds: bytes, *, is_none: Callable[[int], bool] | None) -> set[str]:
    """The keys of `name_words`, but for words at offsets that are none. Looks at each word until it is a name."""
    sure, counted, first = set[str](), set[str](), list[tuple[int, str]]()
    for start, end in candidates(kinds):
        word = text[start:end]
        if word in counted:
            continue
        if _capital_says_nothing(text, kinds, start, end):
            first.append((start, word))
            continue
        sure.add(word)
        if is_none is None or not is_none(start):
            counted.add(word)
    counted.update(
        word for start, word in first if word in sure and not (word in counted or (is_none and is_none(start)))
    )
    keys = {key for word in counted for key in _long_keys(word)}
    keys.update(key for start, _, its in _chinese(text, kinds) if not (is_none and is_none(start)) for key in its)
    return keys


def _chinese(text: str, kinds: bytes) -> Iterator[NameWord]:
    if HAN in kinds:
        for start, name in chinese.names_in(text):
            if keys := _long(chinese.keys_of(name)):
                yield start, name, keys


def candidates(kinds: bytes) -> list[tuple[int, int]]:
    """Start and end of words with a capital in front, and of Arabic ones, in order, by the kinds of a text."""
    spans = [found.span() for found in _CAPITALS.finditer(kinds)] if CAPITAL in kinds else []
    if ARABIC in kinds:
        spans = sorted([*spans, *(found.span() for found in _ARABICS.finditer(kinds))])
    if MARK in kinds:
        spans = [span for span in spans if not _is_within_word(kinds, span[0])]
    return spans


def _is_within_word(kinds: bytes, start: int) -> bool:
    """Whether marks stand before an offset, and a letter before them."""
    at = start
    while at and kinds[at - 1] == MARK:
        at -= 1
    return 0 < at < start and kinds[at - 1] in _LETTERS


def _capital_says_nothing(text: str, kinds: bytes, start: int, end: int) -> bool:
    """Whether the word stands at the beginning of a sentence, and no other capital follows."""
    if kinds[start] == ARABIC or not _begins_sentence(text, kinds, start):
        return False
    return not text[end + 1 : end + 2].isupper()


def _begins_sentence(text: str, kinds: bytes, start: int) -> bool:
    at = start - 1
    while at >= 0 and kinds[at] == SKIPPED:
        at -= 1
    if at < 0 or kinds[at] == END:
        return True
    return kinds[at] == STOP and not _abbreviates(text, at)


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
