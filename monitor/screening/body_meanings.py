"""Which listed bodies a stretch of words may name that all mean something: la Compagnie syrienne du pétrole.

In: the lists, the tokens of a stretch, the countries that the article names. Out: listed names that mean the same.
Where hardly anything tells them from any company of a country, or the country is not said, only what is written as a
name counts: with capitals that neither a sentence nor the language gives, in Arabic with its article. Reads no text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from monitor.screening.body_names import Units, is_of_one_trade, is_telling
from monitor.screening.body_text import BodyText, Token, units_of
from monitor.screening.body_words import FIRM, body_words
from monitor.screening.confirm import countries_of
from monitor.screening.listed_name import ListedName
from monitor.screening.lists import Lists
from monitor.text.name_keys import is_arabic

MEANINGS_WITHOUT_COUNTRY = 3
MEANINGS_THAT_TELL = 4  # however it is written
_DEFINITE = "ال"
_ALL_LARGE, _NOUNS_LARGE = "en", "de"


def names_of(
    lists: Lists, text: BodyText, tokens: Sequence[Token], *, language: str, around: Collection[str]
) -> Iterator[ListedName]:
    """Listed names that mean the same, or do so without their country, which the text adds or has elsewhere.

    `around`: the ISO codes of the countries that the article names.
    """
    units = units_of(tokens)
    if is_telling(units):
        yield from lists.bodies.of(units, to_the_letter=language == _ALL_LARGE)
    if units.words:
        yield from _without_country(lists, units)
        return
    if len(units.telling) < MEANINGS_THAT_TELL and not _is_written_as_name(text, tokens, language):
        return
    if is_of_one_trade(units) and FIRM in units.meanings:
        yield from lists.bodies.of(units)
    elif not units.countries and len(units.telling) >= MEANINGS_WITHOUT_COUNTRY:
        for code in around:
            yield from lists.bodies.of(Units(units.meanings, frozenset({code}), ()))


def _without_country(lists: Lists, units: Units) -> Iterator[ListedName]:
    if units.countries:
        for name in lists.bodies.of(Units(units.meanings, frozenset(), units.words)):
            if units.countries.issubset(countries_of(name.listing)):
                yield name


def _is_written_as_name(text: BodyText, tokens: Sequence[Token], language: str) -> bool:
    """Whether capitals, or an Arabic article, say that these are the words of a name."""
    counting = [one for one in tokens if one.counts]
    first = counting[0]
    if is_arabic(first.word):
        return first.word.startswith(_DEFINITE)
    if language == _ALL_LARGE:
        return all(one.large for one in counting)
    if text.begins_sentence(first):
        return language != _NOUNS_LARGE and any(one.large and bool(one.meanings) for one in counting[1:])
    return first.large and (language != _NOUNS_LARGE or bool(first.country))


def is_beside_large_words(beside: Token, tokens: Sequence[Token]) -> bool:
    """Whether a small word stands beside words that are large: a verb behind the Academia de Ciencias Naturales."""
    meaning = [one for one in tokens if one.meanings]
    return not beside.large and len(meaning) > 1 and all(one.large for one in meaning)


def has_head(units: Units) -> bool:
    """Whether a word says what kind of body it is."""
    return not body_words().heads.isdisjoint(units.meanings)
