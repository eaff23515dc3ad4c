"""Ships on the lists whose names are Chinese or Korean, by the characters that Chinese news write them with.

In: the lists; later a name in characters and its number. Out: the ships whose names are read so: 福远渔8680 in Pinyin
is FU YUAN YU 8680, 天马山 as Koreans say it CHON MA SAN. Characters that are read alike are one here, so that each is
a proposal. Never reads a text; `monitor.screening.ships_chinese` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from anyascii import anyascii

from monitor.screening.listed_name import ListedName
from monitor.screening.syllables import Syllables, syllables, syllables_of_hanja

LETTERS_OF_A_SYLLABLE = 6  # at most: zhuang
WORDS_AT_LEAST, WORDS_AT_MOST = 2, 5
_KOREA = frozenset({"DPRK", "DPRK2", "DPRK3", "DPRK4", "EU-PRK", "PRK"})


class ShipsInCharacters:
    """Names of ships that may be written in Chinese characters, by how these are read."""

    __slots__ = ("_korean", "_pinyin")

    def __init__(self) -> None:
        self._pinyin: dict[str, list[tuple[str, ListedName]]] = {}
        self._korean: dict[Syllables, list[tuple[str, ListedName]]] = {}

    def add(self, words: Sequence[str], name: ListedName) -> None:
        """A ship by the folded words of its name, if these may be syllables."""
        said = [word for word in words if not word.isdigit()]
        if not WORDS_AT_LEAST <= len(said) <= WORDS_AT_MOST or max(map(len, said)) > LETTERS_OF_A_SYLLABLE:
            return
        number = "".join(word for word in words if word.isdigit())
        self._pinyin.setdefault("".join(said), []).append((number, name))
        if not _KOREA.isdisjoint(name.listing.programmes):
            spoken = tuple(one for word in said for one in syllables(word))
            self._korean.setdefault(spoken, []).append((number, name))

    def read(self, characters: str, number: str) -> Iterator[ListedName]:
        """The ships that a name in characters may be of, number for number."""
        ways = [self._pinyin.get(anyascii(characters).lower(), ())]
        ways += [self._korean.get(way, ()) for way in syllables_of_hanja(characters, of_ship=True)]
        seen: set[tuple[str, str]] = set()
        for own, name in (one for way in ways for one in way):
            if own.lstrip("0") == number.lstrip("0") and name.key not in seen:
                seen.add(name.key)
                yield name
