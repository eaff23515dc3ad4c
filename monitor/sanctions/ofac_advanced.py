"""OFAC's SDN_ADVANCED.XML and CONS_ADVANCED.XML: the only ones of its files that say since when.

In: a stream. Out: a `Draft`. Parties come first and the dates and programmes of their entries after them, so that
parties are kept until their entry is read. Proven on made files only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import BinaryIO, Final

from monitor.errors import ListRefused
from monitor.model.listing import ListedKind, Listing, NameOfListing, Strength
from monitor.sanctions.draft import Collected, Draft, once, pairs
from monitor.sanctions.names import name_of
from monitor.sanctions.ofac_terms import identifier, link
from monitor.sanctions.source import AGAIN
from monitor.sanctions.xml_stream import Element, children, records, text

_WANTED = frozenset({"DateOfIssue", "ReferenceValueSets", "DistinctParty", "SanctionsEntry"})
_KINDS: Final = {
    "1": ListedKind.VESSEL,
    "2": ListedKind.AIRCRAFT,
    "3": ListedKind.GROUP,
    "4": ListedKind.PERSON,
}  # PartySubType
_PROGRAMME: Final = "1"  # SanctionsType: the comment of such a measure is the programme
_FAMILY_NAME: Final = "1520"  # NamePartType


@dataclass(frozen=True, slots=True)
class _Profiles:
    """Which party a profile belongs to, and which parties have an entry."""

    party: dict[str, str]
    entered: set[str]


def read(file: BinaryIO, list_name: str) -> Draft:
    """Read the list. Raises `ListRefused`."""
    published: date | None = None
    features: dict[str, str] = {}
    found, profiles = Collected({}), _Profiles({}, set())
    for tag, element in records(file, _WANTED):
        if tag == "DateOfIssue":
            published = _day(element)
        elif tag == "ReferenceValueSets":
            values = children(element, "FeatureTypeValues", "FeatureType")
            features = {each.get("ID", ""): each.text or "" for each in values}
        elif tag == "DistinctParty":
            party = _party(element, list_name, features)
            found.add(party)
            profiles.party.update({profile.get("ID", ""): party.id for profile in children(element, "Profile")})
        elif tag == "SanctionsEntry":
            _enter(found, profiles, element, published)
    return Draft(
        format="ofac-advanced",
        entries=tuple(found.entries.values()),
        rows=found.rows,
        names_read=found.names,
        complete=True,
        published=published,
        warnings=tuple(_without_entry(found, profiles)),
    )


def _without_entry(found: Collected, profiles: _Profiles) -> Iterator[str]:
    """Parties that the file names and says nothing of: kept, and told. Raises `ListRefused` when they all are."""
    missing = found.entries.keys() - profiles.entered
    if missing and not profiles.entered:
        raise ListRefused("the file names parties and has entries for none of them", AGAIN)
    if missing:
        yield f"{len(missing)} parties have no entry, so that their programmes and dates are not known"


def _party(party: Element, list_name: str, features: dict[str, str]) -> Listing:
    profile = next(children(party, "Profile"), None)
    kind = (
        _KINDS.get(profile.get("PartySubTypeID", ""), ListedKind.UNKNOWN) if profile is not None else ListedKind.UNKNOWN
    )
    id_ = party.get("FixedRef", "")
    return Listing(
        list=list_name,
        id=id_,
        kind=kind,
        names=tuple(_names(party, kind)),
        identifiers=pairs(_identifiers(party, features)),
        remarks=text(party, "Comment"),
        link=link(id_),
    )


def _names(party: Element, kind: ListedKind) -> Iterator[NameOfListing]:
    """The primary name first."""
    for identity in children(party, "Profile", "Identity"):
        family = _family_groups(identity)
        aliases = sorted(children(identity, "Alias"), key=lambda alias: alias.get("Primary") != "true")
        for alias in aliases:
            strength = Strength.WEAK if alias.get("LowQuality") == "true" else Strength.STRONG
            for name in children(alias, "DocumentedName"):
                yield from name_of(*_whole(name, kind, family), strength=strength)


def _whole(name: Element, kind: ListedKind, family: frozenset[str]) -> tuple[str, ListedKind]:
    """'LAST, First' where the parts tell, as OFAC's other files print it."""
    parts = list(children(name, "DocumentedNamePart", "NamePartValue"))
    last = [part.text or "" for part in parts if part.get("NamePartGroupID") in family]
    rest = [part.text or "" for part in parts if part.get("NamePartGroupID") not in family]
    return ", ".join(filter(None, (" ".join(last), " ".join(rest)))), kind


def _family_groups(identity: Element) -> frozenset[str]:
    groups = children(identity, "NamePartGroups", "MasterNamePartGroup", "NamePartGroup")
    return frozenset(group.get("ID", "") for group in groups if group.get("NamePartTypeID") == _FAMILY_NAME)


def _identifiers(party: Element, features: dict[str, str]) -> Iterator[tuple[str, str]]:
    for path in (("Feature",), ("Profile", "Feature")):
        for feature in children(party, *path):
            word = features.get(feature.get("FeatureTypeID", ""), "")
            known = identifier(word, text(feature, "FeatureVersion", "VersionDetail"))
            if known:
                yield known


def _enter(found: Collected, profiles: _Profiles, entry: Element, published: date | None) -> None:
    """Give a party its date and programmes."""
    profile = entry.get("ProfileID", "")
    if profile not in profiles.party:
        raise ListRefused(f"entry {entry.get('ID', 'without a number')} belongs to no party of the file", AGAIN)
    id_ = profiles.party[profile]
    profiles.entered.add(id_)
    party = found.entries[id_]
    days = [day for event in children(entry, "EntryEvent", "Date") if (day := _day(event))]
    since = min((*days, *([party.since] if party.since else [])), default=None)
    found.entries[id_] = replace(
        party,
        since=since,
        on_list_by=None if since else published,
        programmes=once((*party.programmes, *_programmes(entry))),
    )


def _programmes(entry: Element) -> Iterator[str]:
    for measure in children(entry, "SanctionsMeasure"):
        if measure.get("SanctionsTypeID") == _PROGRAMME:
            yield text(measure, "Comment")


def _day(element: Element) -> date | None:
    try:
        return date(*(int(text(element, part)) for part in ("Year", "Month", "Day")))
    except (ValueError, OverflowError):
        return None
