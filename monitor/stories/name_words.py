"""Words of a text that may be names, by how they are written. Text in, words with their keys out. Pure.

A capital letter within a sentence makes a name; at the beginning of one it says nothing, unless the word stands with a
capital elsewhere too, or another capital follows ("Ali Nasser said"). The Arabic script has no capitals: all of its
words are taken, and how common they are tells names from words. Chinese: `chinese.py`. Knows no language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from monitor.stories import chinese
from monitor.text.name_keys import WORDS_REMEMBERED, name_keys

SHORTEST_KEY = 3
SHORTEST_WORD = 3
ABBREVIATED = 4  # letters at most between a capital and the full stop of a title: Gen. Haftar

NameWord = tuple[int, str, tuple[str, ...]]  # offset, word, keys

_LETTER = r"[^\W\d_\u2e80-\u9fff]"  # of a script that puts spaces between words
_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|[\u0300-\u036f\u064b-\u065f\u0670\u200c])*")
_SKIPPED = " \t\u00a0\"'“”„«»‘’‹›(–—-*#•¿¡"
_ENDS = "\n.!?…:"


def words_of_name(name: str) -> Iterator[tuple[str, ...]]:
    """The keys of each word of what is known to be a name."""
    for found in _WORD.finditer(name):
        if len(found[0]) >= SHORTEST_WORD and (keys := _long(name_keys(found[0]))):
            yield keys


def name_words(text: str) -> list[NameWord]:
    """Every word that may be a name, in no order."""
    sure: list[NameWord] = []
    first: list[NameWord] = []
    for found in _WORD.finditer(text):
        word = found[0]
        may_name = len(word) >= SHORTEST_WORD and (word[0].isupper() or "\u0600" <= word[0] <= "\u06ff")
        if may_name and (keys := _long_keys(word)):
            begins = word[0].isupper() and _begins_sentence(text, found.start())
            begins = begins and not text[found.end() + 1 : found.end() + 2].isupper()
            (first if begins else sure).append((found.start(), word, keys))
    if first:
        elsewhere = {word for _, word, _ in sure}
        sure += [one for one in first if one[1] in elsewhere]
    if not text.isascii():
        sure += [
            (start, name, keys) for start, name in chinese.names_in(text) if (keys := _long(chinese.keys_of(name)))
        ]
    return sure


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
    return tuple(key for key in keys if len(key) >= SHORTEST_KEY)
