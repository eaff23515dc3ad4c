"""What a YAML file says and where it says it: values, and the line of every key and item. No parsing, no I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeAlias

Value: TypeAlias = "dict[str, Value] | list[Value] | str | None"


Place = tuple[str | int, ...]  # keys and indexes, from the top


class Placed(Protocol):
    """Values of a file with their lines."""

    @property
    def file(self) -> Path:
        """Where they stand."""

    def line(self, path: Place = ()) -> int:
        """Line (from 1) of the key or item at a place."""

    def value(self, path: Place) -> Value:
        """The value at a place, which must exist."""


@dataclass(slots=True)
class Node:
    """One place in the file: its line, and the places inside it by key or index."""

    line: int
    inside: dict[str | int, Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment without its `#`, the line it stands in, and the line it speaks of: the next one that has more."""

    line: int
    of: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file's values with their lines. `comments` maps a line to its comment, without the `#`.

    `bare`: lines that hold a comment and nothing else. `cut`: lines on which a `#` with no space behind it ends an
    unquoted text, which may have been meant as part of it.
    """

    file: Path
    data: Value
    root: Node
    comments: Mapping[int, str]
    bare: frozenset[int] = frozenset()
    cut: frozenset[int] = frozenset()

    def line(self, path: Place = ()) -> int:
        """Line (from 1) of the key or item at `path`; of the longest known beginning when there is no such place."""
        node = self.root
        for step in path:
            inside = node.inside.get(step)
            if inside is None:
                break
            node = inside
        return node.line

    def place(self, loc: Sequence[str | int]) -> Place:
        """The path that a validator's `loc` means: steps that the file does not have are left out.

        Validators put the names of union members between the keys.
        """
        node, path = self.root, []
        for step in loc:
            if step in node.inside:
                node = node.inside[step]
                path.append(step)
        return tuple(path)

    def remarks(self, beginning: str) -> tuple[Remark, ...]:
        """The comments that begin with this."""
        return tuple(
            Remark(line, self._spoken_of(line), text)
            for line, text in self.comments.items()
            if text.startswith(beginning)
        )

    def _spoken_of(self, line: int) -> int:
        while line in self.bare:
            line += 1
        return line

    def value(self, path: Place) -> Value:
        """The value at `path`, which must exist."""
        value: Value = self.data
        for step in path:
            if isinstance(value, dict):
                value = value[str(step)]
            elif isinstance(value, list):
                value = value[int(step)]
        return value
