"""The European Union's consolidated list of financial sanctions, XML 1.1.

In: a stream. Out: a `Draft`. Records of one `logicalId` are one entry. `since` is the earliest date of an act that the
entry cites: the list repeats the act of the last change, not always that of the listing.
Proven on the complete files of 2021 and 2024.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from monitor.model.listing import ListedKind, Listing, NameOfListing, Strength
from monitor.sanctions.draft import Collected, Draft, day_of, kind_of, once, pairs
from monitor.sanctions.names import name_of
from monitor.sanctions.xml_stream import Element, children, local, records, text, texts

_KINDS = {"person": ListedKind.PERSON, "enterprise": ListedKind.GROUP}
_ENGLISH = frozenset({"EN", ""})
_UNKNOWN_COUNTRY = "UNKNOWN"
_IDENTIFIERS = {
    "passport": "passport",
    "regnumber": "registration",
    "tradelic": "registration",
    "fiscalcode": "tax",
    "imo": "imo",
    "swiftbic": "swift",
}


def read(file: BinaryIO, list_name: str) -> Draft:
    """Read the list. Raises `ListRefused`."""
    published = None
    found = Collected({})
    for tag, element in records(file, frozenset({"sanctionEntity"})):
        if tag == "sanctionEntity":
            found.add(_listing(element, list_name))
        else:
            published = day_of(element.get("generationDate"))
    return Draft(
        format="eu-xml",
        entries=tuple(found.entries.values()),
        rows=found.rows,
        names_read=found.names,
        complete=True,
        published=published,
    )


def _listing(entry: Element, list_name: str) -> Listing:
    kind = next(
        (kind_of(subject.get("code"), _KINDS) for subject in children(entry, "subjectType")), ListedKind.UNKNOWN
    )
    return Listing(
        list=list_name,
        id=entry.get("logicalId", ""),
        kind=kind,
        names=tuple(_names(entry, kind)),
        programmes=once(act.get("programme") for act in children(entry, "regulation")),
        since=min(_dates(entry), default=None),
        countries=once(_countries(entry)),
        identifiers=pairs(_identifiers(entry)),
        remarks=" ".join((*texts(entry, "remark"), entry.get("designationDetails", ""))).strip(),
        link=text(entry, "regulation", "publicationUrl"),
    )


def _names(entry: Element, kind: ListedKind) -> Iterator[NameOfListing]:
    """English ones and those of no language first, so that the primary name is one of them; the list has no order."""
    aliases = sorted(children(entry, "nameAlias"), key=lambda alias: alias.get("nameLanguage", "") not in _ENGLISH)
    for alias in aliases:
        strength = Strength.WEAK if alias.get("strong") == "false" else Strength.STRONG
        yield from name_of(alias.get("wholeName"), kind, strength=strength, family=alias.get("lastName", ""))


def _dates(entry: Element) -> Iterator[date]:
    for element in entry.iter():
        if local(element) in {"regulation", "regulationSummary"}:
            for attribute in ("publicationDate", "entryIntoForceDate"):
                day = day_of(element.get(attribute)) if element.get(attribute) else None
                if day:
                    yield day


def _countries(entry: Element) -> Iterator[str]:
    for tag in ("citizenship", "address"):
        for element in children(entry, tag):
            country = element.get("countryDescription", "")
            if country != _UNKNOWN_COUNTRY:
                yield country.title() if country.isupper() else country


def _identifiers(entry: Element) -> Iterator[tuple[str, str | None]]:
    for element in children(entry, "identification"):
        code = element.get("identificationTypeCode", "")
        kind = _IDENTIFIERS.get(code) or ("national id" if code != "other" else "other")
        yield kind, element.get("number") or element.get("latinNumber")
