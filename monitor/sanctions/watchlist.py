"""An own watch list: a CSV file with a name on each row, and perhaps other names and an id.

In: a path, the list's name, which columns mean what. Out: a `ListVersion`, rows with one id joined. Every problem of
the file is reported at once, with its line. Never guesses a column and never drops a row without saying so.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from monitor.errors import InputError, Problem
from monitor.model.listing import ListedKind, Listing, ListVersion, NameOfListing
from monitor.sanctions.names import script
from monitor.strict_yaml import did_you_mean
from monitor.text.fold import fold_words

ROLES = ("name", "alias", "id")
MAX_BYTES = 50_000_000  # unpacked
_ALIAS_MARKS = (";", "|")  # between several aliases in one cell
_DELIMITERS = (",", ";", "\t", "|")
_GZIP = b"\x1f\x8b"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class _Reader(Protocol):
    """What `csv.reader` returns."""

    @property
    def line_num(self) -> int:
        """Lines read so far."""

    def __iter__(self) -> Iterator[list[str]]:
        """Rows."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One row with text in it. `line` is where it begins."""

    line: int
    name: str
    aliases: tuple[str, ...]
    id: str


def read_watchlist(source: Path | bytes, name: str, columns: Mapping[str, str]) -> ListVersion:
    """Read a watch list from a file or its bytes.

    `columns` maps name, alias and id to column headings; only `name` is required. Without an id column a row's folded
    name is its id. Raises `InputError` with every problem.
    """
    path = source if isinstance(source, Path) else Path(name)
    text = _decoded(path, source)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        heading = next(reader, [])
        places = _places(path, [cell.strip() for cell in heading], columns)
        rows = list(_rows(reader, places))
    except csv.Error as error:
        raise _refused(path, reader.line_num, f"this is not CSV: {error}", "check the quotes in this row") from error
    nameless = tuple(_nameless(path, row) for row in rows if not row.name)
    if nameless:
        raise InputError(nameless)
    if not rows:
        raise _refused(path, 1, "the list has a heading and no rows", "add the names to watch, one a row")
    return ListVersion(
        list=name,
        format="watch list",
        entries=_entries(rows, name),
        published=_day_of(source) if isinstance(source, Path) else None,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        rows=len(rows),
        names_read=sum(1 + len(row.aliases) for row in rows),
        complete=True,
        own=True,
    )


# --- bytes ------------------------------------------------------------------------------------------------------


def _decoded(path: Path, source: Path | bytes) -> str:
    """The file's text: UTF-8 with or without a mark, or UTF-16 with one; unpacked if it is gzip."""
    data = _unpacked(path, source)
    encoding = "utf-16" if data.startswith(_UTF_16) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refused(
            path, line, "a letter here is not in UTF-8", "save the file as 'CSV UTF-8' and try again"
        ) from error
    if not text.strip():
        raise _refused(path, 0, "the file is empty", "write a heading and one name a row, or take the list out")
    if "\0" in text:
        raise _refused(path, 0, "this is not a text file", "save the list as 'CSV UTF-8' and try again")
    return text


def _unpacked(path: Path, source: Path | bytes) -> bytes:
    try:
        with _opened(source) as file:
            packed = file.read(len(_GZIP)) == _GZIP
            file.seek(0)
            data = (gzip.GzipFile(fileobj=file) if packed else file).read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _refused(path, 0, f"the list cannot be read: {reason}", "check the path under 'lists'") from error
    if len(data) > MAX_BYTES:
        raise _refused(path, 0, f"the list is larger than {MAX_BYTES // 10**6} MB", "split it into several lists")
    return data


def _opened(source: Path | bytes) -> BinaryIO:
    return source.open("rb") if isinstance(source, Path) else io.BytesIO(source)


def _day_of(path: Path) -> date:
    """The day on which the file was last changed (UTC): what the list is as of."""
    return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).date()


# --- rows -------------------------------------------------------------------------------------------------------


def _delimiter(text: str) -> str:
    """The mark that parts the heading's columns most often; a comma for a single column."""
    heading = text.split("\n", 1)[0]
    return max(_DELIMITERS, key=heading.count)


def _places(path: Path, heading: list[str], columns: Mapping[str, str]) -> Mapping[str, int]:
    """Where each role's column stands."""
    problems = []
    places: dict[str, int] = {}
    for role, column in columns.items():
        if role not in ROLES:
            what, todo = f'"{role}" is no role of a column', did_you_mean(role, ROLES) or f"use {', '.join(ROLES)}"
            problems.append(Problem(file=path, line=1, what=what, todo=todo, code="E-list-column"))
        elif column in heading:
            places[role] = heading.index(column)
        else:
            todo = did_you_mean(column, heading) or f"its columns are {', '.join(heading)}"
            what = f'the list has no column "{column}"'
            problems.append(Problem(file=path, line=1, what=what, todo=todo, code="E-list-column"))
    if "name" not in columns:
        what, todo = "no column is given for the name", "write columns: {name: …} with the heading of that column"
        problems.append(Problem(file=path, line=1, what=what, todo=todo, code="E-list-column"))
    if problems:
        raise InputError(tuple(problems))
    return places


def _rows(reader: _Reader, places: Mapping[str, int]) -> Iterator[_Row]:
    """The rows with something in them, with the line that each begins on."""
    line = reader.line_num
    for cells in reader:
        begins, line = line + 1, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        by_role = {role: cells[at].strip() if at < len(cells) else "" for role, at in places.items()}
        name = by_role["name"] if fold_words(by_role["name"]) else ""
        aliases = tuple(alias for alias in _parts(by_role.get("alias", "")) if fold_words(alias))
        yield _Row(begins, name, aliases, by_role.get("id", ""))


def _parts(cell: str) -> Iterator[str]:
    for mark in _ALIAS_MARKS[1:]:
        cell = cell.replace(mark, _ALIAS_MARKS[0])
    return (part.strip() for part in cell.split(_ALIAS_MARKS[0]))


def _nameless(path: Path, row: _Row) -> Problem:
    return Problem(
        file=path,
        line=row.line,
        what="this row has no name",
        todo="fill in the name, or delete the row",
        code="E-list-row",
    )


def _entries(rows: list[_Row], list_name: str) -> tuple[Listing, ...]:
    """One entry an id; the first row's name is the primary one."""
    names: dict[str, dict[str, None]] = {}
    for row in rows:
        names.setdefault(row.id or fold_words(row.name), {}).update(dict.fromkeys((row.name, *row.aliases)))
    return tuple(
        Listing(
            list=list_name,
            id=id_,
            kind=ListedKind.UNKNOWN,
            names=tuple(NameOfListing(name, script=script(name), generated=_orders(name)) for name in own),
        )
        for id_, own in names.items()
    )


def _orders(name: str) -> tuple[str, ...]:
    """'LAST, First' in both orders without the comma: a watch list does not say who is a person."""
    last, comma, first = (part.strip() for part in name.partition(","))
    return (f"{first} {last}", f"{last} {first}") if comma and first and last and "," not in first else ()


def _refused(path: Path, line: int, what: str, todo: str) -> InputError:
    return InputError((Problem(file=path, line=line, what=what, todo=todo, code="E-list"),))
