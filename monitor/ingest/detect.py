"""Tell an encoding by the letters that its reading gives.

In: bytes that are not UTF-8. Out: the encoding under which they read most like a language that is written in it, and
how well. Never sure about a few bytes: the caller decides what a fit is worth.

Each alphabet has the letters that make up most of its running text, with their usual share; the fit of an encoding is
the share found, divided by the usual one. Latin alphabets have all their accented letters instead, as accents are few.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SAMPLE = 100_000  # bytes that are looked at
GOOD = 0.7  # a fit from which a reading is believed
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")
_MIN_IN_RUNS = 0.6  # accents stand alone among ASCII letters; another alphabet stands in runs
_MOST_BROKEN = 0.02
_HIGH = re.compile(r"[^\x00-\x7f]")
# £ ¥ ¹ ³ ¼ ¾ are Polish and Slovak letters elsewhere: at a figure, or alone, or in m³, they are no part of a word.
_LETTERS = rb"A-Za-z\x8a\x8c-\x8f\x9a\x9c-\x9f\xa1-\xff"
_NO_LETTER = re.compile(
    rb"(?<=\d)[\xa3\xa5\xb3\xb9\xbc\xbe]|[\xa3\xa5\xb3\xb9\xbc\xbe](?=\d)|(?<=[cdk\d\s]m)\xb3(?![" + _LETTERS + rb"])"
    rb"|(?<![" + _LETTERS + rb"])[\xa3\xa5\xb3\xb9\xbc\xbe](?![." + _LETTERS + rb"])"  # with a full stop: an initial
)

# How 'Vučić' and 'Milošević' look in windows-1252: no language that is written in it ends words so.
_BALKAN = re.compile(rb"(?<=[A-Za-z\x80-\xff])[io]\xe6(?![A-Za-z\x80-\xff])")

_CYRILLIC = frozenset("оеаинтсрві")
_KANA = frozenset("のにをはがたでとしるいてなかられこすりまンスイルトラアクリシタ、。ー")
_HANGUL = frozenset("이다의는에을를고가한로지은하도사기대서자인정시해리어아나부보일제국수전")
_SIMPLE = frozenset("的一是不了在有人这中大国为上个到们年会地以出对生和发后于说时要部与被将新行政公进制两月日，。、")
_TRADITIONAL = frozenset(
    "的一是不了在有人這中大國為上個到們年會地以出對生和發後於說時要部與被將新行政公進制兩月日，。、"
)


@dataclass(frozen=True, slots=True)
class _Alphabet:
    encodings: tuple[str, ...]  # where two fit alike, the earlier
    letters: frozenset[str]
    share: float  # of all characters beyond ASCII in running text


_ALPHABETS = (
    _Alphabet(("cp1251", "koi8-r", "koi8-u", "iso8859-5", "cp866"), _CYRILLIC, 0.6),
    _Alphabet(("cp1253", "iso8859-7"), frozenset("αοιετσνηυρκπςμλά"), 0.75),
    _Alphabet(("cp1255",), frozenset("יוהלארתמבשנ"), 0.7),
    _Alphabet(("cp1256", "iso8859-6"), frozenset("الينمترودبعة"), 0.7),
    _Alphabet(("cp874",), frozenset("านรอกเงมยล่วดท้สตะป"), 0.6),
    _Alphabet(("cp932", "euc_jp"), _KANA, 0.35),
    _Alphabet(("cp949",), _HANGUL, 0.4),
    _Alphabet(("gb18030",), _SIMPLE, 0.2),
    _Alphabet(("big5hkscs",), _TRADITIONAL, 0.2),
)
_SIGNS = "„“”‘’‚«»–—…€°§·•\u00a0"
_ACCENTED = (
    ("cp1252", "àâæçéèêëîïôœùûü", "äöüß", "áéíóúüñ¿¡ºª", "ãáâàçéêíóôõúü", "àèéìíòóù", "åäöæøé", "áðéíóúýþæö"),
    ("cp1250", "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž"),
    ("cp1254", "çğıöşüâîİ"),
    ("iso8859-2", "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű", "čćđšž"),
    ("cp1257", "ąčęėįšųūž", "āčēģīķļņšūž"),
)


def best(body: bytes) -> tuple[str, float] | None:
    """The encoding that fits best, and its fit (about 1 for running text); None when there is nothing to go by."""
    sample = body[:SAMPLE]
    high = len(sample) - len(sample.translate(None, bytes(range(0x80, 0x100))))
    if not high:
        return None
    if sum(map(len, _HIGH_RUN.findall(sample))) < _MIN_IN_RUNS * high:
        return _best_accented(sample)
    fits = [(name, fit(sample, name)) for alphabet in _ALPHABETS for name in alphabet.encodings]
    told = max(fits, key=lambda pair: pair[1])
    return told if told[1] >= GOOD else max(told, _best_accented(sample), key=lambda pair: pair[1])


def fit(body: bytes, encoding: str) -> float:
    """How well the bytes read in an encoding of an alphabet of its own; 0 for one that is not known here."""
    alphabet = next((one for one in _ALPHABETS if encoding in one.encodings), None)
    return _share(body[:SAMPLE], encoding, alphabet.letters) / alphabet.share if alphabet else 0.0


def _best_accented(sample: bytes) -> tuple[str, float]:
    """Of Latin encodings; an accent stands between letters, so that 'ł' is likelier than '³'."""
    sample = _NO_LETTER.sub(b"", sample)
    western = _BALKAN.search(sample) is None
    fits = [
        (encoding, _share(sample, encoding, frozenset(letters + letters.upper() + _SIGNS)))
        for encoding, *languages in _ACCENTED
        if western or encoding != "cp1252"
        for letters in languages
    ]
    return max(fits, key=lambda pair: pair[1])


def _share(sample: bytes, encoding: str, letters: frozenset[str]) -> float:
    """The share of `letters` among the characters beyond ASCII; 0 when the bytes are not of this encoding."""
    characters = _HIGH.findall(sample.decode(encoding, "replace"))
    if not characters or characters.count("\ufffd") > max(1, _MOST_BROKEN * len(characters)):
        return 0.0
    return sum(character in letters for character in characters) / len(characters)
