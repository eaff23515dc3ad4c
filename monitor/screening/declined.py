"""Listed bodies in a case of Russian or Ukrainian, and listed names behind an Arabic particle that is written to them.

In: the spellings of a table, later a folded text. Out: which of them stand there in another form, and where: Ночных
волков, Судоходным линиям Исламской Республики Иран, لقوات الدفاع الوطني, وإياد مخلوف. Every word agrees with its own
in the name or is the same. Names of one word only where news have settled on it (`known_as`). Never judges a hit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from monitor.screening.known_as import is_settled
from monitor.screening.text_words import words_of
from monitor.text.fold import Folded

LETTERS_AT_LEAST = 4  # of a name of one word
WORDS_REMEMBERED = 16_384
_PAIR = 2
_LETTERS_TOLD = 3  # of a name's second word, by which names with one first word are parted
_FIRST, _LAST = "\u0400", "\u06ff"  # of Cyrillic and Arabic letters
_LAST_CYRILLIC = "\u052f"
_CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")
# What a folded word may end in instead, by its end as dictionaries have it: й is и here. Adjectives and nouns together.
_CASES = {
    "ыи": "ого ому ым ом", "ии": "его ему им ем ого ому ом ия ию ием иям иями иях", "ои": "ого ому им ым ом",
    "аи": "ая аю аем ае", "еи": "ея ею еем ее", "ая": "ои ую ою", "яя": "еи юю ею", "ое": "ого ому ым им ом",
    "ее": "его ему им ем", "ые": "ых ым ыми", "ие": "их им ими ых ым ыми ия ию ием ии",
    "ия": "ии ию иеи иею іи", "ья": "ьи ье ью ьеи",
    "а": "ы и е і у ои ою еи", "я": "и е і ю еи ею", "о": "а у ом е і", "е": "я ю ем і", "ь": "и ью я ю ем е і",
    "ы": "ов ам ами ах", "и": "ов еи ии ам ами ах ям ями ях", "і": "их им ими ів ам ами ах іи", "у": "",
}  # fmt: skip
# Ends of adjectives, which stand before the noun. What stands behind it does not change: Банк России, банк «Россия».
_OF_ADJECTIVE = re.compile(r"(?:ыи|ои|ая|яя|ое|ее|ые|(?:[сц]к|[гхжшчщ])и[ие]|[^аеиоуыяюі]о)$")
_OF_CONSONANT = "а у ом ем е і ю ові"
_PLURAL_WITHOUT = frozenset("ыи")  # авиалинии, верфи: in the genitive they may lose it
_DEFINITE = "ال"
_PARTICLES = ("و", "ب", "ل", "ك", "ف", "وب", "ول", "وك", "فب", "فل")  # and, by, for, as, so
_FOR_THE = ("لل", "ولل", "فلل")


def is_cyrillic(word: str) -> bool:
    """Whether a word begins with a Cyrillic letter."""
    return _FIRST <= word[:1] <= _LAST_CYRILLIC


@lru_cache(maxsize=WORDS_REMEMBERED)
def forms(word: str) -> frozenset[str]:
    """A folded Russian or Ukrainian word in all cases, as far as endings go; itself too."""
    if not is_cyrillic(word) or len(word) < LETTERS_AT_LEAST:
        return frozenset((word,))
    if word[-1] in _CONSONANTS:
        return frozenset((word, *(word + ending for ending in _OF_CONSONANT.split())))
    end = word[-2:] if word[-2:] in _CASES else word[-1:]
    stem = word.removesuffix(end)
    bare = (stem,) if end in _PLURAL_WITHOUT and len(stem) >= LETTERS_AT_LEAST else ()
    return frozenset((word, *bare, *(stem + ending for ending in _CASES.get(end, "").split())))


def behind_particles(word: str) -> Iterator[str]:
    """An Arabic word with what is written to its beginning."""
    yield from (particle + word for particle in _PARTICLES)
    if word.startswith(_DEFINITE):
        yield from (particle + word.removeprefix(_DEFINITE) for particle in _FOR_THE)


class DeclinedNames:
    """The index: by each form of a name's first word, that word; by it and the beginning of the next, the names."""

    __slots__ = ("_by_first", "_first_words")

    def __init__(self, spellings: Iterable[str], *, is_body: Callable[[str], bool]) -> None:
        by_first: dict[tuple[str, str], list[tuple[str, ...]]] = {}
        for spelling in spellings:
            if _FIRST <= spelling[1:2] <= _LAST:
                words = tuple(spelling.split())
                cyrillic = is_cyrillic(words[0])
                if _may_change(words) and (not cyrillic or is_body(spelling)):
                    by_first.setdefault(_key(words), []).append(words)
        first_words: dict[str, list[str]] = {}
        for word in dict.fromkeys(first for first, _ in by_first):
            for form in forms(word) if is_cyrillic(word) else behind_particles(word):
                first_words.setdefault(form, []).append(word)
        self._by_first = {key: tuple(names) for key, names in by_first.items()}
        self._first_words = {form: tuple(words) for form, words in first_words.items()}

    def find(self, folded: Folded) -> Iterator[tuple[str, int, int]]:
        """The longest name from each word on, as (spelling, begin, end), in order; also those in the nominative."""
        if folded.text.isascii():  # all names are Cyrillic or Arabic
            return
        words = words_of(folded.text)
        first_words = self._first_words
        if first_words.keys().isdisjoint(words):
            return
        letters = None
        for at, word in enumerate(words):
            if word in first_words and (name := self._longest(words, at)):
                letters = letters or tuple(accumulate(map(len, words), initial=0))  # before each word
                stop = at + len(name)
                yield f" {' '.join(name)} ", letters[at] + at - 1, letters[stop] + stop

    def _longest(self, words: Sequence[str], at: int) -> tuple[str, ...]:
        later = words[at + 1 : at + 2] or ("",)
        found: tuple[str, ...] = ()
        for first in self._first_words[words[at]]:
            for key in ((first, later[0][:_LETTERS_TOLD]), (first, "")):
                for name in self._by_first.get(key, ()):
                    room = len(found) < len(name) < len(words) - at
                    if room and _is_name(words[at : at + len(name)], name):
                        found = name
        return found


def _may_change(words: tuple[str, ...]) -> bool:
    """Whether a name is looked for in other forms: of several words, or one Cyrillic word that news have settled on."""
    if len(words) > 1:
        return True
    return is_cyrillic(words[0]) and len(words[0]) >= LETTERS_AT_LEAST and is_settled(words[0])


def _key(words: tuple[str, ...]) -> tuple[str, str]:
    return words[0], words[1][:_LETTERS_TOLD] if len(words) > 1 else ""


def _is_name(found: Sequence[str], name: tuple[str, ...]) -> bool:
    """Whether words are a name's, those up to its noun in any case; the first is known to be.

    Of two words that are one noun the last changes: Альфа-Банку, Газпром нефти.
    """
    changing = 1 + next((at for at, word in enumerate(name) if not _OF_ADJECTIVE.search(word)), len(name))
    if len(name) == _PAIR and found[0] == name[0] and (name[1][-1] in _CONSONANTS or name[1][-1] == "ь"):
        changing = _PAIR
    return all(
        word == own or (at < changing and word in forms(own))
        for at, (word, own) in enumerate(zip(found, name, strict=True))
        if at
    )
