"""People on the lists by how their names are said, for spellings that no list has: another transliteration, a case.

In: the lists, later a text. Out: `Like`s, to propose: the words stand where a name may stand, and given name and
surname are said like those of a listed person. Never finds a name that a list has as it stands, and never reads a
single word as a person's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from monitor.model.listing import ListVersion
from monitor.screening.cases import without_s
from monitor.screening.given_words import given_equals, given_names
from monitor.screening.like_names import (
    COMPANY,
    KEYS_INDEXED,
    LikeName,
    arabic_given_names,
    keys_of_name,
    names_to_liken,
)
from monitor.screening.like_scores import GIVEN_LIKE, SURE_LIKE, best_of_lists, has_between, likeness
from monitor.screening.like_words import NOTHING, SURE_KEYS_UNKNOWN, LikeWords, Said
from monitor.screening.listed_name import ListedName
from monitor.screening.readings import WORDS_REMEMBERED, given_readings, readings
from monitor.screening.sound import keys_of
from monitor.screening.text_words import NEIGHBOURS, Word, folded_word, names_in
from monitor.text.name_keys import is_arabic

SURE_KEYS, NEVER = 4, 101.0  # consonants of both words; with fewer of an unknown given name, this is asked for:
MANY_KEYS_UNKNOWN, LIKE_UNKNOWN = 7, 92.0  # so many consonants agree by chance with no verb before a name
WORDS_ONWARD = 3  # of which one may be another word together with the next: عبدالله of عبد الله


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


def _always(_given: str, _family: str, _start: int, _end: int) -> bool:
    return True


class LikeNames:
    """The index."""

    __slots__ = (
        "_by_family",
        "_by_keys",
        "_given",
        "_known_given",
        "_not_given",
        "_remembered",
        "_words",
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
        self._not_given = given_names()["not_given"]
        self._words = LikeWords(self._by_keys)
        # No cache of a bound method: it would refer back to its owner, and keep lists that were replaced for good.
        self._remembered: dict[tuple[str, str], tuple[tuple[LikeName, float], ...]] = {}
        self._known_given: dict[str, bool] = {}

    def find(self, text: str, *, bare_s: bool = False, may_tell: MayTell = _always) -> Iterator[Like]:
        """Every two neighbours, or neighbours but one, that may spell a listed name.

        `bare_s`: the text's language puts an s behind any name in the genitive, as German does.
        """
        if not self._by_keys:
            return
        names = names_in(text)
        said = enumerate(self._words.of([word.text for word in names], bare_s=bare_s))
        telling = [(at, names[at], one) for at, one in said if one is not NOTHING]
        for number, (at, word, one) in enumerate(telling, 1):
            if one.alone and may_tell("", word.text, word.start, word.end):
                yield from self._likes("", word.text, word, word)
            for there, other, two in telling[number : number + WORDS_ONWARD] if one.first else ():
                if there - at > WORDS_ONWARD or other.number - word.number > NEIGHBOURS:
                    break
                if one.first & two.last and self._may_be_given(word, one, two) and word.beside(text, other):
                    yield from self._of_two(text, word, other, bare_s, may_tell)

    def _of_two(self, text: str, word: Word, other: Word, bare_s: bool, may_tell: MayTell) -> Iterator[Like]:
        """What two words may spell, the second as it stands, and less an s."""
        middle = text[word.end : other.start].strip()
        for family in (other.text, without_s(other.text)) if bare_s and other.text[-1] == "s" else (other.text,):
            told = family and (middle or may_tell(word.text, family, word.start, other.end))
            if told and self._meet(word.text, family):
                yield from self._likes(word.text, family, word, other, middle)

    def _may_be_given(self, word: Word, one: Said, other: Said) -> bool:
        """Whether a word may be the given name of another; one of Arabic script may be one there."""
        if not word.arabic:
            return True
        if not (one.first & other.far or self.is_given(word.text)) or word.text in self._not_given:
            return False
        return word.may_be_given or self.is_given(word.text)

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
        """Whether a listed name has keys of both words."""
        one, other = self._words.of((given, family))
        if not is_arabic(given) or self.is_given(given):
            return bool(one.first & other.last)
        return bool(one.first & other.far) and not self.is_given(family)

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
                like = likeness(first, last, name, least)
                own = name.listed.key
                if like >= least and (own not in found or found[own][1] < like):
                    found[own] = (name, like)
        return tuple(best_of_lists(list(found.values())))

    def _keys_known(self, given: str, family: str) -> dict[str, tuple[LikeName, ...]]:
        """The names with keys of both words, by key."""
        if given:
            given_keys = self._words.given_keys(given)
            return {
                f"{first} {last}": self._by_keys[last][first]
                for last in self._words.surname_keys(family)
                for first in given_keys & self._by_keys[last].keys()
            }
        keys = {key for one in readings(family) for key in islice(keys_of(one.word), KEYS_INDEXED)}
        return {
            f"{COMPANY} {key}": self._by_keys[key][COMPANY] for key in keys if COMPANY in self._by_keys.get(key, ())
        }

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
