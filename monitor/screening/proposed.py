"""Proposals: words of an article that are said like a listed name, where nobody's name stands as it is written.

In: the lists, an article, what the gazetteer names in it, the hits so far. Out: `Hit`s to be checked by a reader. Never
proposes ordinary words, names of very many, or what a list has letter for letter and the rules of precision left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import islice
from typing import NamedTuple

from monitor.context.spans import Places
from monitor.model import Article, Mentions, Span
from monitor.screening.cases import APOSTROPHES, WITH_BARE_S, stems
from monitor.screening.confirm import Surroundings
from monitor.screening.hits import Hit, Strength
from monitor.screening.like_scores import SURE_LIKE
from monitor.screening.likeness import Like
from monitor.screening.lists import Lists
from monitor.screening.precise import (
    BEARERS_AT_MOST_SHORTENED,
    CAPITALISED_NOUNS,
    PARTICLE,
    Proof,
    are_widespread,
    is_common,
    is_homonym,
    is_ordinary,
)
from monitor.screening.respelling import as_written, may_tell_as_written, respelled
from monitor.screening.text_words import WORDS_REMEMBERED, folded_word
from monitor.text.fold import fold_words
from monitor.text.name_keys import is_arabic

LETTERS_AT_LEAST = 3  # of a surname
_LONGEST_NAME = 300  # characters
_OF_A_MAN = re.compile("[бвгдзклмнпрстфх]$")  # the end of a given name as it stands
_BEHIND_ARTICLE = re.compile(r"(?i:(?<!\w)[ae][dlnrstzş][-'’]$)")
LIKES_AT_MOST = 3_000  # of one article; a page of nothing but names says no more


def proposed(lists: Lists, article: Article, mentions: Mentions, kept: Sequence[Hit]) -> Iterator[Hit]:
    """Proposals, where neither a list nor the gazetteer has the name as it stands.

    Where a list has it, and the hit is among those `kept`, further lists are proposed that spell it in another way.
    """
    exact, around = _Exact(kept), Surroundings(article.text, mentions.places)
    named = Places(span for entity in (*mentions.people, *mentions.actors) for span in entity.mentions)
    text = article.text
    spans = (span for one in mentions.places for span in one.mentions)
    places = Places(span for span in spans if not (_is_origin(text, span) or _is_half(text, span)))
    for found in islice(_likes(lists, article, exact), LIKES_AT_MOST):
        if places.overlap(found.start, found.end) or _is_named(named, found) or _is_of_a_man(found):
            continue
        if exact.overlap(found):
            told = exact.further(found)
        else:
            rare = _is_rare(lists, found) and not _has_common_surname(found)
            told = not _is_word(lists, found) and (rare or _is_near(around, found))
        if told:
            span = Span(start=found.start, end=found.end, text=text[found.start : found.end])
            why = f"it sounds like it ({found.like:.0f} %); a proposal, to be checked"
            yield Hit(span, found.name, Proof.ALONE, Strength.PROPOSAL, why)
    yield from like_groups(lists, article, mentions, kept)


def like_groups(lists: Lists, article: Article, mentions: Mentions, kept: Sequence[Hit]) -> Iterator[Hit]:
    """Proposals of armed groups in another spelling, where no other name stands."""
    entities = (*mentions.people, *mentions.actors, *mentions.places)
    taken = Places((*(hit.span for hit in kept), *(span for one in entities for span in one.mentions)))
    said, language = respelled(article.text, article.language.code or ""), article.language.code
    found = lists.groups.find(said, alone=language not in CAPITALISED_NOUNS)
    for start, end, name in islice(found, LIKES_AT_MOST):
        text = article.text[start:end]
        words = [_word(word) for word in text.replace("-", " ").split()]
        if not taken.overlap(start, end) and not all(word.ordinary or word.common for word in words):
            span = Span(start=start, end=end, text=text)
            yield Hit(span, name, Proof.ALONE, Strength.PROPOSAL, "it sounds like it; a proposal, to be checked")


def _likes(lists: Lists, article: Article, exact: _Exact) -> Iterator[Like]:
    """What is said like a listed name, each letter as the article's language means it."""
    code, text, may_tell = article.language.code or "", article.text, partial(_may_tell, lists, exact)
    said = respelled(text, code)
    if said == text:
        yield from lists.like.find(text, bare_s=code in WITH_BARE_S, may_tell=may_tell)
        return
    asked = partial(may_tell_as_written, text, may_tell)
    for found in lists.like.find(said, bare_s=code in WITH_BARE_S, may_tell=asked):
        yield as_written(text, found)


def _may_tell(lists: Lists, exact: _Exact, given: str, family: str, start: int, end: int) -> bool:
    """Whether words with nothing between them are told, however like a name they are said."""
    return exact.is_name(start, end) or not _are_words(lists, given, family)


def _is_of_a_man(found: Like) -> bool:
    """Whether a Cyrillic given name is a man's, and the listed one a woman's: Олександр is no Aleksandra."""
    own = found.name_words[0].lower()
    return own.endswith("a") and _OF_A_MAN.search(found.given) is not None


def _is_named(named: Places, found: Like) -> bool:
    """Whether the gazetteer names somebody here, and by more than a surname that others have as well."""
    return any(
        one.start < found.end and found.start < one.end and (one.start <= found.start or one.end > found.end)
        for one in named.around(found.start, found.end, found.end - found.start + 60)
    )


def _is_origin(text: str, place: Span) -> bool:
    """Whether a place's name is the surname of those who come from there: البغدادي, of Baghdad; شیرازی; el-Bağdadi."""
    named = place.text
    behind_article = named.endswith("i") and _BEHIND_ARTICLE.search(text, max(0, place.start - 4), place.start)
    return (named.startswith("ال") and named.endswith("ي")) or named.endswith("ی") or bool(behind_article)


def _is_half(text: str, place: Span) -> bool:
    """Whether a place is half of a name of two: Lwowa-Biełowa, not of Lviv."""
    return text[place.end : place.end + 1] == "-" and text[place.end + 1 : place.end + 2].isupper()


def _is_word(lists: Lists, found: Like) -> bool:
    """Whether the words may be no name, or a list has them as they stand, with nothing of the name between them."""
    bare = [stem for stem in stems(found.family) if found.family[len(stem) : len(stem) + 1] in APOSTROPHES]
    if not found.fuller and any(lists.named(f"{found.given} {word}") for word in (found.family, *bare)):
        return True
    if not found.given:
        named = found.name_words[1]
        return is_homonym(fold_words(named)) or any(_are_words(lists, "", one) for one in (found.family, named))
    return not found.fuller and _is_ordinary(lists, found)


def _is_rare(lists: Lists, found: Like) -> bool:
    """Whether few people bear such a name, or the text has more of it than given name and surname."""
    if found.fuller or not found.given:
        return True
    written = (found.name_words, (found.given, found.family))
    if any(are_widespread(map(fold_words, words)) for words in written):
        return False
    borne = [lists.bearers(fold_words(word).split(" ")[-1]) for word in found.name_words]
    return min(borne) <= BEARERS_AT_MOST_SHORTENED


def _has_common_surname(found: Like) -> bool:
    """Whether the surname is a word of some language, as many are: Talebi. In Arabic script the given name tells."""
    return bool(found.given) and not is_arabic(found.family) and _word(found.family).ordinary


def _is_near(around: Surroundings, found: Like) -> bool:
    """Whether a name of many is said just so near a country of the entry."""
    return found.like >= SURE_LIKE and bool(around.confirm(found.name.listing, found.start, found.end))


def _is_ordinary(lists: Lists, found: Like) -> bool:
    """Whether one of the words may be no name here. In Arabic script a known given name tells, in others a capital."""
    if _are_words(lists, found.given, found.family):
        return True
    unlike = found.like < SURE_LIKE and not is_arabic(found.family)
    return unlike and (_word(found.given).ordinary or _word(found.family).common)


def _are_words(lists: Lists, given: str, family: str) -> bool:
    """Whether a given name, empty if none, and a surname may be no name here, however like a name they are said."""
    last = _word(family)
    if not given:
        return last.common or bool(lists.bearers(last.folded))
    first = _word(given)
    if is_arabic(family):
        words = first.ordinary + last.common
        return words > 1 or (words == 1 and not lists.like.is_given(given))
    short = PARTICLE >= len(family) >= LETTERS_AT_LEAST and not last.ordinary  # Шор, Бут
    return first.ordinary if short else last.common and first.common


class _Word(NamedTuple):
    """A word as a list may have it folded, and whether it is one of a language's."""

    folded: str
    ordinary: bool
    common: bool


@lru_cache(maxsize=WORDS_REMEMBERED)
def _word(text: str) -> _Word:
    folded = folded_word(text)
    return _Word(folded, is_ordinary(folded), is_common(folded))


class _Exact:
    """Where names stand as lists have them, and on which lists."""

    def __init__(self, kept: Sequence[Hit]) -> None:
        self._places = Places(hit.span for hit in kept)
        self._lists: dict[tuple[int, int], set[str]] = {}
        self._keys: dict[tuple[int, int], set[tuple[str, str]]] = {}
        for hit in kept:
            self._keys.setdefault((hit.span.start, hit.span.end), set()).add(hit.name.key)
            if hit.strength is Strength.STRONG:
                self._lists.setdefault((hit.span.start, hit.span.end), set()).add(hit.name.listing.list)

    def is_name(self, start: int, end: int) -> bool:
        """Whether the stretch is a whole listed name."""
        return (start, end) in self._lists

    def overlap(self, found: Like) -> bool:
        """Whether a name stands there; not a surname alone, which with this given name is somebody else's."""
        if not self._places.overlap(found.start, found.end):
            return False
        there = self._places.around(found.start, found.end, _LONGEST_NAME)
        return not found.given or any(
            one.start < found.end and found.start < one.end and not self._is_of_another(one, found) for one in there
        )

    def _is_of_another(self, surname: Span, found: Like) -> bool:
        alone = found.start < surname.start and surname.end == found.end and surname.text in found.family
        return alone and found.name.key not in self._keys[surname.start, surname.end]

    def further(self, found: Like) -> bool:
        """Whether the stretch is a whole listed name, and this list, which has another spelling, is not told yet."""
        told = self._lists.get((found.start, found.end))
        return told is not None and found.name.listing.list not in told and found.like >= SURE_LIKE
