"""Numbers that belong to one listed thing: IMO numbers of ships, registration numbers, tax numbers, wallets.

In: the lists' identifiers, later a text. Out: where a number of theirs stands, and whose it is. An IMO number counts
with its word beside it and a right check digit; another number of digits alone, with a word that says what it is, and
one of letters and digits if it is long or has such a word. Never guesses a number's kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from string import ascii_letters, digits

from monitor.model.listing import ListVersion
from monitor.screening.listed_name import ListedName

IMO = "imo"
SHORTEST = 6  # characters of a number
LONG = 10  # a code of letters and digits that long is its own proof
WITHIN = 40  # characters between the word and the number
_IMO_WEIGHTS = (7, 6, 5, 4, 3, 2)
_CODE = re.compile(
    r"(?<![\w.,-])[A-Z0-9][A-Z0-9/.-]{4,}[A-Z0-9](?!\w)|(?<!\w)(?:0x[0-9a-f]{40}|[13a-z][0-9A-Za-z]{25,61})(?!\w)"
)
_FROM_DIGIT = re.compile("[0-9][A-Za-z0-9/.-]*")
_OF_CODE = frozenset(f"{ascii_letters}{digits}/.-")
_IMO_WORD = re.compile(r"(?i)\b(?:imo|имо|omi)\b|المنظمة البحرية")
_NUMBER_WORD = re.compile(
    r"(?i)\bregist|\btax\b|passport|passeport|pasaporte|reisepass|\bID\b|\bNo\b|number|numéro|número|nummer|\bNr\b|№|ИНН|ОГРН|"
    r"\bINN\b|\bOGRN\b|\bSWIFT\b|\bLEI\b|\bMMSI\b|tail|паспорт|рег\w*\.?|номер|رقم|سجل|\bNIT\b|\bRUC\b|\bRFC\b|\bNIF\b|steuer"
)


@dataclass(frozen=True, slots=True)
class NumberHit:
    """A number of a list at [start, end) of a text."""

    start: int
    end: int
    kind: str
    value: str
    owners: tuple[ListedName, ...]


class Numbers:
    """Every identifier of every list."""

    __slots__ = ("_owners",)

    def __init__(self, versions: Iterable[ListVersion]) -> None:
        owners: dict[str, dict[tuple[str, str], tuple[ListedName, str]]] = {}
        for copy in versions:
            for entry in copy.entries:
                for kind, value in entry.identifiers if entry.names else ():
                    code = _plain(value)
                    if len(code) >= SHORTEST and any(map(str.isdigit, code)):
                        owner = ListedName(entry, entry.names[0], copy)
                        owners.setdefault(code, {})[owner.key] = (owner, kind)
        self._owners: Mapping[str, tuple[tuple[ListedName, str], ...]] = {
            code: tuple(own.values()) for code, own in owners.items()
        }

    def find(self, text: str) -> Iterator[NumberHit]:
        """Every number in a text that a list has, with what must stand beside it."""
        if not self._owners:
            return
        for found in _codes(text):
            owners = self._owners.get(_plain(found[0]))
            if owners is None:
                continue
            beside = text[max(0, found.start() - WITHIN) : found.start()]
            meant = [(owner, kind) for owner, kind in owners if _is_meant(found[0], kind, beside)]
            if meant:
                whose = tuple(owner for owner, _ in meant)
                yield NumberHit(found.start(), found.end(), meant[0][1], found[0], whose)


def _codes(text: str) -> Iterator[re.Match[str]]:
    """What may be a number, looked for only in stretches of its signs that have a digit, as every number does."""
    for rest in _FROM_DIGIT.finditer(text):
        start = rest.start()
        while start and text[start - 1] in _OF_CODE:
            start -= 1
        if rest.end() - start >= SHORTEST:
            yield from _CODE.finditer(text, start, rest.end() + 1)


def is_imo(number: str) -> bool:
    """Whether seven digits are an IMO number: the last one is the last digit of their weighted sum (IMO A.1117(30))."""
    if len(number) != len(_IMO_WEIGHTS) + 1 or not (number.isascii() and number.isdigit()):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _IMO_WEIGHTS, strict=False))
    return total % 10 == int(number[-1])


def _is_meant(found: str, kind: str, beside: str) -> bool:
    if kind == IMO:
        return is_imo(found) and _IMO_WORD.search(beside) is not None
    if not found.isdigit() and len(_plain(found)) >= LONG:
        return True
    return _NUMBER_WORD.search(beside) is not None


def _plain(code: str) -> str:
    """Letters and digits alone, in capitals."""
    return "".join(filter(str.isalnum, code)).upper()
