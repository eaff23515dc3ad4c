"""The names of months and weekdays are those of Unicode CLDR."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from babel import Locale

from monitor.context.calendar_names import LANGUAGES, date_words, months, weekdays
from monitor.context.plain import Plain

# Arabic news uses three sets of names: the common one, that of the Levant and Iraq, that of the Maghreb.
LOCALES = {"ar": ("ar", "ar_SY", "ar_IQ", "ar_MA", "ar_DZ"), "zh": ("zh", "zh_Hant"), "de": ("de", "de_AT")}


def of_cldr(kind: str, language: str) -> Iterator[tuple[str, int]]:
    """Plain names with their numbers; short ones where the language says so, none that begin with a digit."""
    short = kind == "months" or language == "zh"
    for code in LOCALES.get(language, (language,)):
        locale = Locale.parse(code)
        forms: Any = locale.months if kind == "months" else locale.days
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated") if short else ("wide",):
                for number, name in forms[context][width].items():
                    plain = Plain.of(name.rstrip(".")).text
                    if not plain[0].isdigit():
                        yield plain, number


def further(kind: str, language: str) -> Iterator[tuple[str, int]]:
    """What the project adds."""
    for number, forms in enumerate(getattr(date_words(), kind).get(language, ()), start=kind == "months"):
        yield from ((Plain.of(form).text, number) for form in forms)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["months", "weekdays"])
def test_each_language_has_the_names_of_cldr_and_those_added(kind: str, language: str) -> None:
    names = {"months": months, "weekdays": weekdays}[kind]((language,))
    read = {(name, meant.number) for name, meanings in names.items() for meant in meanings}
    assert read == {*of_cldr(kind, language), *further(kind, language)}
    assert {meant.language for meanings in names.values() for meant in meanings} == {language}
