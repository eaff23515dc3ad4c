"""The one look for boilerplate at a paragraph's end misses nothing that the expressions themselves would find."""

from __future__ import annotations

import pytest

from monitor.text.patterns import kinds, may_have_tail
from monitor.text.tables import table, words

PATTERNS = [
    (name, pattern)
    for name, spec in table("boilerplate.yaml")["kinds"].items()
    if "tail" in spec
    for pattern in words(spec["patterns"])
]
FILLED = (("…", " and so on"), ("<n>", "12"), ("<date>", ": 5 May 2024"))


def filled(pattern: str) -> str:
    for slot, value in FILLED:
        pattern = pattern.replace(slot, value)
    return pattern


@pytest.mark.parametrize("write", [str, str.upper, str.title, str.swapcase, lambda text: text.replace("’", "'")])
def test_every_pattern_is_seen_however_it_is_written(write):
    tails = {kind.name: kind.tail for kind in kinds()}
    found = 0
    for name, pattern in PATTERNS:
        paragraph = f"The port was closed. {write(filled(pattern))}"
        if tails[name].search(paragraph):
            found += 1
            assert may_have_tail(paragraph), paragraph
    assert found > len(PATTERNS) / 2


def test_most_paragraphs_are_not_looked_at_any_closer():
    assert not may_have_tail("The port of the town was closed on Monday, and two tankers left for the south.")
