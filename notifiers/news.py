"""What is new since the last telling, as this reader writes names, dates and figures.

In: the lines of a telling ('place: Derna'), the facts of its findings. Out: the same lines with what is known of them
written in the reader's language. Leaves alone what it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from monitor.model import Context, Severity
from notifiers.language import Reader

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SOURCES = re.compile(r"(\d+) sources")
_LABELS = {
    "actor": "who",
    "place": "where",
    "quantity": "how many",
    "resolution": "resolutions",
    "date": "when",
    "listed": "listed",
    "rule": "rule",
    "severity": "severity",
    "official source": "an official source",
}
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
        counted = _SOURCES.fullmatch(line)
        return reader.count("source", int(counted[1])) if counted else line
    return f"{_label(label, reader)}: {_value(label, value, names, reader)}"


def _label(label: str, reader: Reader) -> str:
    """English keeps the telling's own word, which is one of a sentence rather than a heading."""
    known = reader.language != "en" and label in _LABELS
    return reader.say(_LABELS[label]) if known else label


def _value(label: str, value: str, names: Mapping[str, str], reader: Reader) -> str:
    if label == "date" and _DAY.fullmatch(value):
        return reader.day(date.fromisoformat(value))
    if label == "quantity":
        return _FIGURE.sub(lambda found: reader.number(int(found[0].replace(" ", ""))), value)
    if label == "severity":
        return " → ".join(reader.say(part) if part in set(Severity) else part for part in value.split(" → "))
    return names.get(value, value)
