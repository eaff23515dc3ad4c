"""Names on lists that an article carries, and whom of its actors no list has.

In: `Lists`, an article, the gazetteer's mentions and names. Out: `Screened`. An actor that the gazetteer knows is
looked up by all its names, so that 'Wagner' in the text meets 'WAGNER GROUP' on the list.
Never says that a person is the one listed: it says which name was found, on which list, and why it was taken for a hit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice

from monitor.context.spans import Places
from monitor.model import Article, Entity, Listed, Mentions, NotListed, Span
from monitor.model.listing import ListedKind
from monitor.screening.abbreviations import by_abbreviation
from monitor.screening.aircraft import aircraft
from monitor.screening.beside_words import beside_words
from monitor.screening.bodies import bodies
from monitor.screening.brands import without_crowded
from monitor.screening.called_firms import is_called_firm
from monitor.screening.cases import WITH_BARE_S
from monitor.screening.chinese import LETTERS_OF_A_PERSON, goes_on, is_chinese, stands_by_itself
from monitor.screening.confirm import Surroundings, countries_of
from monitor.screening.elsewhere import not_of_elsewhere
from monitor.screening.foreign_chinese import by_surname_in_chinese, foreign_chinese
from monitor.screening.foremost import foremost, of_own_country
from monitor.screening.genitives import in_genitive
from monitor.screening.hits import Hit, Strength, once_a_place
from monitor.screening.in_cases import in_cases
from monitor.screening.initials import initials
from monitor.screening.known import linked, without_namesakes_of_forces
from monitor.screening.known_as import is_known_as, is_known_so
from monitor.screening.known_near import is_known_near
from monitor.screening.latin_cases import WITH_LATIN_CASES, in_latin_cases
from monitor.screening.listed_name import ListedName
from monitor.screening.lists import Lists
from monitor.screening.makers import of_makers
from monitor.screening.namesakes import GivenNames, is_namesake, without_namesakes
from monitor.screening.precise import (
    CAPITALISED_NOUNS,
    Proof,
    begins_sentence,
    proof_of,
    written_as_name,
)
from monitor.screening.proposed import proposed
from monitor.screening.quoted import quoted
from monitor.screening.quoted_names import quoted_names
from monitor.screening.sharing import sharing
from monitor.screening.ships import ships
from monitor.screening.ships_chinese import ships_in_chinese
from monitor.screening.surnames import by_surname
from monitor.screening.syllable_names import syllable_names
from monitor.text.fold import fold, fold_words

NamesOf = Callable[[str], Iterable[str]]

LETTERS_BESIDE = 40  # between bodies that are named one beside the other
BODIES_AT_MOST = 100  # of one article
HITS_AT_MOST = 3_000  # of one kind; a page of nothing but names says no more
_ELIDED = frozenset("'’")
_WHITE, _RUSSIA = "白", "俄"  # what begins with Russia does not behind the character that makes it Belarus
_NOT_EXPECTED = frozenset({"organisation"})  # nobody wonders whether the UN is on a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """`listed` in order of the text; `not_listed` in order of first mention."""

    listed: tuple[Listed, ...] = ()
    not_listed: tuple[NotListed, ...] = ()


def screen(lists: Lists, article: Article, mentions: Mentions, *, names_of: NamesOf | None = None) -> Screened:
    """Screen an article. `names_of`: all names of a known actor. With no list nothing is said either way."""
    if not lists:
        return Screened()
    people = without_namesakes(article.text, mentions.people, lists.given_names, names_of)
    mentions = replace(mentions, people=tuple(people))
    known = (*mentions.people, *mentions.actors)
    around = Surroundings(article.text, mentions.places)
    sought = (
        _in_text(lists, article, mentions),
        linked(lists, known, names_of),
        _numbers(lists, article),
        quoted(lists, article.text),
        beside_words(lists, article.text),
        ships(lists, article.text, mentions),
        ships_in_chinese(lists, article.text, around),
        aircraft(lists, article.text),
    )
    hits = [hit for some in sought for hit in islice(some, HITS_AT_MOST)]
    kept = list(of_own_country(foremost(list(_borne_out(hits, around)), around), mentions.places))
    kept += islice(proposed(lists, article, mentions, kept), HITS_AT_MOST)
    kept += islice(foreign_chinese(lists, article.text, mentions, kept), HITS_AT_MOST)
    kept += islice(bodies(lists, article, mentions, kept), HITS_AT_MOST)
    kept += list(quoted_names(lists, article.text, kept))
    kept += initials(lists, article.text, kept, around)
    kept += syllable_names(lists.syllables, article.text, kept)
    kept = list(
        without_namesakes_of_forces(
            tuple(of_makers(not_of_elsewhere(kept, article.text, mentions.places), article.text)), known
        )
    )
    kept += list(sharing(lists, kept))
    later = (
        *by_surname(article.text, kept, lists.given_names, article.language.code or ""),
        *by_surname_in_chinese(article.text, kept),
        *by_abbreviation(article.text, kept),
    )
    kept = once_a_place([*kept, *later])
    places = Places(hit.span for hit in kept)
    clear = [entity for entity in known if entity.kind not in _NOT_EXPECTED and not _is_listed(entity, places)]
    return Screened(
        listed=tuple(hit.listed() for hit in kept),
        not_listed=tuple(NotListed(id=entity.id, as_of=lists.as_of) for entity in clear),
    )


def _in_text(lists: Lists, article: Article, mentions: Mentions) -> Iterator[Hit]:
    """Names of the lists as they stand in the text; not where they are, or lie within, a name of somebody else."""
    text, small_nouns = article.text, article.language.code not in CAPITALISED_NOUNS
    others = _Others(mentions)
    genitives = in_genitive(lists, text) if article.language.code in WITH_BARE_S else ()
    cases = in_latin_cases(lists, text) if article.language.code in WITH_LATIN_CASES else ()
    folded = fold(text)
    for found in chain(lists.find(folded), genitives, cases, in_cases(lists, text, folded)):
        span = Span(start=found.start, end=found.end, text=text[found.start : found.end])
        name_there = found.printed or span.text
        large, before = _is_large(name_there), text[max(0, found.start - 1) : found.start]
        names = without_crowded(found.names) if large else [name for name in found.names if _may_be_small(name, before)]
        if not names or others.claim(span) or _is_cut(text, span, found.names, lists.given_names):
            continue
        told = small_nouns and not begins_sentence(text, span.start)
        firm = partial(is_called_firm, text, span.start, span.end)
        fewest: dict[str, int] = {}
        for name in found.names:
            fewest[name.listing.list] = min(name.left_out, fewest.get(name.listing.list, name.left_out))
        for name in names:
            if name.left_out == fewest[name.listing.list]:
                proof = (
                    Proof.ALONE
                    if found.sure
                    else proof_of(lists, name, name_there, capital_tells=told, called_firm=firm)
                )
                yield Hit(span, name, proof)


def _is_cut(text: str, span: Span, names: Sequence[ListedName], given_names: GivenNames) -> bool:
    """Whether a Chinese name may be part of a longer one: of another country (白俄罗斯), of somebody else."""
    if not is_chinese(span.text):
        return False
    if text[: span.start][-1:] == _WHITE and span.text[0] == _RUSSIA:
        return True
    if not all(name.listing.kind is ListedKind.PERSON for name in names):
        return False
    if len(span.text) < LETTERS_OF_A_PERSON and not stands_by_itself(text, span.end):
        return True
    own = [one.text for name in names for one in name.listing.names]
    return goes_on(text, span.end) or is_namesake(text, span.start, own, given_names)


def _may_be_small(name: ListedName, before: str) -> bool:
    """Whether a name may stand without a capital: as the list prints it, or behind an apostrophe, as 'ndrangheta.

    A person's has one in every script that has them. `before`: the sign before it.
    """
    if name.listing.kind is ListedKind.PERSON:
        return False
    return not written_as_name(name.name.text) or (before in _ELIDED and name.name.text[:1] in _ELIDED)


def _is_large(found: str) -> bool:
    """Whether it is written as a name, or as news write one that they have settled on: its first word large alone."""
    return (
        written_as_name(found) or is_known_so(found) or (found[:1].isupper() and is_known_as(found, fold_words(found)))
    )


def _numbers(lists: Lists, article: Article) -> Iterator[Hit]:
    for found in lists.numbers.find(article.text):
        span = Span(start=found.start, end=found.end, text=found.value)
        for name in found.owners:
            yield Hit(span, name, Proof.ALONE, Strength.IDENTIFIER, f"its number ({found.kind}) stands in the text")


def _borne_out(hits: list[Hit], around: Surroundings) -> Iterator[Hit]:
    """Hits that are proof enough, and those that something bears out."""
    alone = [hit for hit in hits if hit.proof is Proof.ALONE]
    proven, bodies_there = {hit.name.key for hit in alone}, _Bodies(alone)
    for hit in hits:
        if hit.proof is Proof.ALONE:
            yield hit
        elif hit.name.key in proven:
            yield hit.weaker("counted because a fuller name of the entry stands in the article too")
        elif hit.proof is Proof.CONFIRMED and (by := around.confirm(hit.name.listing, hit.span.start, hit.span.end)):
            yield hit.weaker(f"counted because '{by}', which the entry is about, stands near")
        elif hit.proof is Proof.CONFIRMED and (by := bodies_there.beside(hit)):
            yield hit.weaker(f"counted because '{by}', a body of the same country, stands beside it")


class _Bodies:
    """Listed bodies that a text names for certain: beside one others stand by their letters: KAMAZ, GAZ and UAZ."""

    def __init__(self, certain: Iterable[Hit]) -> None:
        self._hits = [hit for hit in certain if hit.name.listing.kind is ListedKind.GROUP][:BODIES_AT_MOST]

    def beside(self, hit: Hit) -> str:
        """One of the entry's country beside letters, a short name that others bear as well, or a Chinese one."""
        found = hit.span.text
        body = hit.name.listing.kind is ListedKind.GROUP
        if not (is_chinese(found) or (body and (found.isupper() or is_known_near(found, fold_words(found))))):
            return ""
        own = set(countries_of(hit.name.listing))
        return next((one.span.text for one in self._hits if _is_beside(hit, one) and own & {*_countries(one)}), "")


def _is_beside(hit: Hit, other: Hit) -> bool:
    """Whether two stretches are apart, and not by much."""
    apart = max(hit.span.start - other.span.end, other.span.start - hit.span.end)
    return 0 <= apart <= LETTERS_BESIDE


def _countries(hit: Hit) -> tuple[str, ...]:
    return countries_of(hit.name.listing)


def _is_listed(entity: Entity, listed: Places) -> bool:
    """Whether a listed name stands where the entity is mentioned."""
    return any(listed.overlap(mention.start, mention.end) for mention in entity.mentions)


class _Others:
    """Where the gazetteer names something that is no listed name: a place, or a longer name."""

    def __init__(self, mentions: Mentions) -> None:
        self._places = {(span.start, span.end) for place in mentions.places for span in place.mentions}
        every = (*mentions.people, *mentions.actors, *mentions.places)
        self._all = Places(span for entity in every for span in entity.mentions)

    def claim(self, span: Span) -> bool:
        """Whether the stretch is a place, or lies within a longer name."""
        if (span.start, span.end) in self._places:
            return True
        around = self._all.around(span.start, span.end, span.end - span.start + 60)
        return any(
            one.start <= span.start and span.end <= one.end and one.end - one.start > span.end - span.start
            for one in around
        )
