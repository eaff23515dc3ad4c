"""Keys of a name that stay the same when it is written in another script or by another country's rules.

In: one word. Out: a small set of keys; two words may be spellings of one name when their sets meet. Vowels, doubled
letters and what transliterations disagree about are gone from a key, so that a key proposes and never proves.
Never tells a name from an ordinary word, and reads nothing but the word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

WORDS_REMEMBERED = 32_768  # some 15 MB
SPELLINGS_REMEMBERED = 8_192
LONGEST = 40  # letters; no name is longer, and junk costs nothing

# Letters to Latin. Everything else of the script vanishes: vowel signs, tatweel, ain and the feminine ending.
_ARABIC = str.maketrans(
    {
        **dict.fromkeys("اأإآٱ", "a"),
        **dict.fromkeys("تطثة", "t"),
        **dict.fromkeys("حخهھہ", "h"),
        **dict.fromkeys("دذض", "d"),
        **dict.fromkeys("زظژسشصچ", "s"),
        **dict.fromkeys("قكکگ", "k"),
        **dict.fromkeys("وؤۆ", "u"),
        **dict.fromkeys("يىیئې", "i"),
        **dict(zip("بپجرغفڤلمن", "bpgrgfvlmn", strict=True)),
        "ة": "",
    }
)
_ARTICLE = re.compile(r"^(?:وال|بال|فال|كال|لال|ال|لل)(?=\w{3})")  # the, and-the, in-the, …: حفتر = الحفتر
_FIRST_WAW = re.compile("^و")  # Walid; but also: and
_LATIN_ARTICLE = re.compile(r"^(?:al|el)[-'’ ]+(?=\w{2})", re.IGNORECASE)
# The English genitive and Turkish cases stand behind an apostrophe.
_ENDING = re.compile(
    r"['’ʼ](?:s|[yn]?[iıuü]n?|[yn]?[ae]|[dt][ae]n?(?:ki)?|y?l[ae])?$",
    re.IGNORECASE,
)
_DIGRAPHS = re.compile("shch|schtsch|dsch|tsch|sch|dzh|tch|zh|sh|sz|rz|cz|dj|zj|ch|ts|tz|kh|gh|dh|th|ph|ck")
_DIGRAPH = {"kh": "h", "gh": "g", "dh": "d", "th": "t", "ph": "f", "ck": "k"}  # any other is a sibilant
_FIRST_GLIDE = re.compile("^[jyi](?=[aeou])")
_GLIDE = re.compile("(?<=[aeiou])[jy]|(?<=[^aeiou])[jy](?=[^aeiou]|$)|[jy]$")
_CLASSES = str.maketrans("wvqgxzcjpd", "ffkkksssbt")
_DROPPED = str.maketrans("", "", "aeiouyh")
_DOUBLED = re.compile(r"(.)\1+")
_PINYIN = str.maketrans("xqj", "sss")  # 谢尔盖 XieErGai
_CASES = re.compile("(?<=[^aeiou])(?:[oeyi]mu?|ami|owi|ovi)$")  # Хафтаром, Haftarem, Haftarowi
_INFLECTED_FROM = 6  # letters; a shorter word that ends so is not cut
_AFTER_AND = 3  # Arabic letters at least behind the word for 'and' that is written together


@lru_cache(maxsize=WORDS_REMEMBERED)
def name_keys(word: str) -> frozenset[str]:
    """Keys of one word (text.md 5.2, v2); empty if it has no letters. Spellings of one name share a key.

    A key is `A` for a first vowel, then consonants of nine classes: Shoigu, Schoigu, Шойгу and شويغو give `sk`. A
    Chinese run is read as pinyin, which only comes near: 瓦格纳 gives `fkn`, Wagner `fknr`.
    """
    return frozenset(filter(None, (_skeleton(form) for form in _forms(spelling(word), word))))


@lru_cache(maxsize=SPELLINGS_REMEMBERED)
def spelling(word: str) -> str:
    """A word in a-z without article, genitive and digraphs: what spellings are compared by, letter for letter.

    Of Arabic script it has no short vowels.
    """
    word = unicodedata.normalize("NFKC", word[:LONGEST])
    if is_arabic(word):
        return _letters(_FIRST_WAW.sub("v", _ARTICLE.sub("", _unmarked(word))).translate(_ARABIC))
    plain = _LATIN_ARTICLE.sub("", _ENDING.sub("", word)).lower().replace("х", "h").replace("й", "i")
    latin = _letters(anyascii(plain).lower())
    return _without_digraphs(latin.translate(_PINYIN) if _is_han(word) else latin)


@lru_cache(maxsize=SPELLINGS_REMEMBERED)
def sounds(word: str) -> str:
    """`spelling` in letters that transliterations tell apart: Jewkurow and Yevkurov both give `efkurof`."""
    return _classed(spelling(word))


def is_arabic(word: str) -> bool:
    """Whether a word is in Arabic script, by its first letter."""
    if word.isascii():
        return False
    first = word[0] if word[0].isalpha() else next(filter(str.isalpha, word), "")
    return "\u0600" <= first <= "\u06ff" or "\u0750" <= first <= "\u077f"


def _is_han(word: str) -> bool:
    return "\u3400" <= word[:1] <= "\u9fff"


def _unmarked(word: str) -> str:
    return "".join(sign for sign in word if sign.isalpha() and sign != "\u0640")


def _letters(text: str) -> str:
    return "".join(sign for sign in text if "a" <= sign <= "z")


def _without_digraphs(latin: str) -> str:
    return _DIGRAPHS.sub(lambda found: _DIGRAPH.get(found[0], "s"), latin)


def _forms(plain: str, word: str) -> tuple[str, ...]:
    """The spelling and those that it may stand for: kh said as k, 'and' before it, a genitive's or a case's ending."""
    forms = [plain]
    if word[:2].lower() == "kh":
        forms.append("k" + plain[1:])
    if word[:1] == "و" and len(plain) > _AFTER_AND:
        forms.append(plain[1:])
    if len(plain) >= _INFLECTED_FROM and not is_arabic(word):
        if plain.endswith("s"):
            forms.append(plain[:-1])
        forms.append(_CASES.sub("", plain))
    return tuple(dict.fromkeys(forms))


def _skeleton(plain: str) -> str:
    if not plain:
        return ""
    classed = _classed(plain)
    first = "A" if classed[0] in "aeiouy" else classed[0]
    return _DOUBLED.sub(r"\1", first + classed[1:].translate(_DROPPED))


def _classed(plain: str) -> str:
    return _GLIDE.sub("i", _FIRST_GLIDE.sub("", plain)).translate(_CLASSES)
