"""People of the gazetteer by the keys of their surnames: answers are remembered, and the index is given free."""

from __future__ import annotations

import gc
from pathlib import Path

from monitor.context import load_gazetteer
from monitor.context.proposals_names import WORDS_REMEMBERED, NameIndex

RULES = Path(__file__).parents[3] / "rules"


def test_a_word_is_answered_the_same_however_often_and_after_many_others() -> None:
    names = load_gazetteer([RULES])[0].names
    first = names.near("Hafter")
    assert "khalifa-haftar" in {one.person.id for one in first}
    assert names.near("Hafter") is first
    for number in range(WORDS_REMEMBERED + 1):
        names.near(f"Hafter{number}")
    assert names.near("Hafter") == first


def test_an_index_that_was_replaced_is_free_at_once() -> None:
    def alive() -> int:
        return sum(isinstance(one, NameIndex) for one in gc.get_objects())

    gc.collect()
    before = alive()
    gc.disable()
    try:
        names = NameIndex(())
        names.near("Hafter")
        assert alive() == before + 1
        del names
        assert alive() == before
    finally:
        gc.enable()
