"""More ways to write a listed name: British and American spelling, initials, a nickname or a body by its own word.

In: a printed name. Out: what news write for it. Pure; knows no list. What is short or of one word has to be borne out
by the rules of precision, as everything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

INITIALS_AT_LEAST, INITIALS_AT_MOST = 4, 6
LETTERS_OF_A_BODY = 8  # of its own word, which then stands alone: Ndrangheta
_BRITISH = {
    "defence": "defense", "organisation": "organization", "organisations": "organizations", "centre": "center",
    "programme": "program", "programmes": "programs", "labour": "labor", "armour": "armor", "aluminium": "aluminum",
    "organised": "organized", "specialised": "specialized", "mobilisation": "mobilization", "harbour": "harbor",
    "modernisation": "modernization", "privatisation": "privatization", "fibre": "fiber", "theatre": "theater",
    "defences": "defenses", "centres": "centers", "catalogue": "catalog", "licence": "license",
}  # fmt: skip
_AMERICAN = {american: british for british, american in _BRITISH.items()}
_BOTH = re.compile(rf"\b(?:{'|'.join((*_BRITISH, *_AMERICAN))})\b", re.IGNORECASE)
_SPELLED = frozenset((*_BRITISH, *_AMERICAN))
_GENERIC = frozenset({"organization", "organisation", "group", "network", "cartel", "clan", "mafia", "gang"})
_ARTICLES = frozenset({"il", "lo", "la", "el", "the", "o", "le", "der", "os", "los", "u", "lu", "a", "i", "l", "al"})
_ARMED = frozenset({
    "cartel", "cártel", "clan", "frente", "ejercito", "ejército", "movement", "front", "army", "brigade", "brigades",
    "familia", "comando", "movimiento", "bloque", "fuerzas", "forces", "mouvement", "liberation",
})  # fmt: skip
_SMALL = frozenset(
    {"de", "del", "of", "the", "for", "and", "y", "e", "et", "du", "des", "da", "do", "dos", "la", "pour"}
)
_GIVEN_OF_TWO = frozenset({"jean", "marie", "pierre", "paul", "joseph", "john", "charles", "louis", "josé", "jose"})
_WORD = re.compile(r"[^\W\d_]+")


def of_thing(printed: str) -> Iterator[str]:
    """Other spellings of a body's name, its initials where it is an armed group or a gang, its own word."""
    words = printed.lower().split()
    if not _SPELLED.isdisjoint(words):
        yield from _spelled(printed)
    if not _ARMED.isdisjoint(words):
        yield from _initials(_WORD.findall(printed))
    if len(words) == 2 and words[1] in _GENERIC and len(words[0]) >= LETTERS_OF_A_BODY:  # noqa: PLR2004 - two
        yield words[0]


def of_person(printed: str) -> Iterator[str]:
    """A nickname without its article: Piccolo of Il Piccolo, Bija of al-Bija."""
    words = printed.replace("-", " ", 1).split()
    words = words if len(words) == 2 else []  # noqa: PLR2004 - an article and a word
    if words and words[0].lower().strip("'’`") in _ARTICLES:
        yield words[1]


def of_african(given: Sequence[str], family: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Any two neighbours of a name whose last word need not be a surname, and the last given name with the surname.

    Guidon Shimiray Mwissa is Guidon Shimiray, Asher Walter Tapfumaneyi Walter Tapfumaneyi, José Américo Bubo Na Tchuto
    Bubo Na Tchuto. With the number of words left out.
    """
    whole = len(given) + len(family)
    if len(given) > 1:
        yield f"{given[-1]} {' '.join(family)}", len(given) - 1
        if given[0].lower().split("-")[0] not in _GIVEN_OF_TWO:
            yield f"{given[0]} {given[1]}", whole - 2


def of_two_given_names(given: Sequence[str], family: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Of two given names and surnames, the second given name; the last surname, if a particle begins it.

    As Spanish and Portuguese papers do. With the number of words left out.
    """
    whole = len(given) + len(family)
    if len(family) > 1 and len(given) == 2:  # noqa: PLR2004 - of more, none is known by the second
        yield f"{given[1]} {family[0]}", whole - 2
        yield f"{given[1]} {' '.join(family)}", 1
    if len(family) > 1 and " " in family[-1]:
        yield f"{given[0]} {family[-1]}", whole - 2


def _spelled(printed: str) -> Iterator[str]:
    """All words British, all American, and each word alone the other way."""
    for own in (_BRITISH, _AMERICAN):
        if (made := _BOTH.sub(lambda found, own=own: own.get(found[0].lower(), found[0]), printed)) != printed:  # type: ignore[misc] # bound at once
            yield made
    for found in _BOTH.finditer(printed):
        word = found[0].lower()
        yield f"{printed[: found.start()]}{_BRITISH.get(word) or _AMERICAN[word]}{printed[found.end() :]}"


def _initials(words: Sequence[str]) -> Iterator[str]:
    telling = [word for word in words if word.lower() not in _SMALL]
    initials = "".join(word[0] for word in telling).upper()
    if INITIALS_AT_LEAST <= len(initials) <= INITIALS_AT_MOST:
        yield initials
