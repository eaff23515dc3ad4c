"""Countries within the names of forces and organisations that the gazetteer knows: le ministère russe de la Défense.

In: a folded word, or nothing, and a country's code. Out: whether the word names the country in some language; how
Chinese write it. The gazetteer takes such a name whole, so that it finds no country there. Never looks at a text.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from monitor.text.country_names import country_names
from monitor.text.fold import fold_words

KINDS_NAMED_BY_COUNTRY = frozenset({"organisation", "state-force"})
LETTERS_TOLD = 3  # by which an adjective and its country's name agree: russe, Russie; российский, Россия
ABBREVIATED: Mapping[str, str] = {"рф": "RU", "ири": "IR", "сар": "SY", "кндр": "KP"}  # in capitals, folded here
_LANGUAGES = ("en", "de", "fr", "es", "it", "pl", "pt", "ru", "uk", "tr", "ar", "fa")
_CHINESE = ("zh", "zh_Hant")
_ARTICLE = "ال"


def names_country(word: str, code: str) -> bool:
    """Whether a folded word begins like one of the country's names."""
    return word.removeprefix(_ARTICLE)[:LETTERS_TOLD] in _beginnings(code)


@cache
def in_chinese(code: str) -> tuple[str, ...]:
    """The country's names in Chinese, in short and in long characters."""
    return tuple(dict.fromkeys(country_names(language).get(code, "?") for language in _CHINESE))


@cache
def _beginnings(code: str) -> frozenset[str]:
    names = (fold_words(country_names(language).get(code, "")) for language in _LANGUAGES)
    words = (word for name in names for word in name.split(" "))
    return frozenset(word[:LETTERS_TOLD] for word in words if len(word) > LETTERS_TOLD)
