"""Alternatives of which only likely ones are tried say what the whole condition says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.engine.alternatives import alternatives
from monitor.engine.anchors import requirements
from monitor.engine.evaluate import evaluate
from monitor.engine.nodes import AllOf, AnyOf, Near, NoneOf
from tests.unit.engine.test_quick import layout, leaves, parts, texts

nears = st.lists(leaves, min_size=1, max_size=3).map(
    lambda of: Near(within=2, unit="sentence", ordered=False, parts=tuple(of))
)
choices = st.lists(st.one_of(nears, parts), min_size=1, max_size=4).map(lambda of: AnyOf(parts=tuple(of)))
besides = leaves.map(lambda leaf: NoneOf(parts=(leaf,)))


@given(st.one_of(choices, st.tuples(choices, besides).map(lambda of: AllOf(parts=of))), texts)
def test_alternatives_give_the_evidence_that_the_condition_gives(condition, text):
    tried = alternatives(condition, lambda node: requirements(node, lambda _: 1.0))
    assert tried is not None
    assert tried.evaluate(layout(text), range(len(tried.parts))) == evaluate(condition, layout(text))
