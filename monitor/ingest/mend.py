"""Mend what XML forbids and feeds contain all the same.

In: a document's text. Out: the text with stray ampersands, HTML entities, control characters and impossible character
references put right. A well-formed document comes out as it went in.
"""

from __future__ import annotations

import re
import sys
from html.entities import html5

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PAIR = re.compile(r"&#(x[dD][89abAB][0-9a-fA-F]{2}|5[56]\d{3});&#(x[dD][c-fC-F][0-9a-fA-F]{2}|5[67]\d{3});")
_REFERENCE = re.compile(r"&#([xX][0-9a-fA-F]+|[0-9]+);")
_LONGEST_REFERENCE = 9
_SURROGATES = range(0xD800, 0xE000)

_AMPERSAND = re.compile(r"&(?:(#[0-9]+;|#[xX][0-9a-fA-F]+;)|([A-Za-z][A-Za-z0-9]{1,31};))?")
_XML_OWN = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_OPEN, _CLOSE = "<![CDATA[", "]]>"


def scrub(text: str) -> str:
    """Without control characters and lone surrogates, which XML and PostgreSQL refuse; references to them mended."""
    text = _CONTROL.sub("", text)
    if "&#" not in text:
        return text
    return _REFERENCE.sub(_legal, _PAIR.sub(_joined, text))


def ampersands(text: str) -> str:
    """Stray `&` escaped and HTML entities put in as characters, CDATA sections apart, so that strict parsing works.

    A document that declares entities of its own keeps all that it names.
    """
    if "<!ENTITY" in text:
        return text
    pieces: list[str] = []
    place = 0
    while (start := text.find(_OPEN, place)) >= 0 and (end := text.find(_CLOSE, start)) >= 0:
        pieces += (_AMPERSAND.sub(_escaped, text[place:start]), text[start:end])
        place = end
    return "".join((*pieces, _AMPERSAND.sub(_escaped, text[place:])))


def _escaped(found: re.Match[str]) -> str:
    number, name = found.groups()
    if number or name in _XML_OWN:
        return found[0]
    character = html5.get(name or "")
    return character if character and character not in "<>&" else f"&amp;{found[0][1:]}"


def _point(reference: str) -> int:
    if len(reference) > _LONGEST_REFERENCE:
        return -1
    return int(reference[1:], 16) if reference[0] in "xX" else int(reference)


def _joined(pair: re.Match[str]) -> str:
    """Two references to halves of one character, as some generators write emoji."""
    units = b"".join(_point(half).to_bytes(2, "big") for half in pair.groups())
    return units.decode("utf-16-be", "replace")


def _legal(reference: re.Match[str]) -> str:
    point = _point(reference[1])
    legal = 0 <= point <= sys.maxunicode and point not in _SURROGATES and not _CONTROL.match(chr(point))
    return reference[0] if legal else ""
