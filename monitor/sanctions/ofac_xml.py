"""OFAC's SDN.XML and CONSOLIDATED.XML.

In: a stream. Out: a `Draft`. The file states its date and how many records it has; no entry has a date of its own.
Proven on the complete files of March 2021 and May 2024.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from monitor.model.listing import Listing, NameOfListing, Strength
from monitor.sanctions.draft import Collected, Draft, day_of, kind_of, once, pairs
from monitor.sanctions.names import name_of
from monitor.sanctions.ofac_terms import KINDS, identifier, link
from monitor.sanctions.xml_stream import Element, children, records, text, texts

_LONGEST = 12  # digits of a count
_WANTED = frozenset({"publshInformation", "sdnEntry"})
_COUNTRIES = (
    ("addressList", "address", "country"),
    ("nationalityList", "nationality", "country"),
    ("citizenshipList", "citizenship", "country"),
    ("vesselInfo", "vesselFlag"),
)


def read(file: BinaryIO, list_name: str) -> Draft:
    """Read the list. Raises `ListRefused`."""
    published: date | None = None
    stated: int | None = None
    found = Collected({})
    for tag, element in records(file, _WANTED):
        if tag == "publshInformation":
            published = day_of(text(element, "Publish_Date"), american=True)
            count = text(element, "Record_Count")
            stated = int(count) if count.isdecimal() and len(count) < _LONGEST else None
        elif tag == "sdnEntry":
            found.add(_listing(element, list_name, published))
    return Draft(
        format="ofac-xml",
        entries=tuple(found.entries.values()),
        rows=found.rows,
        names_read=found.names,
        complete=True,
        published=published,
        stated=stated,
    )


def _listing(entry: Element, list_name: str, published: date | None) -> Listing:
    id_ = text(entry, "uid")
    return Listing(
        list=list_name,
        id=id_,
        kind=kind_of(text(entry, "sdnType"), KINDS),
        names=tuple(_names(entry)),
        programmes=once(texts(entry, "programList", "program")),
        on_list_by=published,
        countries=once(country for path in _COUNTRIES for country in texts(entry, *path)),
        identifiers=pairs(_identifiers(entry)),
        remarks=" ".join(filter(None, (text(entry, "title"), text(entry, "remarks")))),
        link=link(id_),
    )


def _names(entry: Element) -> Iterator[NameOfListing]:
    kind = kind_of(text(entry, "sdnType"), KINDS)
    yield from name_of(_whole(entry), kind)
    for alias in children(entry, "akaList", "aka"):
        weak = text(alias, "category") == Strength.WEAK
        yield from name_of(_whole(alias), kind, strength=Strength.WEAK if weak else Strength.STRONG)


def _whole(named: Element) -> str:
    """'LAST, First', as the CSV files print it."""
    return ", ".join(filter(None, (text(named, "lastName"), text(named, "firstName"))))


def _identifiers(entry: Element) -> Iterator[tuple[str, str]]:
    for each in children(entry, "idList", "id"):
        known = identifier(text(each, "idType"), text(each, "idNumber"))
        if known:
            yield known
    yield "call sign", text(entry, "vesselInfo", "callSign")
