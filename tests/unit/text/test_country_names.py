"""Countries are called as Unicode CLDR has it, and nothing else that was read for it is remembered."""

import pytest
from babel import Locale, localedata

from monitor.text.country_names import country_names


@pytest.mark.parametrize("language", ["en", "zh_Hant", "pt-BR", "uk"])
def test_names_are_those_of_unicode_cldr(language):
    assert country_names(language) == dict(Locale.parse(language.replace("-", "_")).territories)


@pytest.mark.parametrize("language", ["tlh-x", "", "no such"])
def test_a_language_that_cldr_does_not_know_has_none(language):
    assert country_names(language) == {}


def test_what_else_babel_reads_is_forgotten():
    assert country_names("yo")["NG"]
    assert "yo" not in localedata._cache


def test_what_others_asked_babel_for_stays():
    assert Locale.parse("ga").languages["ga"]
    assert country_names("ga")["IE"]
    assert "ga" in localedata._cache
