"""The days of a feed's past, packed into one short text and back: ten thousand feeds have them in memory at once.

In: days, oldest first. Out: a text like `b46b8.b0.1ff00`, day by day: number, items, hours in hexadecimal; or the days.
A poll that brings something changes one day of many: the others are kept as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from monitor.model import Day

Written = tuple[str, str, str]  # a day's number, items and hours, in hexadecimal

_DAY = re.compile(r"([0-9a-f]+)\.(-1|[0-9a-f]+)\.([0-9a-f]+)(?: |$)")


class Hours(NamedTuple):
    """The hours of a day in which something was published: how many, the first, the last, the longest pause."""

    number: int
    first: int
    last: int
    longest: int


def packed(days: Iterable[Day]) -> str:
    """The days as text."""
    return " ".join([f"{number:x}.{items:x}.{hours:x}" for number, items, hours in days])


def unpacked(text: str) -> list[Day]:
    """The days; none where the text is of another making: they are learnt anew."""
    return [unwritten(day) for day in _fields(text)]


def written(text: str) -> dict[int, Written]:
    """The days by number, as they are written; none where the text is of another making."""
    return {int(day[0], 16): day for day in _fields(text)}


def rewritten(days: Mapping[int, Written]) -> str:
    """The days as text, in the order given."""
    return " ".join(map(".".join, days.values()))


def _fields(text: str) -> list[Written]:
    days: list[Written] = _DAY.findall(text)
    return days if " ".join(map(".".join, days)) == text else []


def unwritten(day: Written) -> Day:
    """The day in figures."""
    number, items, hours = day
    return Day(int(number, 16), int(items, 16), int(hours, 16))


def in_writing(day: Day) -> Written:
    """The day as it is written."""
    number, items, hours = day
    return f"{number:x}", f"{items:x}", f"{hours:x}"


@lru_cache(maxsize=4096)  # most days are like others: a few hours, or those of an office
def hours_in(hours: str) -> Hours:
    """What is to be known of a day's hours as they are written; all 0 when there are none."""
    bits = int(hours, 16)
    first, last = (bits & -bits).bit_length() - 1, bits.bit_length() - 1
    if first == last:
        return Hours(bits.bit_count(), max(first, 0), max(last, 0), 0)
    pauses = f"{bits >> first:b}".split("1")  # each as many zeros as hours lie between
    return Hours(bits.bit_count(), first, last, len(max(pauses)) + 1)
