"""Fold text for comparison, and keep the way back to the original.

Comes in: any text. Goes out: `Folded`, in which case, accents, Arabic marks and letter variants, digits of all
scripts and punctuation no longer differ, with one space between words and one at either end. Where Chinese or kana
touch letters or digits of another script a word ends: `Wagner集团` is two. Terms and articles go through the same
rules, so that they cannot drift apart.
Never: stems a word, knows a language, or loses the offsets of the original.

`fold_char` is the rule. `fold` applies it as a table of all code points through numpy, at about thirty times the speed
of a loop over characters, and works the offsets out when they are first asked for: most articles are scanned in vain.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.unsignedinteger[Any]]  # of 16 or 32 bits; of 8 where all is ASCII
Origins = Callable[[], NDArray[np.int64]]

_SPACE = 32
_FIRST_MARK = "\u0300"
_NARROW, _WIDE = 0xFFFF, 0xFFFFFFFF  # the largest codes of 16 and of 32 bits
_TWO_BYTES = 2
# What a table says of a code that has no single folded code, as its last values: no text folds to them. In the table of
# 16 bits they are cut to their low half.
_BEYOND = 0xFFFFFFFD  # folds to a code of more than 16 bits
_EXPANDS = 0xFFFFFFFE
_DELETE = 0xFFFFFFFF

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

# Scripts that put no space between words: radicals, kana, bopomofo, ideographs.
UNSPACED = ((0x2E80, 0x9FFF), (0x20000, 0x3FFFF))
_CJK = "".join(f"{chr(low)}-{chr(high)}" for low, high in UNSPACED)
_SEAM = re.compile(rf"(?<=[{_CJK}])(?=[^{_CJK} ])|(?<=[^{_CJK} ])(?=[{_CJK}])")


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
    if text.isascii() and text.isalnum():
        return text.lower()
    folded = "".join(map(fold_char, text))
    if not folded.isascii() and max(folded) >= _CJK[0]:
        folded = _SEAM.sub(" ", folded)
    return " ".join(folded.split())


class Folded:
    """A folded text and the way back: `offsets[i]` is the code point of `source` that `text[i]` came from.

    `text` begins and ends with a space and has one space between words (a single space when there is no word). A space
    put between Chinese and another script stands at the offset of what precedes it. `has_unspaced`: it may have letters
    of a script without spaces. `has_marks`: the source may have combining marks.
    """

    __slots__ = ("_offsets", "_origins", "_starts", "has_marks", "has_unspaced", "source", "text")

    def __init__(
        self, source: str, text: str, origins: tuple[Origins, ...], *, has_unspaced: bool, has_marks: bool
    ) -> None:
        """`origins`, last step first: for each kept element its index in the step before, at first in " source "."""
        self.source, self.text, self.has_unspaced, self.has_marks = source, text, has_unspaced, has_marks
        self._origins = origins
        self._offsets: NDArray[np.int64] | None = None
        self._starts: memoryview[int] | None = None

    @property
    def offsets(self) -> NDArray[np.int64]:
        """Where each character came from: 0 for the space at the beginning, the source's length for one added behind.

        Worked out when first asked for, and always to the same.
        """
        if self._offsets is None:
            last, *before = self._origins
            offsets = last()
            for origins in before:
                offsets = origins()[offsets]
            offsets -= 1
            offsets[0] = 0
            self._offsets = offsets
        return self._offsets

    @property
    def starts(self) -> memoryview[int]:
        """The same, for one by one: quicker to take plain integers from."""
        if self._starts is None:
            self._starts = memoryview(self.offsets)  # type: ignore[arg-type] # numpy's stubs do not call it a buffer
        return self._starts

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Original (start, end), end exclusive, of the words in folded [begin, end).

        Spaces at the rim, the padding above all, do not count; combining marks on the last letter do. A character
        that folds to several letters (ß, ﬁ) belongs to the span as a whole. A stretch of no letter gives an empty span.
        """
        text = self.text
        while begin < end and text[begin] == " ":
            begin += 1
        while begin < end and text[end - 1] == " ":
            end -= 1
        if begin < end:
            return self.span_of_letters(begin, end)
        at = self.starts[min(begin, len(self.starts) - 1)]
        return at, at

    def span_of_letters(self, begin: int, end: int) -> tuple[int, int]:
        """`span` of a stretch that begins and ends with a letter or digit."""
        starts = self._starts or self.starts
        stop = starts[end - 1] + 1
        return starts[begin], self._behind_marks(stop) if self.has_marks else stop

    def _behind_marks(self, stop: int) -> int:
        source = self.source
        while stop < len(source) and source[stop] >= _FIRST_MARK and unicodedata.category(source[stop])[0] == "M":
            stop += 1
        return stop


@lru_cache(maxsize=8)
def fold(text: str) -> Folded:
    """Fold a text and keep its offsets. Lone surrogates count as spaces."""
    padded = f" {text} "
    if padded.isascii():
        return _fold_ascii(text, padded)
    tables = _tables()
    codes: Codes = np.frombuffer(padded.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    folded: Codes = tables.narrow.take(codes)
    encoding, largest, top = "utf-16-le", _NARROW, int(folded.max())
    if len(codes) != len(padded) or (top >= _BEYOND & _NARROW and (folded == _BEYOND & _NARROW).any()):
        codes = np.frombuffer(padded.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        folded = tables.wide.take(codes)
        encoding, largest, top = "utf-32-le", _WIDE, int(folded.max())
    origins: list[Origins] = []
    unsettled = top >= _EXPANDS & largest  # every mark is
    if unsettled:
        folded = _settle(folded, codes, tables.expansions, origins)
        top = int(folded.max())
    single = _single(folded)
    folded = folded[single]
    origins.append(partial(_indexes, single))
    unspaced = top >= UNSPACED[0][0]
    if unspaced:
        folded = _seam(folded, origins)
    said = folded.tobytes().decode(encoding)
    return Folded(text, said, tuple(reversed(origins)), has_unspaced=unspaced, has_marks=unsettled)


def _fold_ascii(text: str, padded: str) -> Folded:
    """The same for plain letters, by bytes: in half the time."""
    folded = np.frombuffer(padded.encode().translate(_ascii_table()), dtype=np.uint8)
    single = _single(folded)
    said = folded[single].tobytes().decode()
    return Folded(text, said, (partial(_indexes, single),), has_unspaced=False, has_marks=False)


@cache
def _ascii_table() -> bytes:
    """`fold_char` of one byte; of none that is no ASCII."""
    return "".join(map(fold_char, map(chr, range(128)))).encode().ljust(256)


def _single(folded: Codes) -> NDArray[np.bool_]:
    """What is left when of several spaces in a row the first is kept."""
    single = np.empty(len(folded), dtype=bool)
    single[0] = True
    # Nothing that is left is less than a space: where the greater of two neighbours is one, both are.
    np.not_equal(np.maximum(folded[1:], folded[:-1]), _SPACE, out=single[1:])
    return single


def _indexes(kept: NDArray[np.bool_]) -> NDArray[np.int64]:
    return kept.nonzero()[0]


def _settle(folded: Codes, codes: Codes, expansions: Mapping[int, Codes], origins: list[Origins]) -> Codes:
    """Put each expansion in the place of the one code that stands for it, and take out what folds to nothing."""
    size = _NARROW if folded.itemsize == _TWO_BYTES else _WIDE
    at = (folded == _EXPANDS & size).nonzero()[0]
    if len(at):
        parts = [expansions[code] for code in codes[at].tolist()]
        lengths = np.ones(len(folded), dtype=np.int64)
        lengths[at] = [len(part) for part in parts]
        origins.append(partial(np.repeat, np.arange(len(folded)), lengths))
        folded = np.repeat(folded, lengths)
        folded[folded == _EXPANDS & size] = np.concatenate(parts)
    kept = folded != _DELETE & size
    if not kept.all():
        folded = folded.compress(kept)
        origins.append(partial(_indexes, kept))
    return folded


def is_unspaced(codes: Codes) -> NDArray[np.bool_]:
    """Which codes are of a script that puts no space between words."""
    found = np.zeros(len(codes), dtype=bool)
    largest = (1 << 8 * codes.itemsize) - 1
    for low, high in UNSPACED:
        if low <= largest:
            found |= codes - codes.dtype.type(low) <= high - low  # what is less than `low` wraps to something great
    return found


def _seam(folded: Codes, origins: list[Origins]) -> Codes:
    """Put a space where unspaced script and other letters or digits touch."""
    chinese = is_unspaced(folded)
    letter = folded != _SPACE
    at = ((chinese[1:] != chinese[:-1]) & letter[1:] & letter[:-1]).nonzero()[0]
    if not len(at):
        return folded
    origins.append(partial(np.insert, np.arange(len(folded)), at + 1, at))
    seamed = np.full(len(folded) + len(at), _SPACE, dtype=folded.dtype)  # as `np.insert` would, at half the time
    kept = np.ones(len(seamed), dtype=bool)
    kept[at + np.arange(1, len(at) + 1)] = False
    seamed[kept] = folded
    return seamed


@dataclass(frozen=True, slots=True)
class _Tables:
    """`fold_char` as tables: code point → folded code point, `_DELETE` or `_EXPANDS`, with 32 bits and with 16."""

    wide: NDArray[np.uint32]
    narrow: NDArray[np.uint16]
    expansions: Mapping[int, Codes]


@cache
def _tables() -> _Tables:
    """Tabulate `fold_char`; takes about half a second, once a process."""
    table = np.full(sys.maxunicode + 1, _SPACE, dtype=np.uint32)
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
            table[code] = _EXPANDS
            expansions[code] = np.array([ord(c) for c in folded], dtype=np.uint32)
        else:
            table[code] = ord(folded[0]) if folded else _DELETE
    narrow = table[: np.iinfo(np.uint16).max + 1].copy()
    narrow[(narrow > np.iinfo(np.uint16).max) & (narrow < _BEYOND)] = _BEYOND
    return _Tables(table, narrow.astype(np.uint16), expansions)
