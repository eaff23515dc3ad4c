"""What a word of a text may be read as: itself, or less the ending of a case; and how alike readings are said.

In: a word. Out: `Reading`s, and percents. Languages' endings stand in `cases`, what is said alike in `alike`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from monitor.screening.alike import alike, opened
from monitor.screening.cases import stands_behind_surname, stems
from monitor.screening.given_words import given_equals
from monitor.screening.sound import sounds_of
from monitor.text.name_keys import is_arabic

WORDS_REMEMBERED = 16_384


class Reading(NamedTuple):
    """A word as it stands, or less what a case may have added; `alone`: what may stand behind a surname alone."""

    word: str
    cut: bool
    alone: bool


@lru_cache(maxsize=WORDS_REMEMBERED)
def readings(word: str) -> tuple[Reading, ...]:
    """The word as it stands, then less each ending that a case may have added."""
    cut = [Reading(stem, True, stands_behind_surname(word, stem)) for stem in stems(word)]
    return (Reading(word, False, True), *cut)


@lru_cache(maxsize=WORDS_REMEMBERED)
def given_readings(given: str) -> tuple[Reading, ...]:
    """Those of a given name, and of the same one in Russian: Костянтин is Константин."""
    said = readings(given)
    equals = given_equals()
    same = [equals[one.word] for one in said if one.word in equals]
    return (*said, *[Reading(one, False, True) for one in dict.fromkeys(same)]) if same else said


def agree(given: Reading, family: Reading) -> bool:
    """Whether both may stand in one case: in Latin script both are inflected, or the surname alone with an s or so."""
    latin = "a" <= given.word[:1].lower() <= "\u024f"
    return not latin or given.cut == family.cut or (family.alone and not given.cut)


def said_alike(reading: Reading, listed: str, least: float) -> float:
    """How alike a reading and a listed word are said, in percent; 0 if less than `least`, and perhaps then."""
    return _said_alike(reading.word, reading.cut, listed, least)


@lru_cache(maxsize=WORDS_REMEMBERED)
def _said_alike(word: str, cut: bool, listed: str, least: float) -> float:
    mine, theirs = sounds_of(word), sounds_of(listed)
    if is_arabic(word):
        return alike(mine, theirs, unvowelled=True, least=least)
    if cut:
        mine, theirs = opened(mine), opened(theirs)
    return alike(mine, theirs, least=least)
