"""Which year a Security Council resolution is of. Data: `resolution_years.yaml` beside this file.

In: a number, perhaps a year that the text gives. Out: whether they agree, and the symbol. Never refuses a number for
being high.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from monitor import strict_yaml


class YearTable(BaseModel):
    """First and last known number of each year; numbers by which the General Assembly's are better known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    years: dict[int, tuple[int, int]]
    assembly: frozenset[int] = frozenset()


@cache
def possible_years(number: int) -> tuple[int, int | None]:
    """First and last year that the number can be of; the last is None beyond the end of the table."""
    years = _table().years
    first = max((year for year, (low, _) in years.items() if low <= number), default=min(years))
    last = min((year for year, (_, high) in years.items() if number <= high), default=None)
    return first, last


def year_of(number: int) -> int | None:
    """The year of a resolution, None when the table does not say."""
    first, last = possible_years(number)
    return first if first == last else None


def agrees(number: int, year: int) -> bool:
    """Whether a resolution of this number can be of this year."""
    first, last = possible_years(number)
    return first <= year and (last is None or year <= last)


def symbol(number: int, said: int | None = None) -> str:
    """`S/RES/2292 (2016)`: the table's year, else the one that the text says if it can be, else none."""
    year = year_of(number)
    if year is None and said is not None and agrees(number, said):
        year = said
    return f"S/RES/{number}" + (f" ({year})" if year else "")


def assembly_numbers() -> frozenset[int]:
    """Numbers that mean the General Assembly's resolution where only the United Nations are named."""
    return _table().assembly


@cache
def _table() -> YearTable:
    """The table, read once."""
    path = Path(__file__).with_name("resolution_years.yaml")
    return YearTable.model_validate(strict_yaml.load(path).data)
