"""How a name's word is said, whatever its script, and keys by which spellings of one name meet.

In: one word in Latin, Cyrillic or Arabic script. Out: its `Sounds`, each a set of the sounds that its letters may mean
somewhere (`sounds.yaml`), and its keys, which keep the consonants' classes alone: Prigoschin, Prigojine, Пригожин and
بريغوجين share a key. Never compares two words; `monitor.screening.alike` does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import compress
from operator import not_
from pathlib import Path

from pydantic import RootModel

from monitor import strict_yaml
from monitor.text.name_keys import is_arabic

WORDS_REMEMBERED = 16_384
LONGEST = 40  # letters; no name is longer
KEYS_AT_MOST = 8  # of one word
_ARTICLE = re.compile(
    r"^(?:al|el|ul|ad|as|ash|an|at|ar|az|аль|эль|ель|ад|ас|аш|ан|ат|ар|аз)[-'’ ]+(?=\w{2})", re.IGNORECASE
)
# Not of foreign names that begin so: الكسندر, اليكسي, الينا, البرت.
_ARABIC_ARTICLE = re.compile(r"^ال(?!ي?[كک]س|ی[كک]س|[يی]نا|برت|ویر|فرد)(?=\w{3})")
_OV = re.compile("\u200cاف$")  # as Persian writes it: کریم‌اف
_FINAL_Y = "يی"
_FINAL_A = re.compile(f"^(مجتب|مصطف|مرتض|موس|عيس|عیس|يحي|یحی)[{_FINAL_Y}]$")  # written as a y in Persian

SOUNDS = "a e i o u y w h kh v f b p m n l r t d s z sh zh ch ts dzh k g gy"
BIT = {sound: 1 << at for at, sound in enumerate(SOUNDS.split(" "))}
VOWELS = sum(BIT[sound] for sound in "aeiou")
GLIDES = BIT["y"] | BIT["w"] | BIT["h"]
# Classes of a key: what transliterations do not confuse. What is not here is left out of a key.
_CLASSES = (
    ("f", "v f"), ("b", "b p"), ("m", "m"), ("n", "n"), ("l", "l"), ("r", "r"), ("t", "t d"), ("k", "k g gy"),
    ("s", "s z sh zh ch ts dzh"),
)  # fmt: skip
_CLASS_OF = {BIT[sound]: class_ for class_, sounds in _CLASSES for sound in sounds.split()}
_LEFT_OUT = ("",)

Sounds = tuple[int, ...]


class _Tables(RootModel[dict[str, dict[str, str]]]):
    """`sounds.yaml`: script, letters, sounds."""


@lru_cache(maxsize=WORDS_REMEMBERED)
def sounds_of(word: str) -> Sounds:
    """The sounds of a word, without its article; empty if none of its letters is known. Doubled ones count once."""
    word = unicodedata.normalize("NFC", word[:LONGEST]).lower()
    if is_arabic(word):
        table = _tables()["arabic"]
        if not word.isalpha():
            word = _OV.sub("وف", word)
        if word[-1] in _FINAL_Y:
            word = _FINAL_A.sub("\\1ى", word)
        word = _ARABIC_ARTICLE.sub("", _letters(word).replace("\u0640", ""))
    else:
        word = _letters(_ARTICLE.sub("", word))
        word = word.removesuffix("j") if word.endswith("ij") else word
        table = _tables()["cyrillic" if "\u0400" <= word[:1] <= "\u052f" else "latin"]
    return table.read(word)


@lru_cache(maxsize=WORDS_REMEMBERED)
def keys_of(word: str) -> tuple[str, ...]:
    """The classes of a word's consonants, one key for each way to say it; none if it has no consonant."""
    return keys_of_sounds(sounds_of(word))


def keys_of_sounds(sounds: Sounds, most: int = KEYS_AT_MOST) -> tuple[str, ...]:
    """`keys_of` a word that is said so, `most` at most."""
    ways = [class_ for sound in sounds[:1] for class_ in _first_classes_of(sound)][:most]
    for classes in filter(None, map(_classes_of, sounds[1:])):
        if len(classes) > 1:
            ways = [way if way.endswith(one) else way + one for way in ways for one in classes][:most]
        else:  # as of most sounds
            (one,) = classes
            ways = [way if way.endswith(one) else way + one for way in ways]
    return tuple(dict.fromkeys(filter(None, ways)))


@dataclass(frozen=True, slots=True)
class _Table:
    """How the letters of one script are read."""

    sounds: Mapping[str, Sounds]
    letters: frozenset[str]
    first: re.Pattern[str]  # of a word
    later: re.Pattern[str]

    @classmethod
    def of(cls, letters: Mapping[str, str]) -> _Table:
        every = sorted(letters, key=len, reverse=True)
        inner = [one for one in every if one[0] != "^"]
        first = [one[1:] for one in every if one[0] == "^"] + inner
        sounds = {one: tuple(map(bits, said.split())) for one, said in letters.items()}
        return cls(sounds, frozenset(sounds), _any_of(sorted(first, key=len, reverse=True)), _any_of(inner))

    def read(self, word: str) -> Sounds:
        if not self.letters.issuperset(word):
            word = "".join(sign if sign in self.sounds else unicodedata.normalize("NFD", sign)[0] for sign in word)
        begin = self.first.match(word)
        said: list[int] = []
        if begin:
            said += self.sounds.get(f"^{begin[0]}") or self.sounds[begin[0]]
        for found in self.later.findall(word, begin.end() if begin else 0):
            said += self.sounds[found]
        return without_doubled(said)


def without_doubled(said: Sequence[int]) -> Sounds:
    """Sounds, doubled ones once."""
    doubled = map(_is_doubled, said, said[1:])
    return (*said[:1], *compress(said[1:], map(not_, doubled)))


@cache
def _is_doubled(before: int, sound: int) -> bool:
    long = before & BIT["i"] and sound == BIT["y"]  # Pinskiy is Pinski
    return before == sound or bool(long or (before & sound and not (before | sound) & ~VOWELS))


def bits(said: str) -> int:
    """One sound of `sounds.yaml`, with its alternatives."""
    return sum(BIT[sound] for sound in said.split("|"))


def _any_of(letters: Iterable[str]) -> re.Pattern[str]:
    """What finds one of these, the first of them that fits; letters that begin no longer one at once."""
    every = list(letters)
    begin = {one[0] for one in every if len(one) > 1}
    alone = "".join(one for one in every if one not in begin and len(one) == 1)
    more = "|".join(re.escape(one) for one in every if len(one) > 1 or one in begin)
    return re.compile(f"[{alone}]|{more}" if alone else more)


@cache
def _classes_of(sounds: int) -> tuple[str, ...]:
    """The classes that a set of sounds may belong to, the empty one where a key may leave it out; none if it must."""
    classes = tuple(dict.fromkeys(_CLASS_OF.get(bit, "") for bit in BIT.values() if sounds & bit))
    return classes if any(classes) else ()


@cache
def _first_classes_of(sounds: int) -> tuple[str, ...]:
    """Those of a word's first sound, of which an h counts."""
    own = {**_CLASS_OF, BIT["h"]: "h", BIT["kh"]: "h"}
    return tuple(dict.fromkeys(own.get(bit, "") for bit in BIT.values() if sounds & bit)) or _LEFT_OUT


def _letters(word: str) -> str:
    return word if word.isalpha() else "".join(filter(str.isalpha, word))


@cache
def _tables() -> Mapping[str, _Table]:
    read = _Tables.model_validate(strict_yaml.load(Path(__file__).with_name("sounds.yaml")).data).root
    return {script: _Table.of(letters) for script, letters in read.items()}
