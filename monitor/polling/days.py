"""The days of a feed's past, packed into one short text and back: ten thousand feeds have them in memory at once.

In: days, oldest first. Out: a text like `b46b8.b0.1ff00`, day by day: number, items, hours in hexadecimal; or the days.
"""

from __future__ import annotations

from collections.abc import Iterable

from monitor.model import Day


def packed(days: Iterable[Day]) -> str:
    """The days as text."""
    return " ".join([f"{number:x}.{items:x}.{hours:x}" for number, items, hours in days])


def unpacked(text: str) -> list[Day]:
    """The days; none where the text is of another making: they are learnt anew."""
    try:
        parts = [part.split(".") for part in text.split()]
        return [Day(int(number, 16), int(items, 16), int(hours, 16)) for number, items, hours in parts]
    except ValueError:
        return []
