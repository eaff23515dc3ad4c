"""Read the few bytes of a UTF-8 document that are not UTF-8: letters that came from elsewhere in their old encoding.

In: the bytes. Out: the text; what is half a character, as cut titles end in, becomes U+FFFD. A name keeps its letter:
'�urawski' would be found by nobody.
"""

from __future__ import annotations

import re

from monitor.ingest import detect

_STRAY = re.compile("[\udc80-\udcff]+")
_ESCAPED = 0xDC00
_LATIN = "cp1252"
_FIRST_GREEK = "\u0370"  # before it, letters are Latin
_UNKNOWN = "\ufffd"
_CANDIDATES = ("cp1252", "cp1250", "cp1254", "cp1257", "cp1251", "cp1253")


def read(body: bytes) -> str:
    """The text, with stray bytes read in the encoding of which the rest of the text has most letters."""
    text = body.decode("utf-8", "surrogateescape")
    stray = _STRAY.findall(text)
    leads = {byte for letter in set(text) if "\x80" <= letter < "\ud800" for byte in letter.encode()[:1]}
    encoding = _encoding(b"".join(map(_bytes, stray)), _STRAY.sub("", text))

    def letters(found: re.Match[str]) -> str:
        before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
        written = _bytes(found[0])
        if written[0] in leads and not _alike("a", after):  # half a character
            return _UNKNOWN
        read = written.decode(encoding, "replace")
        return read if not read[0].isalpha() or _alike(read[0], before) or _alike(read[-1], after) else _UNKNOWN

    return _STRAY.sub(letters, text)


def _encoding(stray: bytes, rest: str) -> str:
    """That which makes of the bytes letters that the rest has too; where none does, what they are by themselves."""
    known = {letter for letter in rest if letter > "\x7f"}
    known |= {letter.swapcase() for letter in known}
    shares = {name: _known_letters(stray, name, known) for name in _CANDIDATES}
    best = max(_CANDIDATES, key=shares.__getitem__)
    if shares[best]:
        return best
    told = detect.best(b" ".join(stray[place : place + 1] for place in range(len(stray))))
    return told[0] if told and told[1] >= detect.GOOD and told[0] in _CANDIDATES else _LATIN


def _known_letters(stray: bytes, encoding: str, known: set[str]) -> int:
    return sum(letter.isalpha() and letter in known for letter in stray.decode(encoding, "replace"))


def _alike(letter: str, beside: str) -> bool:
    """Whether both are letters of one script, as far as that matters here."""
    return beside.isalpha() and (letter < _FIRST_GREEK) == (beside < _FIRST_GREEK)


def _bytes(escaped: str) -> bytes:
    return bytes(ord(letter) - _ESCAPED for letter in escaped)
