"""What news call listed entities that no list has: short forms, names in other scripts (`known_as*.yaml`).

In: nothing but the file. Out: by a name that a list has, what else news say; and whether a stretch of a text is such a
name. Own knowledge, no list's: whoever is meant is found by the list's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from pydantic import RootModel

from monitor import strict_yaml
from monitor.screening.chinese import in_long_characters, is_chinese, with_other_endings
from monitor.screening.known_near import is_settled_near
from monitor.text.fold import fold_words
from monitor.text.name_keys import is_arabic

ABBREVIATION_AT_MOST = 5  # letters; what is short and in capitals counts in capitals alone
_HARD_I = re.compile("(?<![жчшщцЖЧШЩЦ])и(?!й$)")
_UKRAINIAN = str.maketrans("ыэЭ", "иеЕ")
_LATIN_BEYOND = "\u0250"
_JOINED = ("و", "ب", "ل")  # and, by, for: Arabic writes them as one with the next word
_DEFINITE, _FOR_THE = "ال", "لل"


class _KnownAs(RootModel[dict[str, tuple[str, ...]]]):
    """`known_as.yaml` or one of its like: `known_as_people.yaml` and those of single regions."""


@cache
def known_as() -> Mapping[str, tuple[str, ...]]:
    """Other names by a name that a list has, those of all files together."""
    every: dict[str, tuple[str, ...]] = {}
    for file in sorted(Path(__file__).parent.glob("known_as*.yaml")):
        for name, others in _KnownAs.model_validate(strict_yaml.load(file).data).root.items():
            every[name] = (*every.get(name, ()), *others)
    return every


def known_in_latin() -> Iterator[str]:
    """The other names of several words in Latin letters."""
    for names in known_as().values():
        yield from (name for name in names if " " in name and name < _LATIN_BEYOND)


def as_written(name: str) -> Iterator[str]:
    """Another name, and how else texts write it: with another word for a plant, in long characters, behind and."""
    if is_chinese(name):
        for own in with_other_endings(name):
            yield from (own, in_long_characters(own))
        return
    yield name
    if " " not in name and "\u0400" <= name[0] <= "\u042f":
        yield in_ukrainian(name)
    if is_arabic(name):
        yield from (f"{word}{name}" for word in _JOINED)
        if name.startswith(_DEFINITE):
            yield f"{_FOR_THE}{name.removeprefix(_DEFINITE)}"


def in_ukrainian(name: str) -> str:
    """A Russian name of one word as Ukrainian spells it: Новатэк is Новатек, Роснефть Роснєфть, Тасним Таснім."""
    return _HARD_I.sub("і", name).translate(_UKRAINIAN).replace("неф", "нєф")


def is_known_as(found: str, folded: str) -> bool:
    """Whether a stretch, folded as well, is one of the other names, in capitals if it must be."""
    capitals = _folded().get(folded)
    return capitals is not None and (found.isupper() or not capitals)


def is_settled(folded: str) -> bool:
    """Whether a folded word or words are one of the other names, in capitals or not, or of those of `known_near`."""
    return _folded().get(folded) is False or is_settled_near(folded)


def is_known_so(found: str) -> bool:
    """Whether a stretch is one of the other names to the letter, one that begins small: агентство Тасним, якудза."""
    return found in _small()


@cache
def _small() -> frozenset[str]:
    """The other names that begin with a small letter."""
    return frozenset(name for names in known_as().values() for name in names if name[:1].islower())


@cache
def _folded() -> Mapping[str, bool]:
    """Each other name and each list's name of one word, folded, and whether it counts in capitals alone."""
    every = [
        *(name for name in known_as() if " " not in name),
        *(written for names in known_as().values() for name in names for written in as_written(name)),
    ]
    large: dict[str, bool] = {}
    for name in every:  # КАМАЗ is written КамАЗ as well: then it needs no capitals
        folded = fold_words(name)
        large[folded] = large.get(folded, True) and name.isupper() and len(name) <= ABBREVIATION_AT_MOST
    return large
