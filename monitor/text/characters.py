"""Characters: any text in, the same text without what readers cannot see, in Unicode's composed form (NFC).

Lone surrogates become U+FFFD, so that what leaves here can always be encoded. Never drops a visible character,
never raises, and takes linear time whatever comes in.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Soft hyphen, zero-width space, byte order mark, bidi embeddings and isolates: dropping them changes no word.
# ZWNJ and ZWJ stay: Persian is spelt with the first, some scripts with both.
_INVISIBLE = re.compile("[\u00ad\u200b\ufeff\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSEEN = re.compile("|".join(each.pattern for each in (_INVISIBLE, _CONTROL, _SURROGATE)))
# Kinds of characters that are not plain: white space but ' ', what `_UNSEEN` finds, and what may not be composed:
# marks, letters that stand for others, and parts of Hangul (all that UAX 15 does not answer with a plain yes).
_WHITE, _HIDDEN, _LOOSE = b"\1", b"\2", b"\3"
_SPACE, _DOUBLED = b"\4", b"\5"  # ' ', and two of them
_JAMO = slice(0x1100, 0x1200)
_PLANE = 0x10000
_LONG = 4_000  # characters, from which numpy is quicker
_PLAIN_ASCII = bytes(range(0x20, 0x7F))
_COMMON_SPACES = ("\n", "\u00a0", "\t")  # each is one space on a line
_EDGE_MARKS = "\u200c\u200d\u200e\u200f \t\n"
_MARKS_IN_A_ROW = 30  # UAX 15, "Stream-Safe Text Format": no language needs more combining marks on one letter
# What is left after one pass of unescaping when a feed escaped its text twice.
_STILL_ESCAPED = re.compile(
    r"&(?:amp|nbsp|quot|apos|lt|gt|[lr][sda]quo|[mn]dash|hellip|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});"
)
_ABSURD_REFERENCE = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{8,});?")  # int() refuses 4,300 digits with an exception


def one_line(text: str) -> str:
    """The text on one line: visible characters only, runs of white space as one space, NFC, no space at the ends."""
    if "  " in text or not text.isprintable():  # the plain space alone is white space and printable
        text = " ".join(text.split())
        if not text.isprintable():  # what `visible` takes out is not, and hardly any line has it
            text = " ".join(visible(text).split())
    return compose(text.strip()).strip(_EDGE_MARKS)


def one_line_each(texts: Sequence[str]) -> tuple[str, ...]:
    """Each text as by `one_line`, without the empty ones. One look at all of them tells what has to be mended."""
    return tuple(filter(None, lines_of(texts)))


def lines_of(texts: Sequence[str]) -> Sequence[str]:
    """As `one_line_each`, with the empty ones."""
    whole = "".join(texts)
    for space in _COMMON_SPACES:
        if space in whole:
            texts = [text.replace(space, " ") for text in texts]
            whole = "".join(texts)
    odd = _odd_kinds(whole)
    if _WHITE in odd or _DOUBLED in odd:
        texts = [" ".join(text.split()) if "  " in text or not text.isprintable() else text for text in texts]
    if _HIDDEN in odd:
        texts = [text if text.isprintable() else one_line(text) for text in texts]
    if _LOOSE in odd and not _is_composed("".join(texts)):
        # Whatever is composed as a whole is so in all its parts (UAX 15, 1.3 "Concatenation of Normalized Strings").
        texts = [compose(text) for text in texts]
    return [text.strip(_EDGE_MARKS) for text in texts]


def visible(text: str) -> str:
    """The text without invisible characters; control characters become spaces, line breaks stay."""
    if text.replace("\n", "").isprintable():
        return text
    text = _INVISIBLE.sub("", text)
    text = _CONTROL.sub(" ", text)
    return _SURROGATE.sub("\ufffd", text)


def compose(text: str) -> str:
    """Unicode NFC. Sorting a long run of combining marks is quadratic in CPython, so runs are cut at 30 first."""
    if text.isascii():
        return text
    if _may_have_long_runs(text):
        text = _marks_beyond_reason().sub(r"\1", text)
    return unicodedata.normalize("NFC", text)


def _is_composed(text: str) -> bool:
    """Whether `compose` leaves the text as it is; False may be wrong."""
    return text.isascii() or (not _may_have_long_runs(text) and unicodedata.is_normalized("NFC", text))


def _may_have_long_runs(text: str) -> bool:
    """Whether more than 30 combining marks may stand in a row: such a run covers one of the places looked at."""
    return not _marks().isdisjoint(text[:: _MARKS_IN_A_ROW + 1])


def unescape(text: str) -> str:
    """Resolve HTML entities, also those that were escaped twice; a third time is left alone."""
    if "&" not in text:
        return text
    once = html.unescape(_ABSURD_REFERENCE.sub("\ufffd", text))
    if not _STILL_ESCAPED.search(once):
        return once
    return html.unescape(_ABSURD_REFERENCE.sub("\ufffd", once))


def _odd_kinds(text: str) -> bytes:
    """The kinds of all that is not plain, in no order; other bytes than `_WHITE` and so on say nothing."""
    if text.isascii():
        letters = text.encode("ascii")
        odd = letters.translate(None, _PLAIN_ASCII)
        kinds = odd and odd.translate(_kind_by_point()[:256].tobytes())
        return kinds + _DOUBLED if _has_two(letters, b" ") else kinds
    import numpy as np

    points = np.frombuffer(text.encode("utf-32-le", errors="surrogatepass"), dtype="<u4")
    kinds = _kind_by_point().take(points, mode="clip").tobytes()
    return kinds + _DOUBLED if _has_two(kinds, _SPACE) else kinds


def _has_two(kinds: bytes, kind: bytes) -> bool:
    """Whether one kind stands twice in a row. A search for that begins anew at each, of which there are very many."""
    if len(kinds) < _LONG:
        return kind + kind in kinds
    import numpy as np

    of_kind = np.frombuffer(kinds, dtype=np.uint8) == kind[0]
    return bool((of_kind[1:] & of_kind[:-1]).any())


@lru_cache(maxsize=1)
def _kind_by_point() -> NDArray[np.uint8]:
    """The kind of each character of the first plane, 0 for a plain one; 64 KB. The last one is for all others."""
    import numpy as np

    kinds = np.zeros(_PLANE, dtype=np.uint8)
    for code, char in enumerate(map(chr, range(_PLANE))):
        if char.isspace():
            kinds[code] = _SPACE[0] if char == " " else _WHITE[0]
        elif _UNSEEN.match(char):
            kinds[code] = _HIDDEN[0]
        elif not (char.isascii() or unicodedata.is_normalized("NFC", char)) or unicodedata.category(char)[0] == "M":
            kinds[code] = _LOOSE[0]
    kinds[_JAMO] = _LOOSE[0]
    kinds[-1] = _LOOSE[0]
    return kinds


@lru_cache(maxsize=1)
def _marks_beyond_reason() -> re.Pattern[str]:
    """A run of more than 30 combining marks."""
    marks = "".join(sorted(_marks()))
    return re.compile(f"([{marks}]{{{_MARKS_IN_A_ROW}}})[{marks}]+")


@lru_cache(maxsize=1)
def _marks() -> frozenset[str]:
    """All combining marks, of Python's own Unicode tables."""
    return frozenset(chr(code) for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code)))
