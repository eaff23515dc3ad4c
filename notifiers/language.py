"""How things are written for one reader: names, dates, figures, headings and languages in the reader's own language.

In: the reader's language and a way to look names up (the gazetteer's). Out: clean strings.
Dates are in UTC and never follow the machine's locale. Never translates what somebody wrote.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from monitor.model import DateMention, Entity, Precision, Severity
from notifiers import words
from notifiers.clean import clean_line

if TYPE_CHECKING:
    from babel import Locale

NAME = 80  # characters of one name
Names = Callable[[str, str], str]  # (id, language) → name; an id that is not known is its own name


def no_names(id_: str, _language: str) -> str:
    """Where no gazetteer is at hand, names stay as they are stored: in English."""
    return id_


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads: `language` is ISO 639-1."""

    language: str = "en"
    names: Names = no_names

    def say(self, word: str, /, **values: object) -> str:
        """A word of `words.yaml` in this language."""
        return words.say(word, self.language, number=1, **values)

    def heading(self, word: str) -> str:
        """A word that stands alone above others."""
        said = self.say(word)
        return words.capital(said[:1], self.language) + said[1:]

    def count(self, word: str, number: int) -> str:
        """'3 sources', '3 Quellen', 'источников: 3'."""
        return words.say(word, self.language, number=number, n=self.number(number))

    def severity(self, severity: Severity) -> str:
        """'HIGH', 'HOCH'."""
        return words.capital(self.say(severity.value), self.language)

    @property
    def direction(self) -> str:
        """As HTML names it: 'rtl' for Arabic and Persian, else 'ltr'."""
        return "rtl" if self.language in words.RIGHT_TO_LEFT else "ltr"

    def apart(self, text: str) -> str:
        """Words of another script inside a sentence that runs from right to left, so that neither upsets the other."""
        return f"\u2068{text}\u2069" if self.direction == "rtl" else text

    def name(self, id_: str, english: str) -> str:
        """A person's, group's or place's name."""
        found = english if self.language == "en" else self.names(id_, self.language)
        return clean_line(english if found == id_ else found, NAME)

    def entity(self, entity: Entity) -> str:
        """The name of something that a text mentions; one that no gazetteer has, as it is."""
        return self.name(entity.id, entity.name) if entity.confirmed else clean_line(entity.name, NAME)

    def number(self, value: int) -> str:
        """'12,000' in English, '12.000' in German."""
        from babel.numbers import format_decimal

        return str(format_decimal(value, locale=_locale(self.language)))

    def language_name(self, code: str) -> str:
        """'Arabic' for 'ar', 'Arabisch' for a German reader; the code itself for one that nobody knows."""
        known = _locale(self.language).languages.get(code) or _locale("en").languages.get(code)
        return str(known or clean_line(code, 20))

    def day(self, value: date) -> str:
        """'28 September 2023', '28 сентября 2023 г.'."""
        from babel.dates import format_date

        return clean_line(str(format_date(value, "long", locale=_locale(self.language))))

    def month(self, value: date) -> str:
        """'September 2023'."""
        from babel.dates import format_skeleton

        return clean_line(str(format_skeleton("yMMMM", value, locale=_locale(self.language))))

    def moment(self, value: datetime) -> str:
        """'28 September 2023, 10:05 UTC'."""
        utc = value.astimezone(UTC)
        return f"{self.day(utc)}, {utc:%H:%M} UTC"

    def mentioned(self, mention: DateMention) -> str:
        """A date of the text to its precision; the text's own words if it could not be placed."""
        if mention.value is None:
            return f"“{clean_line(mention.span.text, 60)}”"
        try:
            return self._dated(mention.value, mention.precision)
        except (ValueError, IndexError):
            return clean_line(mention.value, 60)

    def _dated(self, value: str, precision: Precision) -> str:
        if precision is Precision.MONTH:
            return self.month(date.fromisoformat(f"{value}-01"))
        if precision is Precision.DAY:
            return self.day(date.fromisoformat(value))
        if precision is Precision.MINUTE:
            at = datetime.fromisoformat(value)
            # A time without a zone stays without one: it is the text's own clock.
            return self.moment(at) if at.tzinfo else f"{self.day(at)}, {at:%H:%M}"
        return clean_line(value, 60)


ENGLISH = Reader()


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    """The language's own; British English for English and for what nobody knows."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse("en_GB" if language == "en" else language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")
