"""Actors and people of the gazetteer whose name a list has: all their mentions are of the entry.

In: the lists, what the gazetteer found, all names that it has for each. Out: `Hit`s. A name counts here if it would in
a text; of several entries of one list those with most of the names are meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from monitor.model import Entity, Span
from monitor.model.listing import ListedKind
from monitor.screening.confirm import countries_of
from monitor.screening.foremost import OWN, PART, rank_of
from monitor.screening.hits import Hit
from monitor.screening.listed_name import ListedName
from monitor.screening.lists import Lists
from monitor.screening.precise import Proof, is_written_small, names_a_group, proof_of
from monitor.screening.spellings import without_form

MOST_OF = 0.7  # an entry with fewer of the names than this, against the one with most, is another of a like name

FORCE = "state-force"

NamesOf = Callable[[str], Iterable[str]]


def linked(lists: Lists, known: Iterable[Entity], names_of: NamesOf | None) -> Iterator[Hit]:
    """A hit for every mention of a known actor that is on a list."""
    for entity in known:
        names = dict.fromkeys((entity.name, *(names_of(entity.id) if names_of else ())))
        entries = entries_of(lists, tuple(names))
        if entity.kind == FORCE and all(_is_elsewhere(entity, name, name.name.text) for name in entries):
            continue
        for name in entries:
            for span in entity.mentions:
                if is_written_small(span.text):
                    continue
                place = Span(start=span.start, end=span.end, text=span.text)
                yield Hit(place, name, Proof.ALONE, whom=entity.name)


def without_namesakes_of_forces(hits: Sequence[Hit], known: Iterable[Entity]) -> Iterator[Hit]:
    """The hits less those of bodies that bear a state's force's name as an alias: China's army is no Shining Path."""
    forces = {(span.start, span.end): one for one in known if one.kind == FORCE for span in one.mentions}
    listed = {(hit.span.start, hit.span.end) for hit in hits if hit.whom}
    for hit in hits:
        place = (hit.span.start, hit.span.end)
        force = None if place in listed else forces.get(place)
        if force is None or not _is_elsewhere(force, hit.name, hit.span.text):
            yield hit


def _is_elsewhere(force: Entity, name: ListedName, found: str) -> bool:
    """Whether an entry is not of the force's country, and has the name as an alias alone."""
    return force.country not in countries_of(name.listing) and rank_of(name.listing, found) != OWN


def entries_of(lists: Lists, names: tuple[str, ...]) -> tuple[ListedName, ...]:
    """Entries that have some of these names; remembered by the lists."""
    return lists.remembered(names, lambda: tuple(_entries(lists, names)))


def _entries(lists: Lists, names: tuple[str, ...]) -> Iterator[ListedName]:
    found: dict[tuple[str, str], list[ListedName]] = {}
    ranks: dict[tuple[str, str], int] = {}
    for name in dict.fromkeys((*names, *filter(None, map(without_form, names)))):
        for listed in lists.named(name):
            rank = rank_of(listed.listing, name)
            ranks[listed.key] = min(rank, ranks.get(listed.key, rank))
            if proof_of(lists, listed, name) is Proof.ALONE or names_a_group(listed, name):
                found.setdefault(listed.key, []).append(listed)
    most: dict[str, int] = {}
    fewest: dict[str, int] = {}
    for (of_list, _), own in found.items():
        most[of_list] = max(most.get(of_list, 0), len(own))
        fewest[of_list] = min(fewest.get(of_list, _left_out(own)), _left_out(own))
    whole = {of_list for (of_list, id_) in found if ranks[of_list, id_] < PART}
    for (of_list, id_), own in found.items():
        if of_list in whole and ranks[of_list, id_] == PART and own[0].listing.kind is ListedKind.GROUP:
            continue  # the IRGC's bases have its name in theirs
        another = own[0].listing.kind is ListedKind.PERSON and _left_out(own) > fewest[of_list]
        if len(own) >= MOST_OF * most[of_list] and not another:
            yield own[0]


def _left_out(names: Iterable[ListedName]) -> int:
    """How many words of an entry's name are missing at least. A son's has one more than his father's."""
    return min(name.left_out for name in names)
