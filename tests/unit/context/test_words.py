"""The word lists that facts are read by are sound terms."""

import pytest

from monitor.context.words import FILES, file, words_in
from monitor.engine.affixes import LANGUAGES
from monitor.engine.terms import ANY_LANGUAGE, term_problems
from monitor.errors import Level
from monitor.model import Article


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


def test_words_of_sentences_are_found_wherever_the_stretch_lies_that_is_asked_about(article_of) -> None:
    article = article_of(
        "They denied it.\n\nIt rained.\n\nHe denied it, and she denied all.", title="Minister denied it"
    )
    hits, text = words_in(article), article.text
    places = [at for at in range(len(text)) if text.startswith("denied", at)]
    assert [span.start for span in hits.inside(0, len(text), "denied")] == places
    for low, high in ((0, 20), (15, 40), (places[1], places[2] + 6), (places[2] + 1, len(text))):
        found = list(hits.inside(low, high, "denied"))
        assert [span.start for span in found] == [at for at in places if low <= at and at + 6 <= high]
        assert all(text[span.start : span.end] == span.text == "denied" for span in found)


def test_an_article_without_a_word_has_no_hit() -> None:
    hits = words_in(Article())
    assert not hits.of("people")
    assert not any(hits.inside(0, 0, "denied", "planned"))
