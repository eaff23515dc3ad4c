"""People on the lists by how their names are said, for spellings that no list has: another transliteration, a case.

In: the lists, later a text. Out: `Like`s, to propose: the words stand where a name may stand, and given name and
surname are said like those of a listed person. Never finds a name that a list has as it stands, and never reads a
single word as a person's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, islice
from typing import NamedTuple, TypeVar

from monitor.model.listing import ListVersion
from monitor.screening.cases import without_s
from monitor.screening.given_words import given_equals, given_names
from monitor.screening.like_names import (
    COMPANY,
    KEYS_INDEXED,
    LETTERS_AT_LEAST_ALONE,
    LikeName,
    arabic_given_names,
    keys_of_name,
    names_to_liken,
)
from monitor.screening.like_scores import GIVEN_LIKE, SURE_LIKE, best_of_lists, has_between, likeness
from monitor.screening.listed_name import ListedName
from monitor.screening.readings import WORDS_REMEMBERED, given_readings, readings
from monitor.screening.sound import keys_of
from monitor.screening.text_words import Word, folded_word, names_in
from monitor.text.name_keys import is_arabic

SURE_KEYS = 4  # consonants of both words; with fewer, and of an unknown given name, this is asked for:
NEVER, SURE_KEYS_UNKNOWN = 101.0, 5
MANY_KEYS_UNKNOWN, LIKE_UNKNOWN = 7, 92.0  # so many consonants agree by chance with no verb before a name
LETTERS_AT_LEAST_LATIN = 10  # of a text's word in the script of the list's name: there words are more alike
WORDS_ONWARD = 4  # of which one may be another word together with the next: عبدالله of عبد الله


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
    fuller: bool = False  # a word between the two is in the list's name as well


# Whether words at [start, end) with nothing between them may be told as a given name, empty if none, and a surname.
MayTell = Callable[[str, str, int, int], bool]
_ByFirst = Mapping[str, tuple[LikeName, ...]]  # names of one key of the surname, by that of the given name
_Known = TypeVar("_Known")
_Value = TypeVar("_Value")


class _First(NamedTuple):
    """A word as a given name: its keys that listed ones have, whether it is one or, in other script, may be."""

    keys: tuple[str, ...]
    known: bool


def _always(_given: str, _family: str, _start: int, _end: int) -> bool:
    return True


class LikeNames:
    """The index."""

    __slots__ = (
        "_by_family",
        "_by_keys",
        "_far",
        "_firsts",
        "_given",
        "_given_keys",
        "_known_given",
        "_lasts",
        "_not_given",
        "_remembered",
    )

    def __init__(self, versions: Iterable[ListVersion]) -> None:
        by_keys: dict[str, dict[str, dict[tuple[str, str, str, str], LikeName]]] = {}
        by_family: dict[str, list[LikeName]] = {}
        for copy in versions:
            for one in {_own(one): one for one in names_to_liken(copy)}.values():
                for first, last in keys_of_name(one.given, one.family):
                    by_keys.setdefault(last, {}).setdefault(first, {})[_own(one)] = one
                for key in islice(keys_of(one.family), KEYS_INDEXED if one.given else 0):
                    by_family.setdefault(key, []).append(one)
        self._by_family: Mapping[str, Sequence[LikeName]] = by_family
        self._given = frozenset(arabic_given_names(versions)).union(
            *(names for kind, names in given_names().items() if kind not in {"not_given", "titles"})
        )
        self._by_keys: Mapping[str, _ByFirst] = {
            last: {first: tuple(own.values()) for first, own in firsts.items()} for last, firsts in by_keys.items()
        }
        self._given_keys = frozenset(first for firsts in by_keys.values() for first in firsts)
        self._not_given = given_names()["not_given"]
        self._far = {  # keys of given names by which a word counts that is not known as one
            last: frozenset(first for first in firsts if len(first) + len(last) >= SURE_KEYS_UNKNOWN)
            for last, firsts in by_keys.items()
        }
        # No cache of a bound method: it would refer back to its owner, and keep lists that were replaced for good.
        self._remembered: dict[tuple[str, str], tuple[tuple[LikeName, float], ...]] = {}
        self._known_given: dict[str, bool] = {}
        self._firsts: dict[str, _First] = {}
        self._lasts: dict[str, tuple[tuple[str, _ByFirst], ...]] = {}

    def find(self, text: str, *, bare_s: bool = False, may_tell: MayTell = _always) -> Iterator[Like]:
        """Every two neighbours, or neighbours but one, that may spell a listed name.

        `bare_s`: the text's language puts an s behind any name in the genitive, as German does. `may_tell` is asked
        before words are read, which costs far more.
        """
        if not self._by_keys:
            return
        names = list(names_in(text))
        lasts = [self._may_be_surname(word, bare_s) for word in names]
        for at, word in enumerate(names):
            if _is_long(word) and may_tell("", word.text, word.start, word.end):
                yield from self._likes("", word.text, word, word)
            if not self._may_be_given(word):
                continue
            onward = slice(at + 1, at + WORDS_ONWARD)
            for other in compress(names[onward], lasts[onward]):
                if word.beside(text, other):
                    yield from self._of_two(text, word, other, bare_s, may_tell)

    def _of_two(self, text: str, word: Word, other: Word, bare_s: bool, may_tell: MayTell) -> Iterator[Like]:
        """What two words may spell, the second as it stands, and less an s."""
        middle = text[word.end : other.start].strip()
        for family in (other.text, without_s(other.text)) if bare_s and other.text[-1] == "s" else (other.text,):
            told = family and (middle or may_tell(word.text, family, word.start, other.end))
            if told and self._meet(word.text, family):
                yield from self._likes(word.text, family, word, other, middle)

    def _may_be_surname(self, word: Word, bare_s: bool) -> bool:
        """Whether a word is not known to be no listed surname, nor to be one with an s behind it."""
        return self._lasts.get(word.text) != () or (bare_s and word.text[-1] == "s")

    def _may_be_given(self, word: Word) -> bool:
        """Whether a word is not known to be said like no listed given name; one of Arabic script may be one there."""
        first = self._firsts.get(word.text)
        if first is not None and not first.keys:
            return False
        if not word.arabic:
            return True
        return word.text not in self._not_given and (word.may_be_given or self.is_given(word.text))

    def of_keys(self, first: str, last: str) -> tuple[LikeName, ...]:
        """Names whose given name and surname have these keys."""
        return self._by_keys.get(last, {}).get(first, ())

    def of_family(self, key: str) -> Sequence[LikeName]:
        """Names whose surname has a key."""
        return self._by_family.get(key, ())

    def _likes(self, given: str, family: str, first: Word, last: Word, middle: str = "") -> Iterator[Like]:
        near = self._near(given, family)
        fuller = [(name, like) for name, like in near if middle and has_between(name.listed.name.text, middle)]
        known = not middle or not is_arabic(middle) or self.is_given(middle)
        for name, like in fuller or (near if known else ()):
            words = (name.given, name.family)
            yield Like(first.start, last.end, name.listed, like, given, family, words, fuller=bool(fuller))

    def is_given(self, word: str) -> bool:
        """Whether a word of Arabic script is known as a given name: there are no capitals to tell one."""
        known = self._known_given.get(word)
        if known is None:
            known = self._is_given(word)
            _remember(self._known_given, word, known)
        return known

    def _is_given(self, word: str) -> bool:
        if word in given_equals():
            return True
        folded = folded_word(word)
        return word not in self._not_given and (folded in self._given or folded in given_names()["second"])

    def _near(self, given: str, family: str) -> tuple[tuple[LikeName, float], ...]:
        """`_alike`, remembered."""
        known = self._remembered.get((given, family))
        if known is None:
            known = self._alike(given, family)
            _remember(self._remembered, (given, family), known)
        return known

    def _meet(self, given: str, family: str) -> bool:
        """Whether a listed name has keys of both words. Many given names have none, and the surname is not read."""
        first = self._first(given)
        last = self._last(family) if first.keys else ()
        if not last:
            return False
        if first.known:
            return not all(names.keys().isdisjoint(first.keys) for _, names in last)
        if self.is_given(family):
            return False
        return not all(self._far[key].isdisjoint(first.keys) for key, _ in last)

    def _first(self, given: str) -> _First:
        """What a word is as a given name, remembered."""
        first = self._firsts.get(given)
        if first is None:
            keys = {key for one in given_readings(given) for key in keys_of(one.word) or ("",)}
            first = _First(tuple(self._given_keys.intersection(keys)), not is_arabic(given) or self.is_given(given))
            _remember(self._firsts, given, first)
        return first

    def _last(self, family: str) -> tuple[tuple[str, _ByFirst], ...]:
        """The keys of a word that surnames on lists have, with the names by the given name's key; remembered."""
        last = self._lasts.get(family)
        if last is None:
            keys = dict.fromkeys([key for one in readings(family) for key in keys_of(one.word)])
            last = tuple([(key, self._by_keys[key]) for key in keys if key in self._by_keys])
            _remember(self._lasts, family, last)
        return last

    def _alike(self, given: str, family: str) -> tuple[tuple[LikeName, float], ...]:
        """Listed people whom two words may name, the most alike of each list."""
        keys = self._keys_known(given, family)
        if not keys:
            return ()
        first, last = given_readings(given), readings(family)
        found: dict[tuple[str, str], tuple[LikeName, float]] = {}
        for key in sorted(keys):
            least = self._least(given, family, len(key) - 1)
            for name in keys[key] if least < NEVER else ():
                like = likeness(first, last, name)
                own = name.listed.key
                if like >= least and (own not in found or found[own][1] < like):
                    found[own] = (name, like)
        return tuple(best_of_lists(list(found.values())))

    def _keys_known(self, given: str, family: str) -> dict[str, tuple[LikeName, ...]]:
        """The names with keys of both words, by key."""
        if given:
            first, last = self._first(given).keys, self._last(family)
        else:
            first = (COMPANY,)
            keys = {key for one in readings(family) for key in islice(keys_of(one.word), KEYS_INDEXED)}
            last = tuple((key, self._by_keys[key]) for key in keys if key in self._by_keys)
        return {f"{one} {key}": names[one] for key, names in last for one in first if one in names}

    def _least(self, given: str, family: str, consonants: int) -> float:
        """How alike two words must be. An unknown word of Arabic script before a given name is a verb."""
        if not is_arabic(given) or self.is_given(given):
            return SURE_LIKE if consonants < SURE_KEYS else GIVEN_LIKE
        if consonants < SURE_KEYS_UNKNOWN or self.is_given(family):
            return NEVER
        return SURE_LIKE if consonants < MANY_KEYS_UNKNOWN else LIKE_UNKNOWN


def _is_long(word: Word) -> bool:
    """Whether a word may be a company's name by itself."""
    least = LETTERS_AT_LEAST_LATIN if word.text.isascii() else LETTERS_AT_LEAST_ALONE
    return not word.arabic and len(word.text) >= least


def _remember(known: dict[_Known, _Value], key: _Known, value: _Value) -> None:
    """Keep what was found out, and forget all of it when it is much."""
    if len(known) >= WORDS_REMEMBERED:
        known.clear()
    known[key] = value


def _own(name: LikeName) -> tuple[str, str, str, str]:
    """What tells a name from others."""
    return (*name.listed.key, name.given.casefold(), name.family.casefold())
