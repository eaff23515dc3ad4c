"""What is new since the last telling, as this reader writes names, dates and figures.

In: the lines of a telling ('place: Derna'), the facts of its findings. Out: the same lines with what is known of them
written in the reader's language. Leaves alone what it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from monitor.model import Context
from notifiers.language import Reader

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FIGURE = re.compile(r"\d{1,3}(?: \d{3})+|\d+")


def in_words(lines: Sequence[str], contexts: Sequence[Context], reader: Reader) -> tuple[str, ...]:
    """The lines for this reader."""
    names: dict[str, str] = {}
    for context in contexts:
        named = context.mentions
        names.update((one.name, reader.entity(one)) for one in (*named.people, *named.actors, *named.places))
    return tuple(_in_words(line, names, reader) for line in lines)


def _in_words(line: str, names: Mapping[str, str], reader: Reader) -> str:
    label, colon, value = line.partition(": ")
    if not colon:
        return line
    if label == "date" and _DAY.fullmatch(value):
        return f"{label}: {reader.day(date.fromisoformat(value))}"
    if label == "quantity":
        return f"{label}: {_FIGURE.sub(lambda found: reader.number(int(found[0].replace(' ', ''))), value)}"
    return f"{label}: {names.get(value, value)}"
