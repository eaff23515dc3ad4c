"""Fold text for comparison, and keep the way back to the original.

Comes in: any text. Goes out: `Folded`, in which case, accents, Arabic marks and letter variants, digits of all
scripts and punctuation no longer differ, with one space between words and one at either end. Terms and articles go
through the same rules, so that they cannot drift apart.
Never: stems a word, knows a language, or loses the offsets of the original.

`fold_char` is the rule. `fold` applies it as a table of all code points through numpy, which keeps the offsets at about
ten times the speed of a loop over characters.
"""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

_SPACE = 32
_DELETE = 0
_EXPANDS = 0xFFFFFFFF

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


def fold_words(text: str) -> str:
    """Fold a short text without an offset map or padding: for terms and names. Equals `fold(text).text.strip()`."""
    return " ".join(word for word in "".join(map(fold_char, text)).split(" ") if word)


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """A folded text and the way back: `offsets[i]` is the code point of `source` that `text[i]` came from.

    `text` begins and ends with a space and has one space between words (a single space when there is no word).
    """

    source: str
    text: str
    offsets: NDArray[np.int64]

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Original (start, end), end exclusive, of the words in folded [begin, end).

        Spaces at the rim, the padding above all, do not count; combining marks on the last letter do. A character
        that folds to several letters (ß, ﬁ) belongs to the span as a whole. A stretch of no letter gives an empty span.
        """
        while begin < end and self.text[begin] == " ":
            begin += 1
        while begin < end and self.text[end - 1] == " ":
            end -= 1
        if begin >= end:
            at = int(self.offsets[min(begin, len(self.offsets) - 1)])
            return at, at
        stop = int(self.offsets[end - 1]) + 1
        while stop < len(self.source) and unicodedata.category(self.source[stop])[0] == "M":
            stop += 1
        return int(self.offsets[begin]), stop


@lru_cache(maxsize=8)
def fold(text: str) -> Folded:
    """Fold a text and keep its offsets. Lone surrogates count as spaces."""
    table, expansions = _tables()
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    folded = table[codes]
    offsets = np.arange(len(codes), dtype=np.int64)
    expanding = np.flatnonzero(folded == _EXPANDS)
    if len(expanding):
        folded, offsets = _expand(folded, [expansions[int(codes[i])] for i in expanding], expanding)
    kept = np.flatnonzero(folded)
    folded = np.concatenate(([_SPACE], folded[kept], [_SPACE])).astype(np.uint32)
    offsets = np.concatenate(([0], offsets[kept], [len(codes)]))
    space = folded == _SPACE
    single = np.ones(len(folded), dtype=bool)
    single[1:] = ~(space[1:] & space[:-1])
    return Folded(source=text, text=folded[single].tobytes().decode("utf-32-le"), offsets=offsets[single])


def _expand(
    folded: NDArray[np.uint32], replacements: list[NDArray[np.uint32]], at: NDArray[np.intp]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Put each replacement in the place of the one code at its index of `at`."""
    lengths = np.ones(len(folded), dtype=np.int64)
    lengths[at] = [len(r) for r in replacements]
    offsets = np.repeat(np.arange(len(folded), dtype=np.int64), lengths)
    wide = np.repeat(folded, lengths)
    wide[wide == _EXPANDS] = np.concatenate(replacements)
    return wide, offsets


@cache
def _tables() -> tuple[NDArray[np.uint32], dict[int, NDArray[np.uint32]]]:
    """Tabulate `fold_char`: code point → folded code point, 0 (delete) or `_EXPANDS`; and the expansions."""
    table = np.full(sys.maxunicode + 1, _SPACE, dtype=np.uint32)
    expansions: dict[int, NDArray[np.uint32]] = {}
    category, decomposition = unicodedata.category, unicodedata.decomposition
    for code, char in enumerate(map(chr, range(sys.maxunicode + 1))):
        kind = category(char)
        if kind in {"Cn", "Co", "Cs", "Cc"}:
            continue
        if kind == "Lo" and not decomposition(char) and char not in _LETTERS:
            table[code] = code  # most of Unicode: ideographs and Hangul, which have no case and no variants here
            continue
        folded = fold_char.__wrapped__(char)
        if len(folded) > 1:
            table[code] = _EXPANDS
            expansions[code] = np.array([ord(c) for c in folded], dtype=np.uint32)
        else:
            table[code] = ord(folded) if folded else _DELETE
    return table, expansions
