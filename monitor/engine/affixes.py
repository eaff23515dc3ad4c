"""What may stand before and after a word's stem, by language: data, and the stems that a written word is cut to.

Comes in: a folded word, how it was written, its language. Goes out: `Form`s, the ways in which a text may show it.
Never: looks at an article; reads a file; runs a pattern that a user wrote. The classes are written in folded form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from monitor.text.fold import fold_char, fold_words

ANYTHING = re.compile(r"[^ ]*")


class Script(StrEnum):
    """The writing systems that differ in how words change."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"
    ARABIC = "arabic"
    CJK = "cjk"
    OTHER = "other"


_RANGES = (
    (0x0030, 0x024F, Script.LATIN),
    (0x0400, 0x052F, Script.CYRILLIC),
    (0x0600, 0x06FF, Script.ARABIC),
    (0x0750, 0x077F, Script.ARABIC),
    (0x08A0, 0x08FF, Script.ARABIC),
    (0x1E00, 0x1EFF, Script.LATIN),
    (0x2E80, 0x9FFF, Script.CJK),  # radicals, kana, ideographs
    (0x20000, 0x3FFFF, Script.CJK),
)


def script_of(folded: str) -> Script:
    """The script of a folded word: CJK if any letter of it is, else that of its first letter."""
    if folded.isascii():
        return Script.LATIN if folded else Script.OTHER
    scripts = [_script_of_char(char) for char in folded]
    return Script.CJK if Script.CJK in scripts else scripts[0]


@lru_cache(maxsize=65_536)
def _script_of_char(char: str) -> Script:
    code = ord(char)
    return next((script for low, high, script in _RANGES if low <= code <= high), Script.OTHER)


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which a text may show a word: `stem` with what may stand before and after it in the same word.

    None means nothing may. `spelled` is what the original letters under the stem must be, by the term's own measure.
    """

    stem: str
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    spelled: str | None = None


Cut = Callable[[str, "Affixes"], tuple[Form, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Affixes:
    """A language's class. `longest` is how many letters `stem*` allows; `free`: its endings are any letters."""

    script: Script
    after: re.Pattern[str] | None
    longest: int
    before: re.Pattern[str] | None = None
    free: bool = False
    last_word_only: bool = False
    umlauts: bool = False
    cut: Cut = lambda word, class_: (Form(word, class_.before, class_.after),)

    @property
    def any_ending(self) -> re.Pattern[str]:
        """The endings of `stem*`."""
        return _up_to(self.longest)


def _one_of(endings: str) -> re.Pattern[str]:
    return re.compile("|".join(["", *map(fold_words, endings.split())]))


def _up_to(letters: int) -> re.Pattern[str]:
    return re.compile(rf"[^ ]{{0,{letters}}}")


# --- mechanical stems -------------------------------------------------------------------------------------------

_STEM_AT_LEAST = 3  # letters that a cut leaves, or nothing is cut
_SLAVIC_STEM_AT_LEAST = 4
_FREE_STEM_AT_LEAST = 4


def _dropping(*endings: str, leave: int, also: Cut | None = None) -> Cut:
    """A cut that takes off the first ending that fits and leaves at least `leave` letters."""

    def cut(word: str, class_: Affixes) -> tuple[Form, ...]:
        fits = (word[: -len(e)] for e in endings if word.endswith(e) and len(word) - len(e) >= leave)
        stem = next(fits, word)
        forms = (Form(stem, class_.before, class_.after),)
        return forms + also(stem, class_) if also else forms

    return cut


def _english(word: str, class_: Affixes) -> tuple[Form, ...]:
    """-y also as -ies: mercenary, mercenaries."""
    forms = (Form(word, class_.before, class_.after),)
    if len(word) > _STEM_AT_LEAST and word.endswith("y") and word[-2] not in "aeiou":
        return (*forms, Form(word[:-1] + "ies"))
    return forms


def _polish_softening(stem: str, class_: Affixes) -> tuple[Form, ...]:
    """-k also as -c: najemnik, najemnicy."""
    if stem.endswith("k") and len(stem) > _SLAVIC_STEM_AT_LEAST:
        return (Form(stem[:-1] + "c", class_.before, class_.after),)
    return ()


_ARTICLE = fold_words("ال")
_CLITICS = re.compile("[وف]?(?:[بكل]?ال|لل|[بكل]|س)?")
_CLITICS_WITH_ARTICLE = re.compile("[وف]?(?:[بكل]?ال|لل)")
_TEH_MARBUTA = fold_words("ة")


def _arabic(word: str, class_: Affixes) -> tuple[Form, ...]:
    """A final ة is written ت before an ending; ل before the article ال makes لل: two stems, and the article cut off."""
    before, stem = class_.before, word
    if word.startswith(_ARTICLE) and len(word) - len(_ARTICLE) >= _STEM_AT_LEAST:
        before, stem = _CLITICS_WITH_ARTICLE, word[len(_ARTICLE) :]
    forms = (Form(stem, before, class_.after),)
    if stem.endswith(_TEH_MARBUTA) and len(stem) > _STEM_AT_LEAST:
        return (*forms, Form(stem[:-1] + "ت", before, class_.after))
    return forms


def _russian(word: str, class_: Affixes) -> tuple[Form, ...]:
    """Adjectives lose both letters of their ending when that leaves a stem worth the name: частная, частной."""
    endings = ("ия", "ии", "ие", "ія", "ая", "яя", "ое", "ее", "ые", "ыи", *"аяоеыиьі")
    return _dropping(*endings, leave=_FREE_STEM_AT_LEAST)(word, class_)


# --- the classes ------------------------------------------------------------------------------------------------

_ARABIC_ENDINGS = _one_of("ه ها هم هما کم نا ی ین ون ان ات تها تهم ته تنا ا")
_PERSIAN_ENDINGS = re.compile(f"(?:{_one_of('ها های هایی ان انی ی ای م ت ش').pattern[1:]})*")
_RUSSIAN = Affixes(script=Script.CYRILLIC, after=_up_to(4), longest=8, free=True, cut=_russian)
_ARABIC = Affixes(script=Script.ARABIC, before=_CLITICS, after=_ARABIC_ENDINGS, longest=6, cut=_arabic)

LANGUAGES: Mapping[str, Affixes] = {
    "en": Affixes(script=Script.LATIN, after=_one_of("s es"), longest=7, cut=_english),
    "de": Affixes(script=Script.LATIN, after=ANYTHING, longest=30, free=True, umlauts=True),
    "fr": Affixes(script=Script.LATIN, after=_one_of("s e es x"), longest=7),
    "es": Affixes(
        script=Script.LATIN,
        after=_one_of("s es a o as os e"),
        longest=8,
        cut=_dropping("a", "o", "e", leave=_STEM_AT_LEAST),
    ),
    "pt": Affixes(
        script=Script.LATIN,
        after=_one_of("s es a o as os e ao oes"),
        longest=8,
        cut=lambda word, class_: (
            (Form(word[:-2], class_.before, class_.after),)
            if word.endswith("cao")
            else _dropping("a", "o", "e", leave=_STEM_AT_LEAST)(word, class_)
        ),
    ),
    "it": Affixes(
        script=Script.LATIN,
        after=_one_of("i a o e he hi"),
        longest=8,
        cut=_dropping("a", "o", "e", leave=_STEM_AT_LEAST),
    ),
    "ru": _RUSSIAN,
    "uk": Affixes(
        script=Script.CYRILLIC,
        after=_up_to(4),
        longest=8,
        free=True,
        cut=_dropping("ия", "ии", "ие", "ія", *"аяоеыиьі", leave=_FREE_STEM_AT_LEAST),
    ),
    "pl": Affixes(
        script=Script.LATIN,
        after=_up_to(4),
        longest=8,
        free=True,
        cut=_dropping(*"aoeyi", leave=_SLAVIC_STEM_AT_LEAST, also=_polish_softening),
    ),
    "tr": Affixes(script=Script.LATIN, after=_up_to(7), longest=12, free=True, last_word_only=True),
    "fa": Affixes(script=Script.ARABIC, after=_PERSIAN_ENDINGS, longest=8),
    "ar": _ARABIC,
    "zh": Affixes(script=Script.CJK, before=ANYTHING, after=ANYTHING, longest=0),
}

# For terms of `any` language, and for words in a script that is not their language's own.
SCRIPTS: Mapping[Script, Affixes] = {
    Script.LATIN: Affixes(script=Script.LATIN, after=_one_of("s es"), longest=7),
    Script.CYRILLIC: _RUSSIAN,
    Script.ARABIC: _ARABIC,
    Script.CJK: LANGUAGES["zh"],
    Script.OTHER: Affixes(script=Script.OTHER, after=None, longest=4),
}


def affixes_of(language: str, folded: str) -> Affixes:
    """The class for a folded word of a term in `language` (or "any")."""
    script = script_of(folded)
    class_ = LANGUAGES.get(language)
    return class_ if class_ is not None and class_.script is script else SCRIPTS[script]


# --- spelling ---------------------------------------------------------------------------------------------------

_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue"}


def umlaut_spelling(text: str) -> str:
    """Folded but for ä ö ü: what German hits are compared by, so that Wahl does not find wählen."""
    plain = unicodedata.normalize("NFC", text).casefold()
    return "".join(char if char in _UMLAUTS else fold_char(char) for char in plain)


def without_umlauts(spelled: str) -> str:
    """The spelling of keyboards without umlauts: söldner → soeldner."""
    return "".join(_UMLAUTS.get(char, char) for char in spelled)


def exact_spelling(text: str) -> str:
    """As written, whatever the normal form: what exact terms are compared by."""
    return unicodedata.normalize("NFC", text)
