"""Syllables of Korean and Chinese names as any script writes them, coarse enough for transliterations to meet.

In: one word of a name in Latin, Cyrillic or Arabic letters, or a Korean's name in Chinese characters. Out: its
syllables: initial, vowel (A; O for o and u; E for e and i) and final; none if it has no such syllables. Yong Chol,
Ён Чхоль and يونغ تشول are the same. Never compares; what is equal here is a proposal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

from pydantic import RootModel

from monitor import strict_yaml

WORDS_REMEMBERED = 8_192
LONGEST = 16  # letters of a word: what is longer is no such name
Syllables = tuple[str, ...]

_CYRILLIC = {
    **dict(zip("абвгґдезийіїєклмнопрстуфхшщэ", "abwggdeziyiieklmnoprstufhxxe", strict=True)),
    "ё": "yo", "ж": "r", "ц": "c", "ч": "c", "ы": "u", "ю": "yu", "я": "ya", "ь": "", "ъ": "",
}  # fmt: skip
_ARABIC = {
    **dict(zip("اأآإىبپتطدذجچژزسصشغگقكکلمنهحخرفڤويیئ", "aaaiabpttddccczssxggkkklmnhhhrfwuiii", strict=True)),
    "ة": "a", "ه": "h", "ع": "", "ء": "", "ؤ": "u",
}  # fmt: skip
_LETTERS = {ord(letter): said for table in (_CYRILLIC, _ARABIC) for letter, said in table.items()}
_SPECIAL = re.compile("тш|тс|дз|дж|чж|цз|تش|دج|تس|دز")
_ZI = re.compile("(?<=[цс])ы")  # Palladius writes zi, ci, si so
_FIRST_W = re.compile("^و(?=[اي])")
_DIGRAPHS = re.compile("ch|zh|ts|dz|j|q|z|c")
_PARTS = re.compile("([^aeiouwy]*)([wy]?[aeiou]+(?:y(?![aeiou]))?)((?:ng?|[mkglrptbds])(?![aeiou]))?")
# Letters that are said as a vowel, and as a consonant that is no glide, wherever they stand in a word.
_SAID_AS_VOWEL = "aeiouAEIOUаеёиіїєоуыэюяАЕЁИІЇЄОУЫЭЮЯاأآإىويیئؤة"
_WITHOUT_G = str.maketrans("", "", "gGгґГҐغگ")
_SAID_AS_CONSONANT = (
    "bcdfghjklmnpqrstvxzBCDFGHJKLMNPQRSTVXZбгґджзклмнпрстфхцчшщБГҐДЖЗКЛМНПРСТФХЦЧШЩبپتطدذجچژزسصشغگقكکلمنهحخرف"
)
# What no word of one syllable has: behind a vowel two consonants, unless they are ng, or a consonant and a vowel.
_TWO = re.compile(
    f"[{_SAID_AS_VOWEL}].*?[{_SAID_AS_CONSONANT}].*?[{_SAID_AS_VOWEL}{_SAID_AS_CONSONANT.translate(_WITHOUT_G)}]"
)
# Nor has it consonants alone, or two at the beginning that are never said as one.
_NEVER_SECOND = "bdfglmnrvBDFGLMNRVбгґдлмнрфБГҐДЛМНРФبدذغگلمنرف"
_NONE = re.compile(f"[{_SAID_AS_CONSONANT}](?:[{_NEVER_SECOND}]|[{_SAID_AS_CONSONANT}]*$)")
_INITIALS = {
    "": "", "c": "c", "ch": "c", "s": "s", "sh": "s", "x": "s", "ss": "s", "k": "k", "kh": "k", "g": "k", "kk": "k",
    "t": "t", "th": "t", "d": "t", "tt": "t", "p": "p", "ph": "p", "b": "p", "pp": "p", "h": "h", "m": "m", "n": "n",
    "r": "l", "l": "l", "f": "f", "w": "w",
}  # fmt: skip
_FINALS = {"": "", "n": "n", "ng": "n", "m": "m", "l": "l", "r": "l"} | dict.fromkeys("kg", "k")
_FINALS |= {**dict.fromkeys("pb", "p"), **dict.fromkeys("tds", "t")}
_VOWELS = {
    "ae": "E", "eo": "O", "oe": "E", "oi": "E", "oy": "E", "ui": "E", "uy": "E", "ue": "E", "ia": "A", "ua": "A",
    "io": "O", "iu": "O", "uo": "O", "iao": "A", "uai": "A", "oa": "A", "wa": "A", "eu": "O", "uei": "E", "uey": "E",
    "uay": "A", "iay": "A", "oay": "A", "ie": "E", "iou": "O", "oae": "E", "ooe": "E", "uoe": "E", "uya": "A",
}  # fmt: skip
_OF_LETTER = {"a": "A", "o": "O", "u": "O", "e": "E", "i": "E"}


class _Hanja(RootModel[dict[str, str]]):
    """`hanja.yaml`: how Koreans say a character, the characters."""


@lru_cache(maxsize=WORDS_REMEMBERED)
def syllables(word: str) -> Syllables:
    """The syllables of a word."""
    said = _latin(word)
    found: list[str] = []
    at = 0
    while at < len(said):
        part = _PARTS.match(said, at)
        initial = _INITIALS.get(part[1]) if part else None
        if not part or initial is None:
            return ()
        found.append(f"{initial}{_vowel(part[2], initial)}{_FINALS[part[3] or '']}")
        at = part.end()
    return tuple(found)


def may_be_one_syllable(word: str) -> bool:
    """Whether a word may have one syllable, as far as its letters tell; far cheaper than to read its syllables."""
    letters = unicodedata.normalize("NFC", word)
    return not (_NONE.match(letters) or _TWO.search(letters))


def syllables_of_hanja(name: str, *, of_ship: bool = False) -> tuple[Syllables, ...]:
    """The ways to say a Korean's name, or a ship's, in Chinese characters; none if a character is of no such name."""
    known = _hanja_of_ships() if of_ship else _hanja()
    ways = product(*(known.get(letter, ()) for letter in name))
    return tuple(dict.fromkeys(tuple(one for said in way for one in syllables(said)) for way in ways))


def _latin(word: str) -> str:
    """A word in plain Latin letters, with c for every sibilant that is stopped and x for sh."""
    if len(word) > LONGEST:
        return ""
    plain = unicodedata.normalize("NFC", word).lower()
    plain = _FIRST_W.sub("w", _ZI.sub("и", _SPECIAL.sub("ч", plain))).translate(_LETTERS)
    bare = "".join(sign for sign in unicodedata.normalize("NFD", plain) if sign.isascii() and sign.isalpha())
    return _DIGRAPHS.sub("c", bare)


def _vowel(said: str, initial: str) -> str:
    """The class of a group of vowels: what glides is no vowel."""
    first = "w" if said[0] == "w" and not initial else ""
    bare = said.lstrip("wy") or said
    if bare in _VOWELS:
        return first + _VOWELS[bare]
    return first + _OF_LETTER[bare[0]]


@cache
def _hanja() -> Mapping[str, tuple[str, ...]]:
    return _by_letter("hanja.yaml")


@cache
def _hanja_of_ships() -> Mapping[str, tuple[str, ...]]:
    return _by_letter("hanja.yaml", "hanja_of_ships.yaml")


def _by_letter(*files: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for file in files:
        read = _Hanja.model_validate(strict_yaml.load(Path(__file__).with_name(file)).data).root
        for said, letters in read.items():
            for letter in letters:
                found[letter] = (*found.get(letter, ()), said)
    return found
