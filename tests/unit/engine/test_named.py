"""Names of an article are found when a rule asks for them, and come to the same as if they had been found at first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.engine import Lexicon, LexiconEntry, UnlessNear
from monitor.engine.lexicon import patterns_of
from monitor.engine.named import Named, keys_of
from monitor.model import Article, Entity, Language, Mentions, Span

HARBOUR_TOWN = Entity(
    id="calder",
    name="Calder",
    mentions=(Span(start=0, end=6, text="Calder", concept="calder"),),
    country="GB",
    kind="city",
)
WORDS = ("pier", "piers", "rope", "storm", "and", "late")
LEXICON = Lexicon.build(
    [
        LexiconEntry(
            id="moorings",
            terms={"en": ("pier", "late rope")},
            unless_near=UnlessNear(words=2, terms={"en": ("storm",)}),
        ),
        LexiconEntry(id="gear", terms={"en": ("rope", "late pier", "storm rope")}),
        LexiconEntry(id="weather", terms={"en": ("storm",)}),
    ]
)
texts = st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join)


class Finder:
    """Says who may be named, whether they are, and counts how often it is asked for all."""

    def __init__(self, *, there: bool) -> None:
        self.keys = {"calder": keys_of("place", "calder", "city", "GB"), "dunmore": ("place:dunmore", "place:any")}
        self.there = there
        self.searches = 0

    def stands(self, id_: str) -> bool:
        return self.there and id_ == "calder"

    def stretches(self, id_: str) -> tuple[tuple[int, int], ...]:
        return ((1, 7),) if self.stands(id_) else ()

    def find(self) -> Mentions:
        self.searches += 1
        return Mentions(places=(HARBOUR_TOWN,)) if self.there else Mentions()


def test_every_key_of_whoever_may_be_named_is_known_before_anybody_is_looked_for() -> None:
    finder = Finder(there=True)
    assert Named(finder).keys == {"place:calder", "place:any", "place:kind=city", "place:country=GB",
                                  "place:kind=city,country=GB", "place:dunmore"}  # fmt: skip
    assert finder.searches == 0


@pytest.mark.parametrize("key", ["place:calder", "place:any", "place:country=GB"])
def test_a_key_has_the_spans_that_it_has_when_names_are_found_at_first(key: str) -> None:
    finder = Finder(there=True)
    later = Named(finder)
    assert later.may_stand(key)
    assert later.spans(key) == Named(finder.find()).spans(key) == HARBOUR_TOWN.mentions


def test_names_are_found_once() -> None:
    finder = Finder(there=True)
    names = Named(finder)
    assert names.mentions.places == (HARBOUR_TOWN,)
    assert names.spans("place:any") == HARBOUR_TOWN.mentions
    assert names.mentions.places == (HARBOUR_TOWN,)
    assert finder.searches == 1


@pytest.mark.parametrize("key", ["place:calder", "place:dunmore", "actor:any", "weather"])
def test_names_are_not_found_for_a_key_that_nobody_in_the_text_answers_to(key: str) -> None:
    finder = Finder(there=False)
    assert Named(finder).spans(key) == ()
    assert finder.searches == 0


@given(texts, st.permutations(["moorings", "gear", "weather"]), st.booleans())
def test_an_entry_stands_in_a_text_exactly_when_it_has_spans(text: str, order: list[str], spans_first: bool) -> None:
    article = Article(paragraphs=(text,) if text else (), language=Language(code="en", sure=True))
    asked, other = LEXICON.find(article), LEXICON.find(article)
    for entry in order:
        if spans_first:
            asked.get(entry)
        assert asked.stands(entry) is bool(other.get(entry))
        assert asked.get(entry) == other.get(entry)


@pytest.mark.parametrize(
    ("term", "language", "word"),
    [
        ("the =UN", "en", " un "),
        ("der =EU", "de", " eu "),
        ("harbour master", "en", " harbour"),
        ("in the pay of", "en", " pay"),
    ],
)
def test_of_a_term_the_word_is_looked_for_that_few_texts_have(term: str, language: str, word: str) -> None:
    patterns = patterns_of(term, language, False)
    assert patterns
    assert all(word in pattern for pattern in patterns)
