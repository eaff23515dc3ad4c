"""The table of names is that of Unicode CLDR, and dates are read with it in all languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from babel import Locale
from babel.dates import format_date

from monitor.text.date_line import read_date_line
from monitor.text.tables import table

LOCALES = ("en", "de", "fr", "es", "pt", "it", "ru", "uk", "ar", "tr", "fa", "pl", "zh")
DAYS = [date(2024, month, 3 + month) for month in range(1, 13)]


def kept(what: str) -> dict[str, int]:
    """Number by name, without what stands between words."""
    return {plain(name): int(number) for number, names in table("date_names.yaml")[what].items() for name in names}


def plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def of_cldr(what: str) -> Mapping[str, int]:
    """Number by name; of a name that several numbers have, the first language's counts."""
    found: dict[str, int] = {}
    for code in LOCALES:
        locale = Locale.parse(code)
        forms: Any = locale.months if what == "months" else locale.days
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in forms[context][width].items():
                    found.setdefault(plain(name), number + (what == "weekdays"))
    return found


@pytest.mark.parametrize("what", ["months", "weekdays"])
def test_the_names_are_those_of_unicode_cldr(what: str):
    assert kept(what) == of_cldr(what)


@pytest.mark.parametrize("code", [code for code in LOCALES if code != "fa"])  # its May has a mark that is no letter
def test_dates_are_read_in_every_language(code: str):
    for day in DAYS:
        written = format_date(day, "d MMMM y", locale=code)
        assert read_date_line(written) == day, written
