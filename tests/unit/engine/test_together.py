"""Two lexicons in one go: each finds what it finds by itself, homonyms, unsure languages and very long texts too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.engine import Lexicon, LexiconEntry, Together, UnlessNear
from monitor.engine.dictionary import ALL_HITS_AT_MOST, LONG
from monitor.model import Article, Language

WORDS = Lexicon.build(
    (
        LexiconEntry(id="ships", terms={"en": ("ship", "cargo ship"), "de": ("Schiff",), "any": ("MV",)}),
        LexiconEntry(id="ports", terms={"en": ("port", "harbour"), "de": ("Hafen",)}),
        LexiconEntry(id="guns", terms={"en": ("gun*",)}, unless_near=UnlessNear(words=3, terms={"en": ("top",)})),
    )
)
NAMES = Lexicon.build(
    (
        LexiconEntry(id="calder", terms={"any": ("Calder", "Port Calder")}),
        LexiconEntry(id="gunn", terms={"any": ("Gunn",)}, unless_near=UnlessNear(words=2, terms={"en": ("ship",)})),
        LexiconEntry(id="ships", terms={"de": ("Hafen Calder",)}),
    )
)
PIECES = ("ship", "cargo", "port", "Port", "Calder", "Gunn", "gun", "top", "MV", "Hafen", "Schiffe", "ships", ".", "\n")
LANGUAGES = [Language(code="en", sure=True), Language(code="de", sure=True), Language(code="en"), Language(code=None)]


def said(words: list[str], language: Language) -> Article:
    return Article(paragraphs=(" ".join(words),), language=language)


def same(article: Article) -> bool:
    words, names = Together(WORDS, NAMES).find(article)
    alone = WORDS.find(article), NAMES.find(article)
    assert dict(words) == dict(alone[0])
    assert dict(names) == dict(alone[1])
    return {*words.possible, *names.possible} == {*alone[0].possible, *alone[1].possible}


@given(st.lists(st.sampled_from(PIECES), max_size=30), st.sampled_from(LANGUAGES))
def test_each_finds_what_it_finds_by_itself(words, language) -> None:
    assert same(said(words, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_has_its_own_share_of_the_hits_of_a_very_long_text(language) -> None:
    text = ["port"] * ALL_HITS_AT_MOST + ["water"] * (LONG // 6) + ["Calder", "Gunn", "Hafen"]
    assert same(said(text, language))


def test_an_entry_of_either_that_is_called_the_same_is_told_apart() -> None:
    words, names = Together(WORDS, NAMES).find(said(["Schiff", "Hafen", "Calder"], LANGUAGES[1]))
    assert [span.text for span in words["ships"]] == ["Schiff"]
    assert [span.text for span in names["ships"]] == ["Hafen Calder"]
