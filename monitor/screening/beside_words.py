"""Names of one word that count beside words for what they are: комбат «Спарты», “幽灵”旅, Sparta-Bataillon.

In: the lists, an article's text. Out: `Hit`s where such a name of `beside_words.yaml` stands in quotation marks, in any
case, and a word for its kind near, or next to one without quotation marks; in Chinese in quotation marks alone. Once
one stands so, it counts in quotation marks wherever it stands. Never knows other names than those of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

from pydantic import BaseModel, ConfigDict, RootModel

from monitor import strict_yaml
from monitor.model import Span
from monitor.screening.chinese import is_chinese
from monitor.screening.declined import forms, is_cyrillic
from monitor.screening.hits import Hit, Strength
from monitor.screening.lists import Lists
from monitor.screening.opening_marks import OPENING, quotations
from monitor.screening.precise import Proof
from monitor.screening.text_words import words_of
from monitor.text.fold import fold, fold_words

WORDS_BEFORE, WORDS_BEHIND = 4, 2
LETTERS_BEFORE, LETTERS_BEHIND = 12, 5  # of Chinese
HITS_AT_MOST = 500
_CLOSING = frozenset('»“”"')
_QUOTED_CHINESE = re.compile(r"[“„\"«]([\u3400-\u9fff]{2,8})[”“\"»]")
_LATIN_ENDS = ("s", "a", "u", "y", "em", "ie", "owi", "ę", "ą")  # German and Polish cases
_WHY = "in quotation marks, or next to it, a word for what it is"


class _Kind(BaseModel):
    """Words for one kind of body, and names of such bodies."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    next_to: tuple[str, ...]
    beside: tuple[str, ...]
    chinese: tuple[str, ...]
    names: dict[str, tuple[str, ...]]


class _Kinds(RootModel[dict[str, _Kind]]):
    """`beside_words.yaml`."""


class _Meant:
    """What a word may be: a name that a list has, and words for its kind, folded."""

    __slots__ = ("beside", "chinese", "name", "next_to")

    def __init__(self, kind: _Kind, name: str) -> None:
        self.name = name
        self.next_to = tuple(map(fold_words, kind.next_to))
        self.beside = (*self.next_to, *map(fold_words, kind.beside))
        self.chinese = kind.chinese


def beside_words(lists: Lists, text: str) -> Iterator[Hit]:
    """Hits of names whose kind the words beside them tell."""
    proven: set[str] = set()
    for number, (start, end, meant, told) in enumerate((*_in_words(text), *_in_chinese(text))):
        if number >= HITS_AT_MOST:
            return
        if told or meant.name in proven:
            proven.add(meant.name)
            span = Span(start=start, end=end, text=text[start:end])
            for name in lists.named(meant.name):
                yield Hit(span, name, Proof.ALONE, Strength.STRONG, _WHY)


def _in_words(text: str) -> Iterator[tuple[int, int, _Meant, bool]]:
    """Names in scripts that part words, and whether words for their kind tell them."""
    folded = fold(text)
    words = words_of(folded.text)
    names = _names()
    if names.keys().isdisjoint(words):
        return
    letters = tuple(accumulate(map(len, words), initial=0))  # before each word
    for at, word in enumerate(words):
        if meant := names.get(word):
            start, end = folded.span(letters[at] + at, letters[at + 1] + at)
            if text[start].upper() == text[start]:
                quoted = text[max(0, start - 1) : start] in _SIGNS and text[end : end + 1] in _CLOSING
                next_to = _begins(words[at - 1 : at] + words[at + 1 : at + 2], meant.next_to)
                near = words[max(0, at - WORDS_BEFORE) : at] + words[at + 1 : at + 1 + WORDS_BEHIND]
                if quoted or next_to:
                    yield start, end, meant, next_to or _begins(near, meant.beside)


def _in_chinese(text: str) -> Iterator[tuple[int, int, _Meant, bool]]:
    """Names in Chinese, in quotation marks."""
    for found in quotations(_QUOTED_CHINESE, text):
        if meant := _names().get(found[1]):
            before = text[max(0, found.start() - LETTERS_BEFORE) : found.start()]
            behind = text[found.end() : found.end() + LETTERS_BEHIND]
            yield found.start(1), found.end(1), meant, any(one in before or one in behind for one in meant.chinese)


def _begins(words: Sequence[str], beginnings: tuple[str, ...]) -> bool:
    """Whether one of the words begins so."""
    return bool(beginnings) and any(word.startswith(beginnings) for word in words)


_SIGNS = frozenset(OPENING)


@cache
def _names() -> Mapping[str, _Meant]:
    """What each name, folded and in every case, may mean; a Chinese one as it stands."""
    kinds = _Kinds.model_validate(strict_yaml.load(Path(__file__).with_name("beside_words.yaml")).data).root
    names: dict[str, _Meant] = {}
    for kind in kinds.values():
        for name, others in kind.names.items():
            meant = _Meant(kind, name)
            for other in others:
                for form in (other,) if is_chinese(other) else _forms(fold_words(other)):
                    names.setdefault(form, meant)
    return names


def _forms(word: str) -> Iterator[str]:
    """A folded word in all cases."""
    if is_cyrillic(word):
        yield from forms(word)
        return
    yield word
    if word.isascii():
        stem = word.removesuffix("a")
        yield from (fold_words(stem + end) for end in _LATIN_ENDS)
