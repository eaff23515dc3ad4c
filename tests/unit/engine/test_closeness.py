"""A look at where words may stand rules out no `near` that holds, and most that do not."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from monitor.engine import Lexicon, LexiconEntry
from monitor.engine.closeness import may_be_close
from monitor.engine.layout import Layout
from monitor.engine.nodes import AnyOf, Leaf, Near
from monitor.engine.vocabulary import Vocabulary
from monitor.model import Article, Entity, Language, Mentions, Span

WORDS = ("harbour", "convoy", "embargo")
LEXICON = Lexicon.build(LexiconEntry(id=word, terms={"en": (word,)}) for word in WORDS)
ENGLISH = Language(code="en", sure=True)
FAR = 10  # words; more than a character may fold to

texts = st.lists(st.sampled_from((*WORDS[:2], "and", "fifty½", "the")), max_size=40)


def near(*keys: str, within: int | None = 3) -> Near:
    parts = tuple(Leaf(key=key, name=key) for key in keys)
    return Near(within=within, unit=None, ordered=False, parts=parts)


def layout(
    text: str, names: Mentions | None = None, *, language: Language = ENGLISH, **includes: tuple[str, ...]
) -> Layout:
    article = Article(paragraphs=(text,), language=language)
    return Layout(article, LEXICON.find(article), names or Mentions(), Vocabulary(includes=includes))


@given(texts, st.integers(0, 6))
def test_two_words_that_stand_close_enough_are_never_ruled_out_and_far_ones_are(words: list[str], within: int) -> None:
    places = {word: [at for at, other in enumerate(words) if other == word] for word in WORDS}
    gaps = [abs(one - other) for one in places["harbour"] for other in places["convoy"]]
    found = may_be_close(near("harbour", "convoy", within=within), layout(" ".join(words)))
    if gaps and min(gaps) <= within:
        assert found
    if not gaps or min(gaps) > within + FAR:
        assert not found


def test_parts_that_are_more_than_words_rule_out_nothing() -> None:
    text = layout("harbour" + " and" * 30 + " convoy")
    assert not may_be_close(near("harbour", "convoy"), text)
    inner = Near(within=3, unit=None, ordered=False, parts=(near("harbour", "convoy"), Leaf(key="harbour", name="h")))
    assert may_be_close(inner, text)
    assert may_be_close(near("harbour", "convoy", within=None), text)


def test_what_a_concept_includes_stands_for_it() -> None:
    text = "harbour convoy" + " and" * 30 + " embargo"
    assert not may_be_close(near("harbour", "embargo"), layout(text))
    assert may_be_close(near("harbour", "embargo"), layout(text, embargo=("convoy",)))


def test_of_several_words_one_is_enough_but_all_parts_must_stand_by_the_same() -> None:
    text = layout("harbour convoy" + " and" * 30 + " embargo harbour")
    either = AnyOf(parts=(Leaf(key="convoy", name="convoy"), Leaf(key="embargo", name="embargo")))
    assert may_be_close(Near(within=3, unit=None, ordered=False, parts=(Leaf(key="harbour", name="h"), either)), text)
    assert not may_be_close(near("harbour", "convoy", "embargo"), text)


def test_of_names_that_were_found_elsewhere_nothing_is_ruled_out() -> None:
    span = Span(start=0, end=6, text="Calder", concept="calder")
    names = Mentions(places=(Entity(id="calder", name="Calder", kind="city", mentions=(span,)),))
    assert may_be_close(near("place:calder", "convoy"), layout("Calder" + " and" * 30 + " convoy", names))


def test_a_page_of_nothing_but_hits_is_not_looked_through_pair_by_pair() -> None:
    text = layout(" ".join(["harbour"] * 3000 + ["and"] * 30 + ["convoy"] * 3000))
    begun = time.thread_time()
    assert may_be_close(near("harbour", "convoy"), text)
    assert time.thread_time() - begun < 0.5
