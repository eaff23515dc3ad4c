"""What a sanctions list or an own watch list says: one listing a designated person, group, vessel or aircraft.

In: values that `monitor.sanctions` read from a list. Out: frozen values that screening, changes and alerts share.
Never reads a file and never judges whether a name in a text is this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ListedKind(StrEnum):
    """What is listed. `UNKNOWN` where the list does not say."""

    PERSON = "person"
    GROUP = "group"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    UNKNOWN = ""


class Strength(StrEnum):
    """How much the list itself trusts a name. A weak one confirms a hit and never makes one."""

    STRONG = "strong"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class NameOfListing:
    """One name as the list prints it.

    `script`: latin, cyrillic, arabic, cjk or other. `generated`: further spellings made from the printed one (the other
    order of a person's name, the parts of a cell that holds several); these stand on no list.
    """

    text: str
    strength: Strength = Strength.STRONG
    script: str = "latin"
    generated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One entry of one list.

    `names` begins with the primary one. `since`: the date of designation, None where the format gives none; then
    `on_list_by` is the date of the oldest copy known to have it. `identifiers`: pairs of kind (imo, mmsi, registration,
    passport, national id, tax, tail number, …) and value. `link`: where the list tells more, or empty.
    """

    list: str
    id: str
    kind: ListedKind
    names: tuple[NameOfListing, ...]
    programmes: tuple[str, ...] = ()
    since: date | None = None
    on_list_by: date | None = None
    countries: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    remarks: str = ""
    link: str = ""

    @property
    def name(self) -> str:
        """The primary name; the id of a listing that has none."""
        return self.names[0].text if self.names else self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingChange:
    """What a listing alert tells of one entry. `what`: 'added', 'programme added', …; `before` and `after` in words.

    `kind` is the entry's: person, group, vessel, aircraft.
    """

    what: str
    list: str
    entry: str
    name: str
    kind: str = ""
    programmes: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListVersion:
    """One copy of one list, read whole.

    `published`: the date that the file states. `rows`: the records read, before those of one id are joined.
    `names_read`: the names read, before equal ones of one listing are joined. `complete`: the format shows its end, so
    that a file cut short would have been refused; where it is False `warnings` says so. `own`: a watch list that the
    user wrote; its short and common names are meant.
    """

    list: str
    format: str
    entries: tuple[Listing, ...]
    published: date | None
    sha256: str
    rows: int
    names_read: int
    complete: bool
    warnings: tuple[str, ...] = ()
    own: bool = False
