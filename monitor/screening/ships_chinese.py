"""Listed ships in Chinese characters, by how their names are said: 货轮“安加拉”号 for the Angara.

In: the lists, an article's text. Out: `Hit`s to be checked by a reader. The name stands in quotation marks near a word
for a ship, or between such a word and 号; a number in it is the listed one's. A Chinese or Korean ship is known by how
its characters are read. Never translates a name: 财富 is no Fortune here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from monitor.model import Span
from monitor.screening.alike import alike_in_chinese
from monitor.screening.chinese_sounds import foreign_end, sounds_of_chinese
from monitor.screening.confirm import Surroundings
from monitor.screening.hits import Hit, Strength
from monitor.screening.listed_name import ListedName
from monitor.screening.lists import Lists
from monitor.screening.precise import Proof
from monitor.screening.ship_names import ENTRIES_AT_MOST
from monitor.screening.sound import keys_of_sounds, sounds_of
from monitor.text.fold import fold

NAMES_AT_MOST = 300  # of one article
LIKE = 86.0  # percent of sounds that agree
KEYS_AT_MOST = 32
LETTERS_AT_LEAST = 3
CHARACTERS_OF_MANY = 2
_READ_SO = "its characters are read so, beside a word for a ship; a proposal, to be checked"
_NAME = r"([\u3400-\u9fff·•‧・-]{2,12}?)([一二三四五六七八九十]|\d{0,4})"
_QUOTED = re.compile(rf"[“\"「『‘《]{_NAME}(?:号|號)?[”\"」』’》](?:号|號)?")
_NUMBERS = {numeral: str(number) for number, numeral in enumerate("一二三四五六七八九十", 1)}
_BEHIND_WORD = re.compile(rf"(?:船|轮|輪|舰|艦|艇){_NAME}(?:号|號)")
_SHIP = re.compile("[船轮輪舰艦艇]")
_DOT = re.compile("[·•‧・]")
_NEAR = 12  # characters between the name and a word for a ship
# What stands behind a name in Chinese and before it elsewhere.
_TITLES = {"院士": "akademik", "海军上将": "admiral", "上将": "admiral", "船长": "kapitan", "教授": "professor"}


def ships_in_chinese(lists: Lists, text: str, around: Surroundings) -> Iterator[Hit]:
    """Proposals of the ships that are said like a name in Chinese, or read so."""
    if not fold(text).has_unspaced:
        return
    for pattern in (_QUOTED, _BEHIND_WORD):
        for found in islice(pattern.finditer(text), NAMES_AT_MOST):
            near = text[max(0, found.start() - _NEAR) : found.start() + 1] + text[found.end() : found.end() + _NEAR]
            if pattern is _BEHIND_WORD or _SHIP.search(near):
                yield from tuple(_read(lists, found, around)) or _hits(lists, found)


def _read(lists: Lists, found: re.Match[str], around: Surroundings) -> Iterator[Hit]:
    """Proposals for a Chinese or Korean name. One of two characters without a number is that of many ships."""
    span = Span(start=found.start(1), end=found.end(2), text=f"{found[1]}{found[2]}")
    long = len(found[1]) > CHARACTERS_OF_MANY or bool(found[2])
    named = list(lists.ships.characters.read(found[1], _NUMBERS.get(found[2], found[2])))
    for listed in named:
        alike = sum(one.listing.list == listed.listing.list for one in named)
        if alike <= ENTRIES_AT_MOST and (long or around.confirm(listed.listing, span.start, span.end)):
            yield Hit(span, listed, Proof.ALONE, Strength.PROPOSAL, _READ_SO)


def _hits(lists: Lists, found: re.Match[str]) -> Iterator[Hit]:
    """Proposals for one name."""
    span = Span(start=found.start(1), end=found.end(2), text=f"{found[1]}{found[2]}")
    alike = list(_alike(lists, found[1], _NUMBERS.get(found[2], found[2])))
    for list_name in dict.fromkeys(listed.listing.list for _, listed in alike):
        own = {one.key: (like, one) for like, one in alike if one.listing.list == list_name}
        for like, listed in own.values() if len(own) <= ENTRIES_AT_MOST else ():
            why = f"it sounds like it ({like:.0f} %), beside a word for a ship; a proposal, to be checked"
            yield Hit(span, listed, Proof.ALONE, Strength.PROPOSAL, why)


def _alike(lists: Lists, name: str, number: str) -> Iterator[tuple[float, ListedName]]:
    """The ships that are said like a name and have its number, which may be a first one that is not said."""
    behind = next((title for title in _TITLES if name.endswith(title)), "")
    bare, before = _DOT.sub("", name.removesuffix(behind)), [_TITLES[behind]] if behind else []
    if len(bare) < LETTERS_AT_LEAST or foreign_end(bare) != bare:
        return
    said = sounds_of_chinese(bare)
    for key in keys_of_sounds(said, KEYS_AT_MOST):
        for own, listed in lists.ships.joined(key):
            words = [word for word in own if not word.isdigit()]
            digits = "".join(word for word in own if word.isdigit())
            if words[: len(before)] == before and number in {digits, digits.removeprefix("1")}:
                like = alike_in_chinese(said, sounds_of("".join(words[len(before) :])))
                if like >= LIKE:
                    yield like, listed
