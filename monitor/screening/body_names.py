"""Listed banks, plants, ministries and armed groups by what the words of their names mean.

In: copies of lists; later the units of a stretch of a text. Out: the listed names that mean the same: `JSC Kazan
Helicopter Plant` for Казанского вертолетного завода, `MINISTRY OF DEFENSE` of Iran for le ministère iranien de la
Défense. A word that is no word of `body_words.yaml` counts by how it is said. Never looks at a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from monitor.model.listing import ListedKind, Listing, ListVersion, NameOfListing, Strength
from monitor.screening.alike import alike, opened
from monitor.screening.body_words import FIRM, as_one, body_words, stem_of_cyrillic
from monitor.screening.confirm import countries_of, country_named
from monitor.screening.listed_name import ListedName
from monitor.screening.own_names import OwnNames
from monitor.screening.sound import Sounds, keys_of, sounds_of
from monitor.screening.spellings import without_form
from monitor.text.fold import fold_words
from monitor.text.name_keys import is_arabic

WORDS_REMEMBERED = 4_096
UNITS_AT_MOST = 7  # of a name; what is longer is a sentence
KEYS_AT_MOST = 4  # ways to say all words of a name
COUNTRY_WORDS_AT_MOST = 6
ALIKE, ALIKE_ARABIC = 90.0, 93.0  # percent of a word's sounds that agree
ALIKE_IN_ONE_ALPHABET, LETTERS_AT_LEAST = 96.0, 5  # of the only word of its own, and its letters
_BRACKETED = re.compile(r"\s*[(\[].*?[)\]]\s*")
_LATIN_ENDING = re.compile(
    r"(?:(?<=[a-z][cs]k)(?:i(?:m|ch|mi|ego|emu|ej|e))|"
    r"(?<=[a-z]{3})(?:[aeo][yj][aey]|[aeo]go|[aei]mu|i[aeiy]|y[aeiy]|ij|y[mhx]|[ae]h|[aeiouy]))$"
)
_BANK = re.compile(r"(?<=\w{3})bank$")
_ADJECTIVE = re.compile(r"(?<=\w{3})(?:s[ck]|ск|ськ)$")
_ARABIC_BEFORE = re.compile(r"^(?:و?لل|[وبفك]?ال|و(?=\w{4}))(?=\w{3})")
_PEOPLE = frozenset({"islamic", "democratic", "people"})
# Bodies that each country has: the name of one without its country is meant with it.
_OF_A_STATE = frozenset({
    "ministry", "bank", "army", "force", "directorate", "service", "agency", "organization", "authority", "fleet",
    "council", "committee", "corps", "guard", "police", "headquarters", "office", "intelligence",
})  # fmt: skip
MEANT_AT_HOME = 3  # meanings of a name: with so many no body of another country is meant, nor need its own be named
_KOREA = frozenset({"korea", "korean"})


@dataclass(frozen=True, slots=True)
class Units:
    """What a name is made of: meanings, ISO codes of countries, folded words of its own."""

    meanings: frozenset[str]
    countries: frozenset[str]
    words: tuple[str, ...]

    @property
    def telling(self) -> frozenset[str]:
        """Meanings without that of a firm, which is left out as often as said."""
        return self.meanings - {FIRM}

    @property
    def shape(self) -> int:
        """A number that is the same for all names with these meanings and countries and as many words of their own."""
        return hash((self.telling, self.countries, len(self.words)))

    def ways(self) -> tuple[tuple[str, ...], ...]:
        """The ways to say each of the words."""
        return tuple(map(_ways_of, self.words))

    def spoken(self, ways: Sequence[Sequence[str]]) -> Iterator[str]:
        """Keys of the meanings and of how the words are said; names with one in common may be one."""
        own = [f"@{one}" for one in self.telling] + [f"={one}" for one in self.countries]
        for said in islice(product(*ways), KEYS_AT_MOST):  # none, where a word has no consonant
            yield " ".join(sorted((*own, *said)))


class BodyNames:
    """Every strong name of a group or a firm that has a word of `body_words.yaml` in it."""

    __slots__ = ("_known", "_names", "_shapes", "own")

    def __init__(self, versions: Iterable[ListVersion]) -> None:
        self.own = OwnNames()
        self._shapes: set[int] = set()
        self._known: dict[str, tuple[ListedName, ...]] = {}
        self._names: dict[str, tuple[tuple[Listing, NameOfListing, ListVersion], ...]] = {}
        for copy in versions:
            for entry in copy.entries:
                if entry.kind in {ListedKind.GROUP, ListedKind.UNKNOWN}:
                    self._add(entry, copy)

    def _add(self, entry: Listing, copy: ListVersion) -> None:
        own: dict[str, NameOfListing] = {}
        for name in entry.names:
            if name.script == "latin":
                self.own.add_numbers((entry, name, copy))
            if name.strength is Strength.STRONG and name.script != "cjk":
                units = units_of_name(name.text, entry)
                if units and (is_telling(units) or is_of_one_trade(units)):
                    ways = units.ways()
                    self._shapes.add(units.shape)
                    for key in units.spoken(ways):
                        own.setdefault(key, name)
                    if units.words and name.script == "latin":
                        self.own.add(units.words, units.meanings, ways, (entry, name, copy))
                elif units and len(units.words) == 1 and _BANK.search(units.words[0]):
                    word = _BANK.sub("", units.words[0])
                    self.own.add((word,), units.meanings | {"bank"}, (keys_of(word),), (entry, name, copy))
        for key, name in own.items():
            self._names[key] = (*self._names.get(key, ()), (entry, name, copy))

    def call(self, other: str, listed: Iterable[ListedName]) -> None:
        """Let bodies be found by what another name of theirs means, if that is all that it does."""
        for name in listed:
            units = units_of_name(other, name.listing) if name.listing.kind is ListedKind.GROUP else None
            if units and not units.words and is_telling(units):
                for key in units.spoken(()):
                    own = self._known.get(key, ())
                    if all(one.key != name.key for one in own):
                        self._known[key] = (*own, name)

    def of(self, units: Units, *, to_the_letter: bool = False) -> Iterator[ListedName]:
        """Whose name a stretch of a text is, that is made of these units.

        `to_the_letter`: an only word of its own in Latin letters is spelled as a list does, for both are English.
        """
        seen: set[tuple[str, str]] = set()
        if not units.words:
            for key in units.spoken(()):
                yield from self._known.get(key, ())
                seen.update(one.key for one in self._known.get(key, ()))
        if units.shape not in self._shapes:
            return
        for key in units.spoken(units.ways()):
            for entry, name, copy in self._names.get(key, ()):
                listed = ListedName(entry, name, copy)
                if listed.key not in seen and (fitting := _fitting(units, entry, name, to_the_letter)):
                    seen.add(listed.key)
                    yield ListedName(entry, fitting, copy)


def _fitting(units: Units, entry: Listing, first: NameOfListing, to_the_letter: bool) -> NameOfListing | None:
    """The name of an entry that these units are: that by which it was found, or another that is said nearly so."""
    for name in (first, *(other for other in entry.names if other is not first and other.script == "latin")):
        own = units_of_name(name.text, entry) if name.strength is Strength.STRONG else None
        if own and own.telling == units.telling and _are_alike(units.words, own.words, to_the_letter):
            return name
    return None


def is_telling(units: Units) -> bool:
    """Whether units are enough for a name: of meanings alone two and a country, else a word and one more thing."""
    if not units.words:
        return len(units.telling) > 1 and bool(units.countries)
    return bool(units.meanings or units.countries) or len(units.words) > 1


def is_of_one_trade(units: Units) -> bool:
    """Whether units are a country and one thing that its firms are about, no kind of body: Syrian Petroleum Company."""
    one = not units.words and len(units.countries) == 1 and len(units.telling) == 1
    return one and body_words().heads.isdisjoint(units.telling)


def units_of_name(printed: str, entry: Listing) -> Units | None:
    """The units of a listed name; None for one that is too long. The only country of an entry counts as named."""
    bare = _BRACKETED.sub(" ", printed)
    folded = fold_words(without_form(bare) or bare).split(" ")
    if len(folded) > 2 * UNITS_AT_MOST:
        return None
    known = body_words()
    countries: list[str] = []
    meanings: list[str] = []
    words: list[str] = []
    at = 0
    while at < len(folded):
        code, length = _country_at(folded, at, entry)
        if code:
            countries.append(code)
        elif folded[at] in known.meanings and not of_republic(folded, at):
            meanings += known.meanings[folded[at]]
        elif folded[at] not in known.nothing:
            words.append(folded[at])
        at += length
    long = [word for word in words if len(word) > 1]
    words = long if len(long) > 1 else words  # without initials of whom a plant is named after
    if not words and not countries and (len(set(meanings)) >= MEANT_AT_HOME or not _OF_A_STATE.isdisjoint(meanings)):
        countries += _own_country(entry)
    units = Units(as_one(meanings), frozenset(countries), tuple(words))
    return units if len(units.meanings) + len(units.countries) + len(words) <= UNITS_AT_MOST else None


def _own_country(entry: Listing) -> tuple[str, ...]:
    """The only country of an entry. That of the EU's measures about Ukraine is Russia."""
    own = countries_of(entry)
    return ("RU",) if own == ("UA",) and not entry.countries else own if len(own) == 1 else ()


def of_republic(words: Sequence[str], at: int) -> bool:
    """Whether 'Islamic', 'people's' or 'democratic' belongs to the name of a republic."""
    known = body_words()
    if not _PEOPLE.issuperset(known.meanings.get(words[at], ("",))):
        return False
    beside = {*words[max(0, at - 2) : at], *words[at + 1 : at + 4]}
    return not known.republic.isdisjoint(beside)


def _country_at(words: Sequence[str], at: int, entry: Listing) -> tuple[str, int]:
    """The code of the country that is named here, if one is, and how many words that takes; 1 otherwise."""
    if words[at] in _KOREA and "KP" in countries_of(entry):
        return "KP", 1
    for length in range(min(COUNTRY_WORDS_AT_MOST, len(words) - at), 0, -1):
        if code := country_named(" ".join(words[at : at + length])):
            return code, length
    return "", 1


@lru_cache(maxsize=WORDS_REMEMBERED)
def _ways_of(word: str) -> tuple[str, ...]:
    """The ways to say a word; remembered, since it stands in many stretches of a text."""
    return keys_of(stem_of(word))


def stem_of(word: str) -> str:
    """A folded word less its case and, of an adjective, its suffix: казанского is казан, vertoletny vertoletn."""
    if "\u0400" <= word[:1] <= "\u052f":
        return _ADJECTIVE.sub("", stem_of_cyrillic(word))
    if is_arabic(word):
        return _ARABIC_BEFORE.sub("", word)
    return _ADJECTIVE.sub("", _LATIN_ENDING.sub("", word))


def _are_alike(found: Sequence[str], listed: Sequence[str], to_the_letter: bool) -> bool:
    """Whether each word of a text is said like one of the name, and the other way round."""
    if len(found) != len(listed):
        return False
    left = list(listed)
    if len(found) == 1 and found[0].isascii() and listed[0].isascii():
        same = stem_of(found[0]) == stem_of(listed[0])
        return same or (not to_the_letter and _are_alike_in_one_alphabet(found[0], listed[0]))
    for word in found:
        best = max(left, key=lambda one, word=word: _likeness(word, one))  # type: ignore[misc] # bound at once
        if _likeness(word, best) < (ALIKE_ARABIC if is_arabic(word) else ALIKE):
            return False
        left.remove(best)
    return True


def _are_alike_in_one_alphabet(found: str, listed: str) -> bool:
    """Whether long Latin words sound the same, Kisljar and Kizlyar; what nearly does is another."""
    long = min(len(found), len(listed)) >= LETTERS_AT_LEAST
    return long and _likeness(found, listed) >= ALIKE_IN_ONE_ALPHABET


@lru_cache(maxsize=4_096)
def _likeness(found: str, listed: str) -> float:
    if found == listed:
        return 100.0
    mine, theirs = _sounds(found), _sounds(listed)
    return alike(mine, theirs, unvowelled=is_arabic(found), least=ALIKE)


def _sounds(word: str) -> Sounds:
    return opened(sounds_of(stem_of(word)))
