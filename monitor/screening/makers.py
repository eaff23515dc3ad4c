"""Aircraft and rifles that go by their maker's name: an Ilyushin that crashed, a Sukhoi Su-30, Kalashnikov rifles.

In: hits in a text, the text. Out: those that are of the maker. What stands beside the name tells: a type behind it, an
article or a word for an aircraft before it, a flight behind it. Where a word for a firm stands there, it is the firm.
Behind an aircraft of the name, the name alone is the aircraft again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from monitor import strict_yaml
from monitor.model.listing import ListedKind
from monitor.screening.chinese import is_chinese
from monitor.screening.hits import Hit
from monitor.text.fold import fold_words

WORDS_BEFORE, WORDS_BEHIND = 2, 2
LETTERS_AT_LEAST_OF_A_BEGINNING = 4  # shorter words are meant whole
_LOOK = 40  # characters on either side
_LETTERS_OF_CHINESE = 6
_TYPE = re.compile(
    r"[»”\"]?[ -]?(?:(?:Su|Tu|Il|Mi|Ka|Be|Yak|MiG|An|SSJ|AK|Су|Ту|Ил|Іл|Ми|Мі|Ка|Бе|Як|МиГ|АК)[ -]?)?\d"
    r"|[ -](?:Superjet|Суперджет)"
)
_SENTENCE = re.compile(r"[.!?;:\n](?:\s|$)")


class _Said(Enum):
    """What stands beside a maker's name tells."""

    THING = auto()
    FIRM = auto()
    NOTHING = auto()


class _Makers(BaseModel):
    """`makers.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    makers: tuple[str, ...]
    next_before: tuple[str, ...]
    joining: tuple[str, ...]
    before: tuple[str, ...]
    behind: tuple[str, ...]
    firm: tuple[str, ...]


class _Words:
    """The words of one kind, folded: some whole, some as beginnings."""

    def __init__(self, words: Iterable[str]) -> None:
        every = [fold_words(word) for word in words]
        self._whole = frozenset(every)
        self._beginnings = tuple(word for word in every if len(word) >= LETTERS_AT_LEAST_OF_A_BEGINNING)
        self.chinese = tuple(word for word in every if is_chinese(word))

    def has_one_of(self, words: Iterable[str]) -> bool:
        """Whether one of some folded words is among them."""
        return any(word in self._whole or word.startswith(self._beginnings) for word in words)


def of_makers(hits: Iterable[Hit], text: str) -> Iterator[Hit]:
    """The hits less those of what goes by its maker's name."""
    things: set[str] = set()
    for hit in hits:
        maker = fold_words(hit.span.text) if hit.name.listing.kind is ListedKind.GROUP else ""
        if maker not in _makers():
            yield hit
        elif (said := _says(text, hit.span.start, hit.span.end)) is _Said.THING:
            things.add(maker)
        elif said is _Said.FIRM or maker not in things:
            yield hit


def _says(text: str, start: int, end: int) -> _Said:
    """What stands beside a maker's name says of it."""
    if _TYPE.match(text, end):
        return _Said.THING
    before_all, behind_all = _SENTENCE.split(text[max(0, start - _LOOK) : start])[-1], text[end : end + _LOOK]
    behind_all = _SENTENCE.split(behind_all)[0]
    if is_chinese(text[start:end]):
        thing = any(word in behind_all[:_LETTERS_OF_CHINESE] for word in _words("behind").chinese)
        return _Said.THING if thing else _Said.NOTHING
    before = fold_words(before_all).split(" ")[-WORDS_BEFORE:]
    behind = fold_words(behind_all).split(" ")[:WORDS_BEHIND]
    if _words("firm").has_one_of((*before[-1:], *behind)):
        return _Said.FIRM
    joined = _words("joining").has_one_of(before[-1:])
    thing = (
        _words("next_before").has_one_of(before[-1:])
        or (not joined and _words("before").has_one_of(before))
        or _words("before").has_one_of(before[-1:])
        or _words("behind").has_one_of(behind)
    )
    return _Said.THING if thing else _Said.NOTHING


@cache
def _makers() -> frozenset[str]:
    return frozenset(map(fold_words, _read().makers))


@cache
def _words(kind: str) -> _Words:
    return _Words(getattr(_read(), kind))


@cache
def _read() -> _Makers:
    return _Makers.model_validate(strict_yaml.load(Path(__file__).with_name("makers.yaml")).data)
