"""Ships on the lists by how their names are said, for names in the letters of another script.

In: the lists; later the words of a name. Out: the ships said like them, with how much, number by number the same:
«Си Роуз 3» is no Sea Rose 4. Never reads a text; `monitor.screening.ships` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from monitor.model.listing import ListedKind, ListVersion
from monitor.screening.alike import alike, opened
from monitor.screening.cases import stems
from monitor.screening.listed_name import ListedName
from monitor.screening.ship_characters import ShipsInCharacters
from monitor.screening.sound import keys_of, sounds_of
from monitor.text.fold import fold_words
from monitor.text.name_keys import is_arabic

KEYS_INDEXED = 4  # ways to say one word
SOUNDS_AT_LEAST = 3  # of a name
LIKE_OF_ONE, LIKE_OF_MORE, LIKE_OF_A_WORD = 97.0, 90.0, 80.0  # percent; of a name of one word, of more, of each of them
ENTRIES_AT_MOST = 3  # of one list that are said alike: more means that the name tells nobody
LIKE_IN_LATIN, LIKE_OF_A_WORD_IN_LATIN = 97.0, 93.0  # Matros Koschka for MATROS KOSHKA
LETTERS_IN_LATIN = 12  # of a name in letters of the list's script: there names are more alike
TITLES = frozenset({"akademik", "admiral", "kapitan", "professor"})
_IN_BRACKETS = re.compile(r"[()]")
_LATIN_I = str.maketrans("і", "i")  # Cyrillic
_ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
}
_NUMBERS = {number: roman for roman, number in _ROMAN.items()}
_LATIN_BEYOND = "\u024f"


class ShipNames:
    """Names of ships in Latin letters, by the consonants of their words."""

    __slots__ = ("_bracketed", "_by_key", "_joined", "characters")

    def __init__(self, versions: Iterable[ListVersion]) -> None:
        self._by_key: dict[str, list[tuple[tuple[str, ...], ListedName]]] = {}
        self._bracketed: dict[str, list[ListedName]] = {}
        self._joined: dict[str, list[tuple[tuple[str, ...], ListedName]]] = {}
        self.characters = ShipsInCharacters()
        for copy in versions:
            for entry in copy.entries:
                if entry.kind is ListedKind.VESSEL:
                    for name in entry.names:
                        self._add(ListedName(entry, name, copy))

    def _add(self, name: ListedName) -> None:
        for part in _IN_BRACKETS.split(name.name.text) if "(" in name.name.text else ():
            self._bracketed.setdefault(fold_words(part), []).append(name)
            self.characters.add(parts_of(part), name)
        words = parts_of(name.name.text)
        self.characters.add(words, name)
        first = next((word for word in words if not word.isdigit()), "")
        for key in islice(keys_of(first), KEYS_INDEXED):
            self._by_key.setdefault(f"{len(words)} {key}", []).append((words, name))
        telling = [word for word in words if not word.isdigit()]
        for whole in (telling, telling[1:] if telling[:1] and telling[0] in TITLES else ()):
            for key in islice(keys_of("".join(whole)), KEYS_INDEXED):
                self._joined.setdefault(key, []).append((words, name))

    def bracketed(self, name: str) -> Sequence[ListedName]:
        """The ships that a list prints with this name in brackets behind another, or before them."""
        return self._bracketed.get(fold_words(name), ())

    def joined(self, key: str) -> Sequence[tuple[tuple[str, ...], ListedName]]:
        """The ships whose name has a key, its words written as one and its number left out; also without a title."""
        return self._joined.get(key, ())

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def like(self, words: Sequence[str]) -> Iterator[tuple[ListedName, float]]:
        """The ships that are said most like these words of another script, of each list, with percent."""
        first = next((word for word in words if not word.isdigit()), "")
        if (
            not first
            or (first[0] <= _LATIN_BEYOND and not _may_be_transliterated(words))
            or sum(len(sounds_of(word)) for word in words) < SOUNDS_AT_LEAST
        ):
            return
        best: dict[str, dict[str, tuple[ListedName, float]]] = {}
        keys = dict.fromkeys(key for form in (first, *stems(first)) for key in islice(keys_of(form), KEYS_INDEXED))
        for key in keys:
            for listed, name in self._by_key.get(f"{len(words)} {key}", ()):
                if like := _likeness(words, listed):
                    own = best.setdefault(name.listing.list, {})
                    own[name.listing.id] = max(
                        own.get(name.listing.id, (name, like)), (name, like), key=lambda one: one[1]
                    )
        for entries in best.values():
            most = max(like for _, like in entries.values())
            top = [one for one in entries.values() if one[1] >= most]
            yield from top if len(top) <= ENTRIES_AT_MOST else ()


def parts_of(name: str) -> tuple[str, ...]:
    """The folded words of a ship's name, a Roman number behind another word as an Arabic one: ARK III, Ark 3."""
    words = fold_words(name).split(" ")
    return tuple(_ROMAN.get(word.translate(_LATIN_I), word) if at else word for at, word in enumerate(words))


def in_roman_numbers(name: str) -> str:
    """The folded name with Roman numbers, where it has others."""
    return " ".join(_NUMBERS.get(word, word) for word in parts_of(name))


def _may_be_transliterated(words: Sequence[str]) -> bool:
    """Whether a name in Latin letters is long enough to be told by how it is said."""
    return len(words) > 1 and sum(map(len, words)) >= LETTERS_IN_LATIN


def _likeness(words: Sequence[str], listed: Sequence[str]) -> float:
    """How alike two names of as many words are said, in percent; 0 if not enough."""
    said = []
    for mine, theirs in zip(words, listed, strict=True):
        if mine.isdigit() or theirs.isdigit():
            if mine != theirs:
                return 0.0
        else:
            said.append(_of_word(mine, theirs))
    like = sum(said) / len(said)
    if words[0][:1] <= _LATIN_BEYOND:
        return like if like >= LIKE_IN_LATIN and min(said) >= LIKE_OF_A_WORD_IN_LATIN else 0.0
    least = LIKE_OF_ONE if len(said) == 1 else LIKE_OF_MORE
    return like if like >= least and min(said) >= LIKE_OF_A_WORD else 0.0


def _of_word(mine: str, theirs: str) -> float:
    if is_arabic(mine):
        return alike(sounds_of(mine), sounds_of(theirs), unvowelled=True)
    whole = alike(sounds_of(mine), sounds_of(theirs))
    long = (sounds_of(stem) for stem in stems(mine) if len(sounds_of(stem)) >= SOUNDS_AT_LEAST)
    cut = max((alike(opened(one), opened(sounds_of(theirs))) for one in long), default=0.0)
    return max(whole, cut - 1)  # a name as it stands comes before one in a case
