"""What the words in a body's name mean, whatever the language: bank, central, ministry, plant (`body_words.yaml`).

In: a folded word of a text or of a listed name. Out: its meanings, none if it is no such word; and the same for a
stretch of Chinese. Cases, plurals and Arabic articles are made here. Never knows a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from monitor import strict_yaml
from monitor.text.fold import fold_words

_CYRILLIC_ENDINGS = tuple(
    re.findall(
        r"\w+",
        "иями ями ами ыми ими иях ого его ому ему ием иеи ьеи ыи ии ым им ых их ои еи ою ею ую юю ая яя ое ее ые ие ом "
        "ем ам ям ах ях ию ия иі іі оі ію ією іями іях ью ов ев а я у ю ы и е о ь і",
    )
)
_CYRILLIC_ENDING = re.compile(f"(?:{'|'.join(sorted(_CYRILLIC_ENDINGS, key=len, reverse=True))})$")
_LATIN_ENDINGS = (
    "",
    "s",
    "es",
    "e",
    "en",
    "n",
    "er",
    "es",
    "em",
    "a",
    "u",
    "owi",
    "iem",
    "ie",
    "ego",
    "ej",
    "si",
    "i",
)
# A Turkish body is its country's or town's, and common: Savunma Bakanlığından, with no apostrophe before its case.
_TURKISH_OWNED = ("ligi", "lugu", "si", "su", "rumu", "leri", "lari", "gucu", "birligi", "ordusu")
_TURKISH_ENDINGS = tuple(f"n{case}" for case in ("in", "un", "a", "e", "i", "u", "da", "de", "dan", "den", "ca", "ce"))
_POLISH_ADJECTIVES = ("ny", "wy", "czy", "ski", "cki", "zki")
_OF_POLISH_ADJECTIVE = ("y", "i", "a", "e", "ego", "iego", "ej", "iej", "emu", "ym", "im", "ych", "ich", "ymi", "imi")
_OF_POLISH_VOWEL = ("a", "i", "y", "e", "ie", "o", "u", "em", "om", "ach", "ami")
_OF_POLISH_CONSONANT = ("y", "om", "ow", "ach", "ami")
_LATIN_ENDED = 5  # letters of a word whose cases are made; shorter ones would meet other words
_ARABIC_BEFORE = ("", "ال", "و", "وال", "لل", "بال", "ل", "ب", "كال", "فال", "لال")
_LETTERS = 3  # of a stem
_FIRST_CJK = "\u2e80"


class _BodyWords(BaseModel):
    """`body_words.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    heads: dict[str, tuple[str, ...]]
    firm: dict[str, tuple[str, ...]]
    modifiers: dict[str, tuple[str, ...]]
    compounds: dict[str, tuple[str, ...]]
    state: frozenset[str]
    small: frozenset[str]
    republic: frozenset[str]


@dataclass(frozen=True)
class BodyWords:
    """Meanings by folded form; `chinese` by characters. `of_heads` (forms of heads), `small`, `republic` are forms."""

    meanings: Mapping[str, tuple[str, ...]]
    chinese: Mapping[str, tuple[str, ...]]
    heads: frozenset[str]
    of_heads: frozenset[str]
    state: frozenset[str]
    small: frozenset[str]
    republic: frozenset[str]

    @cached_property
    def nothing(self) -> frozenset[str]:
        """Forms that are no word of a body's own."""
        return self.small | self.republic | self.meanings.keys()


FIRM = "firm"
_MACHINE, _MECHANICAL = "machine", "mechanical"
_SHIPPING, _BY_SEA = "shipping", frozenset({"transport", "naval"})
_ARMY, _FORCE, _ARMED = "army", "force", "armed"
_INTELLIGENCE = "intelligence"  # a service, whatever else it is called
_OF_INTELLIGENCE = frozenset({"service", "directorate", "agency"})
_AIR, _AVIATION = "air", "aviation"  # an instytut lotniczy is one of aviation
_OF_AVIATION = frozenset({"institute", "plant", "industry", "repair", "university", "academy"})
_AT_SEA, _SHIPBUILDING = "naval", "shipbuilding"
_MADE = frozenset({"building", "construction", "engineering"})  # of machines


@cache
def body_words() -> BodyWords:
    """The words of the shipped file."""
    read = _BodyWords.model_validate(strict_yaml.load(Path(__file__).with_name("body_words.yaml")).data)
    meanings: dict[str, tuple[str, ...]] = {}
    chinese: dict[str, tuple[str, ...]] = {}
    for meaning, words in chain.from_iterable(
        part.items() for part in (read.compounds, read.heads, read.firm, read.modifiers)
    ):
        several = tuple(meaning.split()) if meaning in read.compounds else (meaning,)
        for word in words:
            if word >= _FIRST_CJK:
                chinese.setdefault(word, several)
            else:
                for form in _forms(word):
                    meanings.setdefault(form, several)
    heads = frozenset((*read.heads, FIRM))
    return BodyWords(
        meanings=meanings,
        chinese=chinese,
        heads=heads,
        of_heads=frozenset(form for form, own in meanings.items() if not heads.isdisjoint(own)),
        state=read.state,
        small=frozenset(chain.from_iterable(map(_forms_of_small, read.small))),
        republic=frozenset(chain.from_iterable(map(_forms, read.republic))),
    )


def as_one(meanings: Iterable[str]) -> frozenset[str]:
    """The meanings of a name, with one for what is said in one word or in several: машиностроение, machine building."""
    own = frozenset(meanings)
    if _ARMY in own and _FORCE in own:  # les forces armées, which armies are called by as well
        own = own - {_ARMY} | {_ARMED}
    if _INTELLIGENCE in own and len(own - _OF_INTELLIGENCE) > 1:
        own -= _OF_INTELLIGENCE
    if _AIR in own and not own.isdisjoint(_OF_AVIATION):
        own = own - {_AIR} | {_AVIATION}
    if _AT_SEA in own and not own.isdisjoint(_MADE):
        own = own - _MADE - {_AT_SEA} | {_SHIPBUILDING}
    if _MECHANICAL in own and not own.isdisjoint(_MADE):
        own = own - {_MECHANICAL} | {_MACHINE}
    if own >= _BY_SEA:
        own = own - _BY_SEA | {_SHIPPING}
    return own - _MADE if _MACHINE in own else own


def stem_of_cyrillic(word: str) -> str:
    """A folded word less its case; three letters at least."""
    stem = _CYRILLIC_ENDING.sub("", word)
    return stem if len(stem) >= _LETTERS else word


def _forms(word: str) -> Iterator[str]:
    """A folded word as texts have it."""
    word = fold_words(word)
    if "\u0400" <= word[0] <= "\u052f":
        stem = stem_of_cyrillic(word)
        yield from (word, stem, *(stem + ending for ending in _CYRILLIC_ENDINGS if len(stem) > _LETTERS))
    elif word[0] >= "\u0600":
        yield from (before + word for before in _ARABIC_BEFORE)
    elif len(word) >= _LATIN_ENDED:
        yield from (word + ending for ending in _LATIN_ENDINGS)
        if word[-1] == "o":  # Spanish, Portuguese, Italian
            yield from (word[:-1] + ending for ending in ("a", "as", "os", "i", "e"))
        if word.endswith(_TURKISH_OWNED):
            yield from (word + ending for ending in _TURKISH_ENDINGS)
        yield from _polish_forms(word)
    else:
        yield from (word, f"{word}s")


def _polish_forms(word: str) -> Iterator[str]:
    """A Latin word in the cases of Polish, by its end: chemiczny, fabryka, więzienie, instytut."""
    if word.endswith(_POLISH_ADJECTIVES):
        yield from (word[:-1] + ending for ending in _OF_POLISH_ADJECTIVE)
    elif word[-1] in "ae":
        yield from (word[:-1] + ending for ending in _OF_POLISH_VOWEL)
    elif word[-1] not in "iouy":
        yield from (word + ending for ending in _OF_POLISH_CONSONANT)


def _forms_of_small(word: str) -> Iterator[str]:
    return _forms(word) if len(word) > _LETTERS else iter((fold_words(word),))
