"""Whether another given name stands before a surname: Мария Лаврова is not the minister.

In: a text, where a surname stands, what is known of its bearer. Out: whether somebody else of that surname is meant.
Given names are those of the lists' own people, and a few of Arabic and Chinese script. What is no given name (a title,
a role, a verb) says nothing. Never decides about a name of several words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from pydantic import RootModel

from monitor import strict_yaml
from monitor.model import Entity, Span
from monitor.model.listing import ListedKind, ListVersion
from monitor.screening.alike import alike, alike_in_chinese, opened
from monitor.screening.cases import stems
from monitor.screening.chinese import goes_on
from monitor.screening.chinese_sounds import foreign_end, sounds_of_chinese
from monitor.screening.given_words import given_names
from monitor.screening.sound import Sounds, sounds_of
from monitor.screening.spellings import given_and_family
from monitor.text.fold import fold_words
from monitor.text.name_keys import is_arabic

NamesOf = Callable[[str], Iterable[str]]

BEARERS_AT_LEAST = 3  # entries: what fewer bear may be a surname that stands first
LETTERS_AT_LEAST = 3
OWN_LIKE = 75.0  # percent: Evgeny for Yevgeniy, Олександр for Alexander
_LOOK_BACK = 80
_BEFORE = re.compile(r"([^\W\d_]+(?:[’'ʼ-][^\W\d_]+)*)[ \u00a0]+$")
_BEFORE_CJK = re.compile(r"([\u3400-\u9fff]+)[·•‧・]$")
# Cases that only a woman's surname has, and the surnames of men that have such a form beside.
_OF_A_WOMAN = re.compile(r"(?:ов|ев|ёв|єв|ин|ін)(?:ой|ою|ої|ій)$")
_OF_A_MAN = re.compile(r"(?:ov|ev|in|off|eff|ов|ев|ёв|ин|ін)$", re.IGNORECASE)
_PATRONYMIC = re.compile(
    r"(?:ович|евич|йович|овн|евн|івн|ївн|ична|ovi[ch]+|evi[ch]+|ovn|evn|ivn)\w{0,3}$", re.IGNORECASE
)


class _ChineseNames(RootModel[dict[str, tuple[str, ...]]]):
    """`given_names_chinese.yaml`: a given name, how Chinese write it."""


class GivenNames:
    """Given names of listed people, folded."""

    __slots__ = ("_known", "_stems")

    def __init__(self, versions: Iterable[ListVersion]) -> None:
        borne: Counter[str] = Counter()
        for copy in versions:
            for entry in copy.entries:
                if entry.kind is ListedKind.PERSON:
                    names = (pair[0] for name in entry.names for pair in given_and_family(name.text))
                    borne.update({fold_words(name) for name in names})
        own = {name for name, number in borne.items() if number >= BEARERS_AT_LEAST and len(name) >= LETTERS_AT_LEAST}
        every = own.union(*(given_names()[kind] for kind in ("arabic", "persian", "foreign", "others")))
        self._known = frozenset(every - given_names()["titles"])
        self._stems = frozenset(stem for name in self._known for stem in (name, *stems(name)))

    def __contains__(self, word: str) -> bool:
        """Whether a word of a text, in any case, is one of them."""
        if not is_arabic(word) and not word[:1].isupper():
            return False
        return fold_words(word) in self._known or any(fold_words(one) in self._stems for one in stems(word))


def is_namesake(text: str, start: int, own: Iterable[str], known: GivenNames) -> bool:
    """Whether a given name that none of the `own` names has stands before the surname at `start`."""
    before = text[max(0, start - _LOOK_BACK) : start]
    if found := _BEFORE_CJK.search(before):
        said, heard = _latin_of_chinese(found[1]), sounds_of_chinese(foreign_end(found[1]))
        return not (any(_has(own, one) for one in said) if said else not heard or _is_said(own, heard))
    found = _BEFORE.search(before)
    if found and _PATRONYMIC.search(found[1]):
        found = _BEFORE.search(before[: found.start()])
    if not found or found[1] not in known:
        return False
    return not _has(own, found[1])


def without_namesakes(text: str, people: Iterable[Entity], known: GivenNames, names_of: NamesOf | None) -> list[Entity]:
    """People without their mentions that are of a namesake; those of whom nothing else is said are left out."""
    kept = []
    for person in people:
        own = (person.name, *(names_of(person.id) if names_of and person.mentions else ()))
        mentions = tuple(span for span in person.mentions if _is_of(text, span, own, known))
        if mentions:
            kept.append(person if len(mentions) == len(person.mentions) else replace(person, mentions=mentions))
    return kept


def _is_of(text: str, span: Span, own: Iterable[str], known: GivenNames) -> bool:
    """Whether a mention may be of the one who has the `own` names; what has several words is."""
    if _is_small(span.text) or goes_on(text, span.end) or _is_of_a_woman(span.text, own):
        return False
    return " " in span.text or not is_namesake(text, span.start, own, known)


def _is_of_a_woman(surname: str, own: Iterable[str]) -> bool:
    """Whether a surname is a woman's by its case, and the names are a man's: Кадыровой, of Ramzan Kadyrov."""
    if not _OF_A_WOMAN.search(surname):
        return False
    last = next(iter(own), "").split()[-1:]
    return bool(last) and _OF_A_MAN.search(last[0]) is not None


def _is_small(text: str) -> bool:
    """Whether there is no capital where the script has them: лавров, of bay trees."""
    return text.lower() == text != text.upper()


def _has(names: Iterable[str], given: str) -> bool:
    """Whether one of the names has a word that is said like a given name, in whatever case."""
    said = [sounds_of(one) for one in (given, *stems(given))]
    words = {word for name in names for word in name.replace(",", " ").replace("-", " ").split()}
    said += [sounds_of(one) for one in given.split("-")]
    return any(_alike(one, sounds_of(word), is_arabic(given)) >= OWN_LIKE for word in words for one in said)


def _is_said(names: Iterable[str], heard: Sounds) -> bool:
    """Whether one of the names has a word that is said like a given name in Chinese."""
    words = {word for name in names for word in name.replace(",", " ").replace("-", " ").split()}
    return any(alike_in_chinese(heard, sounds_of(word)) >= OWN_LIKE for word in words)


def _alike(one: tuple[int, ...], other: tuple[int, ...], unvowelled: bool) -> float:
    return alike(opened(one), opened(other), unvowelled=unvowelled)


def _latin_of_chinese(name: str) -> tuple[str, ...]:
    """What a given name in Chinese stands for; the words before it may be written to it."""
    return next((said for chinese, said in _chinese() if name.endswith(chinese)), ())


@cache
def given_names_in_chinese() -> Mapping[str, tuple[str, ...]]:
    """What given names in Chinese stand for, in Latin letters."""
    return dict(_chinese())


@cache
def _chinese() -> tuple[tuple[str, tuple[str, ...]], ...]:
    path = Path(__file__).with_name("given_names_chinese.yaml")
    read: Mapping[str, tuple[str, ...]] = _ChineseNames.model_validate(strict_yaml.load(path).data).root
    by_chinese: dict[str, tuple[str, ...]] = {}
    for said, written in read.items():
        for one in written:
            by_chinese[one] = (*by_chinese.get(one, ()), said)
    return tuple(sorted(by_chinese.items(), key=lambda item: -len(item[0])))
