"""People on the lists by how their names are said, for spellings that no list has: another transliteration, a case.

In: the lists, later a text. Out: `Like`s, to propose: the words stand where a name may stand, and given name and
surname are said like those of a listed person. Never finds a name that a list has as it stands, and never reads a
single word as a person's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple, TypeVar

from monitor.model.listing import ListVersion
from monitor.screening.alike import opened
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
from monitor.screening.listed_name import ListedName
from monitor.screening.readings import (
    ALIKE_AT_LEAST,
    WORDS_REMEMBERED,
    Reading,
    agree,
    given_readings,
    readings,
    said_alike,
)
from monitor.screening.sound import keys_of, sounds_of
from monitor.screening.text_words import NEIGHBOURS, Word, names_in
from monitor.text.fold import fold_words
from monitor.text.name_keys import is_arabic

SURE_KEYS = 4  # consonants of both words; with fewer, and of an unknown given name, this is asked for:
SURE_LIKE, NEVER, SURE_KEYS_UNKNOWN = 97.0, 101.0, 5
MANY_KEYS_UNKNOWN, LIKE_UNKNOWN = 7, 92.0  # so many consonants agree by chance with no verb before a name
SOUNDS_OF_STEM = 4  # of a surname's: what is shorter is in too many words
ALONE_LIKE = 95.0  # of a company's name of one word
LETTERS_AT_LEAST_LATIN = 10  # of a text's word in the script of the list's name: there words are more alike
SURNAME_LIKE, GIVEN_LIKE = 92.0, ALIKE_AT_LEAST  # percent of sounds that agree
SURNAME_LIKE_ARABIC, GIVEN_LIKE_ARABIC = 94.0, 90.0  # without short vowels more words are alike
MARGIN = 2.0  # percent; who is as much less alike is another
BEARERS_AT_MOST = 3  # entries of one list that are said alike; more means that the name is nobody's
WORDS_ONWARD = 4  # of which one may be another word together with the next: عبدالله of عبد الله
_LATIN_BEYOND = "\u024f"


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


_ByFirst = Mapping[str, tuple[LikeName, ...]]  # names of one key of the surname, by that of the given name
_Known = TypeVar("_Known")
_Value = TypeVar("_Value")


class _First(NamedTuple):
    """A word as a given name: its keys, whether it is one or, in other than Arabic script, may be."""

    keys: tuple[str, ...]
    known: bool


class LikeNames:
    """The index."""

    __slots__ = ("_by_family", "_by_keys", "_firsts", "_given", "_known_given", "_lasts", "_remembered")

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
        # No cache of a bound method: it would refer back to its owner, and keep lists that were replaced for good.
        self._remembered: dict[tuple[str, str], tuple[tuple[LikeName, float], ...]] = {}
        self._known_given: dict[str, bool] = {}
        self._firsts: dict[str, _First] = {}
        self._lasts: dict[str, tuple[tuple[str, _ByFirst], ...]] = {}

    def find(self, text: str, *, bare_s: bool = False) -> Iterator[Like]:
        """Every two neighbours, or neighbours but one, that may spell a listed name.

        `bare_s`: the text's language puts an s behind any name in the genitive, as German does.
        """
        if not self._by_keys:
            return
        names = list(names_in(text))
        for at, word in enumerate(names):
            if not word.arabic and len(word.text) >= (
                LETTERS_AT_LEAST_LATIN if word.text.isascii() else LETTERS_AT_LEAST_ALONE
            ):
                yield from self._likes("", word, word.start)
            if word.arabic and not self._may_be_given(word):
                continue
            for other in names[at + 1 : at + WORDS_ONWARD]:
                if other.number > word.number + NEIGHBOURS:
                    break
                if word.beside(text, other):
                    yield from self._of_two(text, word, other, bare_s=bare_s)

    def _of_two(self, text: str, word: Word, other: Word, *, bare_s: bool) -> Iterator[Like]:
        """What two words may spell, the second as it stands, and less an s."""
        for family in (other.text, without_s(other.text) if bare_s else ""):
            if family and self._meet(word.text, family):
                last = other if family == other.text else replace(other, text=family)
                yield from self._likes(word.text, last, word.start, text[word.end : other.start].strip())

    def of_keys(self, first: str, last: str) -> tuple[LikeName, ...]:
        """Names whose given name and surname have these keys."""
        return self._by_keys.get(last, {}).get(first, ())

    def of_family(self, key: str) -> Sequence[LikeName]:
        """Names whose surname has a key."""
        return self._by_family.get(key, ())

    def _likes(self, given: str, family: Word, start: int, middle: str = "") -> Iterator[Like]:
        near = self._near(given, family.text)
        fuller = [(name, like) for name, like in near if middle and _has(name.listed.name.text, middle)]
        known = not middle or not is_arabic(middle) or self.is_given(middle)
        for name, like in fuller or (near if known else ()):
            words = (name.given, name.family)
            yield Like(start, family.end, name.listed, like, given, family.text, words, fuller=bool(fuller))

    def _may_be_given(self, word: Word) -> bool:
        return word.text not in given_names()["not_given"] and (word.may_be_given or self.is_given(word.text))

    def is_given(self, word: str) -> bool:
        """Whether a word of Arabic script is known as a given name: there are no capitals to tell one."""
        known = self._known_given.get(word)
        if known is None:
            known = self._is_given(word)
            _remember(self._known_given, word, known)
        return known

    def _is_given(self, word: str) -> bool:
        folded = fold_words(word)
        if word in given_equals():
            return True
        return word not in given_names()["not_given"] and (folded in self._given or folded in given_names()["second"])

    def _near(self, given: str, family: str) -> tuple[tuple[LikeName, float], ...]:
        """`_alike`, remembered."""
        if given and not self._meet(given, family):
            return ()
        known = self._remembered.get((given, family))
        if known is None:
            known = self._alike(given, family)
            _remember(self._remembered, (given, family), known)
        return known

    def _meet(self, given: str, family: str) -> bool:
        """Whether a listed name has keys of both words. Most surnames have none, and the given name is not read."""
        last = self._last(family)
        if not last:
            return False
        first = self._first(given)
        if first.known:
            return any(not names.keys().isdisjoint(first.keys) for _, names in last)
        if self.is_given(family):
            return False
        return any(
            one in names and len(one) + len(key) >= SURE_KEYS_UNKNOWN for key, names in last for one in first.keys
        )

    def _first(self, given: str) -> _First:
        """What a word is as a given name, remembered."""
        first = self._firsts.get(given)
        if first is None:
            keys = dict.fromkeys([key for one in given_readings(given) for key in keys_of(one.word) or ("",)])
            first = _First(tuple(keys), not is_arabic(given) or self.is_given(given))
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
                like = _likeness(first, last, name)
                own = name.listed.key
                if like >= least and (own not in found or found[own][1] < like):
                    found[own] = (name, like)
        return tuple(_best(list(found.values())))

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


def _remember(known: dict[_Known, _Value], key: _Known, value: _Value) -> None:
    """Keep what was found out, and forget all of it when it is much."""
    if len(known) >= WORDS_REMEMBERED:
        known.clear()
    known[key] = value


def _own(name: LikeName) -> tuple[str, str, str, str]:
    """What tells a name from others."""
    return (*name.listed.key, name.given.casefold(), name.family.casefold())


def _best(found: list[tuple[LikeName, float]]) -> Iterator[tuple[LikeName, float]]:
    """The most alike of each list; none of a list that has many of them."""
    for list_name in dict.fromkeys(name.listed.listing.list for name, _ in found):
        own = [one for one in found if one[0].listed.listing.list == list_name]
        most = max(like for _, like in own)
        best = [one for one in own if one[1] > most - MARGIN]
        if len(best) <= BEARERS_AT_MOST:
            yield from best


def _has(printed: str, middle: str) -> bool:
    """Whether a printed name has a word that is said like this one."""
    (said, *_) = readings(middle)
    return any(said_alike(said, word) >= SURNAME_LIKE for word in printed.replace(",", " ").split())


def _likeness(first: tuple[Reading, ...], last: tuple[Reading, ...], name: LikeName) -> float:
    """How alike they are said, in percent; 0 if not enough."""
    best = 0.0
    for family in last:
        like = said_alike(family, name.family)
        sounds = len(opened(sounds_of(family.word)))
        short = family.cut and sounds < SOUNDS_OF_STEM - (family.word[0] > _LATIN_BEYOND and like >= SURE_LIKE)
        if short or like < (_least(family.word) if name.given else ALONE_LIKE):
            continue
        given = max((said_alike(one, name.given) for one in first if agree(one, family)), default=0.0)
        if not name.given:
            best = max(best, like)
        elif given >= (GIVEN_LIKE_ARABIC if is_arabic(family.word) else GIVEN_LIKE):
            best = max(best, (like + given) / 2)
    return best


def _least(family: str) -> float:
    return SURNAME_LIKE_ARABIC if is_arabic(family) else SURNAME_LIKE
