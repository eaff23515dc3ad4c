"""The flat form of a condition says what the condition itself says, and stands for no other shape."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.engine import Lexicon, LexiconEntry
from monitor.engine.evaluate import evaluate
from monitor.engine.layout import Layout
from monitor.engine.nodes import AllOf, AnyOf, AtLeast, FieldIs, Leaf, Near, NoneOf
from monitor.engine.quick import quick
from monitor.model import Article, Language, Mentions

WORDS = ("harbour", "convoy", "embargo", "colonel")
LEXICON = Lexicon.build(LexiconEntry(id=word, terms={"en": (word,)}) for word in WORDS)

leaves = st.sampled_from(WORDS).map(lambda word: Leaf(key=word, name=f"the {word}"))
some = st.lists(leaves, min_size=1, max_size=3).map(tuple)
parts = st.one_of(leaves, some.map(lambda of: AnyOf(parts=of)), some.map(lambda of: NoneOf(parts=of)))
conditions = st.one_of(parts, st.lists(parts, min_size=1, max_size=4).map(lambda of: AllOf(parts=tuple(of))))
texts = st.lists(st.sampled_from((*WORDS, "and", "harbours")), max_size=6).map(" ".join)


def layout(text):
    article = Article(paragraphs=(text,) if text else (), language=Language(code="en", sure=True))
    return Layout(article, LEXICON.find(article), Mentions())


@given(conditions, texts)
def test_the_flat_form_gives_the_evidence_that_the_condition_gives(condition, text):
    flat = quick(condition)
    if flat is not None:
        assert flat.evaluate(layout(text).at) == evaluate(condition, layout(text))


@pytest.mark.parametrize(
    ("condition", "has_one"),
    [
        (Leaf(key="harbour", name="harbour"), True),
        (AllOf(parts=(Leaf(key="a", name="a"), NoneOf(parts=(Leaf(key="b", name="b"),)))), True),
        (AnyOf(parts=(Leaf(key="a", name="a"), Leaf(key="b", name="b"))), True),
        (NoneOf(parts=(Leaf(key="a", name="a"),)), False),
        (Leaf(key="harbour", name="harbour", in_title=True), False),
        (AnyOf(parts=(AllOf(parts=(Leaf(key="a", name="a"),)),)), False),
        (AllOf(parts=(Leaf(key="a", name="a"), FieldIs(languages=("en",)))), False),
        (AtLeast(n=1, parts=(Leaf(key="a", name="a"),)), False),
        (Near(within=3, unit=None, ordered=False, parts=(Leaf(key="a", name="a"), Leaf(key="b", name="b"))), False),
    ],
)
def test_leaves_joined_by_all_any_and_none_have_a_flat_form_and_nothing_else_has(condition, has_one):
    assert (quick(condition) is not None) == has_one
