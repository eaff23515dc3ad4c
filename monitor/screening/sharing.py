"""Further lists that have a body or a person whom one list names in an article: their entries share a printed name.

In: the lists, the hits so far. Out: `Hit`s at the same places, of lists that say nothing there: the text says Юнармия,
which the EU prints, and OFAC has ALL-RUSSIA YOUNG ARMY MILITARY PATRIOTIC SOCIAL MOVEMENT, as the EU does. Never joins
by a short, common or weak name, nor across countries.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.model.listing import ListedKind, Listing, Strength
from monitor.screening.confirm import countries_of
from monitor.screening.foremost import OWN, rank_of
from monitor.screening.hits import Hit
from monitor.screening.hits import Strength as HitStrength
from monitor.screening.listed_name import ListedName
from monitor.screening.lists import Lists
from monitor.screening.precise import Proof, is_common, names_a_group, proof_of
from monitor.text.fold import fold_words

LETTERS_AT_LEAST = 6  # of a body's name of one word
WORDS_OF_A_FULL_NAME = 3  # a person's, with which no country is asked for
BEARERS_AT_MOST = 3  # people of one list who bear the rarest word of a shorter one
_TELLING = frozenset({HitStrength.STRONG, HitStrength.PROPOSAL})
_WAR = frozenset({"RU", "UA"})  # measures about Ukraine are of Russians, and those about Russia name both


def sharing(lists: Lists, hits: Sequence[Hit]) -> Iterator[Hit]:
    """Hits of the same bodies and people on lists that none of `hits` is of at their place."""
    told: dict[tuple[int, int], set[str]] = {}
    for hit in hits:
        told.setdefault((hit.span.start, hit.span.end), set()).add(hit.name.listing.list)
    seen: set[tuple[int, int, tuple[str, str]]] = set()
    for hit in hits:
        if hit.strength not in _TELLING:
            continue
        for other in same_on_other_lists(lists, hit.name.listing):
            at = (hit.span.start, hit.span.end)
            if other.listing.list not in told[at] and (*at, other.key) not in seen:
                seen.add((*at, other.key))
                reason = f"its name on the list '{hit.name.listing.list}' too, by which it was found"
                reason = f"{reason}; a proposal" if hit.strength is HitStrength.PROPOSAL else reason
                yield Hit(hit.span, other, Proof.ALONE, hit.strength, reason, hit.whom)


def same_on_other_lists(lists: Lists, listing: Listing) -> tuple[ListedName, ...]:
    """Entries of other lists that share a telling name with an entry; remembered by the lists."""
    return lists.remembered((listing.list, listing.id), lambda: tuple(_same(lists, listing)))


def _same(lists: Lists, listing: Listing) -> Iterator[ListedName]:
    shared: dict[tuple[str, str], list[ListedName]] = {}
    first: dict[tuple[str, str], ListedName] = {}
    for name in listing.names:
        for other in lists.named(name.text) if name.strength is Strength.STRONG else ():
            if other.listing.list != listing.list and _is_same(lists, listing, other, name.text):
                shared.setdefault(other.key, []).append(other)
                if other.key not in first and (_is_first(listing, name.text) or _is_first(other.listing, name.text)):
                    first[other.key] = other
    for key, names in shared.items():
        if key in first or len({fold_words(one.name.text) for one in names}) > 1:
            yield first.get(key, names[0])


def _is_first(listing: Listing, name: str) -> bool:
    """Whether a name is an entry's first one, which is no nickname that others may have; a person's in any order."""
    return rank_of(listing, name) == OWN or sorted(fold_words(listing.name).split()) == sorted(fold_words(name).split())


def _is_same(lists: Lists, listing: Listing, other: ListedName, name: str) -> bool:
    """Whether an entry that has a name of this one is of the same body or person."""
    if other.weak or other.listing.kind is not listing.kind or other.copy.own:
        return False
    words = fold_words(name).split(" ")
    near = _are_near(countries_of(listing), countries_of(other.listing))
    if listing.kind is ListedKind.PERSON:
        return not other.left_out and _is_one_person(lists, words, near)
    if listing.kind is not ListedKind.GROUP or not near or (other.left_out and not names_a_group(other, name)):
        return False
    if len(words) == 1 and (len(name) < LETTERS_AT_LEAST or is_common(words[0]) or lists.bearers(words[0])):
        return False
    return proof_of(lists, other, name.title()) is Proof.ALONE


def _is_one_person(lists: Lists, words: list[str], near: bool) -> bool:
    if len(words) >= WORDS_OF_A_FULL_NAME:
        return near
    return near and len(words) > 1 and min(map(lists.bearers, words)) <= BEARERS_AT_MOST


def _are_near(own: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two entries may be of one country; some lists say none."""
    if not own or not others:
        return True
    return bool(set(own) & set(others)) or not (_WAR.isdisjoint(own) or _WAR.isdisjoint(others))
