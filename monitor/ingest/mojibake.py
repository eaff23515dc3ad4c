"""Mend text that was decoded wrongly before it was published: 'Ã©' for 'é', 'Ñîâåò' for 'Совет'.

In: a document's text, rightly decoded. Out: the same with such pieces put right. A piece is what stands between two
tags; it is mended only when all its letters beyond ASCII tell the same story, so that a sentence in French stays.
"""

from __future__ import annotations

import re

_WESTERN = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0x100)}
_EASTERN = {byte: bytes([byte]).decode("cp1251", "ignore") or chr(byte) for byte in range(0x80, 0x100)}
_PIECE = re.compile(r"[^<>]+")
_SURE = 2  # sequences in a piece that cannot be chance
_TYPICAL = "ÃÂâ"  # what one sequence alone must begin with
_SHIFTED = re.compile(r"[\u00c0-\u00ff\u00a8\u00b8][\u00c0-\u00ff\u00a8\u00b8]{2,}")  # a class first: searched fast
_FEWEST_SHIFTED = 8
_FREQUENT = frozenset("оеаинтсрві")
_MIN_FREQUENT = 0.45


Leads = tuple[tuple[range, int], ...]  # first bytes of UTF-8, and how many follow them


def _sequences(table: dict[int, str], leads: Leads) -> re.Pattern[str]:
    """What UTF-8 looks like when its bytes are read as characters of `table`. C1 controls stand for themselves."""
    follow = "".join(map(re.escape, _following(table)))
    classes = [("".join(re.escape(table[byte]) for byte in lead), count) for lead, count in leads]
    kinds = (f"(?<=[{lead}])[{follow}]{{{count}}}" for lead, count in classes)
    return re.compile(f"[{''.join(lead for lead, _ in classes)}](?:{'|'.join(kinds)})")  # a class first, as above


def _following(table: dict[int, str]) -> set[str]:
    return {table[byte] for byte in range(0x80, 0xC0)} | {chr(n) for n in range(0x80, 0xA0)}


def _sequences_in_bytes(table: dict[int, str], leads: Leads) -> re.Pattern[bytes]:
    """The same for a text in UTF-8, where all that may come first begin with one byte: searched as fast as that."""
    (first,) = {table[byte].encode()[:1] for lead, _ in leads for byte in lead}
    follow = _any_of(_following(table))
    kinds = ((b"".join(table[byte].encode()[1:] for byte in lead), count) for lead, count in leads)
    return re.compile(first + b"(?:" + b"|".join(b"[%s]%s{%d}" % (kind, follow, count) for kind, count in kinds) + b")")


def _sequences_of_each(table: dict[int, str], leads: Leads) -> tuple[tuple[bytes, re.Pattern[bytes]], ...]:
    """The same for each character that may come first, with its first byte: for a text in which all words have that.

    Two bytes are searched twice as fast as one, where so many of them are found in vain.
    """
    follow = _any_of(_following(table))
    each = ((table[byte].encode(), count) for lead, count in leads for byte in lead)
    return tuple((first[:1], re.compile(b"%s%s{%d}" % (first, follow, count))) for first, count in each)


def _any_of(characters: set[str]) -> bytes:
    """An expression for one of the characters, in UTF-8."""
    by_start: dict[bytes, bytes] = {}
    for written in sorted(character.encode() for character in characters):
        by_start[written[:-1]] = by_start.get(written[:-1], b"") + b"\\x%02x" % written[-1]
    return b"(?:" + b"|".join(b"%s[%s]" % one for one in by_start.items()) + b")"


_LEADS = ((range(0xC2, 0xE0), 1), (range(0xE0, 0xF0), 2), (range(0xF0, 0xF5), 3))
_EASTERN_LEADS = ((range(0xD0, 0xD2), 1),)
_AS_WESTERN, _AS_EASTERN = _sequences(_WESTERN, _LEADS), _sequences(_EASTERN, _EASTERN_LEADS)
# With the byte that each begins with: looking for that alone takes no time.
_SUSPECT = (
    (b"\xc3", _sequences_in_bytes(_WESTERN, _LEADS)),
    (b"\xc3", re.compile(rb"\xc3[\x80-\xbf](?:\xc3[\x80-\xbf]|\xc2[\xa8\xb8]){2}")),  # what `_SHIFTED` finds
    (b"\xc2", re.compile(rb"\xc2[\xa8\xb8](?:\xc3[\x80-\xbf]|\xc2[\xa8\xb8]){2}")),
    *_sequences_of_each(_EASTERN, _EASTERN_LEADS),
)
_WEST_BYTE = {character: byte for byte, character in _WESTERN.items()}
_EAST_BYTE = {character: byte for byte, character in _EASTERN.items()}


def mend(text: str) -> str:
    """The text, right again where it was wrong."""
    if text.isascii() or not is_suspect(text.encode("utf-8", "replace")):
        return text
    return _PIECE.sub(_mended, text)


def is_suspect(written: bytes) -> bool:
    """Whether anything may have to be mended in a text, of which `written` is UTF-8: bytes are searched much faster."""
    return any(first in written and pattern.search(written) for first, pattern in _SUSPECT)


def _mended(found: re.Match[str]) -> str:
    piece = found[0]
    if piece.isascii():
        return piece
    return _from_western(piece) or _from_eastern(piece) or _shifted(piece) or piece


def _from_western(piece: str) -> str | None:
    """UTF-8 that was read as windows-1252."""
    rest = _AS_WESTERN.sub("", piece)
    count = len(_AS_WESTERN.findall(piece))
    if not count or any("\u00c0" <= letter <= "\u045f" for letter in rest):
        return None
    if count < _SURE and not any(letter in _TYPICAL for letter in piece):
        return None
    return _AS_WESTERN.sub(lambda one: _utf8(one[0], _WEST_BYTE), piece)


def _from_eastern(piece: str) -> str | None:
    """Cyrillic in UTF-8 that was read as windows-1251: every other letter is an Er or an Es."""
    rest = _AS_EASTERN.sub("", piece)
    count = len(_AS_EASTERN.findall(piece))
    if count < 2 * _SURE or sum("\u0400" <= letter <= "\u045f" for letter in rest) > count // 20:
        return None
    return _AS_EASTERN.sub(lambda one: _utf8(one[0], _EAST_BYTE), piece)


def _shifted(piece: str) -> str | None:
    """Cyrillic in windows-1251 that was read as windows-1252: whole words of accented letters."""
    letters = "".join(_SHIFTED.findall(piece))
    beyond = sum("\u00c0" <= letter <= "\u00ff" for letter in piece)
    if len(letters) < _FEWEST_SHIFTED or len(letters) < beyond / 2:
        return None
    read = letters.encode("latin-1").decode("cp1251").lower()
    if sum(letter in _FREQUENT for letter in read) < _MIN_FREQUENT * len(read):
        return None
    return "".join(
        bytes([_WEST_BYTE[letter]]).decode("cp1251", "replace") if letter in _WEST_BYTE else letter for letter in piece
    )


def _utf8(sequence: str, byte_of: dict[str, int]) -> str:
    try:
        return bytes(byte_of.get(letter, ord(letter) & 0xFF) for letter in sequence).decode("utf-8")
    except UnicodeDecodeError:
        return sequence
