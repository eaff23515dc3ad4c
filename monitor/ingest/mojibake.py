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
_ACCENTED = b"\xc3"  # in UTF-8, of all letters from U+00C0 to U+00FF, of which one begins whatever is mended as Western
_ER_OR_ES = re.compile(rb"\xd0[\xa0\xa1]")  # in UTF-8, of one of the two that begin whatever is mended as Eastern
_FEWEST_SHIFTED = 8
_FREQUENT = frozenset("оеаинтсрві")
_MIN_FREQUENT = 0.45


def _sequences(table: dict[int, str], leads: tuple[tuple[range, int], ...]) -> re.Pattern[str]:
    """What UTF-8 looks like when its bytes are read as characters of `table`. C1 controls stand for themselves."""
    follow = "".join(
        {re.escape(table[byte]) for byte in range(0x80, 0xC0)} | {rf"\x{n:02x}" for n in range(0x80, 0xA0)}
    )
    classes = [("".join(re.escape(table[byte]) for byte in lead), count) for lead, count in leads]
    kinds = (f"(?<=[{lead}])[{follow}]{{{count}}}" for lead, count in classes)
    return re.compile(f"[{''.join(lead for lead, _ in classes)}](?:{'|'.join(kinds)})")  # a class first, as above


_LEADS = ((range(0xC2, 0xE0), 1), (range(0xE0, 0xF0), 2), (range(0xF0, 0xF5), 3))
_AS_WESTERN = _sequences(_WESTERN, _LEADS)
_AS_EASTERN = _sequences(_EASTERN, ((range(0xD0, 0xD2), 1),))
_WEST_BYTE = {character: byte for byte, character in _WESTERN.items()}
_EAST_BYTE = {character: byte for byte, character in _EASTERN.items()}


def mend(text: str) -> str:
    """The text, right again where it was wrong."""
    if text.isascii() or not is_suspect(text.encode("utf-8", "replace"), text):
        return text
    return _PIECE.sub(_mended, text)


def is_suspect(written: bytes, text: str | None = None) -> bool:
    """Whether anything may have to be mended in a text, of which `written` is UTF-8.

    Bytes tell of most texts that nothing does, ten times as fast. Raises `UnicodeDecodeError` for other bytes.
    """
    western, eastern = _ACCENTED in written, _ER_OR_ES.search(written) is not None
    if not (western or eastern):
        return False
    text = written.decode() if text is None else text
    if western and (_AS_WESTERN.search(text) or _SHIFTED.search(text)):
        return True
    return eastern and _AS_EASTERN.search(text) is not None


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
