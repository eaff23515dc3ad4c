"""OFAC's CSV files: SDN.CSV (CONS_PRIM.CSV), and with it ALT, ADD and COMMENTS.

In: streams, told apart by their number of columns. Out: a `Draft`. Weak names stand quoted in the remarks, strong ones
in ALT.CSV; COMMENTS goes on where a long remark breaks off. The files have no heading, no date and no count, but end
with the mark 0x1A: a file without it has been cut.
Proven on complete files of 2021 (SDN, ALT, ADD), 2023, 2024 (SDN) and 2025 (the non-SDN set; ALT, ADD, COMMENTS).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from sys import intern
from typing import BinaryIO, Final

from monitor.errors import ListRefused
from monitor.model.listing import ListedKind, Listing, NameOfListing, Strength
from monitor.sanctions.draft import Collected, Draft, kind_of, once, pairs
from monitor.sanctions.names import name_of
from monitor.sanctions.ofac_terms import KINDS, in_remark, link
from monitor.sanctions.source import AGAIN, table

PRIMARY, ADDRESSES, ALIASES, COMMENTS = 12, 6, 5, 2  # columns of each file
_ABSENT: Final = "-0-"
_END: Final = "\x1a"
_QUOTED = re.compile(r"\b[afn]\.k\.a\. '(.+?)'(?=[;.]|$)")
_PROGRAMMES = re.compile(r"\]\s*\[")
_FLAG, _CALL_SIGN, _TITLE = 9, 5, 4


@dataclass(slots=True)
class Parts:
    """What the further files say, by the entry's number."""

    aliases: dict[str, list[str]] = field(default_factory=dict)
    countries: dict[str, list[str]] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    rows: int = 0

    def numbers(self) -> set[str]:
        """Every entry that is spoken of."""
        return self.aliases.keys() | self.countries.keys() | self.comments.keys()


def width(head: str) -> int:
    """How many columns the first row has; 0 when it does not begin with an entry's number."""
    try:
        row = next(csv.reader([head.split("\n", 1)[0]]), [])
    except csv.Error:
        return 0
    return len(row) if row and row[0].strip().isdecimal() else 0


def add_part(file: BinaryIO, columns: int, parts: Parts) -> None:
    """Take an ALT, ADD or COMMENTS file. Raises `ListRefused`."""
    for row in _rows(file, columns):
        number = row[0]
        parts.rows += 1
        if columns == ALIASES:
            parts.aliases.setdefault(number, []).append(row[3])
        elif columns == ADDRESSES:
            parts.countries.setdefault(number, []).append(intern(row[4]))
        else:
            parts.comments[number] = parts.comments.get(number, "") + row[1]


def read(file: BinaryIO, list_name: str, parts: Parts) -> Draft:
    """Read SDN.CSV or CONS_PRIM.CSV with what the further files say. Raises `ListRefused`."""
    found = Collected.of(_listing(row, list_name, parts) for row in _rows(file, PRIMARY))
    orphans = parts.numbers() - found.entries.keys()
    warnings = []
    if orphans:
        warnings.append(
            f"{len(orphans)} entries of the further files are not in the main file; the files are of different days"
        )
    return Draft(
        format="ofac-csv",
        entries=tuple(found.entries.values()),
        rows=found.rows,
        names_read=found.names,
        complete=True,
        warnings=tuple(warnings),
    )


def _rows(file: BinaryIO, columns: int) -> Iterator[list[str]]:
    ended = False
    for row in table(file):
        if row == [_END]:
            ended = True
        elif ended:
            raise ListRefused("rows follow the mark that ends an OFAC file", AGAIN)
        elif len(row) != columns or not row[0].strip().isdecimal():
            raise ListRefused(f"a row has {len(row)} columns where this OFAC file has {columns}", AGAIN)
        else:
            yield ["" if cell.strip() == _ABSENT else cell.strip() for cell in row]
    if not ended:
        raise ListRefused("the file breaks off: the mark that ends an OFAC file is missing", AGAIN)


def _listing(row: list[str], list_name: str, parts: Parts) -> Listing:
    number, remarks = row[0], row[11] + parts.comments.get(row[0], "")
    kind = kind_of(row[2] or "entity", KINDS)
    return Listing(
        list=list_name,
        id=number,
        kind=kind,
        names=tuple(_names((row[1], *parts.aliases.get(number, ())), kind, remarks)),
        programmes=programmes(row[3]),
        countries=once((*parts.countries.get(number, ()), row[_FLAG])),
        identifiers=pairs((*_identifiers(remarks), ("call sign", row[_CALL_SIGN]))),
        remarks=" ".join(filter(None, (row[_TITLE], remarks))),
        link=link(number),
    )


def programmes(cell: str) -> tuple[str, ...]:
    """'TCO] [CAR' is two."""
    return once(_PROGRAMMES.split(cell))


def _names(strong: tuple[str, ...], kind: ListedKind, remarks: str) -> Iterator[NameOfListing]:
    for name in strong:
        yield from name_of(name, kind)
    for weak in _QUOTED.findall(remarks):
        yield from name_of(weak, kind, strength=Strength.WEAK)


def _identifiers(remarks: str) -> Iterator[tuple[str, str]]:
    for part in remarks.rstrip(".").split("; "):
        known = in_remark(part.strip())
        if known:
            yield known
