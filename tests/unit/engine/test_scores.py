"""Counting on labelled texts: what is unsure counts neither way, and the tables add up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.engine.scores import Count, Judged, score

RULES = ("ceasefire", "mercenaries", "sanctions")
some_rules = st.frozensets(st.sampled_from(RULES))


def judged(labels="", fired="", unsure="", *, language="en", hard_negative=False, name="x"):
    written = (frozenset(part.split()) for part in (labels, fired, unsure))
    kept = dict(zip(("labels", "fired", "unsure"), written, strict=True))
    return Judged(id=name, language=language, hard_negative=hard_negative, **kept)


def test_a_rule_is_counted_by_what_fired_and_what_should_have():
    texts = [judged("sanctions", "sanctions")] * 3 + [judged("", "sanctions")] + [judged("sanctions", "")] * 2
    count = score(texts).by_rule["sanctions"]
    assert (count.positives, count.found, count.right, count.false, count.missed) == (5, 4, 3, 1, 2)
    assert (count.precision, count.recall) == (0.75, 0.6)
    assert count.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))


@pytest.mark.parametrize(("labels", "fired"), [("", "sanctions"), ("sanctions", ""), ("sanctions", "sanctions")])
def test_what_the_labeller_was_unsure_of_counts_neither_way(labels, fired):
    scores = score([judged(labels, fired, "sanctions", hard_negative=True)])
    assert scores.by_rule == {"sanctions": Count()}
    assert scores.total.precision is scores.total.recall is scores.total.f1 is None
    assert scores.hard_negatives_fired == ()


def test_a_rule_that_no_text_names_stands_apart_but_a_hard_negative_minds_it():
    scores = score([judged("sanctions", "sanctions mercenaries"), judged("", "mercenaries", hard_negative=True)])
    assert scores.total == Count(right=1)
    assert scores.unlabelled == {"mercenaries": 2}
    assert (scores.hard_negatives, scores.hard_negatives_fired) == (1, ("x",))


def test_languages_are_counted_apart_and_one_without_a_label_is_listed():
    scores = score(
        [judged("sanctions", "sanctions", language="ru"), judged("sanctions", language="de"), judged(language="zh")]
    )
    assert scores.by_language == {"de": Count(missed=1), "ru": Count(right=1), "zh": Count()}
    assert scores.by_both == {("sanctions", "de"): Count(missed=1), ("sanctions", "ru"): Count(right=1)}


def test_no_texts_have_no_figures():
    scores = score([])
    assert (scores.texts, scores.total, scores.by_rule, scores.by_language) == (0, Count(), {}, {})


@given(st.lists(st.tuples(some_rules, some_rules, some_rules, st.sampled_from(["en", "ru", "zh"]))))
def test_every_table_adds_up_to_the_total(drawn):
    texts = [Judged(id="x", language=lang, labels=a, fired=b, unsure=c) for a, b, c, lang in drawn]
    scores = score(texts)
    for table in (scores.by_rule, scores.by_language, scores.by_both):
        for kind in ("right", "false", "missed"):
            assert sum(getattr(count, kind) for count in table.values()) == getattr(scores.total, kind)
    named = {rule for one in texts for rule in one.labels | one.unsure}
    fired = sum(len((one.fired & named) - one.unsure) for one in texts)
    assert scores.total.found == fired
