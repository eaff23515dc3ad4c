"""Read the files that concepts name with `from_file`: terms in plain lines, or in a column of a table.

Comes in: what a concept says of the file, and where the concept stands. Goes out: terms with their lines, or every
problem at its own line. Never reads a file outside the rule folder, nor one that is no `.txt`, `.csv` or `.tsv`.

A text file has a thing a line, `name | alias | alias`; empty lines and lines that begin with `#` say nothing. A table
has a header in its first line; a cell may hold aliases too. Terms are written as everywhere else.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from monitor.engine.lint_terms import term_faults
from monitor.engine.memory import Memory
from monitor.engine.schema import FromFileSpec
from monitor.engine.silence import Silence, silences_of
from monitor.errors import InputError, Level, Problem
from monitor.strict_yaml import Remark, decoded, did_you_mean, read_bytes

SUFFIXES = (".txt", ".csv", ".tsv")
BYTES_AT_MOST = 64_000_000
LETTERS_AT_MOST = 1_000  # in a line; a longer one is no name
SHOWN_AT_MOST = 20  # problems of one kind in one file
_DELIMITERS = ",;\t"

Fault = tuple[int, str, str, str, str]  # line, what, todo, code, level


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFile:
    """What one file brought. `text` is all of it, as it belongs to the rule set; None when it cannot be used."""

    path: Path
    text: str | None
    terms: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    silences: tuple[Silence, ...] = ()


class _Unusable(Exception):
    """The file as a whole cannot be used; the problem says why."""

    def __init__(self, code: str, what: str, todo: str, line: int = 0) -> None:
        super().__init__(what)
        self.code, self.what, self.todo, self.line = code, what, todo, line


@dataclass(frozen=True, slots=True)
class Naming:
    """A concept that names a file: in which file and line, in which rule folder, and whether its terms are exact."""

    spec: FromFileSpec
    file: Path
    line: int
    folder: Path
    exact: bool = False


def read_names(naming: Naming, memory: Memory) -> NameFile:
    """The terms of the file that a concept names."""
    spec, concept_file, line, folder = naming.spec, naming.file, naming.line, naming.folder
    path = Path(os.path.normpath(concept_file.parent / spec.file))
    try:
        _refuse_place(spec.file, path, folder)
    except _Unusable as error:
        return NameFile(path=path, text=None, problems=(_problem(concept_file, line, error),))
    try:
        text = _text(path)
        lines = dict(_cells(text, spec.column) if path.suffix != ".txt" else _plain(text, spec.column))
    except _Unusable as error:
        asked_wrong = error.code == "E-no-column"
        place = (concept_file, line) if asked_wrong else (path, error.line)
        return NameFile(path=path, text=None, problems=(_problem(*place, error),))
    except InputError as error:
        return NameFile(path=path, text=None, problems=error.problems)
    terms = [(number, name) for number, cell in lines.items() for name in _names(cell)]
    kept = tuple(dict.fromkeys(name for _, name in terms))
    problems = _problems(naming, path, memory, text, lambda: _faults(lines, terms, spec.language, exact=naming.exact))
    silences = tuple(_silences(path, text)) if path.suffix == ".txt" else ()
    return NameFile(path=path, text=text, terms=kept, problems=problems, silences=silences)


def _problems(
    naming: Naming, path: Path, memory: Memory, text: str, find: Callable[[], Iterator[Fault]]
) -> tuple[Problem, ...]:
    """What is wrong with the lines; not looked for again as long as they stay the same."""
    asked = f"{naming.spec.language}/{naming.exact}/{naming.spec.column}"
    key = f"names/{asked}/{hashlib.blake2b(text.encode(), digest_size=16).hexdigest()}"
    faults = memory.value(f"{path} {asked}", key, lambda: list(_few(find())))
    return tuple(
        Problem(file=path, line=number, what=what, todo=todo, code=code, level=Level(level))
        for number, what, todo, code, level in faults
    )


def _problem(file: Path, line: int, error: _Unusable) -> Problem:
    return Problem(file=file, line=line, what=error.what, todo=error.todo, code=error.code)


def _refuse_place(written: str, path: Path, folder: Path) -> None:
    if not path.is_relative_to(os.path.normpath(folder)):
        raise _Unusable("E-outside", f'"{written}" lies outside the rule folder', "put the file beside the concepts")
    if path.suffix not in SUFFIXES:
        raise _Unusable("E-no-file", f'"{written}" is no text or table', f"use a file of {', '.join(SUFFIXES)}")
    if path.is_file():
        return
    there = sorted(p.name for p in path.parent.iterdir() if p.suffix in SUFFIXES) if path.parent.is_dir() else []
    near = did_you_mean(path.name, there)
    todo = near or (f"there are: {', '.join(there[:12])}" if there else "its place is told from the concept file on")
    raise _Unusable("E-no-file", f'there is no file "{written}"', todo)


def _text(path: Path) -> str:
    if path.stat().st_size > BYTES_AT_MOST:
        raise _Unusable("E-unreadable", "is larger than 64 MB", "split it")
    return decoded(path, read_bytes(path))


# --- lines and cells, by the number of their line ---------------------------------------------------------------


def _names(cell: str) -> Iterator[str]:
    """The names of a line or cell, each on one line."""
    return (name for name in (" ".join(part.split()) for part in cell.split("|")) if name)


def _plain(text: str, column: str) -> Iterator[tuple[int, str]]:
    if column:
        raise _Unusable("E-no-column", f'a text file has no column "{column}"', "delete `column`, or use a .csv")
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line


def _cells(text: str, column: str) -> Iterator[tuple[int, str]]:
    header = text.partition("\n")[0]
    counted = Counter(char for char in header if char in _DELIMITERS)
    delimiter = counted.most_common(1)[0][0] if counted else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip() for name in next(rows, [])]
        at = _column(names, column)
        for row in rows:
            if at < len(row) and row[at].strip():
                yield rows.line_num, row[at]
    except csv.Error as error:
        todo = "save the table anew as CSV, with quotes around cells that hold commas"
        raise _Unusable("E-table", f"the table cannot be read: {error}", todo, rows.line_num) from error


def _column(names: list[str], wanted: str) -> int:
    if wanted in names:
        return names.index(wanted)
    there = ", ".join(f'"{name}"' for name in names if name) or "none"
    if not wanted:
        raise _Unusable("E-no-column", "nothing says which column has the names", f"add `column`; there are {there}")
    todo = did_you_mean(wanted, names) or f"there are {there}"
    raise _Unusable("E-no-column", f'the table has no column "{wanted}"', todo)


# --- what is wrong with them ------------------------------------------------------------------------------------


def _faults(lines: dict[int, str], terms: list[tuple[int, str]], language: str, *, exact: bool) -> Iterator[Fault]:
    for number, line in lines.items():
        if len(line) > LETTERS_AT_MOST:
            what = f"the line has {len(line)} letters, and a name {LETTERS_AT_MOST} at most"
            yield number, what, "write one thing a line", "E-long-line", Level.ERROR.value
    for number, term in terms:
        for found in term_faults(term, language, exact=exact) if len(term) <= LETTERS_AT_MOST else ():
            yield number, found.what, found.todo, found.code, found.level.value


def _few(faults: Iterator[Fault]) -> Iterator[Fault]:
    """The first of each kind; behind them how many more there are."""
    by_code: dict[str, list[Fault]] = {}
    for fault in faults:
        by_code.setdefault(fault[3], []).append(fault)
    for found in by_code.values():
        yield from found[:SHOWN_AT_MOST]
        if more := found[SHOWN_AT_MOST:]:
            what = f"this line and {len(more) - 1} more have the same fault as those above"
            yield (more[0][0], what, *more[0][2:])


def _silences(path: Path, text: str) -> Iterator[Silence]:
    """The marks in comment lines; each speaks of the next line that is none."""
    if "lint:" not in text:
        return
    lines = [line.strip() for line in text.split("\n")]
    for number, line in enumerate(lines):
        comment = line[1:].strip() if line.startswith("#") else ""
        if comment.startswith("lint:"):
            of = next((at for at in range(number, len(lines)) if not lines[at].startswith("#")), number)
            yield from silences_of(path, [Remark(number + 1, of + 1, comment)])
