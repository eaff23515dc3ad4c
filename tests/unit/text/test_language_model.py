"""The tables give the library's own answers, whatever the text and whatever the automaton."""

from array import array

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from monitor.text.language_model import LibraryModel, Model, TableModel, model_of
from tests.unit.text.test_language import BULGARIAN, DUTCH, ENGLISH, JAPANESE, ROMANIAN, SWEDISH

TEXTS = (BULGARIAN, DUTCH, ENGLISH, JAPANESE, ROMANIAN, SWEDISH)
CLOSE = 1e-4


@pytest.fixture(scope="module")
def both() -> tuple[Model, Model]:
    same_as = {"gl": "pt", "wuu": "zh"}
    one, other = (LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True) for _ in range(2))
    return model_of(one, same_as), LibraryModel(other, same_as)


def _same(both: tuple[Model, Model], text: str) -> bool:
    tables, library = (dict(zip(model.codes, model.probabilities(text), strict=True)) for model in both)
    return tables.keys() == library.keys() and all(abs(tables[code] - library[code]) < CLOSE for code in library)


def test_the_model_that_comes_with_the_library_is_used_by_its_tables(both):
    assert isinstance(both[0], TableModel)
    assert both[0].weights.dtype == np.int16
    assert set(both[0].codes) == set(both[1].codes)
    assert "gl" not in both[0].codes


@pytest.mark.parametrize("size", [1, 2, 5, 7, 20, 150, 601, 10_000])
@pytest.mark.parametrize("text", TEXTS, ids=["bg", "nl", "en", "ja", "ro", "sv"])
def test_texts_get_the_librarys_answer_at_any_length(both, text, size):
    assert _same(both, (text * 40)[:size])
    assert _same(both, text[-size:].upper())


def test_no_text_of_ours_has_to_be_walked_byte_by_byte(both):
    assert all(both[0]._side_by_side(text.encode()) is not None for text in TEXTS)


PIECES = st.sampled_from([text[start : start + 40] for text in TEXTS for start in range(0, 120, 40)])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=30) | PIECES, max_size=8).map("".join))
@example("")
@example("ÉCOLE À L'ÉTÉ")
@example("e\u0301cole a\u0300 l'e\u0301te\u0301 ")
@example("\ud800 lone surrogate")
@example("\x00\xff" * 20)
def test_any_text_gets_the_librarys_answer(both, text):
    assert _same(both, text)


# A model of two languages whose automaton remembers for ever: an 'x' turns 'a' from the one n-gram into the other.
def _remembering(weights: list[list[float]], typecode: str = "I") -> LanguageIdentifier:
    after_even, after_odd, even_a, odd_a = range(4)
    moves = np.zeros((2, 256), dtype=np.uint32)
    moves[0], moves[1] = after_even, after_odd
    moves[0, ord("x")], moves[1, ord("x")] = after_odd, after_even
    moves[0, ord("a")], moves[1, ord("a")] = even_a, odd_a
    return LanguageIdentifier(
        np.array(weights, dtype=np.float16),
        np.array([-0.7, -0.6], dtype=np.float32),
        ["one", "two"],
        array(typecode, moves.ravel().tolist()),
        [-1, -1, 0, 1],
        norm_probs=True,
        tk_row=array("H", [0, 1, 0, 1]),
    )


@pytest.mark.parametrize(
    "weights", [[[-3.5, -9.0], [-9.0, -3.5]], [[0.25, -1.0], [-65000.0, 0.0]]], ids=["whole", "of any size"]
)
@given(st.text(alphabet="axyz", max_size=60))
@example("x" + "y" * 30 + "a" * 9)
@example("xa")
def test_an_automaton_that_remembers_more_than_a_run_up_gets_the_librarys_answer(weights, text):
    tables = TableModel.of(_remembering(weights), {})
    assert _same((tables, LibraryModel(_remembering(weights), {})), text)


def test_an_automaton_that_remembers_is_walked_byte_by_byte_where_it_has_to_be():
    tables = TableModel.of(_remembering([[-3.5, -9.0], [-9.0, -3.5]]), {})
    assert tables._side_by_side(b"y" * 40) is not None
    assert tables._side_by_side(b"x" + b"y" * 40) is None
    one, two = tables.probabilities("x" + "y" * 30 + "a")
    assert two > one


def test_a_small_model_with_narrow_tables_is_read_too():
    tables = TableModel.of(_remembering([[-3.5, -9.0], [-9.0, -3.5]], "H"), {})
    one, two = tables.probabilities("y" * 30 + "a")
    assert one > two


class _OtherRelease:
    """A release that keeps its tables elsewhere and has the public methods alone."""

    labels = ("de", "gsw", "en")

    def rank(self, text: str) -> list[tuple[str, float]]:
        return [("gsw", 0.5), ("de", 0.3), ("en", 0.2)] if "grüezi" in text else [("en", 1.0), ("de", 0), ("gsw", 0)]


def test_a_release_with_other_tables_is_asked_itself_and_dialects_still_count():
    model = model_of(_OtherRelease(), {"gsw": "de"})
    assert model.codes == ("de", "en")
    assert model.probabilities("grüezi mitenand") == pytest.approx([0.8, 0.2])
    assert model.probabilities("good day") == pytest.approx([0, 1])
