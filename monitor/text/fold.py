"""Fold text for comparison, and keep the way back to the original.

Comes in: any text. Goes out: `Folded`, in which case, accents, Arabic marks and letter variants, digits of all
scripts and punctuation no longer differ, with one space between words and one at either end. Where Chinese or kana
touch letters or digits of another script a word ends: `Wagner集团` is two. Terms and articles go through the same
rules, so that they cannot drift apart.
Never: stems a word, knows a language, or loses the offsets of the original.

`fold_char` is the rule. `fold` applies it as a table of all code points through numpy, at 20 to 30 times the speed
of a loop over characters, and works the offsets out when they are first asked for: most articles are scanned in vain.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from monitor.text.fold_table import BETWEEN, BEYOND, DELETE, EXPANDS, SPACE, Codes, ascii_table, fold_char, tables

__all__ = ["UNSPACED", "Codes", "Folded", "fold", "fold_char", "fold_each", "fold_words", "is_unspaced"]

Origins = Callable[[], NDArray[np.int64]]

_FIRST_MARK = "\u0300"
_NARROW, _WIDE = 0xFFFF, 0xFFFFFFFF  # the largest codes of 16 and of 32 bits
_TWO_BYTES = 2
TOGETHER_AT_MOST = 30_000  # characters; of more texts than these, some are folded after the others

# Scripts that put no space between words: radicals, kana, bopomofo, ideographs.
UNSPACED = ((0x2E80, 0x9FFF), (0x20000, 0x3FFFF))
_CJK = "".join(f"{chr(low)}-{chr(high)}" for low, high in UNSPACED)
_SEAM = re.compile(rf"(?<=[{_CJK}])(?=[^{_CJK} ])|(?<=[^{_CJK} ])(?=[{_CJK}])")


def fold_words(text: str) -> str:
    """Fold a short text without an offset map or padding: for terms and names. Equals `fold(text).text.strip()`."""
    if text.isascii():
        if text.isalnum():
            return text.lower()
        return " ".join(text.replace(BETWEEN, " ").encode().translate(ascii_table()).decode().split())
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
    return _fold(text, f" {text.replace(BETWEEN, ' ')} ")


def fold_each(texts: Sequence[str]) -> Iterator[Folded]:
    """`fold` each of these texts, some together: a call of numpy takes about as long for a short text as for ten.

    They are folded when they are asked for. What holds of one of those folded together counts as what may hold of all.
    """
    start = length = 0
    for end, text in enumerate(texts):
        if length + len(text) > TOGETHER_AT_MOST and end > start:
            yield from _fold_together(texts[start:end])
            start, length = end, 0
        length += len(text)
    if texts:
        yield from _fold_together(texts[start:])


def _fold_together(texts: Sequence[str]) -> Iterator[Folded]:
    padded = [f" {text.replace(BETWEEN, ' ')} " for text in texts]
    whole = _fold("", BETWEEN.join(padded))
    has_unspaced, has_marks = whole.has_unspaced, whole.has_marks
    start = begin = 0  # of the text, padded and folded, among the others
    for text, folded in zip(texts, whole.text.split(BETWEEN), strict=True):
        end = begin + len(folded)
        origins = partial(_indexes_among_others, whole, begin, end, start)
        yield Folded(text, folded, (origins,), has_unspaced=has_unspaced, has_marks=has_marks)
        start, begin = start + len(text) + len("  ") + 1, end + 1


def _indexes_among_others(whole: Folded, begin: int, end: int, start: int) -> NDArray[np.int64]:
    """The indexes in " source " of what stands at [begin, end) in texts folded together, where it begins at `start`."""
    return whole.offsets[begin:end] + (1 - start)


def _fold(text: str, padded: str) -> Folded:
    """Fold what is padded with spaces already. `BETWEEN` stays as it is."""
    if padded.isascii():
        return _fold_ascii(text, padded)
    codes: Codes = np.frombuffer(padded.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    folded: Codes = tables().narrow.take(codes)
    encoding, largest, top = "utf-16-le", _NARROW, int(folded.max())
    if len(codes) != len(padded) or (top >= BEYOND & _NARROW and (folded == BEYOND & _NARROW).any()):
        codes = np.frombuffer(padded.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        folded = tables().wide.take(codes)
        encoding, largest, top = "utf-32-le", _WIDE, int(folded.max())
    origins: list[Origins] = []
    unsettled = top >= EXPANDS & largest  # every mark is
    if unsettled:
        folded = _settle(folded, codes, tables().expansions, origins)
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
    folded = np.frombuffer(padded.encode().translate(ascii_table()), dtype=np.uint8)
    single = _single(folded)
    said = folded[single].tobytes().decode()
    return Folded(text, said, (partial(_indexes, single),), has_unspaced=False, has_marks=False)


def _single(folded: Codes) -> NDArray[np.bool_]:
    """What is left when of several spaces in a row the first is kept."""
    single = np.empty(len(folded), dtype=bool)
    single[0] = True
    # Nothing that is left is less than a space: where the greater of two neighbours is one, both are.
    np.not_equal(np.maximum(folded[1:], folded[:-1]), SPACE, out=single[1:])
    return single


def _indexes(kept: NDArray[np.bool_]) -> NDArray[np.int64]:
    return kept.nonzero()[0]


def _settle(folded: Codes, codes: Codes, expansions: Mapping[int, Codes], origins: list[Origins]) -> Codes:
    """Put each expansion in the place of the one code that stands for it, and take out what folds to nothing."""
    size = _NARROW if folded.itemsize == _TWO_BYTES else _WIDE
    at = (folded == EXPANDS & size).nonzero()[0]
    if len(at):
        parts = [expansions[code] for code in codes[at].tolist()]
        lengths = np.array([len(part) for part in parts])
        origins.append(partial(_repeated, len(folded), at, lengths))
        folded = _expanded(folded, at, lengths, np.concatenate(parts))
    kept = folded != DELETE & size
    if not kept.all():
        folded = folded[kept]
        origins.append(partial(_indexes, kept))
    return folded


def _expanded(folded: Codes, at: NDArray[np.int64], lengths: NDArray[np.int64], parts: Codes) -> Codes:
    """With the next so many of `parts` in the place of each code at `at`; `np.repeat` takes eight times as long."""
    starts = at - np.arange(len(at))  # among the other codes
    inside = np.repeat(starts, lengths) + np.arange(len(parts))
    others = np.ones(len(folded), dtype=bool)
    others[at] = False
    rest = np.ones(len(folded) - len(at) + len(parts), dtype=bool)
    rest[inside] = False
    expanded = np.empty(len(rest), dtype=folded.dtype)
    expanded[rest] = folded[others]
    expanded[inside] = parts
    return expanded


def _repeated(size: int, at: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """The index of each of `size` codes, of those at `at` so many times."""
    times = np.ones(size, dtype=np.int64)
    times[at] = lengths
    return np.repeat(np.arange(size), times)


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
    letter = folded != SPACE
    at = ((chinese[1:] != chinese[:-1]) & letter[1:] & letter[:-1]).nonzero()[0]
    if not len(at):
        return folded
    origins.append(partial(np.insert, np.arange(len(folded)), at + 1, at))
    seamed = np.full(len(folded) + len(at), SPACE, dtype=folded.dtype)  # as `np.insert` would, at half the time
    kept = np.ones(len(seamed), dtype=bool)
    kept[at + np.arange(1, len(at) + 1)] = False
    seamed[kept] = folded
    return seamed
