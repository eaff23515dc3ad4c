"""Where ships are looked for at all: every word for a ship must have a stem in it, or no name beside it is read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.screening.ship_words import BEFORE, BEHIND, BEHIND_ENGLISH, STEM_WITHIN, STEMS, WORDS
from monitor.text.fold import fold


def stems(text: str) -> list[int]:
    """Where they begin in the text."""
    folded = fold(text)
    return [folded.span(begin, begin + 2)[0] for _, begin, _ in STEMS.scan(folded.text)]


@pytest.mark.parametrize("word", WORDS)
@settings(max_examples=12)
@given(st.data())
def test_each_word_for_a_ship_has_a_stem_near_its_beginning(word: str, data: st.DataObject) -> None:
    said = data.draw(st.from_regex(word, fullmatch=True))
    assert any(at <= STEM_WITHIN for at in stems(f"{said} ")), said


@settings(max_examples=100)
@given(st.sampled_from([BEFORE, BEHIND, BEHIND_ENGLISH]).flatmap(st.from_regex))
def test_whatever_stands_beside_a_ships_name_has_a_stem(text: str) -> None:
    assert stems(text)


def test_few_texts_that_tell_of_no_ship_have_one() -> None:
    assert not stems("The leadership of the state said on Friday that the relationship with its partners is good.")
