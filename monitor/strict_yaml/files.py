"""Read files of known shapes: a spec, or every problem. What was read before is not read again.

Comes in: paths, and for each the `Shape` that it must have. Goes out: `Read`s. A file is known by its content: the same
bytes under the same path give what they gave before. Never keeps what a file does no longer say.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from monitor.errors import InputError, Level, Problem
from monitor.strict_yaml.document import Document, Place, Remark, Value
from monitor.strict_yaml.kept import Kept
from monitor.strict_yaml.parse import decoded, load, read_bytes
from monitor.strict_yaml.schema import problems_from

SpecT = TypeVar("SpecT", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape(Generic[SpecT]):
    """What a kind of file must look like.

    `check` finds what is wrong beyond the model, as far as the file alone shows it. `places` are those whose lines will
    be asked for though nothing is wrong; `remarks` is how comments begin that matter. `instead` gives another shape for
    data that asks for it by a key of its own.
    """

    model: type[SpecT]
    check: Callable[[SpecT, Document], Iterable[Problem]] = lambda _spec, _document: ()
    places: Callable[[SpecT], Iterable[Place]] = lambda _spec: ()
    remarks: str = "lint:"
    instead: Callable[[Value], Shape[Any] | None] = lambda _data: None


@dataclass(frozen=True, kw_only=True)
class Read(Generic[SpecT]):
    """One file as it was read. `spec` is None when it cannot be used; `data` is kept only then, if it is YAML."""

    file: Path
    text: str
    spec: SpecT | None
    data: Value = None
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Remark, ...] = ()
    lines: Mapping[Place, int] = field(default_factory=dict)

    def line(self, path: Place = ()) -> int:
        """As `Document.line`."""
        known = self.lines.get(path)
        return self._document.line(path) if known is None else known

    def value(self, path: Place) -> Value:
        """As `Document.value`."""
        return self._document.value(path)

    @cached_property
    def _document(self) -> Document:
        """Parsed once more: the lines of all values are seldom asked for, and need more room than the values."""
        return load(self.file, self.text)


class Reader:
    """Reads files, and remembers them; with `kept`, over the end of the process too."""

    def __init__(self, kept: Kept | None = None) -> None:
        self._known: dict[tuple[Path, str], tuple[str, Read[Any]]] = {}
        self._kept = kept

    def read(self, path: Path, shape: Shape[SpecT]) -> Read[SpecT]:
        """One file; whatever is wrong with it is among the problems."""
        try:
            raw = read_bytes(path)
        except InputError as error:
            return Read(file=path, text="", spec=None, problems=error.problems)
        key, digest = (path, shape.model.__name__), hashlib.blake2b(raw, digest_size=16).hexdigest()
        known = self._known.get(key)
        if known is not None and known[0] == digest:
            return known[1]
        read = self._again(path, raw, shape, digest) or self._anew(path, raw, shape, digest)
        self._known[key] = (digest, read)
        return read

    def _again(self, path: Path, raw: bytes, shape: Shape[SpecT], digest: str) -> Read[SpecT] | None:
        """The file as it was read by another process."""
        record = self._kept.get(_key(path, shape, digest)) if self._kept else None
        if record is None:
            return None
        with contextlib.suppress(ValueError, ArithmeticError, TypeError, KeyError, InputError):
            return restored(record, path, decoded(path, raw), shape)
        return None

    def _anew(self, path: Path, raw: bytes, shape: Shape[SpecT], digest: str) -> Read[SpecT]:
        text = ""
        try:
            text = decoded(path, raw)
            document = load(path, text)
        except InputError as error:
            return Read(file=path, text=text, spec=None, problems=error.problems)
        read = _checked(document, text, shape.instead(document.data) or shape)
        if self._kept is not None and read.spec is not None:
            self._kept.put(_key(path, shape, digest), as_record(read, document.data))
        return read


def _key(path: Path, shape: Shape[Any], digest: str) -> str:
    """A file by what it is and holds; its path is part of it, for rules must be named for their files."""
    place = hashlib.blake2b(str(path).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return f"{shape.model.__name__}/{place}/{digest}"


def _checked(document: Document, text: str, shape: Shape[SpecT]) -> Read[SpecT]:
    file, remarks = document.file, document.remarks(shape.remarks)
    try:
        spec = shape.model.model_validate(document.data)
    except ValidationError as error:
        problems = problems_from(error, document, known=shape.model)
        return Read(file=file, text=text, spec=None, data=document.data, problems=problems, remarks=remarks)
    return Read(
        file=file,
        text=text,
        spec=spec,
        problems=tuple(shape.check(spec, document)),
        remarks=remarks,
        lines={place: document.line(place) for place in shape.places(spec)},
    )


# --- a read file as JSON ----------------------------------------------------------------------------------------


def as_record(read: Read[Any], data: Value) -> dict[str, Any]:
    """What is worth keeping of a file that can be used: its values, and what was found out about it."""
    return {
        "data": data,
        "problems": [[p.line, p.what, p.todo, p.code, p.level.value] for p in read.problems],
        "remarks": [[remark.line, remark.of, remark.text] for remark in read.remarks],
        "lines": list(read.lines.values()),
    }


def restored(record: Mapping[str, Any], path: Path, text: str, shape: Shape[SpecT]) -> Read[SpecT]:
    """The `Read` of a record; raises `ValueError`, `TypeError` or `KeyError` for one that is none."""
    shape = shape.instead(record["data"]) or shape
    spec = shape.model.model_validate(record["data"])
    places = tuple(shape.places(spec))
    return Read(
        file=path,
        text=text,
        spec=spec,
        problems=tuple(
            Problem(file=path, line=int(line), what=what, todo=todo, code=code, level=Level(level))
            for line, what, todo, code, level in record["problems"]
        ),
        remarks=tuple(Remark(int(line), int(of), said) for line, of, said in record["remarks"]),
        lines=dict(zip(places, map(int, record["lines"]), strict=True)),
    )
