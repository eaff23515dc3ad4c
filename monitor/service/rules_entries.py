"""Rules, concepts, actors and places as they stand in the files of one folder: each with its own lines.

In: a rule folder. Out: entries by role and id, and what keeps a file from being read. Says nothing about whether an
entry is right: it shows what somebody wrote, also in a file that `vedette check` refuses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from monitor.errors import InputError, Problem
from monitor.strict_yaml import Document, load
from monitor.strict_yaml.document import Value


class Role(StrEnum):
    """What an entry is, in the order of the listing."""

    RULE = "rule"
    CONCEPT = "concept"
    ACTOR = "actor"
    PLACE = "place"


Key = tuple[Role, str]
Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`name` is the file's path within its folder, `lines` what stands there from `line` (from 1) on."""

    role: Role
    id: str
    file: Path
    name: str
    line: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """All entries of a folder; of two with one id the later one, as when they are loaded."""

    by_key: Mapping[Key, Entry]
    problems: tuple[Problem, ...]


def entries_of(folder: Path) -> Entries:
    """Read every YAML file of a rule folder."""
    found: dict[Key, Entry] = {}
    problems: list[Problem] = []
    for role, below in _PLACES.items():
        for path in sorted((folder / below).glob("[!.]*.yaml")):
            try:
                document = load(path)
            except InputError as error:
                problems.extend(error.problems)
                continue
            found.update(((entry.role, entry.id), entry) for entry in _entries(role, document, folder))
    return Entries(by_key=found, problems=tuple(problems))


_PLACES = {Role.RULE: ".", Role.CONCEPT: "concepts", Role.ACTOR: "actors", Role.PLACE: "places"}


def _entries(role: Role, document: Document, folder: Path) -> Iterator[Entry]:
    lines = document.file.read_text(encoding="utf-8-sig").splitlines()
    starts = [(id_, document.line(path)) for id_, path in _ids(role, document)]
    for number, (id_, start) in enumerate(starts, 1):
        end = starts[number][1] - 1 if number < len(starts) else len(lines)
        first = 1 if role is Role.RULE else start
        yield Entry(
            role=role,
            id=id_,
            file=document.file,
            name=document.file.relative_to(folder).as_posix(),
            line=first,
            lines=_trimmed(lines[first - 1 : max(first, end)]),
        )


def _ids(role: Role, document: Document) -> Iterator[tuple[str, Place]]:
    """Each entry's id and where in the document it begins; of what has no id there is nothing to say."""
    data = document.data if isinstance(document.data, dict) else {}
    if role is Role.CONCEPT:
        concepts = data.get("concepts")
        yield from ((name, ("concepts", name)) for name in (concepts if isinstance(concepts, dict) else ()))
        return
    listed = data.get(f"{role}s")
    items: list[tuple[Value, Place]] = [(data, ("id",))]
    if role is not Role.RULE:
        items = [(item, (f"{role}s", n)) for n, item in enumerate(listed if isinstance(listed, list) else ())]
    for item, place in items:
        if isinstance(item, dict) and isinstance(id_ := item.get("id"), str):
            yield id_, place


def _trimmed(lines: list[str]) -> tuple[str, ...]:
    """Without what belongs to the next entry or to editors: blank lines and comments at the end, the schema's line."""
    kept = [line for line in lines if "yaml-language-server" not in line]
    while kept and kept[-1].strip()[:1] in {"", "#"}:
        kept.pop()
    return tuple(kept)
