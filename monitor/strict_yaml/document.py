"""What a YAML file says and where it says it: values, and the line of every key and item. No parsing, no I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

Value: TypeAlias = "dict[str, Value] | list[Value] | str | None"


@dataclass(slots=True)
class Node:
    """One place in the file: its line, and the places inside it by key or index."""

    line: int
    inside: dict[str | int, Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file's values with their lines. `comments` maps a line to its comment, without the `#`."""

    file: Path
    data: Value
    root: Node
    comments: Mapping[int, str]

    def line(self, path: Sequence[str | int] = ()) -> int:
        """Line (from 1) of the key or item at `path`; of the longest known beginning when there is no such place."""
        node = self.root
        for step in path:
            inside = node.inside.get(step)
            if inside is None:
                break
            node = inside
        return node.line

    def place(self, loc: Sequence[str | int]) -> tuple[str | int, ...]:
        """The path that a validator's `loc` means: steps that the file does not have are left out.

        Validators put the names of union members between the keys.
        """
        node, path = self.root, []
        for step in loc:
            if step in node.inside:
                node = node.inside[step]
                path.append(step)
        return tuple(path)

    def value(self, path: Sequence[str | int]) -> Value:
        """The value at `path`, which must exist."""
        value: Value = self.data
        for step in path:
            if isinstance(value, dict):
                value = value[str(step)]
            elif isinstance(value, list):
                value = value[int(step)]
        return value
