"""People on the lists by the keys of their names, for spellings that no list has: another transliteration, a case.

In: the lists, later a text. Out: `Like`s, to propose: the words stand where a name may stand, the keys of given name
and surname are those of a listed person, and they sound alike. Never finds a name that a list has as it stands, and
never reads a single word as a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from monitor.model.listing import ListedKind, ListVersion, Strength
from monitor.screening.listed_name import ListedName
from monitor.screening.spellings import given_and_family
from monitor.text.fold import fold_words
from monitor.text.name_keys import is_arabic, name_keys, sounds, spelling

LETTERS_AT_LEAST = 3  # of a word of a name
KEY_AT_LEAST = 2  # letters of a key; of the two keys together:
KEYS_AT_LEAST, KEYS_AT_LEAST_ARABIC = 5, 4
LETTERS_AT_LEAST_ALONE, ALONE_LIKE = 7, 88.0  # of a company's name of one word
LETTERS_AT_LEAST_LATIN = 10  # of a text's word in the script of the list's name: there words are more alike
SURNAME_LIKE, GIVEN_LIKE = 78.0, 66.0  # percent of equal sounds, as for people of the gazetteer (`context.proposals`)
BEARERS_AT_MOST = 3  # entries of one list that sound alike; more means that the name is nobody's
WORDS_REMEMBERED = 16_384
_NO_VOWELS = str.maketrans("qvcjpz", "kfkgbs", "aeiouyhw")
_DEFINITE = re.compile("ال")
_CLITIC = re.compile("[وبفك]ال|لل")
_SERVANT = ("عبد", "سيف", "نور")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_NEIGHBOURS = 2  # words onward


@dataclass(frozen=True, slots=True)
class LikeName:
    """A listed person's name, cut to a given name and a surname."""

    listed: ListedName
    given: str
    family: str


@dataclass(frozen=True, slots=True)
class Like:
    """Words of a text at [start, end) that may spell a listed name; `like` in percent.

    `given` and `family` are the text's, `name_words` the list's. The given name of a company is empty.
    """

    start: int
    end: int
    name: ListedName
    like: float
    given: str
    family: str
    name_words: tuple[str, str]


class LikeNames:
    """The index."""

    __slots__ = ("_by_key", "_given", "_remembered")

    def __init__(self, versions: Iterable[ListVersion]) -> None:
        by_key: dict[str, dict[tuple[str, str, str, str], LikeName]] = {}
        for copy in versions:
            for one in _names(copy):
                own = (*one.listed.key, one.given, one.family)
                for key in _keys(one.given, one.family, any_length=True):
                    by_key.setdefault(key, {})[own] = one
        self._given = frozenset(
            fold_words(name.text.split()[0])
            for copy in versions
            for entry in copy.entries
            if entry.kind is ListedKind.PERSON
            for name in entry.names
            if name.script == "arabic" and not _DEFINITE.match(name.text)
        )
        self._by_key: Mapping[str, tuple[LikeName, ...]] = {key: tuple(own.values()) for key, own in by_key.items()}
        # No cache of a bound method: it would refer back to its owner, and keep lists that were replaced for good.
        self._remembered: dict[tuple[str, str], tuple[tuple[LikeName, float], ...]] = {}

    def find(self, text: str) -> Iterator[Like]:
        """Every two neighbours, or neighbours but one, that may spell a listed name."""
        if not self._by_key:
            return
        names = list(_names_in(text))
        for at, word in enumerate(names):
            if len(word.text) >= (LETTERS_AT_LEAST_LATIN if word.text.isascii() else LETTERS_AT_LEAST_ALONE):
                yield from self._likes("", word, word.start)
            if word.arabic and not self._is_given(word):
                continue
            for other in names[at + 1 : at + 3]:
                if _beside(text, word, other):
                    yield from self._likes(word.text, other, word.start)

    def _is_given(self, word: _Word) -> bool:
        """Whether a word of Arabic script is some listed person's given name: there are no capitals to tell."""
        if fold_words(word.text) in self._given:
            return True
        return word.before in _SERVANT and _DEFINITE.match(word.text) is not None

    def _likes(self, given: str, family: _Word, start: int) -> Iterator[Like]:
        for name, like in self._near(given, family.text):
            words = (name.given, name.family)
            yield Like(start, family.end, name.listed, like, given, family.text, words)

    def _near(self, given: str, family: str) -> tuple[tuple[LikeName, float], ...]:
        """`_alike`, remembered."""
        known = self._remembered.get((given, family))
        if known is None:
            if len(self._remembered) >= WORDS_REMEMBERED:
                self._remembered.clear()
            known = self._remembered[given, family] = self._alike(given, family)
        return known

    def _alike(self, given: str, family: str) -> tuple[tuple[LikeName, float], ...]:
        """Listed people whom two words may name, the most alike of each list."""
        found: dict[tuple[str, str], tuple[LikeName, float]] = {}
        for key in _keys(given, family):
            for name in self._by_key.get(key, ()):
                like = _likeness(given, family, name)
                own = name.listed.key
                if like is not None and (own not in found or found[own][1] < like):
                    found[own] = (name, like)
        return tuple(_best(list(found.values())))


def _best(found: list[tuple[LikeName, float]]) -> Iterator[tuple[LikeName, float]]:
    """The most alike of each list; none of a list that has many of them."""
    for list_name in dict.fromkeys(name.listed.listing.list for name, _ in found):
        own = [one for one in found if one[0].listed.listing.list == list_name]
        most = max(like for _, like in own)
        best = [one for one in own if one[1] == most]
        if len(best) <= BEARERS_AT_MOST:
            yield from best


def _likeness(given: str, family: str, name: LikeName) -> float | None:
    """How alike they sound, in percent; None if not enough. Arabic script has no short vowels: the keys must do."""
    if not given:
        alike = 0.0 if name.given else fuzz.ratio(sounds(family), sounds(name.family))
        return alike if alike >= ALONE_LIKE else None
    if is_arabic(family):
        same = _consonants(given) == _consonants(name.given) and _consonants(family) == _consonants(name.family)
        return 100.0 if same and is_arabic(given) else None
    first, last = fuzz.ratio(sounds(given), sounds(name.given)), fuzz.ratio(sounds(family), sounds(name.family))
    return (first + last) / 2 if last >= SURNAME_LIKE and first >= GIVEN_LIKE else None


@lru_cache(maxsize=WORDS_REMEMBERED)
def _consonants(word: str) -> str:
    """What Arabic script and a Latin spelling have in common, letter for letter."""
    return spelling(word).translate(_NO_VOWELS)


def _names(copy: ListVersion) -> Iterator[LikeName]:
    """The strong Latin names of a copy's people, and those of groups that are one long word."""
    for entry in copy.entries:
        for name in entry.names:
            if name.strength is Strength.STRONG and name.script == "latin":
                for given, family in _parts(entry.kind, name.text):
                    yield LikeName(ListedName(entry, name, copy), given, family)


def _parts(kind: ListedKind, printed: str) -> Iterator[tuple[str, str]]:
    if kind is ListedKind.PERSON:
        yield from given_and_family(printed)
    elif kind is ListedKind.GROUP and printed.isalpha() and len(printed) >= LETTERS_AT_LEAST_ALONE:
        yield "", printed


def _keys(given: str, family: str, *, any_length: bool = False) -> Iterator[str]:
    if not given:
        yield from (f" {key}" for key in name_keys(family) if len(key) >= KEYS_AT_LEAST)
    for last in name_keys(family):
        if given and len(last) >= KEY_AT_LEAST:
            least = KEYS_AT_LEAST_ARABIC if any_length or is_arabic(family) else KEYS_AT_LEAST
            yield from (f"{first} {last}" for first in name_keys(given) if len(first) + len(last) >= least)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text that may be part of a name: the `number`-th, behind the word `before`."""

    text: str
    start: int
    end: int
    number: int
    before: str
    arabic: bool


def _names_in(text: str) -> Iterator[_Word]:
    """Words with a capital, and all of Arabic script."""
    before = ""
    for number, found in enumerate(_WORD.finditer(text)):
        word = found[0]
        arabic = "\u0600" <= word[0] <= "\u06ff"
        if (arabic or word[0].isupper()) and len(word) >= LETTERS_AT_LEAST:
            yield _Word(word, found.start(), found.end(), number, before, arabic)
        before = word


def _beside(text: str, word: _Word, other: _Word) -> bool:
    """Whether nothing stands between two words, or one word; a surname has nothing written together with it."""
    between = text[word.end : other.start]
    if other.number - word.number > _NEIGHBOURS or (other.arabic and _CLITIC.match(other.text)):
        return False
    return between == " " or (between[:1] == between[-1:] == " " and between[1:-1].replace("-", "").isalpha())
