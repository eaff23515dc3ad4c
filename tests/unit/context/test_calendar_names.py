"""The names of months and weekdays are those of Unicode CLDR, and those added."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from monitor.context.calendar_names import LANGUAGES, date_words, months, weekdays
from monitor.context.plain import Plain

# Arabic news uses three sets of names: the common one, that of the Levant and Iraq, that of the Maghreb.
LOCALES = {"ar": ["ar", "ar_SY", "ar_IQ", "ar_MA", "ar_DZ"], "zh": ["zh", "zh_Hant"], "de": ["de", "de_AT"]}
# Weekdays are short in Chinese alone; elsewhere short names are words of other senses. Asked in a process of its own:
# what babel says of a language changes with those that it was asked about before.
ASK_BABEL = """
import json, sys
from babel import Locale

names = {}
for language, codes in json.loads(sys.argv[1]).items():
    for locale in map(Locale.parse, codes):
        for kind, forms in (("months", locale.months), ("weekdays", locale.days)):
            for context in ("format", "stand-alone"):
                for width in ("wide", "abbreviated") if kind == "months" or language == "zh" else ("wide",):
                    names.setdefault(f"{kind} {language}", []).extend(forms[context][width].items())
print(json.dumps(names))
"""


@pytest.fixture(scope="module")
def cldr() -> dict[str, list[tuple[int, str]]]:
    """Numbers and names by kind and language."""
    locales = json.dumps({language: LOCALES.get(language, [language]) for language in LANGUAGES})
    said = subprocess.run([sys.executable, "-c", ASK_BABEL, locales], capture_output=True, text=True, check=True)
    asked: dict[str, list[tuple[int, str]]] = json.loads(said.stdout)
    return asked


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["months", "weekdays"])
def test_each_language_has_the_names_of_cldr_and_those_added(
    cldr: dict[str, list[tuple[int, str]]], kind: str, language: str
) -> None:
    added = enumerate(getattr(date_words(), kind).get(language, ()), start=kind == "months")
    expected = {(number, Plain.of(form).text) for number, forms in added for form in forms}
    for number, name in cldr[f"{kind} {language}"]:
        plain = Plain.of(name.rstrip(".")).text
        if not plain[0].isdigit():
            expected.add((number, plain))
    names = {"months": months, "weekdays": weekdays}[kind]((language,))
    assert {(one.number, name) for name, meanings in names.items() for one in meanings} == expected
    assert {one.language for meanings in names.values() for one in meanings} == {language}
