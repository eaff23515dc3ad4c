"""Article text made plain for the grammars of numbers and dates: one letter for one letter, and the way back.

In: text as published. Out: `Plain`, folded letter by letter like the engine's text, but with its punctuation (in the
engine's fold brackets, commas and full stops are spaces, and '1970 (2011), 1973' loses its sense).
Never changes what an offset means: `span` answers in offsets of the text that came in.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from monitor.model import Span
from monitor.text.fold import fold_char

_SAME = {**dict.fromkeys("’‘ʼ`´＇", "'"), **dict.fromkeys("‐‑‒–—−－", "-"), "（": "(", "）": ")", "．": ".", "，": ","}
_LONG = 200  # letters; for fewer, asking numpy takes longer
_NOTHING, _UNKNOWN = 0xFFFE, 0xFFFF  # no letters
_SURROGATES = range(0xD800, 0xE000)
_KEPT = 8192  # letters remembered: more than any news desk's languages have in use


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` has one character for each kept character of `original`; `origins[i]` is where the i-th one stood."""

    original: str
    text: str
    origins: Sequence[int]

    @classmethod
    def of(cls, original: str) -> Plain:
        """Make `original` plain."""
        if len(original) >= _LONG and not original.isascii() and (made := _at_once(original)):
            return made
        letters = _letters()
        text = original.translate(letters)
        if len(text) == len(original):
            return cls(original, text, range(len(text)))
        return cls(original, text, tuple(at for at, letter in enumerate(original) if letters[ord(letter)]))

    def span(self, begin: int, end: int, concept: str = "") -> Span:
        """The original stretch that the plain stretch [begin, end) came from; it must not be empty."""
        start, stop = self.origins[begin], self.origins[end - 1] + 1
        while stop < len(self.original) and unicodedata.combining(self.original[stop]):
            stop += 1
        return Span(start=start, end=stop, text=self.original[start:stop], concept=concept)

    def position(self, offset: int) -> int:
        """The plain offset of the first kept character at or behind `offset` in the original."""
        return bisect_left(self.origins, offset)


@lru_cache(maxsize=4)
def plain(text: str) -> Plain:
    """`Plain.of(text)`, kept for the grammars that read the same article one after the other."""
    return Plain.of(text)


class _Letters(dict[int, str]):
    """The plain character of each code point, nothing for marks and invisible ones; worked out when first met."""

    def __missing__(self, code: int) -> str:
        letter = _plain(chr(code))
        if len(self) < _KEPT:
            self[code] = letter
        return letter


@cache
def _letters() -> _Letters:
    return _Letters()


def _at_once(original: str) -> Plain | None:
    """The same, quicker for a long text that is not plain ASCII; None for one with emoji or other such letters."""
    codes = np.frombuffer(original.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    if len(codes) != len(original):
        return None
    plain = _table().take(codes)
    largest = int(plain.max())
    if largest == _UNKNOWN:
        if not all(map(_learn, set(codes[plain == _UNKNOWN].tolist()))):
            return None
        plain = _table().take(codes)
        largest = int(plain.max())
    if largest < _NOTHING:
        return Plain(original, plain.tobytes().decode("utf-16-le"), range(len(original)))
    kept = plain != _NOTHING
    origins = memoryview(kept.nonzero()[0])
    return Plain(original, plain[kept].tobytes().decode("utf-16-le"), origins)


@cache
def _table() -> NDArray[np.uint16]:
    """The plain code of each 16-bit code, `_NOTHING` for what is left out; `_UNKNOWN` until it is met."""
    return np.full(_UNKNOWN + 1, _UNKNOWN, dtype=np.uint16)


def _learn(code: int) -> bool:
    """Put a code in the table, unless it is half a surrogate pair or means something there."""
    letter = _letters()[code]
    if code in _SURROGATES or letter >= chr(_NOTHING):
        return False
    _table()[code] = ord(letter) if letter else _NOTHING
    return True


def _plain(letter: str) -> str:
    """One plain character, or nothing for marks and invisible ones."""
    kind = unicodedata.category(letter)
    if kind[0] == "L" or kind in {"Nd", "Mn", "Me", "Cf"}:
        return fold_char(letter)[:1]
    return " " if kind == "Zs" else _SAME.get(letter, letter)
