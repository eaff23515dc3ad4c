"""What the XML and the CSV of the UK Sanctions List have in common.

In: words of the list. Out: ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from monitor.model.listing import ListedKind, NameOfListing, Strength
from monitor.sanctions.names import name_of

KINDS: Final = {"individual": ListedKind.PERSON, "entity": ListedKind.GROUP, "ship": ListedKind.VESSEL}
PARTS: Final = (
    "Name1",
    "Name2",
    "Name3",
    "Name4",
    "Name5",
    "Name6",
)  # Name6 is the family name, or a group's whole name


def listed_name(parts: Mapping[str, str], kind: ListedKind, strength: str) -> Iterator[NameOfListing]:
    """One name from its six parts. `strength`: the list's word, 'Low quality' or the like for a weak one."""
    whole = " ".join(filter(None, (parts.get(part, "") for part in PARTS)))
    weak = strength.casefold().startswith(("low", "weak"))
    family = parts.get(PARTS[-1], "")
    yield from name_of(
        whole,
        kind,
        strength=Strength.WEAK if weak else Strength.STRONG,
        family=family if family != whole else "",
    )


def primary_first(names: list[tuple[bool, NameOfListing]]) -> tuple[NameOfListing, ...]:
    """The names, those that the list calls primary before the others."""
    return tuple(name for _, name in sorted(names, key=lambda pair: not pair[0]))
