"""What became of a list's update, in words and as JSON types. Values in, text out."""

from __future__ import annotations

from typing import Any

from monitor.service.list_taking import ListUpdate, Outcome


def update_in_words(one: ListUpdate) -> str:
    """One line, and one for each thing that is odd."""
    if one.outcome is Outcome.FAILED:
        said = f"not updated: {one.trouble}."
    elif one.outcome is Outcome.HELD:
        said = f"held: {one.trouble}."
    elif one.outcome is Outcome.UNCHANGED:
        said = "unchanged."
    elif one.outcome is Outcome.FIRST:
        said = f"first version: {one.entries:,} entries. Changes from now on are told."
    else:
        alerts = "1 alert" if one.alerts == 1 else f"{one.alerts} alerts"
        counts = f"{one.added:,} added, {one.removed:,} removed, {one.changed:,} changed"
        said = f"new version: {one.entries:,} entries; {counts}; {alerts}."
    return "\n".join((f"{one.name}: {said}", *(f"    {warning}" for warning in one.warnings)))


def update_as_json(one: ListUpdate) -> dict[str, Any]:
    """The same for scripts."""
    return {
        "list": one.name,
        "outcome": one.outcome.value,
        "entries": one.entries,
        "added": one.added,
        "removed": one.removed,
        "changed": one.changed,
        "alerts": one.alerts,
        "trouble": one.trouble,
        "warnings": list(one.warnings),
    }
