"""Tables fit the terminal, cut at words, and leave out what says nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from monitor.service.table import NARROWEST, Row, Table, counted, cut


def table(*rows: tuple[str, ...], **more) -> Table:
    return Table(
        header=("id", "note", "title"),
        rows=tuple(Row(cells=row) for row in rows),
        wide=frozenset({"title"}),
        **more,
    )


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    lines = list(table(("1", "fine", "Ferry"), ("20", "x", "Ferry to the isles")).lines(100))
    assert lines == ["id  note  title", "1   fine  Ferry", "20  x     Ferry to the isles"]


def test_what_does_not_fit_is_cut_at_a_word_in_the_columns_that_give_way() -> None:
    lines = list(table(("1", "fine", "The ferry to the outer isles sails at seven")).lines(32))
    assert lines[1] == "1   fine  The ferry to the…"


def test_a_column_that_is_empty_throughout_is_left_out() -> None:
    assert list(table(("1", "", "Ferry")).lines(100)) == ["id  title", "1   Ferry"]


def test_spare_columns_are_left_out_where_the_wide_one_would_be_cut_short() -> None:
    wide = table(("1", "fine", "The ferry to the outer isles sails at seven"), spare=("note", "id"))
    assert next(iter(wide.lines(60))) == "id  note  title"
    assert next(iter(wide.lines(39))) == "id  title"
    assert next(iter(wide.lines(30))) == "title"
    assert next(iter(table(("1", "fine", "Ferry"), spare=("note",)).lines(20))) == "id  note  title"


def test_letters_of_two_cells_stand_under_each_other() -> None:
    lines = list(table(("1", "渡船", "a"), ("2", "ab", "b")).lines(100))
    assert lines[1:] == ["1   渡船  a", "2   ab    b"]


def test_a_note_stands_whole_beneath_its_row() -> None:
    rows = (
        Row(cells=("1", "x", "Ferry"), note="the server says that it is closed on Sundays"),
        Row(cells=("2", "", "")),
    )
    shown = Table(header=("id", "note", "title"), rows=rows)
    assert list(shown.lines(30)) == [
        "id  note  title",
        "1   x     Ferry",
        "    the server says that it is",
        "    closed on Sundays",
        "2",
    ]


def test_no_rows_are_a_sentence_and_what_comes_after_stands_behind() -> None:
    assert list(table(empty="Nothing yet.", after="0 rows").lines(80)) == ["Nothing yet."]
    assert list(table(("1", "x", "y"), after="1 row").lines(80))[-1] == "1 row"


def test_counts_agree_with_their_words() -> None:
    assert [counted(1, "feed"), counted(2, "feed"), counted(0, "story", "stories")] == [
        "1 feed",
        "2 feeds",
        "0 stories",
    ]


words = st.text(alphabet="abcdé渡船—, ", max_size=60)


@given(st.lists(st.tuples(words, words), min_size=1, max_size=5), st.integers(30, 120))
def test_no_line_is_wider_than_the_terminal(cells: list[tuple[str, str]], width: int) -> None:
    shown = Table(
        header=("a", "b"), rows=tuple(Row(cells=row, note=row[0]) for row in cells), wide=frozenset({"a", "b"})
    )
    assert all(
        len(line.rstrip()) == 0 or cell_len(line) <= max(width, 2 * NARROWEST + 2) for line in _rows_of(shown, width)
    )


def _rows_of(shown: Table, width: int) -> list[str]:
    """The lines but for notes, which are wrapped by letters."""
    return [line for line in shown.lines(width) if not line.startswith("    ")]


@given(words, st.integers(1, 80))
def test_a_cut_text_fits_and_is_a_beginning_of_the_whole(text: str, width: int) -> None:
    short = cut(text, width)
    assert cell_len(short) <= width
    assert text.startswith(short.removesuffix("…"))
    assert (short == text) is (cell_len(text) <= width)
