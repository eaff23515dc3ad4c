"""Turn a document's bytes into text, whatever its headers claim.

In: bytes, the charset of the HTTP header. Out: text that an XML parser can take, and notes on what was mended.
Order: a byte order mark; bytes that are valid UTF-8 are UTF-8 whatever is declared; what is declared, if it fits;
UTF-8 with a few broken places; the encoding whose letters fit; windows-1252. A declaration that takes the bytes but
makes no language of them is not believed.
"""

from __future__ import annotations

import codecs
import re

from monitor.ingest import detect, mojibake, stray_bytes
from monitor.ingest.mend import scrub

_STARTS = ("<?", "<r", "<f", "<!", '{"', "{\n", "{ ", "\n<", " <", "\r\n")  # of documents in UTF-16 without a mark
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    *((start.encode(encoding), encoding) for encoding in _WIDE for start in _STARTS),
)
_NAMES = {  # that Python does not know
    **dict.fromkeys(("win-1251", "win1251", "windows1251", "cp-1251", "x-cp1251", "x-windows-1251"), "cp1251"),
    **dict.fromkeys(("win-1250", "win1250", "windows1250", "cp-1250", "x-cp1250"), "cp1250"),
    **dict.fromkeys(("x-cp1252", "win-1252", "windows1252", "iso-8859", "ansi", "utf-8859-1", "csiso88591"), "cp1252"),
    **dict.fromkeys(("koi8", "koi8r", "koi-8-r"), "koi8-r"),
    **dict.fromkeys(("x-mac-cyrillic", "maccyrillic"), "mac_cyrillic"),
    **dict.fromkeys(("x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("x-gbk", "windows-936"), "gb18030"),
    **dict.fromkeys(("windows-949", "x-windows-949"), "cp949"),
    **dict.fromkeys(("iso-8859-8-i", "iso-8859-8-e"), "iso8859-8"),
    **dict.fromkeys(("utf8mb4", "utf-8-bom"), "utf-8"),
    "x-euc-jp": "euc_jp",
    "x-x-big5": "big5hkscs",
    "windows-874": "cp874",
    "dos-852": "cp852",
    "dos-866": "cp866",
    "x-mac-roman": "mac_roman",
}
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([A-Za-z0-9._:-]{1,40})""")
_WIDER = {  # what servers mean by these names (WHATWG Encoding)
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
_CATCH_ALL = frozenset({"cp1252"})  # decodes nearly anything: a server's default rather than a statement
_UTF8_OR_UNKNOWN = frozenset({None, "utf-8", *_CATCH_ALL})
_SEVEN_BIT = frozenset(
    {"iso2022_kr", "hz", "iso2022_jp", *(f"iso2022_jp_{more}" for more in ("1", "2", "2004", "3", "ext"))}
)
_TEXT_ENCODINGS_REFUSED = frozenset({"utf-7", "idna", "punycode", "raw_unicode_escape", "unicode_escape"})
_TWO_BYTE = frozenset({"gb18030", "big5hkscs", "cp949", "cp950", "cp932", "euc_jp", "johab"})
_MAINFRAME = "cp037"  # EBCDIC: in all of its variants a declaration is of the same bytes, but for quotation marks
_DECLARED_THERE = re.compile(r"encoding *= *.([A-Za-z0-9._:-]{1,40})")
_HIGH = bytes(range(0x80, 0x100))
_FEW = 12  # non-ASCII bytes up to which two-byte text may be valid UTF-8 by accident
_TELLABLE = frozenset({"cp1251", "koi8-r", "koi8-u", "iso8859-5", "cp866", *_TWO_BYTE})
_WORST_BROKEN = 0.05  # share of non-ASCII bytes: a cut or a stray byte, not another encoding
_ENOUGH = 40  # non-ASCII bytes from which a declaration can be contradicted by what it makes of them
_CONTRADICTED = 0.5  # a declared encoding that fits less than half as well as another is a mistake


def decode(body: bytes, *, charset: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Text and notes. Never fails: what cannot be read becomes U+FFFD, and a note says so."""
    text, notes = _decode(body, charset)
    mended = scrub(text)
    if mended != text:
        notes = (*notes, "characters that XML forbids were taken out")
    righted = mojibake.mend(mended)
    if righted != mended:
        mended, notes = righted, (*notes, "text that had been decoded wrongly before was put right")
    return mended.lstrip("\ufeff \t\r\n"), notes


def _decode(body: bytes, charset: str | None) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body.decode(encoding, "replace"), ()
    if body.startswith("<?xml".encode(_MAINFRAME)):
        return _of_mainframe(body), ()
    declared = stated(body, charset)
    if declared in _SEVEN_BIT and (text := _strict(body, declared)) is not None:
        return text, ()
    if (declared not in _TWO_BYTE or _high(body) > _FEW) and (text := _strict(body, "utf-8")) is not None:
        differs = declared not in {None, "utf-8"} and not body.isascii()
        return text, ((f"declared {declared}, read as UTF-8",) if differs else ())
    return _decode_other(body, declared, _high(body))


def _of_mainframe(body: bytes) -> str:
    """EBCDIC, in the variant that it declares."""
    found = _DECLARED_THERE.search(body[:300].decode(_MAINFRAME))
    declared = _known(found[1]) if found else None
    is_variant = declared is not None and body.startswith("<?xml".encode(declared))
    return body.decode(declared if declared and is_variant else _MAINFRAME, "replace")


def _high(body: bytes) -> int:
    """How many bytes are beyond ASCII."""
    return len(body) - len(body.translate(None, _HIGH))


def _decode_other(body: bytes, stated: str | None, high: int) -> tuple[str, tuple[str, ...]]:
    """Bytes that are not UTF-8, or too few to tell."""
    told = detect.best(body)
    if stated is not None and stated not in _CATCH_ALL and (text := _strict(body, stated)) is not None:
        if not _contradicted(body, stated, high, told):
            return text, ()
    else:
        text = body.decode("utf-8", "ignore")
        whole = len(text.encode()) - (len(body) - high)  # bytes of the characters that are UTF-8
        if stated in _UTF8_OR_UNKNOWN and high - whole <= _WORST_BROKEN * high:
            return stray_bytes.read(body), ("a few bytes are not UTF-8 and were replaced",)
    declared = f"declared {stated}" if stated else "no encoding declared"
    if told and told[0] != "cp1252" and told[1] >= detect.GOOD:
        return body.decode(told[0], "replace"), (f"{declared}, read as {told[0]} by its letters",)
    fallback = _strict(body, "cp1252")
    note = () if stated in _CATCH_ALL else (f"{declared}, read as windows-1252",)
    return (body.decode("latin-1") if fallback is None else fallback), note


def _contradicted(body: bytes, stated: str, high: int, told: tuple[str, float] | None) -> bool:
    """Whether the bytes fit the declared encoding, which takes them, far worse than another."""
    if told is None or high < _ENOUGH or told[1] < detect.GOOD or told[0] == stated:
        return False
    return stated in _TELLABLE and detect.fit(body, stated) < _CONTRADICTED * told[1]


def stated(body: bytes, charset: str | None) -> str | None:
    """The encoding that is stated, None for none that can be.

    What the HTTP header says, or the XML declaration if the header only has a server's default.
    """
    found = _DECLARED.match(body[:300])
    declared = _known(found[1].decode("ascii")) if found else None
    header = _known(charset) if charset else None
    return declared if header is None or (header in _CATCH_ALL and declared) else header


def _known(name: str) -> str | None:
    """Python's name of a text encoding, widened; None for one that nobody should use or knows."""
    try:
        name = name.strip().strip("\"'")
        found = codecs.lookup(_NAMES.get(name.lower(), name))
        "".encode(found.name)  # LookupError for codecs that do not make text of bytes (base64, rot13)
    except (LookupError, ValueError):
        return None
    if found.name in _TEXT_ENCODINGS_REFUSED or found.name.startswith(("utf-16", "utf-32")):
        return None  # without mark or pattern the bytes are no UTF-16
    return _WIDER.get(found.name, found.name)


def _strict(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
