"""The listed names that a text's words may be likened to, each cut to a given name and a surname, and their keys.

In: copies of lists. Out: `LikeName`s of people, and of companies of one long word; the keys of how they are said.
Never looks at a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from monitor.model.listing import ListedKind, ListVersion, Strength
from monitor.screening.listed_name import ListedName
from monitor.screening.sound import keys_of
from monitor.screening.spellings import given_and_family, together, without_form
from monitor.text.fold import fold_words

KEY_AT_LEAST, KEYS_AT_LEAST = 2, 3  # consonants of a surname; of it and the given name together
KEYS_INDEXED = 6  # ways to say one word
LETTERS_AT_LEAST_ALONE, KEY_AT_LEAST_ALONE = 7, 5  # of a company's name of one word
COMPANY = "company"  # stands for the key of a given name where there is none
_DEFINITE = "ال"


@dataclass(frozen=True, slots=True)
class LikeName:
    """A listed person's name, cut to a given name and a surname."""

    listed: ListedName
    given: str
    family: str


def names_to_liken(copy: ListVersion) -> Iterator[LikeName]:
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


def arabic_given_names(versions: Iterable[ListVersion]) -> Iterator[str]:
    """What stands first in the names that lists print in Arabic script."""
    for copy in versions:
        for entry in copy.entries:
            if entry.kind is ListedKind.PERSON:
                for name in entry.names:
                    if name.script == "arabic" and not name.text.startswith(_DEFINITE):
                        yield fold_words(name.text.split()[0])


def keys_of_name(given: str, family: str) -> Iterator[tuple[str, str]]:
    """The keys of a name, the given name's and the surname's; `COMPANY` for that of a company's given name."""
    for last in islice(keys_of(family), KEYS_INDEXED):
        if not given and len(last) >= KEY_AT_LEAST_ALONE:
            yield COMPANY, last
        elif given and len(last) >= KEY_AT_LEAST:
            for first in islice(keys_of(given) or ("",), KEYS_INDEXED):
                if len(first) + len(last) >= KEYS_AT_LEAST:
                    yield first, last
