"""Ways to write a listed name that stand on no list: without patronymic, second surname or legal form.

In: a `Listing`. Out: `Spelling`s of all its names, printed ones first. Pure; knows no text. Left out is what news leave
out: 'LAVROV, Sergei Viktorovich' is Sergei Lavrov, 'MADURO MOROS, Nicolas' Nicolas Maduro, 'JSC Kalashnikov Concern'
Kalashnikov Concern. Never leaves out the given name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from monitor import strict_yaml
from monitor.model.listing import ListedKind, Listing, NameOfListing

UNITS_AT_MOST = 5  # of a name that is shortened; what is longer is a sentence
_BRACKETED = re.compile(r"\s*[(\[].*?[)\]]\s*")
_QUOTES = " \"“”„«»'‘’,"


class _NameParts(BaseModel):
    """`name_parts.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    together: frozenset[str]
    titles: frozenset[str]
    forms_before: tuple[str, ...]
    forms_behind: tuple[str, ...]
    short_behind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write one of the names. `left_out`: how many words of the printed name are missing."""

    text: str
    name: NameOfListing
    left_out: int = 0


def spellings(listing: Listing) -> Iterator[Spelling]:
    """Every spelling of every name; the same text may come twice."""
    for name in listing.names:
        for text in (name.text, *name.generated):
            yield Spelling(text, name)
        if listing.kind is ListedKind.PERSON:
            yield from (Spelling(short, name, left) for short, left in _shorter(name))
        elif bare := without_form(name.text):
            yield Spelling(bare, name, 1)


def without_form(name: str) -> str:
    """A company's name without its legal forms; empty if it has none."""
    bare = name
    before, behind = _forms()
    for _ in range(2):
        bare = behind.sub("", before.sub("", bare.strip(_QUOTES), count=1), count=1).strip(_QUOTES)
    return bare if bare != name.strip(_QUOTES) and any(map(str.isalpha, bare)) else ""


def given_and_family(printed: str) -> Iterator[tuple[str, str]]:
    """The first given name and the first surname of a person's printed name, each one word."""
    last, comma, first = printed.partition(",")
    if comma and "," in first:
        return
    units = _units(printed) if not comma else []
    family = _family(units) if len(units) > 1 else 0
    given = _units(first)[:1] if comma else units[:-family]
    surnames = _units(last) if comma else units[len(units) - family :]
    if given and surnames and len(given) + len(surnames) <= UNITS_AT_MOST:
        yield given[0].split()[-1], surnames[0].split()[-1]


def _shorter(name: NameOfListing) -> Iterator[tuple[str, int]]:
    """A person's name with words left out, and how many."""
    last, comma, first = name.text.partition(",")
    if comma:
        if "," not in first:
            yield from _of_parts(_units(first), _units(last))
    elif " " in name.text:
        units = _units(name.text)
        family = _family(units)
        yield from _of_parts(units[: len(units) - family], units[len(units) - family :])


def _family(units: list[str]) -> int:
    """How many units at the end are the surname: those in capitals where not all are, else one."""
    small = [at for at, unit in enumerate(units) if not unit.isupper()]
    return len(units) - 1 - small[-1] if small and small[-1] < len(units) - 1 else 1


def _of_parts(given: list[str], family: list[str]) -> Iterator[tuple[str, int]]:
    """The first given names with the surnames or the first of them; just two words in either order."""
    whole = len(given) + len(family)
    if not given or not family or whole > UNITS_AT_MOST:
        return
    for number in range(1, len(given) + 1):
        for surnames in dict.fromkeys((tuple(family), (family[0],))):
            left = whole - number - len(surnames)
            if left:
                yield " ".join((*given[:number], *surnames)), left
            if left and number == len(surnames) == 1:
                yield f"{surnames[0]} {given[0]}", left


def _units(text: str) -> list[str]:
    """The words, particles with what they belong to; without patronymics, titles and brackets."""
    units: list[str] = []
    open_ = False
    for word in _BRACKETED.sub(" ", text).split():
        if word.strip(".").casefold() in _parts().titles:
            continue
        if open_:
            units[-1] += f" {word}"
        else:
            units.append(word)
        open_ = word.strip("'‘’-").casefold() in _parts().together
    return units


def together() -> frozenset[str]:
    """Words that belong to the next one of a name: al, bin, de."""
    return _parts().together


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A legal form before a name, and one behind it, with the space or quotes between."""
    parts = _parts()
    before = "|".join(map(re.escape, sorted(parts.forms_before, key=len, reverse=True)))
    short = [r"[. -]{0,2}".join(form) + r"\.?" for form in parts.short_behind]
    behind = "|".join(sorted([*map(re.escape, parts.forms_behind), *short], key=len, reverse=True))
    between = "[\\s,\"“”«»'‘’]+"
    return re.compile(f"(?i)^(?:{before}){between}(?=\\S)"), re.compile(f"(?i){between}(?:{behind})\\s*$")


@cache
def _parts() -> _NameParts:
    return _NameParts.model_validate(strict_yaml.load(Path(__file__).with_name("name_parts.yaml")).data)
