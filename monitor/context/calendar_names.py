"""Names of months and weekdays in thirteen languages: CLDR's (through babel) and the forms in `words/dates.yaml`.

In: language codes. Out: plain names with what they mean and how they must be written. Never reads a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale
from pydantic import BaseModel, ConfigDict

from monitor import strict_yaml
from monitor.context.plain import Plain
from monitor.model import Article

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "ru", "uk", "ar", "tr", "fa", "pl", "zh")
# Arabic news uses three sets of names: the common one, that of the Levant and Iraq, that of the Maghreb.
_LOCALES = {"ar": ("ar", "ar_SY", "ar_IQ", "ar_MA", "ar_DZ"), "zh": ("zh", "zh_Hant"), "de": ("de", "de_AT")}
_SHORT_WEEKDAYS = frozenset({"zh"})  # 周二; elsewhere short names of weekdays are words of other senses


class DateWords(BaseModel):
    """`words/dates.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    months: dict[str, tuple[tuple[str, ...], ...]]
    weekdays: dict[str, tuple[tuple[str, ...], ...]]
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
    path = Path(__file__).parent / "words" / "dates.yaml"
    return DateWords.model_validate(strict_yaml.load(path).data)


def languages_of(article: Article) -> tuple[str, ...]:
    """The language of an article if it is sure and one of ours, else all of them."""
    code = (article.language.code or "").split("-")[0]
    return (code,) if article.language.sure and code in LANGUAGES else LANGUAGES


@cache
def months(languages: tuple[str, ...]) -> Mapping[str, tuple[Name, ...]]:
    """Plain month names of these languages, full and short."""
    return _names("months", languages, ("wide", "abbreviated"))


@cache
def weekdays(languages: tuple[str, ...]) -> Mapping[str, tuple[Name, ...]]:
    """Plain weekday names of these languages."""
    return _names("weekdays", languages, ("wide",))


def _names(kind: str, languages: Iterable[str], widths: tuple[str, ...]) -> Mapping[str, tuple[Name, ...]]:
    table: dict[str, set[Name]] = {}
    for language in languages:
        extra = getattr(date_words(), kind).get(language, ())
        for number, written in (*_from_cldr(kind, language, widths), *_numbered(kind, extra)):
            name = Plain.of(written.rstrip(".")).text
            if name and not name[0].isdigit():
                table.setdefault(name, set()).add(Name(number, language, _capital(kind, language, name)))
    return {name: tuple(sorted(table[name], key=lambda n: (n.number, n.language))) for name in table}


def _from_cldr(kind: str, language: str, widths: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    if kind == "weekdays" and language in _SHORT_WEEKDAYS:
        widths = (*widths, "abbreviated")
    for code in _LOCALES.get(language, (language,)):
        locale = Locale.parse(code)
        data = locale.months if kind == "months" else locale.days
        for context in ("format", "stand-alone"):
            for width in widths:
                yield from data[context][width].items()


def _numbered(kind: str, extra: Iterable[tuple[str, ...]]) -> Iterator[tuple[int, str]]:
    first = 1 if kind == "months" else 0
    for number, forms in enumerate(extra, start=first):
        yield from ((number, form) for form in forms)


def _capital(kind: str, language: str, name: str) -> bool | None:
    if name[0].upper() == name[0]:
        return None
    return language in date_words().capital[kind]
