"""Listed units, plants and institutes that have a number, in Chinese: 第76近卫空降突击师, 第558飞机修理厂, 29155部队.

In: the lists, an article's text, who and what is named in it. Out: stretches with the names that they may be. Each
word behind the number is in one of the entry's names (`numbered_chinese.yaml`), the entry's country is named, and no
other one's army stands before. Never reads a number alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import chain, islice
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from monitor import strict_yaml
from monitor.context.spans import Places
from monitor.model import Mentions
from monitor.model.listing import Listing
from monitor.screening.confirm import countries_of, country_named
from monitor.screening.listed_name import ListedName
from monitor.screening.lists import Lists
from monitor.text.fold import fold_words

NUMBERS_AT_MOST = 300  # of one article
BEFORE = 6  # characters before a number in which a country's name is that of the unit
_AT_WAR = frozenset({"RU", "UA"})  # an article about Russia's war names either
_DIGITS = {numeral: number for number, numeral in enumerate("零一二三四五六七八九")}
_SHORT = re.compile("(.)[军軍方国國]")
_NUMERALS = "一二三四五六七八九十百零"


class _Numbered(BaseModel):
    """`numbered_chinese.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    heads: dict[str, str]
    bare: frozenset[str]
    words: dict[str, str]
    armies: dict[str, str]

    @cached_property
    def every(self) -> re.Pattern[str]:
        """A number behind 第 and the words behind it."""
        return re.compile(rf"第([{_NUMERALS}]{{1,5}}|\d{{1,5}})号?((?:{_any_of((*self.heads, *self.words))})+)")

    @cached_property
    def alone(self) -> re.Pattern[str]:
        """A number and a head that stands alone."""
        return re.compile(rf"(?<![\d.第])(\d{{2,5}})号?({_any_of(self.bare)})")

    @cached_property
    def each(self) -> re.Pattern[str]:
        """One word."""
        return re.compile(_any_of((*self.heads, *self.words)))

    def patterns(self, behind: str) -> list[re.Pattern[str]]:
        """What a listed name must have for the words behind a number; nothing, if they are no name."""
        words = self.each.findall(behind)
        if words[-1] not in self.heads or (len(words) == 1 and words[0] not in self.bare):
            return []
        return [_pattern(self.heads.get(word) or self.words[word]) for word in words]


def numbered_in_chinese(
    lists: Lists, text: str, mentions: Mentions, taken: Places
) -> Iterator[tuple[int, int, Sequence[ListedName]]]:
    """Stretches at [start, end) where nobody else has found anything, and the names that they may be."""
    known = _numbered()
    ways = (known.every.finditer(text), known.alone.finditer(text) if any(map(text.__contains__, known.bare)) else ())
    for found in islice(chain(*ways), NUMBERS_AT_MOST):
        if taken.overlap(found.start(), found.end()) or not (patterns := known.patterns(found[2])):
            continue
        beside = _Beside(text, mentions, found.start())
        names = [
            name
            for name in lists.bodies.own.numbered(_number(found[1]))
            if _has(name.listing, patterns) and beside.bears_out(name)
        ]
        if names:
            yield found.start(), found.end(), list({name.key: name for name in names}.values())


class _Beside:
    """What stands beside a number: whose army before it, which countries near."""

    __slots__ = ("_near", "_owner")

    def __init__(self, text: str, mentions: Mentions, start: int) -> None:
        countries = [place for place in mentions.places if place.kind == "country"]
        near = [
            (span.end, owner.country or owner.id)
            for owner in (*countries, *mentions.actors)
            for span in owner.mentions
            if start - BEFORE <= span.end <= start
        ]
        armies = _numbered().armies
        army = re.search(r"(.)[军軍](?:队|隊|的)?$", text[max(0, start - BEFORE) : start])
        self._owner = max(near)[1] if near else armies.get(army[1], "-") if army else ""
        self._near = {one.country or one.id for one in (*mentions.places, *mentions.actors)}
        self._near |= {armies[one] for one in _SHORT.findall(text) if one in armies}

    def bears_out(self, name: ListedName) -> bool:
        """Whether an entry is of the country that owns the unit, or of one that is named near."""
        own = frozenset(countries_of(name.listing)) or _in_name(name.name.text)
        own |= _AT_WAR if own & _AT_WAR and self._owner != "UA" else frozenset()
        return self._owner in own if self._owner else bool(own & self._near)


def _in_name(printed: str) -> frozenset[str]:
    """The countries that a name has in it."""
    return frozenset(filter(None, (country_named(word) for word in fold_words(printed).split())))


def _has(listing: Listing, patterns: Sequence[re.Pattern[str]]) -> bool:
    """Whether an entry's names have all of some words."""
    every = " | ".join(name.text.lower() for name in listing.names if name.script == "latin")
    return all(pattern.search(every) for pattern in patterns)


def _number(said: str) -> str:
    """A number in digits: 七十六 is 76."""
    if said.isdigit() and said.isascii():
        return said.lstrip("0")
    total = digit = 0
    for sign in said:
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[sign]
    return str(total + digit)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(set(words), key=len, reverse=True))


@cache
def _pattern(said: str) -> re.Pattern[str]:
    return re.compile(said)


@cache
def _numbered() -> _Numbered:
    return _Numbered.model_validate(strict_yaml.load(Path(__file__).with_name("numbered_chinese.yaml")).data)
