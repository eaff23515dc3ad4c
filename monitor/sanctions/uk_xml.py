"""The UK Sanctions List in XML.

In: a stream. Out: a `Draft`. Proven on made files only, written from the published names of the elements.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from monitor.model.listing import ListedKind, Listing, NameOfListing
from monitor.sanctions.draft import Collected, Draft, day_of, kind_of, once, pairs
from monitor.sanctions.names import name_of
from monitor.sanctions.uk import KINDS, PARTS, listed_name, primary_first
from monitor.sanctions.xml_stream import Element, children, local, records, text, texts

_IDENTIFIERS = {
    "IMONumber": "imo",
    "PassportNumber": "passport",
    "NationalIdentifierNumber": "national id",
    "BusinessRegistrationNumber": "registration",
}
_COUNTRIES = frozenset({"AddressCountry", "Nationality", "CurrentBelievedFlagOfShip"})


def read(file: BinaryIO, list_name: str) -> Draft:
    """Read the list. Raises `ListRefused`."""
    published = None
    found = Collected({})
    for tag, element in records(file, frozenset({"DateGenerated", "Designation"})):
        if tag == "Designation":
            found.add(_listing(element, list_name))
        elif tag == "DateGenerated":
            published = day_of(element.text)
    return Draft(
        format="uk-xml",
        entries=tuple(found.entries.values()),
        rows=found.rows,
        names_read=found.names,
        complete=True,
        published=published,
    )


def _listing(entry: Element, list_name: str) -> Listing:
    kind = kind_of(text(entry, "IndividualEntityShip"), KINDS)
    return Listing(
        list=list_name,
        id=text(entry, "UniqueID"),
        kind=kind,
        names=_names(entry, kind),
        programmes=once([text(entry, "RegimeName")]),
        since=day_of(text(entry, "DateDesignated")),
        countries=once(each.text for each in entry.iter() if local(each) in _COUNTRIES),
        identifiers=pairs(_identifiers(entry)),
        remarks=" ".join((*texts(entry, "UKStatementofReasons"), *texts(entry, "OtherInformation"))),
    )


def _names(entry: Element, kind: ListedKind) -> tuple[NameOfListing, ...]:
    names = []
    for each in children(entry, "Names", "Name"):
        primary = text(each, "NameType").casefold() == "primary name"
        strength = text(each, "AliasStrength")
        names += [(primary, name) for name in listed_name({part: text(each, part) for part in PARTS}, kind, strength)]
    for printed in texts(entry, "NonLatinNames", "NonLatinName", "NameNonLatinScript"):
        names += [(False, name) for name in name_of(printed, kind)]
    return primary_first(names)


def _identifiers(entry: Element) -> Iterator[tuple[str, str | None]]:
    for each in entry.iter():
        if local(each) in _IDENTIFIERS:
            yield _IDENTIFIERS[local(each)], each.text
    yield "un reference", text(entry, "UNReferenceNumber")
