"""What each character is to the search for names and numbers. In: a text. Out: one byte a character, a `Kind`.

Searching these bytes takes a quarter of the time of searching the text: there are few of them, and a search for one
skips to it. The table is 128 KB of which a text touches what its scripts need; made once, in 20 ms.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Letters are those of scripts that put spaces between words.
CAPITAL, ARABIC, LETTER = b"UAl"  # Arabic: in the script's own block
MARK = ord("m")  # one that stands on a letter, or within a word
DIGIT = ord("9")
HAN = ord("h")
SKIPPED = ord(" ")  # what may stand between a sentence's end and the next word
STOP, END = b".!"  # a full stop may abbreviate; what else ends a sentence, a line or a clause before a name

MARKS = frozenset(map(chr, (*range(0x300, 0x370), *range(0x64B, 0x660), 0x670, 0x200C)))
_SKIPPED = " \t\u00a0\"'“”„«»‘’‹›(–—-*#•¿¡"
_ENDS = "\n!?…:"
_UNSPACED, _HAN, _ARABIC = slice(0x2E80, 0xA000), slice(0x3400, 0xA000), slice(0x600, 0x700)
_LAST = 0x20000  # stands for all characters from there on: rare Chinese ones, and no letters that have case
_BEYOND = ord("?")


def kinds_of(text: str) -> bytes:
    """The kind of each character; 0 for what is none."""
    if text.isascii():
        return text.encode("ascii").translate(_of_ascii())
    import numpy as np

    points = np.frombuffer(text.encode("utf-32-le", errors="surrogatepass"), dtype="<u4")
    kinds = _table().take(points, mode="clip").tobytes()
    if _BEYOND in kinds:
        letters = [LETTER if sign.isalnum() else 0 for sign in text]
        kinds = bytes(letter if kind == _BEYOND else kind for kind, letter in zip(kinds, letters, strict=True))
    return kinds


@lru_cache(maxsize=1)
def _of_ascii() -> bytes:
    return _table()[:256].tobytes()


@lru_cache(maxsize=1)
def _table() -> NDArray[np.uint8]:
    """The kind of each character up to `_LAST`."""
    import numpy as np

    signs = [*map(chr, range(_LAST))]

    def those(have: Callable[[str], bool]) -> NDArray[np.bool]:
        return np.fromiter(map(have, signs), dtype=np.bool, count=_LAST)

    digits = those(str.isdecimal)
    letters = those(str.isalnum) & ~digits
    letters[_UNSPACED] = False
    kinds = np.zeros(_LAST + 1, dtype=np.uint8)
    kinds[:_LAST][letters] = LETTER
    kinds[:_LAST][letters & those(str.isupper)] = CAPITAL
    kinds[_ARABIC][letters[_ARABIC]] = ARABIC
    kinds[:_LAST][digits] = DIGIT
    kinds[_HAN] = HAN
    for signs_of, kind in ((MARKS, MARK), (_SKIPPED, SKIPPED), (_ENDS, END), (".", STOP)):
        kinds[[*map(ord, signs_of)]] = kind
    kinds[_LAST] = _BEYOND
    return kinds
