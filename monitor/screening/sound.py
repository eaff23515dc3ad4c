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
from itertools import compress, islice, product
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
_FIRST_SIGN, _SOUNDS_TELL, _BEGIN = ord("A"), "Z", "^"  # in capitals: not of one class
_SAME_AGAIN, _TWO_SIGNS = re.compile(r"([a-z])\1+"), re.compile("(?=([A-Z])([A-Z]))")

Sounds = tuple[int, ...]


class _Tables(RootModel[dict[str, dict[str, str]]]):
    """`sounds.yaml`: script, letters, sounds."""


@lru_cache(maxsize=WORDS_REMEMBERED)
def sounds_of(word: str) -> Sounds:
    """The sounds of a word, without its article; empty if none of its letters is known. Doubled ones count once."""
    script, letters = _spelt(word)
    return _tables()[script].read(letters)


@lru_cache(maxsize=WORDS_REMEMBERED)
def keys_of(word: str) -> tuple[str, ...]:
    """The classes of a word's consonants, one key for each way to say it; none if it has no consonant."""
    (consonants,) = consonants_of((word,)).values()
    keys = keys_of_consonants(consonants)
    return keys_of_sounds(sounds_of(word)) if keys is None else keys


def consonants_of(words: Iterable[str]) -> dict[str, str]:
    """The classes of each word's consonants, with a sign for what may be of several: far quicker than its sounds."""
    by_script: dict[str, dict[str, str]] = {}
    for word in words:
        script, letters = _spelt(word)
        by_script.setdefault(script, {})[word] = letters
    found: dict[str, str] = {}
    for script, spelt in by_script.items():
        found.update(zip(spelt, _tables()[script].consonants(spelt.values()), strict=True))
    return found


@lru_cache(maxsize=WORDS_REMEMBERED)
def keys_of_consonants(consonants: str) -> tuple[str, ...] | None:
    """The `keys_of` all words that have these; nothing where only a word's sounds tell."""
    if _SOUNDS_TELL in consonants or any(_may_be_same(*found) for found in _TWO_SIGNS.findall(consonants)):
        return None
    ways = islice(product(*map(_classes_by_sign().__getitem__, consonants)), KEYS_AT_MOST)
    return tuple(dict.fromkeys(filter(None, [_SAME_AGAIN.sub(r"\1", "".join(way)) for way in ways])))


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
    either: re.Pattern[str]  # the first behind a `_BEGIN`, and what is not silent
    signs: Mapping[str, str]  # of the classes of what `either` finds

    @classmethod
    def of(cls, letters: Mapping[str, str]) -> _Table:
        inner = [one for one in letters if one[0] != "^"]
        first = dict.fromkeys([one[1:] for one in letters if one[0] == "^"] + inner)
        sounds = {one: tuple(map(bits, said.split())) for one, said in letters.items()}
        begin, later = _any_of(first), _any_of(inner)
        begins = {one: sounds.get(f"^{one}") or sounds[one] for one in first}
        silent = [one for one, said in begins.items() if not said]  # so that the next letters have the first sound
        begins = {f"{one}{two}": sounds[two] for one in silent for two in inner} | begins
        signs = {one: "".join(map(_sign_of, map(_classes_of, sounds[one]))) for one in inner}
        telling = [one for one in inner if len(one) > 1 or signs[one]]
        either = re.compile(rf"{_any_of(telling).pattern}|\{_BEGIN}(?:{_any_of(begins).pattern})?")
        signs |= {f"{_BEGIN}{one}": _BEGIN + _signs_of_first(said) for one, said in begins.items()}
        signs[_BEGIN] = _BEGIN + _SOUNDS_TELL
        return cls(sounds, frozenset({*sounds, _BEGIN}), begin, later, either, signs)

    def consonants(self, words: Iterable[str]) -> list[str]:
        """Signs for the classes of all sounds of each word; `_SOUNDS_TELL` where its first letters have none."""
        text = "".join([_BEGIN + word for word in words])
        signs = "".join(map(self.signs.__getitem__, self.either.findall(self._known(text))))
        return _SAME_AGAIN.sub(r"\1", signs).split(_BEGIN)[1:]

    def _known(self, word: str) -> str:
        """Words, with the letter that a mark is on where that alone is known."""
        for sign in set(word).difference(self.letters):
            word = word.replace(sign, unicodedata.normalize("NFD", sign)[0])
        return word

    def read(self, word: str) -> Sounds:
        word = self._known(word)
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
    """What finds one of these, the longest that fits; letters that begin no longer one at once."""
    rests: dict[str, list[str]] = {}
    for one in sorted(letters, key=len, reverse=True):
        rests.setdefault(one[0], []).append(re.escape(one[1:]))
    alone = "".join(one for one, rest in rests.items() if not any(rest))
    more = "|".join(f"{re.escape(one)}(?:{'|'.join(rest)})" for one, rest in rests.items() if any(rest))
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


def _signs_of_first(sounds: Sounds) -> str:
    """Those of a word's first letters."""
    if not sounds:
        return _SOUNDS_TELL
    return "".join(map(_sign_of, (_first_classes_of(sounds[0]), *map(_classes_of, sounds[1:]))))


def _sign_of(classes: tuple[str, ...]) -> str:
    """A sign for classes, one of which a sound has: of one alone, itself; nothing if a key leaves the sound out."""
    return next(sign for sign, own in _classes_by_sign().items() if own == classes) if any(classes) else ""


def _may_be_same(before: str, sign: str) -> bool:
    """Whether two signs of several classes may be of the same sound, which then counts once."""
    one, other = ({class_.replace("h", "") for class_ in _classes_by_sign()[each]} for each in (before, sign))
    return one == other


@cache
def _classes_by_sign() -> Mapping[str, tuple[str, ...]]:
    """All classes between which letters of some script leave the choice, at a word's beginning or later."""
    said = {bits(sound) for letters in _read().values() for sounds in letters.values() for sound in sounds.split()}
    classes = [of(sound) for sound in sorted(said) for of in (_first_classes_of, _classes_of)]
    several = dict.fromkeys(one for one in classes if len(one) > 1)
    alone = {class_: (class_,) for own in classes for class_ in own if class_}
    return {**alone, **{chr(_FIRST_SIGN + at): own for at, own in enumerate(several)}}


def _spelt(word: str) -> tuple[str, str]:
    """A word's script, and its letters without an article."""
    if word.isascii() and word.isalpha():  # as most are where the alphabet is Latin
        word = word[:LONGEST].lower()
        return "latin", word[:-1] if word.endswith("ij") else word
    word = unicodedata.normalize("NFC", word[:LONGEST]).lower()
    plain = word.isalpha()
    if is_arabic(word):
        if not plain:
            word = _OV.sub("وف", word)
        if word[-1] in _FINAL_Y:
            word = _FINAL_A.sub("\\1ى", word)
        word = (word if plain else _letters(word)).replace("\u0640", "")
        return "arabic", _ARABIC_ARTICLE.sub("", word) if word.startswith("ال") else word
    word = word if plain else _letters(_ARTICLE.sub("", word))
    word = word.removesuffix("j") if word.endswith("ij") else word
    return ("cyrillic" if "\u0400" <= word[:1] <= "\u052f" else "latin"), word


def _letters(word: str) -> str:
    return word if word.isalpha() else "".join(filter(str.isalpha, word))


@cache
def _tables() -> Mapping[str, _Table]:
    return {script: _Table.of(letters) for script, letters in _read().items()}


@cache
def _read() -> Mapping[str, Mapping[str, str]]:
    return _Tables.model_validate(strict_yaml.load(Path(__file__).with_name("sounds.yaml")).data).root
