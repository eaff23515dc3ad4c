"""Own watch lists: CSV as people save it, and every fault in plain words."""

import gzip
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import InputError
from monitor.model.listing import Listing
from monitor.sanctions import read_watchlist

COLUMNS = {"name": "Company", "alias": "Also known as", "id": "Ref"}
LIST = "Ref,Company,Also known as,Note\n17,Gulf Lines,GL; Gulf Lines Ltd,\n18,Северный Порт,,x\n"


@pytest.fixture
def file_of(tmp_path):
    def write(content: str | bytes, name: str = "ours.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def printed(listing: Listing) -> tuple[str, ...]:
    return tuple(name.text for name in listing.names)


def problems_of(path: Path, columns=COLUMNS):
    with pytest.raises(InputError) as caught:
        read_watchlist(path, "ours", columns)
    return caught.value.problems


def test_names_aliases_and_ids_are_read(file_of) -> None:
    version = read_watchlist(file_of(LIST), "ours", COLUMNS)
    first, second = version.entries
    assert (first.list, first.id, printed(first)) == ("ours", "17", ("Gulf Lines", "GL", "Gulf Lines Ltd"))
    assert (second.id, printed(second), version.own) == ("18", ("Северный Порт",), True)
    assert version.published == datetime.now(tz=UTC).date()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_ways_in_which_spreadsheets_save_are_read(file_of, encoding, mark) -> None:
    text = LIST.replace("; ", "| ").replace(",", mark).replace("\n", "\r\n")
    version = read_watchlist(file_of(text.encode(encoding)), "ours", COLUMNS)
    assert [printed(entry) for entry in version.entries] == [("Gulf Lines", "GL", "Gulf Lines Ltd"), ("Северный Порт",)]


def test_a_packed_list_is_read(file_of) -> None:
    assert len(read_watchlist(file_of(gzip.compress(LIST.encode()), "ours.csv.gz"), "ours", COLUMNS).entries) == 2


def test_a_list_of_names_alone_needs_no_other_column(file_of) -> None:
    (entry,) = read_watchlist(file_of("Name\nÉtoile Marine\n\n"), "ours", {"name": "Name"}).entries
    assert (entry.id, printed(entry)) == ("etoile marine", ("Étoile Marine",))


def test_rows_with_one_id_are_one_entry(file_of) -> None:
    (entry,) = read_watchlist(
        file_of("Ref,Company\n1,Gulf Lines\n1,Gulf Star\n"), "ours", {"name": "Company", "id": "Ref"}
    ).entries
    assert printed(entry) == ("Gulf Lines", "Gulf Star")


def test_the_list_is_as_of_the_day_on_which_the_file_changed(file_of) -> None:
    path = file_of(LIST)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert read_watchlist(path, "ours", COLUMNS).published == date(2023, 11, 14)


def test_every_missing_column_is_named_with_the_nearest_heading(file_of) -> None:
    problems = problems_of(file_of("Ref,Compnay\n1,x\n"))
    assert [problem.what for problem in problems] == [
        'the list has no column "Company"',
        'the list has no column "Also known as"',
    ]
    assert problems[0].todo == 'did you mean "Compnay"?'
    assert {problem.line for problem in problems} == {1}


def test_columns_must_give_the_name_and_only_known_roles(file_of) -> None:
    problems = problems_of(file_of(LIST), {"nmae": "Company"})
    assert [problem.what for problem in problems] == [
        '"nmae" is no role of a column',
        "no column is given for the name",
    ]


def test_every_row_without_a_name_is_reported_with_its_line(file_of) -> None:
    problems = problems_of(file_of('Ref,Company,Also known as\n1,"Two\nlines",\n2,,x\n3,—,x\n'))
    assert [(problem.line, problem.what) for problem in problems] == [
        (4, "this row has no name"),
        (5, "this row has no name"),
    ]


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        (b"", 0, "the file is empty"),
        (b" \n ", 0, "the file is empty"),
        ("Ref,Company,Also known as\n1,Société,\n".encode("latin-1"), 2, "a letter here is not in UTF-8"),
        (b"Ref,Company,Also known as\n", 1, "the list has a heading and no rows"),
        (b'Ref,Company,Also known as\n1,"open,\n', 2, "this is not CSV: unexpected end of data"),
        (b"\x1f\x8b\x08\x00rubbish", 0, "the list cannot be read"),
        (b"Ref,Company,Also known as\0", 0, "this is not a text file"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_plain_words(file_of, content, line, what) -> None:
    (problem,) = problems_of(file_of(content))
    assert problem.line == line
    assert problem.what.startswith(what)
    assert problem.todo


def test_a_file_that_is_not_there_is_refused(tmp_path) -> None:
    (problem,) = problems_of(tmp_path / "none.csv")
    assert "No such file" in problem.what


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_a_reason(tmp_path_factory, content) -> None:
    path = tmp_path_factory.mktemp("lists") / "any.csv"
    path.write_bytes(b"Name\n" + content)
    try:
        entries = read_watchlist(path, "ours", {"name": "Name"}).entries
    except InputError as error:
        refusals = error.problems
        entries = ()
    else:
        refusals = ()
    assert bool(entries) != bool(refusals)
    assert all(entry.names for entry in entries)
    assert all(problem.what and problem.todo for problem in refusals)
