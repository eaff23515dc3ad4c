"""A dictionary for the texts of each language: made when its first text comes.

Comes in: terms by language and pattern; later the language of a text, if it is sure. Goes out: the dictionary of the
terms that count in it. Never sees a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain

from monitor.engine.dictionary import Dictionary, Patterns, Written
from monitor.engine.terms import ANY_LANGUAGE
from monitor.model import Language

ANY_AT_MOST = 10_000  # patterns of no one language; where there are more, all languages share one automaton

ByLanguage = Mapping[str, Patterns]


class Dictionaries:
    """A dictionary for the texts of each language, and one for those of which it is not sure."""

    __slots__ = ("_made", "_written")

    def __init__(self, written: ByLanguage) -> None:
        self._written = written
        self._made: dict[str | None, Dictionary] = {}

    @property
    def patterns(self) -> tuple[str, ...]:
        """Those of all languages."""
        return tuple(dict.fromkeys(chain.from_iterable(self._written.values())))

    def of(self, code: str | None) -> Dictionary:
        """The terms that count in texts of a language; all for texts of which it is not sure."""
        dictionary = self._made.get(code)
        if dictionary is None:
            dictionary = self._made[code] = self._make(code)
        return dictionary

    def _make(self, code: str | None) -> Dictionary:
        if code is None:
            return Dictionary(_merged(self._written.values()))
        if code not in self._written and code != ANY_LANGUAGE:
            return self.of(ANY_LANGUAGE)
        of_any = self._written.get(ANY_LANGUAGE, {})
        counts = _merged((self._written.get(code, {}), of_any) if code != ANY_LANGUAGE else (of_any,))
        if len(of_any) <= ANY_AT_MOST:
            return Dictionary(counts)
        return Dictionary({pattern: counts.get(pattern, ()) for pattern in self.patterns}, self.of(None).automaton)


def sure(language: Language) -> str | None:
    """The language of a text as dictionaries go by it: `fr` of `fr-CA`; None when it is not sure."""
    return _primary(language.code) if language.sure and language.code else None


@lru_cache(maxsize=256)
def _primary(code: str) -> str:
    return code.split("-", maxsplit=1)[0].lower()


def _merged(parts: Iterable[Patterns]) -> dict[str, list[Written]]:
    merged: dict[str, list[Written]] = {}
    for part in parts:
        for pattern, written in part.items():
            merged.setdefault(pattern, []).extend(written)
    return merged
