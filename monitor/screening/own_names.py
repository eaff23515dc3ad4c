"""Listed bodies by how their own words are said, written as one, and by the numbers in their names.

In: the units of each listed name in Latin letters; later sounds or a number. Out: the names that are said so or have
it: Vakilabad Prison by the consonants of Vakilabad, the 76th Guards Airborne Assault Division by 76. For Chinese, which
writes several words as one. Never compares meanings; `monitor.screening.own_chinese` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, product

from monitor.model.listing import Listing, ListVersion, NameOfListing
from monitor.screening.alike import alike_in_chinese
from monitor.screening.listed_name import ListedName
from monitor.screening.sound import Sounds, keys_of_sounds, sounds_of

WORDS_AT_MOST = 3
KEYS_INDEXED = 2  # of all words of a name
KEYS_ASKED = 32  # of a stretch of Chinese, where r and l, and vowels before them, are often the same
NAMES_REMEMBERED = 4_096
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "seventh": "7", "ninth": "9"}
_NUMBER = re.compile(rf"\b(\d{{1,5}}(?=(?:st|nd|rd|th)?\b)|{'|'.join(_ORDINALS)})", re.IGNORECASE)
_ADJECTIVE = re.compile("s[ck](?:iy?|y|oy|oye|aya|iye)?$")  # Kazansky

Named = tuple[Listing, NameOfListing, ListVersion]
Ways = Sequence[Sequence[str]]


class OwnNames:
    """Names of groups and firms; of one entry by one key the first."""

    __slots__ = ("_by_key", "_by_number", "_meanings")

    def __init__(self) -> None:
        self._by_key: dict[str, list[tuple[str, frozenset[str], Named]]] = {}
        self._meanings: dict[frozenset[str], frozenset[str]] = {}  # many names share one
        self._by_number: dict[str, list[Named]] = {}

    def add(self, words: Sequence[str], meanings: frozenset[str], ways: Ways, named: Named) -> None:
        """A name with words of its own, what the others mean, and the keys of each of its own."""
        if len(words) <= WORDS_AT_MOST and all(ways):
            own = "".join(words)
            meanings = self._meanings.setdefault(meanings, meanings)
            for key in islice(_joined(ways), KEYS_INDEXED):
                self._by_key.setdefault(key, []).append((own, meanings, named))

    def add_numbers(self, named: Named) -> None:
        """The numbers in a name's text."""
        for number in _NUMBER.findall(named[1].text):
            self._by_number.setdefault(_ORDINALS.get(number.lower(), number.lstrip("0")), []).append(named)

    def of_sounds(self, sounds: Sounds) -> Iterator[tuple[str, frozenset[str], Named]]:
        """Names whose own words may be said so: these words as one, what the others mean, whose name it is."""
        for key in keys_of_sounds(sounds, KEYS_ASKED):
            yield from self._by_key.get(key, ())

    def numbered(self, number: str) -> Iterator[ListedName]:
        """Names that have a number."""
        return (ListedName(*named) for named in self._by_number.get(number, ()))


def _joined(ways: Ways) -> Iterator[str]:
    """Keys of words written as one."""
    if len(ways) == 1:
        yield from ways[0]
        return
    for way in product(*ways):
        key = way[0]
        for one in way[1:]:
            later = one.removeprefix("h")
            key += later[1:] if later[:1] == key[-1:] else later
        yield key


@lru_cache(maxsize=NAMES_REMEMBERED)
def likeness_of(said: Sounds, own: str, least: float) -> float:
    """How alike a stretch of Chinese and words as one are, in percent; or they without an adjective's suffix."""
    every = (own, _ADJECTIVE.sub("", own))
    return max(alike_in_chinese(said, sounds_of(one), least=least) for one in dict.fromkeys(every))
