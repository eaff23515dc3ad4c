"""The consolidated list of the United Nations Security Council, in XML.

In: a stream. Out: a `Draft`. An entry's id is its reference number (QDi.001), its programme the committee's list.
Proven on the complete files of 2021, 2024 and 2026.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from monitor.model.listing import ListedKind, Listing, NameOfListing, Strength
from monitor.sanctions.draft import Collected, Draft, day_of, once, pairs
from monitor.sanctions.names import clean, name_of, split_outside_brackets
from monitor.sanctions.xml_stream import Element, children, local, records, text, texts

_KINDS = {"INDIVIDUAL": ListedKind.PERSON, "ENTITY": ListedKind.GROUP}
_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")


def read(file: BinaryIO, list_name: str) -> Draft:
    """Read the list. Raises `ListRefused`."""
    published = None
    found = Collected({})
    for tag, element in records(file, frozenset(_KINDS)):
        if tag in _KINDS:
            found.add(_listing(element, list_name))
        else:
            published = day_of(element.get("dateGenerated"))
    return Draft(
        format="un-xml",
        entries=tuple(found.entries.values()),
        rows=found.rows,
        names_read=found.names,
        complete=True,
        published=published,
    )


def _listing(entry: Element, list_name: str) -> Listing:
    prefix = local(entry)
    return Listing(
        list=list_name,
        id=text(entry, "REFERENCE_NUMBER"),
        kind=_KINDS[prefix],
        names=tuple(_names(entry, _KINDS[prefix], prefix)),
        programmes=once([text(entry, "UN_LIST_TYPE")]),
        since=day_of(text(entry, "LISTED_ON")),
        countries=once((*texts(entry, "NATIONALITY", "VALUE"), *texts(entry, f"{prefix}_ADDRESS", "COUNTRY"))),
        identifiers=pairs(_identifiers(entry)),
        remarks=" ".join((*texts(entry, "DESIGNATION", "VALUE"), *texts(entry, "COMMENTS1"))),
    )


def _names(entry: Element, kind: ListedKind, prefix: str) -> Iterator[NameOfListing]:
    parts = [part for tag in _NAME_PARTS if (part := text(entry, tag))]
    yield from name_of(" ".join(parts), kind, family=parts[-1] if len(parts) > 1 else "")
    yield from name_of(text(entry, "NAME_ORIGINAL_SCRIPT"), kind)
    for alias in children(entry, f"{prefix}_ALIAS"):
        weak = text(alias, "QUALITY").casefold() == "low"
        for part in split_outside_brackets(clean(text(alias, "ALIAS_NAME")), ";"):
            yield from name_of(part, kind, strength=Strength.WEAK if weak else Strength.STRONG)


def _identifiers(entry: Element) -> Iterator[tuple[str, str]]:
    for document in children(entry, "INDIVIDUAL_DOCUMENT"):
        words = text(document, "TYPE_OF_DOCUMENT").casefold()
        yield "passport" if "pas" in words else "national id", text(document, "NUMBER")
