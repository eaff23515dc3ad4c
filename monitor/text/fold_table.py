"""How single characters fold: the rule, and tables of it for whole texts.

Comes in: a character, or nothing. Goes out: what it folds to; tables of all code points for numpy, one of bytes for
plain letters. Never: sees a text.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.unsignedinteger[Any]]  # of 16 or 32 bits; of 8 where all is ASCII

BETWEEN = "\x7f"  # stands between texts that are folded together, and stays; in a text it is a space
SPACE = 32
# What a table says of a code that has no single folded code, as its last values: no text folds to them. In the table of
# 16 bits they are cut to their low half.
BEYOND = 0xFFFFFFFD  # folds to a code of more than 16 bits
EXPANDS = 0xFFFFFFFE
DELETE = 0xFFFFFFFF

# Apostrophes that Unicode counts as letters, and what else separates a clitic from its word: О'Ніл, премʼєр, al-ʿArab.
_AS_SPACE = frozenset("ʹʺʻʼʽʾʿˈˊˋ՚")
_TATWEEL = "\u0640"

# Letters that no Unicode decomposition brings together, lower case to lower case.
_LETTERS = {
    **dict(zip("łøđıħŧðґ", "lodihtdг", strict=True)),
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    **dict.fromkeys("ٱ", "ا"),
    **dict.fromkeys("ىیےېۍ", "ي"),
    **dict.fromkeys("کڪ", "ك"),
    **dict.fromkeys("ةہھۃە", "ه"),
}


@lru_cache(maxsize=16_384)
def fold_char(char: str) -> str:
    """Fold one character: to nothing (marks, format characters), a space, or one or more letters and digits."""
    if char in _AS_SPACE:
        return " "
    if "\uac00" <= char <= "\ud7a3":  # a Hangul syllable is a letter; taking it apart would serve nobody
        return char
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    return "".join(_fold_plain(c) for c in plain)


def _fold_plain(char: str) -> str:
    """Fold a character that is decomposed and lower case already."""
    category = unicodedata.category(char)
    if category[0] == "M" or category == "Cf" or char == _TATWEEL:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category[0] in "LN" and char not in _AS_SPACE:
        return _LETTERS.get(char, char)
    return " "


@cache
def ascii_table() -> bytes:
    """`fold_char` of one byte; of none that is no ASCII."""
    return "".join([*map(fold_char, map(chr, range(127))), BETWEEN]).encode().ljust(256)


@dataclass(frozen=True, slots=True)
class Tables:
    """`fold_char` as tables: code point → folded code point, `DELETE` or `EXPANDS`, with 32 bits and with 16."""

    wide: NDArray[np.uint32]
    narrow: NDArray[np.uint16]
    expansions: Mapping[int, Codes]


@cache
def tables() -> Tables:
    """Tabulate `fold_char`; takes about half a second, once a process."""
    table = np.full(sys.maxunicode + 1, SPACE, dtype=np.uint32)
    table[ord(BETWEEN)] = ord(BETWEEN)
    expansions: dict[int, Codes] = {}
    category, decomposition = unicodedata.category, unicodedata.decomposition
    for code, char in enumerate(map(chr, range(sys.maxunicode + 1))):
        kind = category(char)
        if kind in {"Cn", "Co", "Cs", "Cc"}:
            continue
        if kind == "Lo" and not decomposition(char) and char not in _LETTERS:
            table[code] = code  # most of Unicode: ideographs and Hangul, which have no case and no variants here
            continue
        folded = fold_char.__wrapped__(char)
        if (len(folded) > 1 and not folded.isspace()) or (folded and kind[0] == "M"):
            table[code] = EXPANDS
            expansions[code] = np.array([ord(c) for c in folded], dtype=np.uint32)
        else:
            table[code] = ord(folded[0]) if folded else DELETE
    narrow = table[: np.iinfo(np.uint16).max + 1].copy()
    narrow[(narrow > np.iinfo(np.uint16).max) & (narrow < BEYOND)] = BEYOND
    return Tables(table, narrow.astype(np.uint16), expansions)
