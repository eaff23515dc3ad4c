"""What may stand before and after a word's stem, by language: data, and the stems that a written word is cut to.

Comes in: a folded word, how it was written, its language. Goes out: `Form`s, the ways in which a text may show it.
Never: looks at an article; reads a file; runs a pattern that a user wrote. The classes are written in folded form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from monitor.engine import stems
from monitor.engine.forms import ANYTHING, Form, one_of, up_to
from monitor.text.fold import fold_char

__all__ = ["ANYTHING", "LANGUAGES", "Affixes", "Form", "Script", "affixes_of", "script_of"]


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
    cut: stems.Cut = stems.whole

    def forms(self, word: str) -> tuple[Form, ...]:
        """The forms of a folded word that is a base form."""
        return self.cut(Form(word, self.before, self.after))

    @property
    def any_ending(self) -> re.Pattern[str]:
        """The endings of `stem*`."""
        return up_to(self.longest)


# --- the classes ------------------------------------------------------------------------------------------------

# [و ف], then one of: the article, alone or with a preposition; a preposition; the future س
_CLITICS = re.compile("[وف]?(?:[بكل]?ال|لل|[بكل]|س)?")
_ARABIC_ENDINGS = one_of(
    "ه ها هم هما هن کم نا ی ین ون ان ات تها تهم ته تنا تان تین ا و "
    "اته اتها اتهم اتنا یها یهم ینا وه وها وهم ونا"  # plurals with a pronoun; یه would find رئيسية by رئيس
)
_PERSIAN_ENDINGS = re.compile(f"(?:{one_of('ها های هایی ان انی ی ای م ت ش', or_none=False).pattern})*")
_RUSSIAN = Affixes(script=Script.CYRILLIC, after=up_to(4), longest=8, free=True, cut=stems.russian)
_ARABIC = Affixes(script=Script.ARABIC, before=_CLITICS, after=_ARABIC_ENDINGS, longest=6, cut=stems.arabic)

LANGUAGES: Mapping[str, Affixes] = {
    "en": Affixes(script=Script.LATIN, after=one_of("s es"), longest=7, cut=stems.english),
    "de": Affixes(script=Script.LATIN, after=ANYTHING, longest=30, free=True, umlauts=True),
    "fr": Affixes(script=Script.LATIN, after=one_of("s e es x"), longest=7, cut=stems.french),
    "es": Affixes(script=Script.LATIN, after=one_of("s es a o as os e"), longest=8, cut=stems.spanish),
    "pt": Affixes(script=Script.LATIN, after=one_of("s es a o as os e"), longest=8, cut=stems.portuguese),
    "it": Affixes(script=Script.LATIN, after=one_of("i a o e he hi"), longest=8, cut=stems.italian),
    "ru": _RUSSIAN,
    "uk": Affixes(script=Script.CYRILLIC, after=up_to(4), longest=8, free=True, cut=stems.ukrainian),
    "pl": Affixes(script=Script.LATIN, after=up_to(4), longest=8, free=True, cut=stems.polish),
    "tr": Affixes(script=Script.LATIN, after=up_to(7), longest=12, free=True, last_word_only=True, cut=stems.turkish),
    "fa": Affixes(script=Script.ARABIC, after=_PERSIAN_ENDINGS, longest=8, cut=stems.persian),
    "ar": _ARABIC,
    "zh": Affixes(script=Script.CJK, before=ANYTHING, after=ANYTHING, longest=0),
}

# For terms of `any` language, and for words in a script that is not their language's own.
SCRIPTS: Mapping[Script, Affixes] = {
    Script.LATIN: Affixes(script=Script.LATIN, after=one_of("s es"), longest=7),
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
