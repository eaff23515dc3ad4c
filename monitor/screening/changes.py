"""What changed between two copies of one list.

In: the listings of both. Out: `Change`s by the listing's id, which outlives a renaming, and whether the whole looks
like a damaged file. Pure: reads no list and tells nobody; whether a held difference is seen twice is the caller's to
remember.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from monitor.model.listing import Listing

REMOVED_SHARE = 0.05  # of the earlier listings; the largest step in 308 copies of the SDN list removed 150, or 1.6 %


class ChangeKind(StrEnum):
    """What happened to a listing. `DETAILS`: the rest: remarks, countries, identifiers, names gone."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    PROGRAMME_ADDED = "programme added"
    PROGRAMME_GONE = "programme gone"
    ALIAS_ADDED = "alias added"
    DETAILS = "details"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of one listing. `before` is None for an added one, `after` for a removed one.

    `what`: the programmes, the names or the fields concerned; for a renaming the earlier and the new name.
    """

    kind: ChangeKind
    list: str
    id: str
    before: Listing | None
    after: Listing | None
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All changes between two copies. `suspicious`: it removes so much that it should be seen twice first."""

    changes: tuple[Change, ...]
    removed: int
    of: int
    suspicious: bool


def difference(
    before: Iterable[Listing], after: Iterable[Listing], *, removed_share: float = REMOVED_SHARE
) -> Difference:
    """The changes, and whether more than `removed_share` of the earlier listings (0 to 1) are gone."""
    earlier = tuple(before)
    found = changes(earlier, after)
    removed = sum(change.kind is ChangeKind.REMOVED for change in found)
    return Difference(
        changes=found, removed=removed, of=len(earlier), suspicious=removed > removed_share * len(earlier)
    )


def changes(before: Iterable[Listing], after: Iterable[Listing]) -> tuple[Change, ...]:
    """Every change by id: added and changed ones in the new copy's order, then removed ones in the old copy's."""
    earlier = {listing.id: listing for listing in before}
    later = {listing.id: listing for listing in after}
    return (*_new_and_changed(earlier, later), *_removed(earlier, later))


def _new_and_changed(earlier: Mapping[str, Listing], later: Mapping[str, Listing]) -> Iterator[Change]:
    for id_, listing in later.items():
        known = earlier.get(id_)
        if known is None:
            yield Change(kind=ChangeKind.ADDED, list=listing.list, id=id_, before=None, after=listing)
        elif known != listing:
            for kind, what in _differences(known, listing):
                yield Change(kind=kind, list=listing.list, id=id_, before=known, after=listing, what=what)


def _removed(earlier: Mapping[str, Listing], later: Mapping[str, Listing]) -> Iterator[Change]:
    for id_, listing in earlier.items():
        if id_ not in later:
            yield Change(kind=ChangeKind.REMOVED, list=listing.list, id=id_, before=listing, after=None)


def _differences(known: Listing, listing: Listing) -> Iterator[tuple[ChangeKind, tuple[str, ...]]]:
    names, earlier = (tuple(name.text for name in each.names) for each in (listing, known))
    if _renamed(known, listing):
        yield ChangeKind.RENAMED, (known.name, listing.name)
    if gained := _beyond(listing.programmes, known.programmes):
        yield ChangeKind.PROGRAMME_ADDED, gained
    if lost := _beyond(known.programmes, listing.programmes):
        yield ChangeKind.PROGRAMME_GONE, lost
    if aliases := _beyond(names, (*earlier, listing.name)):
        yield ChangeKind.ALIAS_ADDED, aliases
    if details := _details(known, listing):
        yield ChangeKind.DETAILS, details


def _renamed(known: Listing, listing: Listing) -> bool:
    """Another primary name; not when both copies have both names, for some lists print them in no order."""
    names, earlier = ({name.text for name in each.names} for each in (listing, known))
    return known.name != listing.name and (known.name not in names or listing.name not in earlier)


def _details(known: Listing, listing: Listing) -> tuple[str, ...]:
    """Which other fields differ. That a copy is younger (`on_list_by`) is no change."""
    strengths, earlier = ({name.text: name.strength for name in each.names} for each in (listing, known))
    pairs = (
        ("order of names", known.name != listing.name and not _renamed(known, listing), False),
        ("names gone", _beyond(earlier, strengths), ()),
        ("strength of names", [strengths.get(name, mark) for name, mark in earlier.items()], list(earlier.values())),
        ("kind", listing.kind, known.kind),
        ("since", listing.since, known.since),
        ("countries", set(listing.countries), set(known.countries)),
        ("identifiers", set(listing.identifiers), set(known.identifiers)),
        ("remarks", listing.remarks, known.remarks),
        ("link", listing.link, known.link),
    )
    return tuple(field for field, now, then in pairs if now != then)


def _beyond(these: Iterable[str], those: Iterable[str]) -> tuple[str, ...]:
    """Those of the first that are not among the second."""
    known = frozenset(those)
    return tuple(each for each in these if each not in known)
