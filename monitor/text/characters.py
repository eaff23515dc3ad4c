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

# Soft hyphen, zero-width space, byte order mark, bidi embeddings and isolates: dropping them changes no word.
# ZWNJ and ZWJ stay: Persian is spelt with the first, some scripts with both.
_INVISIBLE = re.compile("[\u00ad\u200b\ufeff\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHOWN = ("\u200c", "\u200d", "\u200e", "\u200f")  # stay, though not printable: joiners and marks of direction
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
    return compose(_spaced(text).strip()).strip(_EDGE_MARKS)


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
    if whole.rfind("  ") >= 0 or not _is_visible(whole):  # from the end it is found in half the time
        texts = [_spaced(text) for text in texts]
        whole = "".join(texts)
    if not _is_composed(whole):
        # Whatever is composed as a whole is so in all its parts (UAX 15, 1.3 "Concatenation of Normalized Strings").
        texts = [compose(text) for text in texts]
    return [text.strip(_EDGE_MARKS) for text in texts]


def _spaced(text: str) -> str:
    """What is visible, with one plain space for each run of white space."""
    if "  " in text or not _is_visible(text):
        text = " ".join(text.split())
        if not _is_visible(text):
            text = " ".join(visible(text).split())
    return text


def _is_visible(text: str) -> bool:
    """Whether the plain space is the only white space, and nothing is hidden; False may be wrong."""
    if text.isascii():
        return not text.encode("ascii").translate(None, _PLAIN_ASCII)
    if text.isprintable():
        return True
    for mark in _SHOWN:
        text = text.replace(mark, "")
    return text.isprintable()


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
    return any(map(unicodedata.combining, set(text[:: _MARKS_IN_A_ROW + 1])))


def unescape(text: str) -> str:
    """Resolve HTML entities, also those that were escaped twice; a third time is left alone."""
    if "&" not in text:
        return text
    once = html.unescape(_ABSURD_REFERENCE.sub("\ufffd", text))
    if not _STILL_ESCAPED.search(once):
        return once
    return html.unescape(_ABSURD_REFERENCE.sub("\ufffd", once))


@lru_cache(maxsize=1)
def _marks_beyond_reason() -> re.Pattern[str]:
    """A run of more than 30 combining marks."""
    marks = "".join(filter(unicodedata.combining, map(chr, range(0x300, 0x1F000))))
    return re.compile(f"([{marks}]{{{_MARKS_IN_A_ROW}}})[{marks}]+")
