"""What stands beside a name and bears it out: its entry's country or programme.

In: an entry, an article's places and text. Out: what confirms it, in words, or nothing. Pure. Countries are compared by
ISO code, so that 'Goma' confirms an entry of the DRC programme in any language that the gazetteer knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from pydantic import RootModel

from monitor import strict_yaml
from monitor.model import Entity, Span
from monitor.model.listing import Listing
from monitor.screening.chinese import SANCTIONS, is_chinese
from monitor.text.country_names import country_names
from monitor.text.fold import fold_words

NEAR = 400  # characters on either side: a paragraph or so
PROGRAMME_AT_LEAST = 4  # letters of a code that is looked for as it stands
_BETWEEN = re.compile(r"[,;/()]| and ")
_OF_PROGRAMMES = frozenset({"balkans", "gaza", "ifsr", "irgc", "nica", "sdnz", "taliban"})  # no country's name


class _Own(RootModel[dict[str, tuple[str, ...]]]):
    """`countries.yaml`."""


class Surroundings:
    """The places and the words of one article."""

    __slots__ = ("_countries", "_text")

    def __init__(self, text: str, places: Iterable[Entity]) -> None:
        self._text = text
        self._countries: dict[str, list[Span]] = {}
        for place in places:
            code = place.id if place.kind == "country" else place.country
            if code:
                self._countries.setdefault(code, []).extend(place.mentions)

    def confirm(self, listing: Listing, start: int, end: int) -> str:
        """A country or programme of the entry near [start, end), as the text has it; empty if there is none."""
        for code in countries_of(listing):
            for span in self._countries.get(code, ()):
                if span.end > start - NEAR and span.start < end + NEAR and not (span.start < end and start < span.end):
                    return self._text[span.start : span.end]
        near = self._text[max(0, start - NEAR) : end + NEAR]
        if is_chinese(self._text[start:end]) and (said := next((one for one in SANCTIONS if one in near), "")):
            return said
        codes = (one for one in listing.programmes if len(one) >= PROGRAMME_AT_LEAST)
        return next((one for one in codes if one in near and one not in self._text[start:end]), "")


def countries_of(listing: Listing) -> tuple[str, ...]:
    """ISO codes of the entry's countries and of the countries that its programmes are about."""
    return _codes((*listing.countries, *listing.programmes))


def country_named(folded: str) -> str:
    """The ISO code of the country that has this folded name, or whose people have; empty for a list's own code."""
    code = next(iter(_countries().get(folded, ())), "")
    return code if len(folded) >= PROGRAMME_AT_LEAST and folded not in _OF_PROGRAMMES else ""


@lru_cache(maxsize=4_096)
def _codes(said: tuple[str, ...]) -> tuple[str, ...]:
    known = _countries()
    names = (name for one in said for name in _whole_or_parts(one, known))
    return tuple(dict.fromkeys(code for name in names for code in known.get(name, ())))


def _whole_or_parts(said: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What a list calls a country, folded; its parts where it calls several by one: 'China, Cambodia'."""
    whole = fold_words(said)
    return (whole,) if whole in known else tuple(map(fold_words, _BETWEEN.split(said)))


@cache
def _countries() -> Mapping[str, tuple[str, ...]]:
    """ISO codes by folded name; several of a programme that is about several."""
    own = _Own.model_validate(strict_yaml.load(Path(__file__).with_name("countries.yaml")).data).root
    cldr = {fold_words(name): (code,) for code, name in country_names("en").items() if len(code) == 2}  # noqa: PLR2004 - ISO
    called: dict[str, tuple[str, ...]] = {}
    for code, names in own.items():
        called |= {name: (*called.get(name, ()), code) for name in map(fold_words, names)}
    return {**cldr, **called}
