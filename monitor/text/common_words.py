"""Common words: a text in, the language that its commonest words leave no doubt about out, or None.

A text of a few sentences has so many words that stand in one language alone ('the', 'який', 'için') that nothing more
needs to be asked. None says nothing about the text: it may be short, mixed, in another language, or full of names.
Takes 0.01 ms, an eighth of what the language model takes; the words are data (`common_words.yaml`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from monitor.text.tables import table

_START, _END = 400, 600  # characters that are looked at
_DECLARED = 4  # different words that confirm what is declared
_ALONE = 6  # different words that tell a language which nobody declared
_OUTNUMBERED = 3  # times as many as words of other languages
# A long text in what is declared shows it at a shorter look, for which more is asked.
_FIRST_START, _FIRST_END = 240, 360
_AT_FIRST, _OUTNUMBERED_AT_FIRST = 5, 4
_LONGEST_WORDS = 9  # characters on average, with the space: beyond, much of it is in no such language
_FIRST_HAN = "\u3400"
_SAY_MORE = {"han": 3}  # letters of other scripts that say as much as a character, which counts as a word


class _Tongue(NamedTuple):
    """A language's words: those that stand in it alone, and those with what it shares with others."""

    own: frozenset[str]
    all: frozenset[str]


class _Look(NamedTuple):
    """The listed words of a text's start and end, and all words of each."""

    listed: frozenset[str]
    start: Sequence[str]
    end: Sequence[str]

    @classmethod
    def at(cls, text: str, script: str, start: int, end: int) -> _Look:
        half, say = (len(text) + 1) // 2, _SAY_MORE.get(script, 1)
        first = _words(text[: min(half, start // say)], script)
        last = _words(text[-min(half, end // say) :], script)
        listed = _characters() if script in _SAY_MORE else _listed()
        return cls(listed.intersection([*first, *last]), first, last)

    def tells(self, tongue: _Tongue, enough: int, outnumbered: int) -> bool:
        """Whether so many words of a language alone leave no doubt, at the start and at the end."""
        own = tongue.own & self.listed
        if len(own) < enough:
            return False
        fitting = len(tongue.all & self.listed)
        if (len(self.listed) - fitting) * outnumbered > min(len(own), fitting):
            return False
        return not (own.isdisjoint(self.start) or own.isdisjoint(self.end))


def told_by_words(text: str, script: str, *, declared: str | None) -> str | None:
    """The language (ISO 639-1) of a text mostly in `script`, if its start and its end have enough words of it."""
    tongues = _tongues()
    as_declared = tongues.get(declared or "")
    if as_declared and len(text) > _START + _END:
        first_look = _Look.at(text, script, _FIRST_START, _FIRST_END)
        if first_look.tells(as_declared, _AT_FIRST, _OUTNUMBERED_AT_FIRST):
            return declared
    look = _Look.at(text, script, _START, _END)
    if as_declared and len(as_declared.own & look.listed) >= _DECLARED:
        return declared if look.tells(as_declared, _DECLARED, _OUTNUMBERED) else None
    code = max(tongues, key=lambda one: len(tongues[one].own & look.listed))
    return code if look.tells(tongues[code], _ALONE, _OUTNUMBERED) else None


def _words(text: str, script: str) -> Sequence[str]:
    """The words of a text, or its characters; none of one that is mostly written without spaces."""
    if script in _SAY_MORE:
        return text
    words = text.lower().split()
    return words if len(text) <= len(words) * _LONGEST_WORDS else ()


@lru_cache(maxsize=1)
def _tongues() -> Mapping[str, _Tongue]:
    """The languages that can be told. Too few words are listed of their neighbours to tell those from theirs."""
    kinds = table("common_words.yaml")
    shared = [(codes.split(), words) for codes, words in kinds["shared"].items()]
    return {
        code: _Tongue(frozenset(own), frozenset(own).union(*(words for codes, words in shared if code in codes)))
        for code, own in kinds["told"].items()
    }


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    """All words, those of neighbours too."""
    return frozenset(word for kind in table("common_words.yaml").values() for words in kind.values() for word in words)


@lru_cache(maxsize=1)
def _characters() -> frozenset[str]:
    """Those of them that are Chinese."""
    return frozenset(word for word in _listed() if word >= _FIRST_HAN)
