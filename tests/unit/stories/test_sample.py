"""Which articles are counted: all at first, later a sample that stands for the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.stories import stands_for
from monitor.stories.sample import ENOUGH, FEWEST


@pytest.mark.parametrize("counted", [0, 1, 2 * ENOUGH - 1])
def test_of_a_language_s_first_articles_each_is_counted_as_itself(counted: int):
    assert {stands_for(number, counted=counted) for number in range(1, 100)} == {1}


@pytest.mark.parametrize(("counted", "one_in"), [(2 * ENOUGH, 2), (5 * ENOUGH, 5), (10**6, FEWEST)])
def test_later_one_in_so_many_is_counted_as_so_many(counted: int, one_in: int):
    weights = [stands_for(number, counted=counted) for number in range(1, 8_001)]

    assert set(weights) == {0, one_in}
    assert sum(weights) == pytest.approx(8_000, abs=2 * one_in)


@given(st.integers(1, 2**40))
def test_any_stretch_of_articles_is_counted_as_about_as_many_as_it_has(first: int):
    assert sum(stands_for(first + n, counted=10**6) for n in range(400)) == pytest.approx(400, abs=3 * FEWEST)


@pytest.mark.parametrize("feeds", range(2, 41))
def test_a_feed_whose_turn_comes_every_so_often_is_counted_like_others(feeds: int):
    weights = [stands_for(number * feeds, counted=10**6) for number in range(1, 4_001)]

    assert sum(weights) == pytest.approx(4_000, rel=0.1)


@given(st.integers(1, 2**40), st.integers(0, 20_000))
def test_who_is_counted_when_many_are_is_also_counted_when_fewer_are(number: int, counted: int):
    if stands_for(number, counted=counted):
        assert stands_for(number, counted=counted // 2)
