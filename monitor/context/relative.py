"""Dates told from the time of writing: yesterday, last week, early last year, three days ago, in thirteen languages.

In: plain text, languages, when the article was written. Out: `DateMention`s. The time of writing is a stretch as long
as its precision is coarse; the answer is the smallest day, month or year that holds all that may be meant, and None
where there is none. Never uses the clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitor.context.numerals import value_of
from monitor.context.plain import Plain
from monitor.context.relative_patterns import (
    Phrase,
    Saying,
    dual,
    phrase_pattern,
    phrases,
    relative_words,
    said,
    sayings,
    units,
)
from monitor.context.stretch import Stretch
from monitor.model import DateMention, Precision

_MOST = 99  # '300 years ago' is history
_LOOK = 16  # characters around a phrase that are looked at
_PRECISIONS = {"day": Precision.DAY, "week": Precision.DAY, "month": Precision.MONTH, "year": Precision.YEAR}


Said = tuple[re.Match[str], Phrase]


@dataclass(frozen=True, slots=True)
class Relative:
    """A text and its time of writing."""

    text: Plain
    languages: tuple[str, ...]
    written: Stretch | None

    def mentions(self, phrases_said: Iterable[Said]) -> Iterator[DateMention]:
        """Every relative date, with the phrases that are `said`; they may overlap, those with a number come first."""
        for saying in sayings(self.languages):
            if saying.marker in self.text.text:
                yield from self._ago(saying)
        for match, phrase in phrases_said:
            yield self._mention(match.start(), match.end(), phrase.unit, phrase.away)

    def said(self) -> Sequence[Said]:
        """'Yesterday', 'last week' and their like, where they mean that."""
        found = phrase_pattern(self.languages).finditer(self.text.text)
        return [(match, phrases(self.languages)[said(match)]) for match in found if self._is_meant(match)]

    def _mention(self, begin: int, end: int, unit: str, away: int) -> DateMention:
        span = self.text.span(begin, end, "relative")
        meant = self.written.moved(unit, away) if self.written else None
        value, precision = meant.told() if meant else (None, None)
        return DateMention(span=span, value=value, precision=precision or _PRECISIONS[unit])

    def _ago(self, saying: Saying) -> Iterator[DateMention]:
        """'three days ago'. A unit without a number is one, a dual two."""
        for match in saying.pattern.finditer(self.text.text):
            found = match.groupdict()
            number = found.get("number")
            if number is None:
                count: int | None = 2 if found["unit"] in dual() else 1
            else:
                count = int(number) if number.isdigit() else value_of(number, saying.language)
            if count is not None and 0 < count <= _MOST:
                yield self._mention(match.start(), match.end(), units(saying.language)[found["unit"]], -count)

    def _is_meant(self, match: re.Match[str]) -> bool:
        """Not 'the last year', not 'la mañana', not the German noun 'Morgen'."""
        phrase = phrases(self.languages)[said(match)]
        text, words = self.text.text, relative_words()
        before = (text[max(0, match.start() - _LOOK) : match.start()].split() or [""])[-1]
        behind = (text[match.end() : match.end() + _LOOK].split() or [""])[0]
        if before.isdigit() or any(
            words.means_else(language, said(match), before, behind) for language in phrase.languages
        ):
            return False
        first = self.text.original[self.text.origins[match.start() + match.group().index(said(match))]]
        return not (phrase.small and first.isupper())
