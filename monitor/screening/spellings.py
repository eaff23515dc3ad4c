"""Ways to write a listed name that stand on no list: without patronymic, second surname or legal form.

In: a `Listing`. Out: `Spelling`s of all its names, printed ones first. Pure; knows no text. Left out is what news leave
out: 'LAVROV, Sergei Viktorovich' is Sergei Lavrov, 'MADURO MOROS, Nicolas' Nicolas Maduro, 'JSC Kalashnikov Concern'
Kalashnikov Concern. Never leaves out the given name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from monitor import strict_yaml
from monitor.model.listing import ListedKind, Listing
from monitor.screening import brands
from monitor.screening.brands import brand_of
from monitor.screening.chinese import chinese_spellings, is_chinese
from monitor.screening.variants import of_african, of_person, of_thing, of_two_given_names

LETTERS_OF_A_PART = 3  # of a name that a stroke parts from another: no a/k/a
FORMS_AT_MOST = 3  # of one name, one behind the other: Sanayi ve Ticaret Limited Şirketi
UNITS_AT_MOST = 5  # of a name that is shortened; what is longer is a sentence
# Countries and programmes where people are known by some of their names, in any choice.
_AFRICAN = frozenset({
    "Congo, Democratic Republic of the", "Zimbabwe", "Burundi", "Rwanda", "Central African Republic", "South Sudan",
    "Uganda", "Guinea-Bissau", "Guinea", "Mozambique", "Cameroon", "Kenya", "Liberia", "Ethiopia", "Eritrea", "DRC",
    "DRCONGO", "COD", "EU-COD", "ZWE", "EU-ZWE", "BDI", "EU-BDI", "CAF", "EU-CAF", "CAR", "SSD", "EU-SSD", "SouthSudan",
    "GIN", "EU-GIN", "GNB", "EU-GNB", "GB",
})  # fmt: skip
_PROPHET = frozenset({"mohammad", "mohammed", "muhammad", "mohamed"})  # who goes by the next name as often
_SERVANT = frozenset({"abd", "abdul", "abdel", "abdal", "abdol"})
_SERVANT_ARABIC = "عبد"  # of God: عبد الله is as often written عبدالله
_SERVED = re.compile(r"\bعبد( ?)(?=ال)")
_BRACKETED = re.compile(r"\s*[(\[].*?[)\]]\s*")
_MARKS = ".,'‘’-"
_QUOTES = " \"“”„«»'‘’,"


class _NameParts(BaseModel):
    """`name_parts.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    together: frozenset[str]
    titles: frozenset[str]
    joined: frozenset[str]
    forms_before: tuple[str, ...]
    forms_behind: tuple[str, ...]
    short_behind: tuple[str, ...]

    @cached_property
    def plain(self) -> frozenset[str]:
        """Words that are no unit of a name by themselves."""
        return self.together | self.titles


Spelling = tuple[
    str, int, int
]  # a text, which of the entry's names it is of, how many of that name's words are missing


def spellings(listing: Listing) -> list[Spelling]:
    """Every spelling of every name; the same text may come twice. Written for speed: lists have 90,000 names."""
    made: list[Spelling] = []
    african = not _AFRICAN.isdisjoint((*listing.countries, *listing.programmes))
    for number, name in enumerate(listing.names):
        printed = name.text
        if not printed.isascii() and is_chinese(printed):
            company = listing.kind is not ListedKind.PERSON
            made += [(text, number, left) for text, left in chinese_spellings(printed, company=company)]
        made.append((printed, number, 0))
        made += [(text, number, 0) for text in name.generated]
        if _SERVANT_ARABIC in printed:
            made.append((_SERVED.sub(_as_two_or_one, printed), number, 0))
        if listing.kind is ListedKind.PERSON:
            if " " in printed:
                made += [(text, number, left) for text, left in _shorter(printed)]
            made += [(text, number, 1) for text in of_person(printed)]
            if african and name.script == "latin":
                made += [(text, number, left) for text, left in of_african(*_given_and_family(printed))]
        else:
            made += [(text, number, 1) for text in (*_shorter_of_thing(printed), *of_thing(printed))]
            if listing.kind is ListedKind.GROUP and (brand := brand_of(printed, without_form(printed))):
                made.append((brand, number, brands.LEFT_OUT))
    return made


def _as_two_or_one(found: re.Match[str]) -> str:
    """The servant of God as one word with what follows, if he is two, and the other way round."""
    return _SERVANT_ARABIC if found[1] else f"{_SERVANT_ARABIC} "


def _shorter_of_thing(printed: str) -> Iterator[str]:
    """A company's name without its legal form, and the names that a stroke parts."""
    if bare := without_form(printed):
        yield bare
    parts = printed.split("/") if "/" in printed else ()
    if parts and all(len(part) >= LETTERS_OF_A_PART for part in parts):
        yield from map(str.strip, parts)


def without_form(name: str) -> str:
    """A company's name without its legal forms; empty if it has none."""
    words = name.casefold().split()
    before, behind, first_words, last_words = _forms()
    if not words or (words[0] not in first_words and _plain(words[-1]) not in last_words):
        return ""
    bare = name
    for _ in range(FORMS_AT_MOST):
        bare = behind.sub("", before.sub("", bare.strip(_QUOTES), count=1), count=1).strip(_QUOTES)
    return bare if bare != name.strip(_QUOTES) and any(map(str.isalpha, bare)) else ""


def _plain(word: str) -> str:
    """A form's word without full stops: C.V. is CV."""
    return word.replace(".", "").strip(_MARKS)


def given_and_family(printed: str) -> Iterator[tuple[str, str]]:
    """The first given name and the first surname of a person's printed name, each one word; Ali Reza as Alireza too.

    So is Abdul Malik as Abdulmalik, Ahmad-Reza as Ahmad, and Mohammad Javad as Javad.
    """
    given, family = _given_and_family(printed)
    if given and family and len(given) + len(family) <= UNITS_AT_MOST:
        surname = family[0].split()[-1]
        yield given[0].split()[-1], surname
        first, hyphen, _ = given[0].partition("-")
        if hyphen and first.casefold() in _parts().joined:
            yield first, surname
        if len(given) > 1 and given[0].casefold() in _PROPHET:
            yield given[1].split()[-1], surname
        servant, *of = given[0].replace("-", " ").split()
        if of and servant.casefold() in _SERVANT:
            yield f"{servant}{''.join(of).casefold()}", surname
        if len(given) > 1 and given[0].casefold() in _parts().joined:
            yield f"{given[0]}{given[1].split()[-1].casefold()}", surname


def surnames(printed: str) -> tuple[str, ...]:
    """What a person's printed name has for surnames, each one word; the last word where the list does not tell."""
    given, family = _given_and_family(printed)
    return tuple(unit.split()[-1] for unit in family if given)


def is_title(word: str) -> bool:
    """Whether a word is put before names, and is no part of one."""
    return word.casefold().strip(_MARKS) in _parts().titles


def _given_and_family(printed: str) -> tuple[list[str], list[str]]:
    """Given names and surnames; both empty where a comma parts more than these two."""
    last, comma, first = printed.partition(",")
    if not comma:
        units = _units(printed)
        capitals = next((at for at, unit in enumerate(units) if not unit.isupper()), 0)
        if capitals and not any(unit.isupper() for unit in units[capitals:]):  # KIM Yong Bok
            return units[capitals:], units[:capitals]
        family = _family(units)
        return units[: len(units) - family], units[len(units) - family :]
    return (_units(first), _units(last)) if "," not in first else ([], [])


def _family(units: list[str]) -> int:
    """How many units at the end are the surname: those in capitals where not all are, else one."""
    length = next((at for at, unit in enumerate(reversed(units)) if not unit.isupper()), 0)
    return length or 1


def _shorter(printed: str) -> list[tuple[str, int]]:
    """A person's name with words left out: the first given names with the surnames or the first of them.

    Just two words come in either order.
    """
    given, family = _given_and_family(printed)
    whole = len(given) + len(family)
    if not given or not family or not 2 < whole <= UNITS_AT_MOST:  # noqa: PLR2004 - nothing can be left out of two
        return []
    made = []
    surnames = ((" ".join(family), len(family)), (family[0], 1)) if len(family) > 1 else ((family[0], 1),)
    for number in range(1, len(given) + 1):
        first = " ".join(given[:number])
        made += [(f"{first} {last}", whole - number - length) for last, length in surnames if number + length < whole]
    return [*made, *of_two_given_names(given, family), (f"{family[0]} {given[0]}", whole - 2)]


def _units(text: str) -> list[str]:
    """The words, particles with what they belong to; without titles and brackets."""
    if "(" in text or "[" in text:
        text = _BRACKETED.sub(" ", text)
    words = text.split()
    parts = _parts()
    if parts.plain.isdisjoint([word.casefold().strip(_MARKS) for word in words]):
        return words
    units: list[str] = []
    open_ = False
    for word in words:
        plain = word.casefold().strip(_MARKS)
        if plain in parts.titles:
            continue
        if open_:
            units[-1] += f" {word}"
        else:
            units.append(word)
        open_ = plain in parts.together
    return units


def together() -> frozenset[str]:
    """Words that belong to the next one of a name: al, bin, de."""
    return _parts().together


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str], frozenset[str]]:
    """A legal form before a name, one behind it, and the words that such forms begin and end with."""
    parts = _parts()
    before = "|".join(map(re.escape, sorted(parts.forms_before, key=len, reverse=True)))
    short = [r"[. -]{0,2}".join(form) + r"\.?" for form in parts.short_behind]
    behind = "|".join(sorted([*map(re.escape, parts.forms_behind), *short], key=len, reverse=True))
    between = "[\\s,\"“”«»'‘’]+"
    ends = {_plain(form.split()[-1]) for form in parts.forms_behind} | {
        form[at:] for form in parts.short_behind for at in range(len(form))
    }
    return (
        re.compile(f"(?i)^(?:{before}){between}(?=\\S)"),
        re.compile(f"(?i){between}(?:{behind})\\s*$"),
        frozenset(form.split()[0] for form in parts.forms_before),
        frozenset(ends),
    )


@cache
def _parts() -> _NameParts:
    return _NameParts.model_validate(strict_yaml.load(Path(__file__).with_name("name_parts.yaml")).data)
