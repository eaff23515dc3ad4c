"""People on the lists by how their names are said, for spellings that no list has: another transliteration, a case.

In: the lists, later a text. Out: `Like`s, to propose: the words stand where a name may stand, and given name and
surname are said like those of a listed person. Never finds a name that a list has as it stands, and never reads a
single word as a person's name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from monitor.model.listing import ListedKind, ListVersion, Strength
from monitor.screening.alike import opened
from monitor.screening.cases import without_s
from monitor.screening.given_words import given_equals, given_names
from monitor.screening.listed_name import ListedName
from monitor.screening.readings import WORDS_REMEMBERED, Reading, agree, given_readings, readings, said_alike
from monitor.screening.sound import keys_of, sounds_of
from monitor.screening.spellings import given_and_family, together, without_form
from monitor.screening.text_words import Word, names_in
from monitor.text.fold import fold_words
from monitor.text.name_keys import is_arabic

KEY_AT_LEAST = 2  # consonants of a surname; of it and the given name together:
KEYS_AT_LEAST, SURE_KEYS = 3, 4  # of both; with fewer than the second, and of an unknown given name, this is asked for:
SURE_LIKE, NEVER, SURE_KEYS_UNKNOWN = 97.0, 101.0, 5
MANY_KEYS_UNKNOWN, LIKE_UNKNOWN = 7, 92.0  # so many consonants agree by chance with no verb before a name
SOUNDS_OF_STEM = 4  # of a surname's: what is shorter is in too many words
KEYS_INDEXED = 4  # ways to say one word
LETTERS_AT_LEAST_ALONE, KEY_AT_LEAST_ALONE, ALONE_LIKE = 7, 5, 95.0  # of a company's name of one word
LETTERS_AT_LEAST_LATIN = 10  # of a text's word in the script of the list's name: there words are more alike
SURNAME_LIKE, GIVEN_LIKE = 92.0, 86.0  # percent of sounds that agree
SURNAME_LIKE_ARABIC, GIVEN_LIKE_ARABIC = 94.0, 90.0  # without short vowels more words are alike
MARGIN = 2.0  # percent; who is as much less alike is another
BEARERS_AT_MOST = 3  # entries of one list that are said alike; more means that the name is nobody's
WORDS_ONWARD = 4  # of which one may be another word together with the next: عبدالله of عبد الله
_DEFINITE = "ال"
_LATIN_BEYOND = "\u024f"


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
    fuller: bool = False  # a word between the two is in the list's name as well


class LikeNames:
    """The index."""

    __slots__ = ("_by_family", "_by_key", "_given", "_known_given", "_remembered")

    def __init__(self, versions: Iterable[ListVersion]) -> None:
        by_key: dict[str, dict[tuple[str, str, str, str], LikeName]] = {}
        by_family: dict[str, list[LikeName]] = {}
        for copy in versions:
            for one in {_own(one): one for one in _names(copy)}.values():
                for key in _keys(one.given, one.family):
                    by_key.setdefault(key, {})[_own(one)] = one
                for key in islice(keys_of(one.family), KEYS_INDEXED if one.given else 0):
                    by_family.setdefault(key, []).append(one)
        self._by_family: Mapping[str, Sequence[LikeName]] = by_family
        self._given = frozenset(_arabic_given_names(versions)).union(
            *(names for kind, names in given_names().items() if kind not in {"not_given", "titles"})
        )
        self._by_key: Mapping[str, tuple[LikeName, ...]] = {key: tuple(own.values()) for key, own in by_key.items()}
        # No cache of a bound method: it would refer back to its owner, and keep lists that were replaced for good.
        self._remembered: dict[tuple[str, str], tuple[tuple[LikeName, float], ...]] = {}
        self._known_given: dict[str, bool] = {}

    def find(self, text: str, *, bare_s: bool = False) -> Iterator[Like]:
        """Every two neighbours, or neighbours but one, that may spell a listed name.

        `bare_s`: the text's language puts an s behind any name in the genitive, as German does.
        """
        if not self._by_key:
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
                if word.beside(text, other):
                    between = text[word.end : other.start].strip()
                    yield from self._likes(word.text, other, word.start, between)
                    if bare_s and (bare := without_s(other.text)):
                        yield from self._likes(word.text, replace(other, text=bare), word.start, between)

    def of_key(self, key: str) -> tuple[LikeName, ...]:
        """Names that have a key: the given name's and the surname's."""
        return self._by_key.get(key, ())

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
            if len(self._known_given) >= WORDS_REMEMBERED:
                self._known_given.clear()
            known = self._known_given[word] = self._is_given(word)
        return known

    def _is_given(self, word: str) -> bool:
        folded = fold_words(word)
        if word in given_equals():
            return True
        return word not in given_names()["not_given"] and (folded in self._given or folded in given_names()["second"])

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
        last = readings(family)
        keys = self._keys_known(given, last)
        if not keys:
            return ()
        first = given_readings(given)
        found: dict[tuple[str, str], tuple[LikeName, float]] = {}
        for key in sorted(keys):
            least = self._least(given, family, len(key) - 1)
            for name in self._by_key[key] if least < NEVER else ():
                like = _likeness(first, last, name)
                own = name.listed.key
                if like >= least and (own not in found or found[own][1] < like):
                    found[own] = (name, like)
        return tuple(_best(list(found.values())))

    def _keys_known(self, given: str, last: tuple[Reading, ...]) -> set[str]:
        """The keys of two words that listed names have. Most surnames have none, and the given name is not read."""
        if not given:
            return {key for one in last for key in _keys("", one.word) if key in self._by_key}
        behind = {key for one in last for key in keys_of(one.word) if key in self._by_family}
        if not behind:
            return set()
        ahead = {key for one in given_readings(given) for key in keys_of(one.word) or ("",)}
        return {key for key in _keys_of_pair(ahead, behind) if key in self._by_key}

    def _least(self, given: str, family: str, consonants: int) -> float:
        """How alike two words must be. An unknown word of Arabic script before a given name is a verb."""
        if not is_arabic(given) or self.is_given(given):
            return SURE_LIKE if consonants < SURE_KEYS else GIVEN_LIKE
        if consonants < SURE_KEYS_UNKNOWN or self.is_given(family):
            return NEVER
        return SURE_LIKE if consonants < MANY_KEYS_UNKNOWN else LIKE_UNKNOWN


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


def _names(copy: ListVersion) -> Iterator[LikeName]:
    """The strong Latin names of a copy's people, and those of groups that are one long word."""
    for entry in copy.entries:
        for name in entry.names:
            if name.strength is Strength.STRONG and name.script == "latin":
                for given, family in _parts(entry.kind, name.text):
                    yield LikeName(ListedName(entry, name, copy), given, family)


def _parts(kind: ListedKind, printed: str) -> Iterator[tuple[str, str]]:
    if kind is ListedKind.PERSON:
        yield from (
            (given, family) for given, family in given_and_family(printed) if given.casefold() not in together()
        )
    elif kind is ListedKind.GROUP:
        bare = without_form(printed) or printed
        if len(bare) >= LETTERS_AT_LEAST_ALONE and bare.replace("-", "").isalpha():
            yield "", bare


def _arabic_given_names(versions: Iterable[ListVersion]) -> Iterator[str]:
    """What stands first in the names that lists print in Arabic script."""
    for copy in versions:
        for entry in copy.entries:
            if entry.kind is ListedKind.PERSON:
                for name in entry.names:
                    if name.script == "arabic" and not name.text.startswith(_DEFINITE):
                        yield fold_words(name.text.split()[0])


def _keys_of_pair(given: Iterable[str], family: Collection[str]) -> Iterator[str]:
    """The keys of a given name and a surname that have these keys."""
    if family:
        yield from (
            f"{first} {last}"
            for first in given
            for last in family
            if len(last) >= KEY_AT_LEAST and len(first) + len(last) >= KEYS_AT_LEAST
        )


def _keys(given: str, family: str) -> Iterator[str]:
    """The keys of a name; of a company's without a given name."""
    for last in islice(keys_of(family), KEYS_INDEXED):
        if not given and len(last) >= KEY_AT_LEAST_ALONE:
            yield f"company {last}"
        elif given and len(last) >= KEY_AT_LEAST:
            for first in islice(keys_of(given) or ("",), KEYS_INDEXED):
                if len(first) + len(last) >= KEYS_AT_LEAST:
                    yield f"{first} {last}"
