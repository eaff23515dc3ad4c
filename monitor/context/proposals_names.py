"""People of the gazetteer by the keys of their surnames, for spellings that no file has.

In: the gazetteer's people. Out: `NameIndex`: for a word, whose surname it may spell. Never looks at an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from rapidfuzz import fuzz

from monitor.context.gazetteer_file import Known
from monitor.engine.terms import ANY_LANGUAGE
from monitor.text.fold import fold_words
from monitor.text.name_keys import is_arabic, name_keys, sounds

WORD = re.compile(r"[^\W\d_]+")
_PARTICLES = """
al el ul an as ash ad ar at аль эль ас аш بن أبو ابو bin ben ibn bint бин ибн abu de da di van von der
"""
PARTICLES = frozenset(_PARTICLES.split())
LETTERS_AT_LEAST = 4  # of a surname: shorter ones are syllables of many names
LETTERS_AT_LEAST_ARABIC = 3
SHORT_KEY, LONG_KEY = 2, 4  # letters; a short one is met by many words, a long one by few
LIKE_GIVEN, LIKE_ARABIC = 60.0, 70.0  # percent of equal sounds at least: of any proposal; of two Arabic spellings
_UNSPACED = ("zh",)
WORDS_REMEMBERED = 16_384
_ACRONYM_AT_MOST = 6  # letters
_LANGUAGES_ALONE = 3  # a surname that stands alone in so many languages' lists stands alone


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What tells a person from others: given names, and whether the surname `alone` means nobody else.

    A word of `homonyms` within `within` words of the surname tells somebody else.
    """

    id: str
    name: str
    country: str | None
    alone: bool
    given: tuple[str, ...]  # sounds of given names
    given_keys: frozenset[str]
    given_names: int  # in the canonical name
    in_arabic: bool  # whether a file has the surname in Arabic script
    homonyms: frozenset[str]
    within: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """A word may be a person's surname, by a key of so many `letters`; `like` in percent of sounds."""

    person: KnownPerson
    letters: int
    like: float


@dataclass(frozen=True, slots=True)
class _Surname:
    person: KnownPerson
    sounds: str
    arabic: bool


class NameIndex:
    """Surnames by key."""

    __slots__ = ("_by_key", "_nobody", "_remembered", "_written")

    def __init__(self, people: Iterable[Known]) -> None:
        by_key: dict[str, dict[tuple[str, str], _Surname]] = {}
        self._written: set[str] = set()
        for known in people:
            person = _person(known)
            for word in dict.fromkeys(parts[-1] for parts in _aliases(known) if _long_enough(parts[-1])):
                self._written.add(fold_words(word))
                surname = _Surname(person, sounds(word), is_arabic(word))
                for key in name_keys(word):
                    by_key.setdefault(key, {})[person.id, word] = surname
        self._by_key: Mapping[str, tuple[_Surname, ...]] = {key: tuple(found.values()) for key, found in by_key.items()}
        # No cache of a bound method: it would refer back to its owner, and keep a gazetteer that was replaced.
        self._remembered: dict[str, tuple[Likeness, ...]] = {}
        self._nobody: set[str] = set()  # words that are no surname's: most, taken away at once

    def is_written(self, word: str) -> bool:
        """Whether a file has the word as it stands, so that it was found already or left alone on purpose."""
        return fold_words(word) in self._written

    def among(self, words: frozenset[str]) -> Mapping[str, tuple[Likeness, ...]]:
        """Those of the words that may spell a surname, with whose."""
        return {word: near for word in words - self._nobody if (near := self.near(word))}

    def near(self, word: str) -> tuple[Likeness, ...]:
        """Whose surname the word may spell, the most alike first, each person once; remembered."""
        if word in self._nobody:
            return ()
        known = self._remembered.get(word)
        if known is None:
            if len(self._remembered) + len(self._nobody) >= WORDS_REMEMBERED:
                self._remembered.clear()
                self._nobody.clear()
            known = self._near(word)
            if known:
                self._remembered[word] = known
            else:
                self._nobody.add(word)
        return known

    def _near(self, word: str) -> tuple[Likeness, ...]:
        if not _may_be_name(word):
            return ()
        found: dict[str, Likeness] = {}
        for key in name_keys(word):
            for surname in self._by_key.get(key, ()):
                like = _likeness(surname, word, key)
                before = found.get(surname.person.id)
                if like is not None and (before is None or (before.like, before.letters) < (like.like, like.letters)):
                    found[surname.person.id] = like
        return tuple(sorted(found.values(), key=lambda likeness: (-likeness.like, likeness.person.id)))


def _may_be_name(word: str) -> bool:
    """Whether it is long enough and, in a script with capitals, written like a name, not like NATO or UNSMIL."""
    if not _long_enough(word):
        return False
    return is_arabic(word) or (word[0].isupper() and not (word.isupper() and len(word) <= _ACRONYM_AT_MOST))


def _long_enough(word: str) -> bool:
    return len(word) >= (LETTERS_AT_LEAST_ARABIC if is_arabic(word) else LETTERS_AT_LEAST)


def _likeness(surname: _Surname, word: str, key: str) -> Likeness | None:
    """Nothing if they sound too different. Words of Arabic script, without short vowels, are alike by their keys."""
    letters, arabic = len(key), is_arabic(word)
    if letters < SHORT_KEY or (arabic and letters == SHORT_KEY):
        return None
    if arabic != surname.arabic:
        return Likeness(surname.person, letters, LIKE_ARABIC) if arabic and not surname.person.in_arabic else None
    like = fuzz.ratio(surname.sounds, sounds(word))
    return Likeness(surname.person, letters, like) if like >= (LIKE_ARABIC if arabic else LIKE_GIVEN) else None


def _person(known: Known) -> KnownPerson:
    spec = known.spec
    aliases = tuple(_aliases(known))
    given = {word for parts in aliases for word in parts[:-1] if word.lower() not in PARTICLES}
    near = spec.unless_near
    canonical = [word for word in WORD.findall(spec.name) if word.lower() not in PARTICLES]
    return KnownPerson(
        id=spec.id,
        name=spec.name,
        country=known.country,
        alone=_stands_alone(known),
        given=tuple(sorted({sounds(word) for word in given})),
        given_keys=frozenset(chain.from_iterable(name_keys(word) for word in given)),
        in_arabic=any(is_arabic(parts[-1]) for parts in aliases),
        given_names=len(canonical) - 1,
        homonyms=frozenset(fold_words(term) for terms in near.terms.values() for term in terms)
        if near
        else frozenset(),
        within=near.words if near else 0,
    )


def _stands_alone(known: Known) -> bool:
    """Whether the files let the surname alone mean this person: in any language, or in several."""
    single = [
        language
        for language, terms in known.spec.names.items()
        if language not in _UNSPACED and any(len(_significant(term)) == 1 for term in terms)
    ]
    return ANY_LANGUAGE in single or len(single) >= _LANGUAGES_ALONE


def _aliases(known: Known) -> Iterable[list[str]]:
    """The words of each name in a script that has words; the last is the surname."""
    for language, terms in known.spec.names.items():
        for term in terms if language not in _UNSPACED else ():
            words = WORD.findall(term)
            if words:
                yield words


def _significant(term: str) -> list[str]:
    return [word for word in WORD.findall(term) if word.lower() not in PARTICLES]
