"""`vedette rules diff`: what the desk's own files change in the rules that came before them.

In: the configured rule folders, in order. Out: an `Override` for each entry that replaces an earlier one of its id, or
is new, with the difference in lines. Changes nothing.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from monitor.config import Config
from monitor.errors import Problem
from monitor.service.rules_entries import Entry, Key, Role, entries_of
from monitor.service.rules_files import rule_folders
from monitor.service.table import counted


class Change(StrEnum):
    """What an entry does to those of earlier folders."""

    REPLACES = "replaces"
    SAME = "same"  # replaces one that reads the same
    NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """An entry of a later folder. `before` names the file that it stands before: `builtin/mercenaries.yaml`."""

    change: Change
    entry: Entry
    shown: str
    before: str = ""
    diff: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesDiff:
    """Overrides by folder, role and id; and the files that could not be read."""

    overrides: tuple[Override, ...]
    problems: tuple[Problem, ...]
    sentence: str


def rules_diff(config: Config) -> RulesDiff:
    """Compare each configured folder with all before it."""
    earlier: dict[Key, tuple[Entry, str]] = {}
    overrides: list[Override] = []
    problems: list[Problem] = []
    names = [_shown(config, folder) for folder in config.rules]
    for number, (folder, name) in enumerate(zip(rule_folders(config), names, strict=True)):
        entries = entries_of(folder)
        problems.extend(entries.problems)
        placed = {key: (entry, f"{name}/{entry.name}") for key, entry in entries.by_key.items()}
        if number:
            overrides.extend(_override(key, placed[key], earlier) for key in sorted(placed, key=_order))
        earlier.update(placed)
    return RulesDiff(overrides=tuple(overrides), problems=tuple(problems), sentence=_sentence(names, overrides))


def _shown(config: Config, folder: Path | str) -> str:
    """A folder as the configuration may name it."""
    home = config.path.parent
    return str(folder.relative_to(home) if isinstance(folder, Path) and folder.is_relative_to(home) else folder)


def _order(key: Key) -> tuple[int, str]:
    return list(Role).index(key[0]), key[1]


def _override(key: Key, placed: tuple[Entry, str], earlier: dict[Key, tuple[Entry, str]]) -> Override:
    entry, shown = placed
    if key not in earlier:
        return Override(change=Change.NEW, entry=entry, shown=shown)
    old, before = earlier[key]
    heads = (f"{before} ({key[0]} {key[1]})", f"{shown} ({key[0]} {key[1]})")
    diff = tuple(difflib.unified_diff(old.lines, entry.lines, *heads, lineterm=""))
    return Override(change=Change.REPLACES if diff else Change.SAME, entry=entry, shown=shown, before=before, diff=diff)


def _sentence(names: list[str], overrides: list[Override]) -> str:
    if len(names) == 1:
        return f"All rules come from one folder, {names[0]}: it replaces nothing. See `rules:` in the configuration."
    counts = Counter(override.change for override in overrides)
    same = f" ({counts[Change.SAME]} of them the same)" if counts[Change.SAME] else ""
    replaced = counted(counts[Change.REPLACES] + counts[Change.SAME], "entry", "entries")
    behind = ", ".join(names[1:])
    return f"{behind}: {replaced} of earlier folders replaced{same}, {counted(counts[Change.NEW], 'new one')}."


def diff_lines(found: RulesDiff) -> Iterator[str]:
    """The overrides for a person: those that replace something with their difference, then what is new."""
    for override in found.overrides:
        what = f"{override.entry.role} {override.entry.id}"
        if override.change is Change.SAME:
            yield f"{what}: {override.shown}:{override.entry.line} is the same as {override.before}"
        elif override.change is Change.REPLACES:
            yield f"{what}: {override.shown}:{override.entry.line} replaces {override.before}"
            yield from (f"    {line}".rstrip() for line in override.diff)
            yield ""
    for override in found.overrides:
        if override.change is Change.NEW:
            yield f"{override.entry.role} {override.entry.id}: {override.shown}:{override.entry.line} is new"
    yield found.sentence


def override_as_json(override: Override) -> dict[str, Any]:
    """An override for scripts."""
    return {
        "role": override.entry.role.value,
        "id": override.entry.id,
        "change": override.change.value,
        "file": str(override.entry.file),
        "line": override.entry.line,
        "before": override.before or None,
        "diff": list(override.diff),
    }
