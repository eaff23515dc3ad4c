"""The quick looks for boilerplate miss nothing that the expressions themselves would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text import filter_paragraphs
from monitor.text.patterns import LONGEST, held, kinds, levelled, may_begin, may_hold
from monitor.text.tables import table, words

PATTERNS = [
    (name, pattern) for name, spec in table("boilerplate.yaml")["kinds"].items() for pattern in words(spec["patterns"])
]
FILLED = (("…", " and so on"), ("<n>", "12"), ("<date>", ": 5 May 2024"))
WRITINGS = (str, str.upper, str.title, str.swapcase, lambda text: text.replace("’", "'").replace(" ", "\u2002"))
CASED = "".join(map(chr, (*range(0x2200), *range(0xA640, 0xA6A0))))  # all scripts of the patterns with two cases


def filled(pattern: str) -> str:
    for slot, value in FILLED:
        pattern = pattern.replace(slot, value)
    return pattern


@pytest.mark.parametrize("write", WRITINGS)
def test_every_pattern_is_seen_at_the_end_of_a_paragraph_however_it_is_written(write):
    tails = {kind.name: kind.tail for kind in kinds() if kind.tail}
    tried = [(name, pattern) for name, pattern in PATTERNS if name in tails]
    found = 0
    for name, pattern in tried:
        paragraph = f"The port was closed. {write(filled(pattern))}"
        if tails[name].search(paragraph):
            found += 1
            assert may_hold(paragraph), paragraph
    assert found > len(tried) / 2


@pytest.mark.parametrize("write", WRITINGS)
def test_every_pattern_is_seen_as_a_paragraph_however_it_is_written(write):
    wholes = {kind.name: kind.whole for kind in kinds()}
    found = 0
    for name, pattern in PATTERNS:
        paragraph = write(filled(pattern))
        if wholes[name].fullmatch(paragraph):
            found += 1
            assert may_begin(paragraph) or may_hold(paragraph), paragraph
    assert found > len(PATTERNS) / 2


def test_a_letter_that_the_expressions_take_for_one_of_a_pattern_hides_no_pattern():
    wholes = {kind.name: kind.whole for kind in kinds()}
    patterns = {letter: (name, filled(pattern)) for name, pattern in PATTERNS for letter in pattern[:20]}
    found = 0
    for letter, (name, pattern) in patterns.items():
        for same in set(re.findall(re.escape(letter), CASED, re.IGNORECASE)) - {letter}:
            paragraph = pattern.replace(letter, same)
            if wholes[name].fullmatch(paragraph):
                found += 1
                assert may_begin(paragraph) or may_hold(paragraph), (paragraph, same)
    assert found > len("abcdefghijklmnopqrstuvwxyz")


def test_most_paragraphs_are_not_looked_at_any_closer():
    assert not may_hold("The port of the town was closed on Monday, and two tankers left for the south.")
    assert not may_begin("The port of the town was closed on Monday, and two tankers left for the south.")


def test_every_pattern_between_paragraphs_of_a_story_is_taken_for_what_it_is_alone():
    story = "The port of the town was closed on Monday, and two tankers left for the south before the storm had come."
    for name, pattern in PATTERNS:
        paragraph = filled(pattern)
        alone = filter_paragraphs([paragraph]).removed
        assert alone, (name, paragraph)
        assert filter_paragraphs([story, paragraph, story]).removed == alone
        assert filter_paragraphs([story, paragraph, story]).paragraphs == (story, story)


def test_letters_outside_the_first_plane_do_not_shift_what_stands_behind_them():
    story = "😀😀 The port of the town was closed on Monday, and two tankers left for the south before the storm came."
    consent = "We use cookies and similar technologies to measure how this site is read, which you may refuse below."
    assert filter_paragraphs([story, consent, story]).paragraphs == (story, story)


LITERAL = sorted({part.strip() for _, pattern in PATTERNS for part in re.split("…|<n>|<date>", pattern)} - {""})


@given(
    st.lists(
        st.sampled_from(LITERAL) | st.sampled_from(["", " ", "a", "comm", "e-mail", "The council met."]), max_size=30
    )
)
def test_what_stands_in_a_long_text_is_seen_as_in_each_stretch_of_it(pieces: list[str]):
    level = levelled("".join(pieces))
    alone = [start + place for start in range(0, len(level), 60) for place in held(level[start : start + 120])]
    found = held(level)

    assert bool(found) == bool(alone)
    assert all(min(abs(place - one) for one in found) < LONGEST for place in alone)
    assert set(found) <= {match for match in range(len(level)) if held(level[match : match + LONGEST])}
