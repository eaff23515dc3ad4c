"""Firms of other countries that have a listed body's brand: the Danish engineering firm Promtech, Elara, a Swiss bank.

In: hits in a text, the text, its places. Out: those that no words beside them give to a country that the entry has
nothing to do with. Never asks about people, about names of more than two words, or about whom the gazetteer knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from monitor.model import Entity, Span
from monitor.model.listing import ListedKind, Listing
from monitor.screening.confirm import countries_of
from monitor.screening.hits import Hit
from monitor.text.country_names import country_names
from monitor.text.fold import fold_words

WORDS_AT_MOST = 2
_FAR = 45  # characters from a country's adjective to the name
# Countries of which a list that names none has hardly a firm.
_HARDLY_LISTED = frozenset({
    "AT", "AU", "BE", "CA", "CH", "CL", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "GR", "HU", "IE", "IS", "IT", "JP",
    "LT", "LU", "LV", "NL", "NO", "NZ", "PE", "PL", "PT", "SE", "SI", "SK", "US",
})  # fmt: skip
_FIRM = re.compile(
    r"\b(?:firm|compan(?:y|ies)|maker|manufacturer|start-?up|consultancy|retailer|shop|entreprise|sociét|firme|empresa|"
    r"compañía|fabricante|ditta|azienda|società|impresa|Firma|Unternehmen|Hersteller|Betrieb|фирм|компани|стартап|"
    r"фірм|компані|firm|przedsiębiorstw|spółk)\w{0,4}",
)
_WORDS = re.compile(r" (?:(?!(?:the|an?|la|le|el|il|die|der|das|that|to|on)\b)[\w&-]+ ){0,3}$")
_APPOSITION = re.compile(r", (?:an?|the|une?|la|le|una?|uno|el|il|lo|uma|eine?|der|die|das) (?:[\w-]+ ){0,2}$")
_FIRM_BEHIND = re.compile(rf"^ (?:[\w-]+ ){{0,2}}{_FIRM.pattern}")
_LANGUAGES = ("en", "de", "fr", "es", "it", "pl", "pt", "ru", "uk")


def not_of_elsewhere(hits: Iterable[Hit], text: str, places: Iterable[Entity]) -> Iterator[Hit]:
    """The hits less those of another country's firms."""
    adjectives = [
        (span, place.id)
        for place in places
        if place.kind == "country"
        for span in place.mentions
        if _is_adjective(span)
    ]
    for hit in hits:
        body = hit.name.listing.kind is ListedKind.GROUP and not hit.whom and hit.span.text.count(" ") < WORDS_AT_MOST
        if not body or not any(
            _is_elsewhere(hit.name.listing, code) and _is_of(text, span, hit.span) for span, code in adjectives
        ):
            yield hit


def _is_elsewhere(listing: Listing, code: str) -> bool:
    """Whether an entry has nothing to do with a country."""
    return code not in countries_of(listing) and (bool(listing.countries) or code in _HARDLY_LISTED)


def _is_of(text: str, adjective: Span, name: Span) -> bool:
    """Whether a firm that has the name is called by a country's adjective."""
    if 0 < name.start - adjective.end <= _FAR:
        between = text[adjective.end : name.start]
        if not _WORDS.match(between):
            return False
        return bool(_FIRM.search(between) or (between == " " and _FIRM.search(_words_before(text, adjective.start))))
    if 0 < adjective.start - name.end <= _FAR:
        between = text[name.end : adjective.start]
        if not _APPOSITION.match(between):
            return False
        return bool(_FIRM.search(between) or _FIRM_BEHIND.match(text[adjective.end : adjective.end + _FAR]))
    return False


def _words_before(text: str, start: int) -> str:
    """The last two words before a place in the text."""
    return " ".join(text[max(0, start - _FAR) : start].split()[-2:])


def _is_adjective(span: Span) -> bool:
    """Whether a country's name is none of its nouns: Danish, danesa; not Denmark, nor US."""
    if any(map(str.isupper, span.text.split())):
        return False
    return span.text[0].islower() or fold_words(span.text) not in _nouns()


@cache
def _nouns() -> frozenset[str]:
    return frozenset(fold_words(name) for language in _LANGUAGES for name in country_names(language).values())
