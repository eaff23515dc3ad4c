"""OpenSanctions' exports, a user's own download: targets.simple.csv and entities.ftm.json (FollowTheMoney JSON lines).

In: a stream. Out: a `Draft`. The data are CC BY-NC 4.0, or under a commercial licence of OpenSanctions: none of it
is shipped. The simple table does not part weak names from strong ones; its `first_seen` is when OpenSanctions saw the
entry, so that it is `on_list_by`, never `since`. Neither file shows its end. Proven on made files only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO, Final

from monitor.errors import ListRefused
from monitor.model.listing import ListedKind, Listing, NameOfListing, Strength
from monitor.sanctions.columns import NO_END, by_heading
from monitor.sanctions.draft import Collected, Draft, day_of, kind_of, once, pairs
from monitor.sanctions.eu_journal import KINDS, cells
from monitor.sanctions.names import name_of
from monitor.sanctions.source import AGAIN, MAX_LINE

LICENCE: Final = "OpenSanctions data: CC BY-NC 4.0; commercial use needs a licence from OpenSanctions"
REQUIRED = ("id", "schema", "name", "aliases", "countries", "identifiers", "sanctions", "first_seen")
_KINDS: Final = {**KINDS, "publicbody": ListedKind.GROUP}
_NAMES = (
    ("name", Strength.STRONG),
    ("alias", Strength.STRONG),
    ("previousName", Strength.STRONG),
    ("weakAlias", Strength.WEAK),
)
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
_TARGET_TOPICS = ("sanction",)
_Properties = Mapping[str, list[str]]


def read_table(file: BinaryIO, list_name: str) -> Draft:
    """Read targets.simple.csv. Raises `ListRefused`."""
    return _draft("opensanctions-csv", Collected.of(_row(row, list_name) for row in by_heading(file, REQUIRED)))


def _row(row: Mapping[str, str], list_name: str) -> Listing:
    kind = kind_of(row["schema"], _KINDS)
    printed = (row["name"], *cells(row["aliases"]))
    return Listing(
        list=list_name,
        id=row["id"],
        kind=kind,
        names=tuple(name for text in printed for name in name_of(text, kind)),
        programmes=once(cells(row.get("program_ids", "") or row["sanctions"])),
        on_list_by=day_of(row["first_seen"]),
        countries=once(cells(row["countries"])),
        identifiers=pairs(("other", value) for value in cells(row["identifiers"])),
        link=_link(row["id"]),
    )


def read_entities(file: BinaryIO, list_name: str) -> Draft:
    """Read FollowTheMoney entities: those with the topic 'sanction', with the programmes and dates of their sanctions.

    Sanctions may stand before or after what they are about. Raises `ListRefused`.
    """
    found = Collected({})
    sanctions: dict[str, list[_Properties]] = {}
    for id_, schema, properties in _entities(file):
        if schema == "Sanction":
            for target in properties.get("entity", ()):
                sanctions.setdefault(target, []).append(properties)
        elif any(topic.startswith(_TARGET_TOPICS) for topic in properties.get("topics", ())):
            found.add(_entity(id_, schema, properties, list_name))
    dated = Collected.of(_with_sanctions(listing, sanctions.get(listing.id, [])) for listing in found.entries.values())
    return _draft("opensanctions-ftm", dated)


def _entities(file: BinaryIO) -> Iterator[tuple[str, str, _Properties]]:
    number, line = 0, b"\n"
    while line := file.readline(MAX_LINE):
        number += 1
        if not line.endswith(b"\n"):
            raise ListRefused("the file breaks off within its last line", AGAIN)
        if line.strip():
            yield _parsed(line, number)


def _parsed(line: bytes, number: int) -> tuple[str, str, _Properties]:
    try:
        entity: Any = json.loads(line)
        properties = {str(key): [str(value) for value in values] for key, values in entity["properties"].items()}
        return str(entity["id"]), str(entity["schema"]), properties
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ListRefused(f"line {number} is no FollowTheMoney entity", AGAIN) from error


def _entity(id_: str, schema: str, properties: _Properties, list_name: str) -> Listing:
    kind = kind_of(schema, _KINDS)
    names = ((text, strength) for key, strength in _NAMES for text in properties.get(key, ()))
    return Listing(
        list=list_name,
        id=id_,
        kind=kind,
        names=tuple(name for text, strength in names for name in _named(text, kind, strength, properties)),
        countries=once(value for key in _COUNTRIES for value in properties.get(key, ())),
        identifiers=pairs((kind_, value) for kind_, key in _IDENTIFIERS for value in properties.get(key, ())),
        remarks=" ".join(properties.get("notes", ())),
        link=_link(id_),
    )


def _named(text: str, kind: ListedKind, strength: Strength, properties: _Properties) -> Iterator[NameOfListing]:
    families = [family for family in properties.get("lastName", ()) if text.endswith(f" {family}")]
    yield from name_of(text, kind, strength=strength, family=families[0] if families else "")


def _with_sanctions(listing: Listing, sanctions: list[_Properties]) -> Listing:
    days = [day for each in sanctions for key in ("listingDate", "startDate") for day in _days(each.get(key, []))]
    programmes = (value for each in sanctions for value in each.get("programId", each.get("program", ())))
    reasons = " ".join(dict.fromkeys(reason for each in sanctions for reason in each.get("reason", ())))
    return Listing(
        list=listing.list,
        id=listing.id,
        kind=listing.kind,
        names=listing.names,
        programmes=once(programmes),
        since=min(days, default=None),
        countries=listing.countries,
        identifiers=listing.identifiers,
        remarks=reasons or listing.remarks,
        link=listing.link,
    )


def _days(printed: list[str]) -> Iterator[date]:
    yield from (day for text in printed if (day := day_of(text)))


def _link(id_: str) -> str:
    return f"https://www.opensanctions.org/entities/{id_}/"


def _draft(format_: str, found: Collected) -> Draft:
    return Draft(
        format=format_,
        entries=tuple(found.entries.values()),
        rows=found.rows,
        names_read=found.names,
        complete=False,
        warnings=(NO_END, LICENCE),
    )
