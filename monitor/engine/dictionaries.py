"""A dictionary for the texts of each language: made when its first text comes.

Comes in: terms by language and pattern; later the language of a text, if it is sure. Goes out: the dictionary of the
terms that count in it. Never sees a text.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import chain

from monitor.engine.dictionary import Dictionary, Part, Patterns
from monitor.engine.terms import ANY_LANGUAGE
from monitor.model import Language

ANY_AT_MOST = 10_000  # patterns of no one language; where there are more, all languages share one automaton

ByLanguage = Mapping[str, Patterns]


class Dictionaries:
    """A dictionary for the texts of each language, and one for those of which it is not sure."""

    __slots__ = ("_made", "_written")

    def __init__(self, *written: tuple[ByLanguage, int]) -> None:
        """What is written by language in one or several lexicons, with what is added to the numbers of its entries."""
        self._written = written
        self._made: dict[str | None, Dictionary] = {}

    @property
    def patterns(self) -> tuple[str, ...]:
        """Those of all languages."""
        return tuple(dict.fromkeys(chain.from_iterable(part for part, _ in self._of_all())))

    def of(self, code: str | None) -> Dictionary:
        """The terms that count in texts of a language; all for texts of which it is not sure."""
        dictionary = self._made.get(code)
        if dictionary is None:
            dictionary = self._made[code] = self._make(code)
        return dictionary

    def _make(self, code: str | None) -> Dictionary:
        if code is None:
            return Dictionary(self._of_all())
        own, of_any = self._of(code), self._of(ANY_LANGUAGE)
        if not own and code != ANY_LANGUAGE:
            return self.of(ANY_LANGUAGE)
        counts = (*own, *of_any) if code != ANY_LANGUAGE else of_any
        many = sum(len(part) for part, _ in of_any) > ANY_AT_MOST
        return Dictionary(counts, self.of(None) if many else None)

    def _of(self, language: str) -> tuple[Part, ...]:
        return tuple((written[language], shift) for written, shift in self._written if language in written)

    def _of_all(self) -> tuple[Part, ...]:
        return tuple((part, shift) for written, shift in self._written for part in written.values())


def sure(language: Language) -> str | None:
    """The language of a text as dictionaries go by it: `fr` of `fr-CA`; None when it is not sure."""
    return _primary(language.code) if language.sure and language.code else None


@lru_cache(maxsize=256)
def _primary(code: str) -> str:
    return code.split("-", maxsplit=1)[0].lower()
