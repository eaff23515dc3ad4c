"""Spans of time and sizes as people write them: '48h', '1h30m', '10MB'. Text to value and back. Pure."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer

_SECONDS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}
_PART = re.compile(r"(\d{1,9})([wdhms])")
_SPAN = re.compile(rf"(?:{_PART.pattern})+")
LONGEST = timedelta(days=3_650)

_BYTES = {"B": 1, "kB": 10**3, "KB": 10**3, "MB": 10**6, "GB": 10**9, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}
_SIZE = re.compile(r"(\d{1,9})\s*([A-Za-z]+)")


def duration_from_text(text: str) -> timedelta:
    """'90s', '10m', '48h', '7d', '2w', or several in a row ('1h30m'). Raises ValueError with the next step."""
    written = text.strip()
    if written.isdecimal():
        raise ValueError(f'"{written}" has no unit; write {written}s, {written}m, {written}h or {written}d')
    if not _SPAN.fullmatch(written):
        raise ValueError(f'"{written}" is no span of time; write a number and a unit like 30s, 10m, 48h or 7d')
    seconds = sum(int(number) * _SECONDS[unit] for number, unit in _PART.findall(written))
    if seconds > LONGEST.total_seconds():
        raise ValueError(f'"{written}" is more than ten years; write a shorter span')
    return timedelta(seconds=seconds)


def text_from_duration(span: timedelta) -> str:
    """The shortest text of whole units that `duration_from_text` reads back: '1h30m', '0s'. Cuts below a second."""
    left, parts = int(span.total_seconds()), []
    for unit, seconds in _SECONDS.items():
        if unit == "w" and left % seconds:
            continue  # '10d' reads better than '1w3d'
        number, left = divmod(left, seconds)
        if number:
            parts.append(f"{number}{unit}")
    return "".join(parts) or "0s"


def size_from_text(text: str) -> int:
    """'10MB', '512kB', '1 MiB' in bytes. Raises ValueError with the next step."""
    written = text.strip()
    found = _SIZE.fullmatch(written)
    if found is None or found[2] not in _BYTES:
        raise ValueError(f'"{written}" is no size; write a number and a unit like 10MB')
    return int(found[1]) * _BYTES[found[2]]


def _duration(value: object) -> object:
    return duration_from_text(value) if isinstance(value, str) else value


def _positive(value: object) -> object:
    span = _duration(value)
    if span == timedelta(0):
        raise ValueError("a span of no time makes no sense here; write at least 1s")
    return span


def _size(value: object) -> object:
    return size_from_text(value) if isinstance(value, str) else value


def _or_forever(value: object) -> object:
    return None if value == "forever" else _positive(value)


def _text_or_forever(span: timedelta | None) -> str:
    return "forever" if span is None else text_from_duration(span)


Duration = Annotated[timedelta, BeforeValidator(_duration), PlainSerializer(text_from_duration)]
PositiveDuration = Annotated[timedelta, BeforeValidator(_positive), PlainSerializer(text_from_duration)]
KeptFor = Annotated[timedelta | None, BeforeValidator(_or_forever), PlainSerializer(_text_or_forever)]
Size = Annotated[int, BeforeValidator(_size)]
