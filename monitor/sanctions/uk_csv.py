"""The UK Sanctions List in CSV: one row a name, the rows of one Unique ID are one entry.

In: a stream. Out: a `Draft`. The line above the heading states the date of the report; nothing states a count or
the end. Proven on made files only, written from the published heading.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from monitor.model.listing import Listing, NameOfListing
from monitor.sanctions.columns import NO_END, by_heading
from monitor.sanctions.draft import Collected, Draft, day_of, kind_of, once, pairs
from monitor.sanctions.names import name_of
from monitor.sanctions.uk import KINDS, PARTS, listed_name

PREAMBLE = "Report Date"
REQUIRED = ("Unique ID", "Name 6", "Name type", "Alias strength", "Regime Name", "Designation Type")
_IDENTIFIERS = (
    ("imo", "IMO number"),
    ("passport", "Passport number"),
    ("national id", "National Identifier number"),
    ("registration", "Business registration number (s)"),
    ("un reference", "UN Reference Number"),
)
_COUNTRIES = ("Address Country", "Nationality(/ies)", "Current believed flag of ship")


def read(file: BinaryIO, list_name: str) -> Draft:
    """Read the list. Raises `ListRefused`."""
    published = None
    found = Collected({})
    later: list[Listing] = []
    for row in by_heading(file, REQUIRED, preamble=PREAMBLE):
        if "" in row and len(row) == 1:
            published = day_of(row[""].partition(":")[2])
        elif row["Name type"].casefold() == "primary name":
            found.add(_listing(row, list_name))
        else:
            later.append(_listing(row, list_name))
    for listing in later:  # so that a primary name comes first wherever its row stands
        found.add(listing)
    return Draft(
        format="uk-csv",
        entries=tuple(found.entries.values()),
        rows=found.rows,
        names_read=found.names,
        complete=False,
        published=published,
        warnings=(NO_END,),
    )


def _listing(row: Mapping[str, str], list_name: str) -> Listing:
    return Listing(
        list=list_name,
        id=row["Unique ID"],
        kind=kind_of(row["Designation Type"], KINDS),
        names=_names(row),
        programmes=once([row["Regime Name"]]),
        since=day_of(row.get("Date Designated")),
        countries=once(row.get(column) for column in _COUNTRIES),
        identifiers=pairs((kind, row.get(column)) for kind, column in _IDENTIFIERS),
        remarks=" ".join(filter(None, (row.get("UK Statement of Reasons"), row.get("Other Information")))),
    )


def _names(row: Mapping[str, str]) -> tuple[NameOfListing, ...]:
    kind = kind_of(row["Designation Type"], KINDS)
    parts = {part: row.get(f"Name {part[-1]}", "") for part in PARTS}
    printed = listed_name(parts, kind, row["Alias strength"])
    return (*printed, *name_of(row.get("Name non-latin script"), kind))
