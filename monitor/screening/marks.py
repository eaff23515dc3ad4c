"""Marks and serial numbers of listed aircraft, as lists print them: EP-MNH, YV2869, 9576.

In: copies of lists. Out: `Marks`, which tells whose a code is. Never looks at a text;
`monitor.screening.aircraft` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitor.model.listing import ListedKind, Listing, ListVersion
from monitor.screening.listed_name import ListedName
from monitor.screening.spellings import without_form
from monitor.text.fold import fold_words

SHORTEST_JOINED = 5  # signs of a mark that stands without its hyphen
SERIAL = "serial number"
_MARK = re.compile(r"[A-Z][A-Z0-9]?-?[A-Z0-9]{3,5}|\d[A-Z]-[A-Z]{3}")
_JOINED = re.compile(r"[A-Z0-9]+")
# What a Russian keyboard makes of a mark: the letter that looks the same, or the one that is said so.
_LOOK = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
_SOUND = str.maketrans("АБВГДЕИКЛМНОПРСТУФЭ", "ABVGDEIKLMNOPRSTUFE")
_LINKED = re.compile(r"Linked To: ([^;)]+)")


@dataclass(frozen=True, slots=True)
class Owned:
    """An aircraft; folded names of those whom the list links it to."""

    name: ListedName
    linked: tuple[str, ...]

    def is_linked_in(self, folded: str) -> bool:
        """Whether an owner stands in a folded text, with a space at either end."""
        return any(f" {name} " in folded for name in self.linked)


class Marks:
    """Every listed aircraft by its marks and by its serial numbers."""

    __slots__ = ("_marks", "_serials")

    def __init__(self, versions: Iterable[ListVersion]) -> None:
        self._marks: dict[str, list[Owned]] = {}
        self._serials: dict[str, list[Owned]] = {}
        for copy in versions:
            for entry in copy.entries:
                if entry.kind is ListedKind.AIRCRAFT and entry.names:
                    self._add(Owned(ListedName(entry, entry.names[0], copy), tuple(_linked(entry))))

    def _add(self, owned: Owned) -> None:
        entry = owned.name.listing
        said = (*(name.text for name in entry.names), *(value for kind, value in entry.identifiers if kind != SERIAL))
        for mark in dict.fromkeys(_plain(one) for one in said if _MARK.fullmatch(one)):
            self._marks.setdefault(mark, []).append(owned)
        for number in dict.fromkeys(_plain(value) for kind, value in entry.identifiers if kind == SERIAL):
            self._serials.setdefault(number, []).append(owned)

    def __bool__(self) -> bool:
        return bool(self._marks or self._serials)

    def of_mark(self, found: str) -> Sequence[Owned]:
        """Whose registration mark a code of capitals is, with its hyphen, another dash, a space or nothing in it."""
        if len(found) < SHORTEST_JOINED and _JOINED.fullmatch(found):
            return ()
        if found.isascii():
            return self._marks.get(_plain(found), ())
        look, sound = (_plain(found.translate(letters)) for letters in (_LOOK, _SOUND))
        return self._marks.get(look, ()) or self._marks.get(sound, ())

    def of_serial(self, found: str) -> Sequence[Owned]:
        """Whose serial number a code is, of whatever maker."""
        return self._serials.get(_plain(found), ())


def _linked(entry: Listing) -> Iterator[str]:
    """Folded names of those whom the list links an entry to, without their legal form."""
    for name in _LINKED.findall(entry.remarks):
        yield fold_words(without_form(name) or name.partition(",")[0])


def _plain(code: str) -> str:
    return code if code.isalnum() else "".join(filter(str.isalnum, code))
