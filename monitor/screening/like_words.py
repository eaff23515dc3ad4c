"""What words of texts may be in a listed name, by how they are said: a given name, a surname, a company's whole name.

In: the keys of listed names, then a text's words, all at once. Out: a `Said` for each, remembered. Two words may be a
listed name only where their bits meet; whether they are is for `monitor.screening.likeness` to say. Never reads a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from monitor.screening.cases import stems, without_s
from monitor.screening.given_words import given_equals
from monitor.screening.like_names import COMPANY, KEYS_INDEXED, LETTERS_AT_LEAST_ALONE
from monitor.screening.readings import WORDS_REMEMBERED
from monitor.screening.sound import consonants_of, keys_of, keys_of_consonants

SURE_KEYS_UNKNOWN = 5  # consonants of both words, where the given name is not known as one
LETTERS_AT_LEAST_LATIN = 10  # of a text's word in the script of the list's name: there words are more alike


class Said(NamedTuple):
    """What a word may be. Each bit stands for a key of listed given names.

    `first`: as a given name, its keys; `last`: as a surname, those of the given names beside it on lists, and `far` of
    those by which a word counts that is not known as a given name; `alone`: whether it may be a company's whole name.
    """

    first: int
    last: int
    far: int
    alone: bool


NOTHING = Said(0, 0, 0, False)


class LikeWords:
    """The words seen, with what they may be."""

    __slots__ = ("_by_consonants", "_by_key", "_seen")

    def __init__(self, by_keys: Mapping[str, Collection[str]]) -> None:
        """`by_keys`: the keys of given names, and `COMPANY`, by the key of the surname or company beside them."""
        borne = Counter(first for firsts in by_keys.values() for first in firsts if first != COMPANY)
        bits = {first: 1 << at for at, (first, _) in enumerate(borne.most_common())}  # the usual in small numbers
        self._by_key: dict[str, Said] = {}
        for key in bits.keys() | by_keys.keys():
            beside = by_keys.get(key, ())
            last, far = _beside(key, [first for first in beside if first != COMPANY], bits)
            self._by_key[key] = Said(bits.get(key, 0), last, far, COMPANY in beside)
        self._by_consonants: dict[str, Said] = {}
        # By whether the text's language puts an s behind names, as German does.
        self._seen: list[dict[str, Said]] = [{}, {}]

    def of(self, words: Sequence[str], *, bare_s: bool = False) -> list[Said]:
        """What each of a text's words may be."""
        seen = self._seen[bare_s]
        new = set(words).difference(seen)
        if len(seen) + len(new) > WORDS_REMEMBERED:
            seen = self._seen[bare_s] = {}
            new = set(words)
        if new:
            self._see(new, seen, bare_s=bare_s)
        return [seen[word] for word in words]

    def given_keys(self, word: str) -> set[str]:
        """The keys of listed given names that a word has, as it stands, less a case, or as what is the same name."""
        own = (word, *stems(word))
        same = (given_equals()[one] for one in own if one in given_equals())
        return {key for key in self._keys((*own, *same)) if self._by_key[key].first}

    def surname_keys(self, word: str) -> set[str]:
        """The keys of listed surnames that a word has, as it stands or less a case."""
        return {key for key in self._keys((word, *stems(word))) if self._by_key[key].last}

    def _keys(self, words: Iterable[str]) -> Iterator[str]:
        return (key for one in words for key in keys_of(one) or ("",) if key in self._by_key)

    def _see(self, words: Iterable[str], seen: dict[str, Said], *, bare_s: bool) -> None:
        """Read new words, with what is left of each less a case's ending."""
        readings = {word: (word, *stems(word)) for word in words}
        bare = {word: without_s(word) for word in readings if word[-1] == "s"} if bare_s else {}
        surnames = {word: (one, *stems(one)) for word, one in bare.items() if one}
        consonants = consonants_of({one for own in (*readings.values(), *surnames.values()) for one in own})
        equals = given_equals()
        for word, own in readings.items():
            whole = consonants[word]
            every = [self._of(word, whole)]
            every += [self._of(one, consonants[one]) for one in own[1:] if consonants[one] != whole]
            if not word.isascii() and not equals.keys().isdisjoint(own):
                same = [self._of_keys(keys_of(equals[one])) for one in own if one in equals]
                every += [NOTHING._replace(first=one.first) for one in same]
            if word in surnames:
                last = [self._of(one, consonants[one]) for one in surnames[word]]
                every += [one._replace(first=0, alone=False) for one in last]
            said = every[0] if len(every) == 1 else _merged(every)
            seen[word] = said if not said.alone or _may_stand_alone(word) else _not_alone(said)

    def _of(self, word: str, consonants: str) -> Said:
        """What a word may be as it stands."""
        said = self._by_key.get(consonants)
        if said is not None or consonants.islower():  # which is the word's only key
            return said or NOTHING
        said = self._by_consonants.get(consonants)
        if said is None:
            keys = keys_of_consonants(consonants)
            if keys is None:
                return self._of_keys(keys_of(word))
            if len(self._by_consonants) >= WORDS_REMEMBERED:
                self._by_consonants.clear()
            said = self._by_consonants[consonants] = self._of_keys(keys)
        return said

    def _of_keys(self, keys: Sequence[str]) -> Said:
        """What a word of these keys may be; one without a consonant, a given name."""
        said = _merged([self._by_key[key] for key in keys or ("",) if key in self._by_key])
        indexed = (self._by_key.get(key, NOTHING) for key in keys[:KEYS_INDEXED])
        return said if not said.alone or any(one.alone for one in indexed) else _not_alone(said)


def _beside(last: str, firsts: Collection[str], bits: Mapping[str, int]) -> tuple[int, int]:
    """The bits of the given names beside a surname, and of those long enough for a name that is not known."""
    far = [first for first in firsts if len(first) + len(last) >= SURE_KEYS_UNKNOWN]
    return sum(bits[first] for first in firsts), sum(bits[first] for first in far)


def _merged(every: Sequence[Said]) -> Said:
    """What a word may be that has several readings."""
    telling = [one for one in every if one is not NOTHING]
    if len(telling) <= 1:
        return telling[0] if telling else NOTHING
    first = last = far = 0
    alone = False
    for one in telling:
        first |= one.first
        last |= one.last
        far |= one.far
        alone |= one.alone
    return Said(first, last, far, alone)


def _not_alone(said: Said) -> Said:
    """What a word may be that is no company's whole name."""
    return said._replace(alone=False) if said.first or said.last else NOTHING


def _may_stand_alone(word: str) -> bool:
    """Whether a word is long enough for a company's name by itself."""
    least = LETTERS_AT_LEAST_LATIN if word.isascii() else LETTERS_AT_LEAST_ALONE
    return len(word) >= least and not "\u0600" <= word[0] <= "\u06ff"
