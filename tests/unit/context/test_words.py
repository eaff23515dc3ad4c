"""The word lists that facts are read by are sound terms."""

import pytest

from monitor.context.words import FILES, file
from monitor.engine.affixes import LANGUAGES
from monitor.engine.terms import ANY_LANGUAGE, term_problems
from monitor.errors import Level


@pytest.mark.parametrize("name", FILES)
def test_every_term_is_one_that_a_rule_could_have(name) -> None:
    read = file(name)
    faults = [
        f"{entry} {language}: {problem.what}"
        for entry, terms in read.terms.items()
        for language, texts in terms.items()
        for text in texts
        for problem in term_problems(text, language, exact=entry in read.exact)
        if problem.level is Level.ERROR and not (problem.code == "E-short-term" and text.startswith("="))
    ]
    assert faults == []


@pytest.mark.parametrize("name", FILES)
def test_every_list_is_filed_under_known_languages_and_every_exact_list_exists(name) -> None:
    read = file(name)
    assert {language for terms in read.terms.values() for language in terms} <= {*LANGUAGES, ANY_LANGUAGE}
    assert set(read.exact) <= set(read.terms)


def test_no_list_stands_in_two_files() -> None:
    names = [entry for name in FILES for entry in file(name).terms]
    assert len(names) == len(set(names))
