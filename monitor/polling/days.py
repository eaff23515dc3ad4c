"""The days of a feed's past, packed into one short text and back: ten thousand feeds have them in memory at once.

In: days, oldest first. Out: a text like `rmb.5g.2fgs`, day by day: number, items and hours in base 32; and the days.
"""

from __future__ import annotations

from collections.abc import Iterable

from monitor.model import Day

_DIGITS = "0123456789abcdefghijklmnopqrstuv"


def packed(days: Iterable[Day]) -> str:
    """The days as text."""
    return " ".join(f"{_written(day.number)}.{_written(day.items)}.{_written(day.hours)}" for day in days)


def unpacked(text: str) -> list[Day]:
    """The days; none where the text is of another making: they are learnt anew."""
    try:
        parts = (part.split(".") for part in text.split())
        return [Day(int(number, 32), int(items, 32), int(hours, 32)) for number, items, hours in parts]
    except ValueError:
        return []


def _written(number: int) -> str:
    if number < 0:
        return "-" + _written(-number)
    digits = _DIGITS[number % 32]
    while number := number // 32:
        digits = _DIGITS[number % 32] + digits
    return digits
