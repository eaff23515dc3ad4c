"""Listings of the European Union as transcribed from the Official Journal, one table an act.

In: streams of tables with the column headings of that transcription, consolidated acts and amendments. Out: a `Draft`.
The rows of one listing (one annex, one number, several measures) are one entry. A table states no count and no end; one
cut at a row's end cannot be told from a whole one, and the draft says so.
Proven on the 59 tables of August 2026.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from typing import BinaryIO, Final

from monitor.errors import ListRefused
from monitor.model.listing import ListedKind, Listing, NameOfListing, Strength
from monitor.sanctions.columns import NO_END, by_heading
from monitor.sanctions.draft import Collected, Draft, day_of, kind_of, once, pairs
from monitor.sanctions.names import name_of
from monitor.sanctions.source import AGAIN

KINDS: Final = {
    "person": ListedKind.PERSON,
    "legalentity": ListedKind.GROUP,
    "organization": ListedKind.GROUP,
    "company": ListedKind.GROUP,
    "vessel": ListedKind.VESSEL,
    "airplane": ListedKind.AIRCRAFT,
}
_REQUIRED = ("programKey", "schema", "name", "startDate", "alias", "weakAlias")
_COUNTRIES = ("country", "nationality", "jurisdiction", "flag")
_IDENTIFIERS = (
    ("imo", "imoNumber"),
    ("mmsi", "mmsi"),
    ("passport", "passportNumber"),
    ("national id", "idNumber"),
    ("registration", "registrationNumber"),
    ("registration", "ogrnCode"),
    ("tax", "taxNumber"),
    ("tax", "innCode"),
    ("lei", "leiCode"),
    ("swift", "swiftBic"),
)


def read(files: Iterator[BinaryIO], list_name: str) -> Draft:
    """Read the tables one after the other. Raises `ListRefused`."""
    found = Collected({})
    for file in files:
        for row in by_heading(file, _REQUIRED):
            found.add(_listing(row, list_name))
    return Draft(
        format="eu-journal",
        entries=tuple(found.entries.values()),
        rows=found.rows,
        names_read=found.names,
        complete=False,
        warnings=(NO_END,),
    )


def _listing(row: Mapping[str, str], list_name: str) -> Listing:
    act = row.get("amendedCelex") or row.get("celex", "")
    number = row.get("recordId") or f"{row['name']} {row.get('birthDate', '')}".strip()
    kind = kind_of(row["schema"], KINDS)
    return Listing(
        list=list_name,
        id="/".join((act, row.get("annex", ""), row["schema"], number)),
        kind=kind,
        names=tuple(_names(row, kind)),
        programmes=once([row["programKey"]]),
        since=_since(row["startDate"]),
        countries=once(country for column in _COUNTRIES for country in cells(row.get(column, ""))),
        identifiers=pairs((kind_, value) for kind_, column in _IDENTIFIERS for value in cells(row.get(column, ""))),
        remarks=row.get("reason", ""),
        link=f"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:{act}",
    )


def _names(row: Mapping[str, str], kind: ListedKind) -> Iterator[NameOfListing]:
    yield from name_of(row["name"], kind, cell=True)
    for column, strength in (
        ("alias", Strength.STRONG),
        ("previousName", Strength.STRONG),
        ("weakAlias", Strength.WEAK),
    ):
        for name in cells(row.get(column, "")):
            yield from name_of(name, kind, strength=strength, cell=True)


def cells(cell: str) -> tuple[str, ...]:
    """The values of a cell: ';' parts them, and a value with ';' in it stands in quotes."""
    if ";" not in cell and '"' not in cell:
        return (cell,) if cell else ()
    try:
        return tuple(value for value in next(csv.reader([cell], delimiter=";", skipinitialspace=True), []) if value)
    except csv.Error as error:
        raise ListRefused(f"the cell '{cell[:40]}' is not a list of values ({error})", AGAIN) from error


def _since(printed: str) -> date | None:
    """A whole date; a year or month alone says too little."""
    return day_of(printed)
