"""B-cubed: what a grouping of texts is worth against the right one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.stories.bcubed import b_cubed

stories = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("xyz")), min_size=1)


def test_a_text_left_alone_costs_recall_and_a_wrong_join_costs_precision():
    split = b_cubed([("1", "x"), ("1", "x"), ("2", "x")])
    assert (split.precision, split.recall) == (1.0, pytest.approx(5 / 9))
    joined = b_cubed([("1", "x"), ("1", "x"), ("1", "y")])
    assert (joined.precision, joined.recall) == (pytest.approx(5 / 9), 1.0)
    assert joined.f1 == pytest.approx(2 * (5 / 9) / (1 + 5 / 9))


def test_no_texts_have_no_score():
    assert b_cubed([]) is None


@given(stories)
def test_the_right_grouping_is_perfect_whatever_its_stories_are_called(pairs):
    perfect = b_cubed([(f"s{right}", right) for _, right in pairs])
    assert (perfect.precision, perfect.recall, perfect.f1) == (1.0, 1.0, 1.0)


@given(stories)
def test_precision_of_one_grouping_by_the_other_is_recall_of_the_other_by_the_one(pairs):
    one, other = b_cubed(pairs), b_cubed([(right, given_) for given_, right in pairs])
    assert one.precision == pytest.approx(other.recall)
    assert 0 < one.precision <= 1
