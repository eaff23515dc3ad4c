"""Names of months and weekdays in thirteen languages: CLDR's and others.

In: language codes. Out: plain names with what they mean and how they must be written. CLDR's are in
`words/calendar.yaml`, further forms in `words/dates.yaml`. Never reads a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from monitor import strict_yaml
from monitor.context.plain import Plain
from monitor.model import Article

_WORDS = Path(__file__).parent / "words"
LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "ru", "uk", "ar", "tr", "fa", "pl", "zh")
Forms = dict[str, tuple[tuple[str, ...], ...]]  # by language, in order of their numbers


class CalendarWords(BaseModel):
    """`words/calendar.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    months: Forms
    weekdays: Forms


class DateWords(BaseModel):
    """`words/dates.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    months: Forms
    weekdays: Forms
    capital: dict[str, tuple[str, ...]]
    weekday_followed_by: dict[str, tuple[str, ...]]
    before_year: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A month (1-12) or weekday (0-6, Monday first). `capital`: does the language write one; None without case."""

    number: int
    language: str
    capital: bool | None


@cache
def date_words() -> DateWords:
    """The file, read once."""
    return DateWords.model_validate(strict_yaml.load(_WORDS / "dates.yaml").data)


@cache
def _calendar_words() -> CalendarWords:
    return CalendarWords.model_validate(strict_yaml.load(_WORDS / "calendar.yaml").data)


def languages_of(article: Article) -> tuple[str, ...]:
    """The language of an article if it is sure and one of ours, else all of them."""
    code = (article.language.code or "").split("-")[0]
    return (code,) if article.language.sure and code in LANGUAGES else LANGUAGES


@cache
def months(languages: tuple[str, ...]) -> Mapping[str, tuple[Name, ...]]:
    """Plain month names of these languages, full and short."""
    return _names("months", languages)


@cache
def weekdays(languages: tuple[str, ...]) -> Mapping[str, tuple[Name, ...]]:
    """Plain weekday names of these languages."""
    return _names("weekdays", languages)


def _names(kind: str, languages: Iterable[str]) -> Mapping[str, tuple[Name, ...]]:
    table: dict[str, set[Name]] = {}
    for language in languages:
        forms = (getattr(words, kind).get(language, ()) for words in (_calendar_words(), date_words()))
        for number, written in chain.from_iterable(_numbered(kind, each) for each in forms):
            name = Plain.of(written).text
            table.setdefault(name, set()).add(Name(number, language, _capital(kind, language, name)))
    return {name: tuple(sorted(table[name], key=lambda n: (n.number, n.language))) for name in table}


def _numbered(kind: str, named: Iterable[tuple[str, ...]]) -> Iterator[tuple[int, str]]:
    first = 1 if kind == "months" else 0
    for number, forms in enumerate(named, start=first):
        yield from ((number, form) for form in forms)


def _capital(kind: str, language: str, name: str) -> bool | None:
    if name[0].upper() == name[0]:
        return None
    return language in date_words().capital[kind]
