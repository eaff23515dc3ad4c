"""Which of a list's bodies a name is meant for, where several have it: the IRGC, and not its operational bases.

In: hits, the countries of an article. Out: the hits less those of bodies that have the name as a part or an alias alone
where another has it as its own, and those of a body of one country behind whose name another country stands (Foreign
Trade Bank of Vietnam). Never judges people's names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from monitor.model import Entity
from monitor.model.listing import ListedKind, Listing
from monitor.screening.body_words import body_words
from monitor.screening.confirm import Surroundings, countries_of
from monitor.screening.hits import Hit
from monitor.screening.spellings import without_form
from monitor.text.fold import fold_words

BEHIND = 14  # characters between a name and the country that it is of: of the Republic of
OWN, _ALIAS, PART = range(3)


def foremost(hits: Sequence[Hit], around: Surroundings) -> Iterator[Hit]:
    """The hits of the bodies that are meant. A body that has a name as an alias is, where its own country is near."""
    best: dict[tuple[int, int, str], int] = {}
    ranks = [rank_of(hit.name.listing, hit.span.text) for hit in hits]
    for hit, rank in zip(hits, ranks, strict=True):
        place = (hit.span.start, hit.span.end, hit.name.listing.list)
        best[place] = min(rank, best.get(place, rank))
    for hit, rank in zip(hits, ranks, strict=True):
        least = best[(hit.span.start, hit.span.end, hit.name.listing.list)]
        near = rank == _ALIAS and around.confirm(hit.name.listing, hit.span.start, hit.span.end)
        if rank == least or hit.name.listing.kind is not ListedKind.GROUP or near:
            yield hit


def of_own_country(hits: Iterable[Hit], places: Iterable[Entity]) -> Iterator[Hit]:
    """The hits less those whose name any country's body may have, and beside which another country stands."""
    countries = sorted(
        (span.start, span.end, place.country or place.id)
        for place in places
        if place.kind == "country"
        for span in place.mentions
    )
    for hit in hits:
        own = countries_of(hit.name.listing)
        if not (own and countries and _is_of_any(hit.name.listing.kind, fold_words(hit.span.text))):
            yield hit
            continue
        beside = [
            code
            for start, end, code in countries
            if hit.span.end < start <= hit.span.end + BEHIND or hit.span.start - 2 <= end <= hit.span.start
        ]
        if not beside or set(beside) & set(own):
            yield hit


@lru_cache(maxsize=4_096)
def _is_of_any(kind: ListedKind, folded: str) -> bool:
    """Whether a name is of words alone that say what a body is and does."""
    known = body_words()
    return kind is ListedKind.GROUP and all(word in known.meanings or word in known.small for word in folded.split(" "))


def rank_of(listing: Listing, found: str) -> int:
    """Whether a name is an entry's first one, another one, or a part of one."""
    folded = fold_words(found)
    if folded in _forms_of(listing.name) or listing.name.endswith(f"({found})"):
        return OWN
    return _ALIAS if folded in _aliases_of(tuple([name.text for name in listing.names])) else PART


@lru_cache(maxsize=4_096)
def _forms_of(name: str) -> frozenset[str]:
    """An entry's first name, folded: whole, up to a bracket, without its legal form."""
    first = name.partition("(")[0]
    return frozenset(map(fold_words, (name, first, without_form(first) or first)))


@lru_cache(maxsize=1_024)
def _aliases_of(names: tuple[str, ...]) -> frozenset[str]:
    """All names of an entry, folded: whole, without their legal forms."""
    return frozenset(fold_words(form) for one in names for form in (one, without_form(one)))
