"""Common words: a text in, the language that its commonest words leave no doubt about out, or None.

A text of a few sentences has so many words that stand in one language alone ('the', 'який', 'için') that nothing more
needs to be asked. None says nothing about the text: it may be short, mixed, in another language, or full of names.
Takes 0.01 ms, an eighth of what the language model takes; the words are data (`common_words.yaml`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from monitor.text.tables import table

_START, _END = 400, 600  # characters that are looked at
_DECLARED = 4  # different words that confirm what is declared
_ALONE = 6  # different words that tell a language which nobody declared
_OUTNUMBERED = 3  # times as many as words of other languages
_LONGEST_WORDS = 9  # characters on average, with the space: beyond, much of it is in no such language
_FIRST_HAN = "\u3400"
_SAY_MORE = {"han": 3}  # letters of other scripts that say as much as a character, which counts as a word


def told_by_words(text: str, script: str, *, declared: str | None) -> str | None:
    """The language (ISO 639-1) of a text mostly in `script`, if its start and its end have enough words of it."""
    half, say = (len(text) + 1) // 2, _SAY_MORE.get(script, 1)
    start = _found(text[: min(half, _START // say)], script)
    end = _found(text[-min(half, _END // say) :], script)
    both, language_of = start | end, _telling()
    telling = [language_of[word] for word in both if word in language_of]
    code = declared if declared in telling else max(telling, key=telling.count, default="")
    times = telling.count(code)
    if times < (_DECLARED if code == declared else _ALONE):
        return None
    known = _words()
    rivals = sum(code not in known[word] for word in both)
    if rivals * _OUTNUMBERED > min(times, len(both) - rivals):
        return None
    stands_in = {word for word in both if language_of.get(word) == code}
    return code if stands_in & start and stands_in & end else None


def _found(text: str, script: str) -> frozenset[str]:
    """The common words of a text; none of one that is mostly written without spaces."""
    if script in _SAY_MORE:
        return _characters().intersection(text)
    words = text.lower().split()
    return _listed().intersection(words) if len(text) <= len(words) * _LONGEST_WORDS else frozenset()


@lru_cache(maxsize=1)
def _words() -> Mapping[str, tuple[str, ...]]:
    """The languages of each word."""
    kinds = table("common_words.yaml")
    lists = [(codes.split(), words) for kind in ("others", "shared", "told") for codes, words in kinds[kind].items()]
    found: dict[str, tuple[str, ...]] = {}
    for codes, words in lists:
        for word in words:
            found[word] = (*found.get(word, ()), *codes)
    return found


@lru_cache(maxsize=1)
def _telling() -> Mapping[str, str]:
    """The language of each word that stands in one alone."""
    return {word: codes[0] for word, codes in _words().items() if len(codes) == 1}


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    return frozenset(_words())


@lru_cache(maxsize=1)
def _characters() -> frozenset[str]:
    """Those of them that are Chinese."""
    return frozenset(word for word in _words() if word >= _FIRST_HAN)
