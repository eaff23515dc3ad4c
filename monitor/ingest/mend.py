"""Mend what XML forbids and feeds contain all the same.

In: a document's text. Out: the text with stray ampersands, HTML entities, control characters and impossible character
references put right. A well-formed document comes out as it went in.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Mapping
from functools import partial
from html.entities import html5

from monitor.ingest import sections

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROL_BYTES = bytes((*range(9), 11, 12, *range(14, 32)))
_NO_CHARACTERS = (re.compile(rb"\xed[\xa0-\xbf]"), re.compile(rb"\xef\xbf[\xbe\xbf]"))  # surrogates, U+FFFE and U+FFFF
_PAIR = re.compile(r"&#(x[dD][89abAB][0-9a-fA-F]{2}|5[56]\d{3});&#(x[dD][c-fC-F][0-9a-fA-F]{2}|5[67]\d{3});")
_REFERENCE = re.compile(r"&#([xX][0-9a-fA-F]+|[0-9]+);")
_LONGEST_REFERENCE = 9
_SURROGATES = range(0xD800, 0xE000)

_AMPERSAND = re.compile(r"&(?:(#[0-9]+;|#[xX][0-9a-fA-F]+;)|([A-Za-z][A-Za-z0-9]{0,31};))?")
_STRAY = re.compile(r"&(?!(?:#[0-9]+|#[xX][0-9a-fA-F]+|amp|lt|gt|quot|apos);)")
_MARKUP = frozenset("<>&")
_XML_OWN = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*\[.*?\]\s*>", re.DOTALL)
_ENTITY = re.compile(r"""<!ENTITY\s+([A-Za-z][A-Za-z0-9]{0,30})\s+(?:"([^"<>%]{1,200})"|'([^'<>%]{1,200})')\s*>""")
_MOST_ENTITIES = 1000
_LONGEST_ENTITY = 200  # characters, when what it refers to is put in
_LONGEST_HEADER = 200_000
_LONGEST_TAIL = 500_000
_ENDS = re.compile(r"</(?:item|entry)\s*>|</(?:rss|feed|rdf:RDF)\s*>", re.IGNORECASE)
_HALF_A_MARK = re.compile(r"(?:<[^<>]{0,2000}|&[#A-Za-z0-9]{0,10})$")
_SECTION = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_MARK = re.compile(r"<(/?)([A-Za-z][\w:.-]*)[^<>]*?(/?)>")
_OPEN, _CLOSE = sections.OPEN, sections.CLOSE


def scrub(text: str) -> str:
    """Without control characters and lone surrogates, which XML and PostgreSQL refuse; references to them mended."""
    if not _is_clean(text.encode("utf-8", "surrogatepass")):
        text = _CONTROL.sub("", text)
    if "&#" not in text:
        return text
    return _REFERENCE.sub(_legal, _PAIR.sub(_joined, text))


def is_legal(reference: str) -> bool:
    """Whether a reference by number, `8217` or `x2019`, stands for a character that XML knows."""
    point = _point(reference)
    return 0 <= point <= sys.maxunicode and point not in _SURROGATES and not _CONTROL.match(chr(point))


def _is_clean(written: bytes) -> bool:
    """Whether nothing has to be taken out, as of nearly every feed: bytes are looked through ten times as fast."""
    if len(written.translate(None, _CONTROL_BYTES)) != len(written):
        return False
    return written.isascii() or not any(pattern.search(written) for pattern in _NO_CHARACTERS)


def ampersands(text: str) -> str:
    """Stray `&` escaped and HTML entities put in as characters, CDATA sections apart, so that strict parsing works.

    A CDATA section within another loses its own marks. Entities that the document declares are put in when they stand
    for plain words; the declaration goes, and with it what an entity could fetch or multiply.
    """
    text, own = _declared(text) if "<!ENTITY" in text else (text, {})
    if not _has_stray(text):
        return text
    escape = partial(_escaped, own=own)
    pieces: list[str] = []
    place = 0
    while (start := text.find(_OPEN, place)) >= 0 and (end := text.find(_CLOSE, start)) >= 0:
        pieces.append(_AMPERSAND.sub(escape, text[place:start]))
        section, place = _section(text, start, end)
        pieces.append(section)
    return "".join((*pieces, _AMPERSAND.sub(escape, text[place:])))


def _has_stray(text: str) -> bool:
    """Whether `ampersands` has anything to do."""
    place = 0
    while (start := text.find(_OPEN, place)) >= 0 and (end := text.find(_CLOSE, start)) >= 0:
        if _STRAY.search(text, place, start) or text.find(_OPEN, start + len(_OPEN), end) >= 0:
            return True
        place = end + len(_CLOSE)
    return _STRAY.search(text, place) is not None


def cut_short(text: str) -> str:
    """A document that breaks off inside an item, with the open elements of that item closed."""
    start = max(text.rfind("<item"), text.rfind("<entry"))
    if start < 0 or len(text) - start > _LONGEST_TAIL or _ENDS.search(text, start):
        return text
    text = _HALF_A_MARK.sub("", text)
    if text.rfind(_OPEN) > max(text.rfind(_CLOSE), start):
        text += _CLOSE
    opened: list[str] = []
    for closing, name, empty in _MARK.findall(_SECTION.sub("", text[start:])):
        if closing:
            while opened and opened.pop() != name:
                pass
        elif not empty:
            opened.append(name)
    return text + "".join(f"</{name}>" for name in reversed(opened))


def _section(text: str, start: int, end: int) -> tuple[str, int]:
    """The CDATA section from `start` on, and where it is over: past the outer end when another is nested in it."""
    section, place = text[start : end + len(_CLOSE)], end + len(_CLOSE)
    inner = section.find(_OPEN, len(_OPEN))
    outer = text.find(_CLOSE, place, place + _LONGEST_TAIL) if inner >= 0 else -1
    if outer < 0 or text.find(_OPEN, place, outer) >= 0:  # well-formed text never has an end without a start
        return section, place
    whole = section[: -len(_CLOSE)].replace(_OPEN, "") + text[place:outer]
    return f"{_OPEN}{whole}{_CLOSE}", outer + len(_CLOSE)


def _declared(text: str) -> tuple[str, dict[str, str]]:
    """The text without its document type, and what its entities of plain words stand for."""
    start = text.find("<!DOCTYPE")
    found = _DOCTYPE.match(text, start, start + _LONGEST_HEADER) if start >= 0 else None
    if found is None:
        return text, {}
    own: dict[str, str] = {}
    for name, one, other in _ENTITY.findall(found[0])[:_MOST_ENTITIES]:  # an entity may refer to those before it
        value = html.unescape(_AMPERSAND.sub(partial(_escaped, own=own), one or other))
        if len(value) <= _LONGEST_ENTITY and not set(value) & _MARKUP:
            own[f"{name};"] = value
    return text[: found.start()] + text[found.end() :], own


def _escaped(found: re.Match[str], *, own: Mapping[str, str]) -> str:
    number, name = found.groups()
    if number or name in _XML_OWN:
        return found[0]
    character = own.get(name or "") or html5.get(name or "")
    return character if character and not set(character) & _MARKUP else f"&amp;{found[0][1:]}"


def _point(reference: str) -> int:
    if len(reference) > _LONGEST_REFERENCE:
        return -1
    return int(reference[1:], 16) if reference[0] in "xX" else int(reference)


def _joined(pair: re.Match[str]) -> str:
    """Two references to halves of one character, as some generators write emoji."""
    units = b"".join(_point(half).to_bytes(2, "big") for half in pair.groups())
    return units.decode("utf-16-be", "replace")


def _legal(reference: re.Match[str]) -> str:
    return reference[0] if is_legal(reference[1]) else ""
