"""Texts given by hand: the content of a file in, one `TextRecord` a text out, or every bad line at once.

A `.jsonl` file has one JSON object a line of which only `text` is required; any other file is one text. Reads no file
itself and decides nothing about language or title.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from monitor.errors import InputError, Problem
from monitor.text.written import written_as_given


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRecord:
    """One text. `date` is ISO 8601, perhaps a month only; `language` is what the file declares, not what we found.

    `more` has the other keys of its line as they stand, unchecked: labels, for who scores rules by them.
    """

    text: str
    id: str = ""
    title: str | None = None
    language: str | None = None
    date: str | None = None
    more: Mapping[str, object] = field(default_factory=dict, compare=False)


def text_records(path_name: str, content: str) -> tuple[TextRecord, ...]:
    """The texts of a file. Raises `InputError` with a `Problem` for each line that cannot be used."""
    content = content.removeprefix("\ufeff")
    if PurePath(path_name).suffix.lower() not in {".jsonl", ".ndjson"}:
        return (TextRecord(text=content, id=PurePath(path_name).name),)
    records: list[TextRecord] = []
    problems: list[Problem] = []
    for line, found in records_from_jsonl(content):
        if isinstance(found, TextRecord):
            records.append(found)
        else:
            problems.append(Problem(file=Path(path_name), line=line, what=found, todo=_TODO))
    if problems:
        raise InputError(tuple(problems))
    return tuple(records)


def records_from_jsonl(content: str) -> Iterator[tuple[int, TextRecord | str]]:
    """Line number (from 1) and record, or line number and what is wrong with it. Blank lines are skipped.

    Lines end at a line feed: JSON strings may hold the other line separators of Unicode.
    """
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            try:
                yield number, _record(line, number)
            except (ValueError, RecursionError) as error:
                yield number, _reason(error)


_KEYS = frozenset({"text", "id", "title", "lang", "date"})


class _BadLineError(ValueError):
    """A line that is JSON but no record."""


_TODO = 'write one JSON object a line, such as {"text": "…", "id": "a1", "title": "…", "lang": "en", "date": "2023-09"}'


def _record(line: str, number: int) -> TextRecord:
    data = json.loads(line)
    if not isinstance(data, dict):
        raise _BadLineError(f"the line is {_kind(data)}, not an object")
    if "text" not in data:
        raise _BadLineError("'text' is missing")
    if not isinstance(data["text"], str):
        raise _BadLineError(f"'text' is {_kind(data['text'])}, not a string")
    date = _optional(data, "date")
    if date:
        written_as_given(date)
    return TextRecord(
        text=data["text"],
        id=_identity(data.get("id"), number),
        title=_optional(data, "title"),
        language=_optional(data, "lang"),
        date=date or None,
        more={key: value for key, value in data.items() if key not in _KEYS},
    )


def _optional(data: dict[str, object], key: str) -> str | None:
    value = data.get(key)
    if value is None or isinstance(value, str):
        return value
    raise _BadLineError(f"'{key}' is {_kind(value)}, not a string")


def _identity(value: object, number: int) -> str:
    """The id as text; the line's number when there is none."""
    if value is None or value == "":
        return f"line {number}"
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    raise _BadLineError(f"'id' is {_kind(value)}, not a string")


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"this is no JSON: {error.msg} at column {error.colno}"
    return "this nests too deeply" if isinstance(error, RecursionError) else str(error)
