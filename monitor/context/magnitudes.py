"""Numbers in digits, read as a reader would: 2,000 and 2.000 and 2 000, 3.5 million, 500-700.

In: plain text. Out: `Amount`s with plain offsets. Never reads numbers written as words, but for the magnitudes in
`words/magnitudes.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from monitor import strict_yaml
from monitor.context.plain import Plain

_LARGEST = 10**12  # above it no crowd is meant
_PARTS = " .,'٬،"  # what thousands are parted by
_DIGITS = rf"\d{{1,3}}(?:[{_PARTS}]\d{{3}})+(?!\d)|\d{{1,12}}(?:[.,٫]\d{{1,2}}(?!\d))?"
_NUMBER = re.compile(rf"(?<![a-z\d$€£¥#№/.])(?<!\d[.,:])(?:{_DIGITS})(?!\s?[%°]|[/:]\d|[.,]?\d)")
_GLUED = re.compile(r"\s?([千万萬亿億])")
_JOINT = re.compile(r"\s?-\s?|\s(\w{1,4})\s|(至|到)")


class Magnitudes(BaseModel):
    """`words/magnitudes.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    magnitudes: dict[int, tuple[str, ...]]
    between: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, or a range of two, at [begin, end) of the plain text."""

    begin: int
    end: int
    low: int
    high: int
    bare: bool  # digits alone, as a year is written


def amounts(text: str) -> Iterator[Amount]:
    """Every number in digits, ranges joined."""
    last: Amount | None = None
    for match in _NUMBER.finditer(text):
        amount = _amount(text, match)
        if amount is None:
            continue
        joined = _range(text, last, amount) if last else None
        if last is not None and joined is None:
            yield last
        last = joined or amount
    if last is not None:
        yield last


def _amount(text: str, match: re.Match[str]) -> Amount | None:
    written = match.group()
    end, factor = _factor(text, match.end())
    number = _value(written) * factor
    if number > _LARGEST or number % 1 or (written[0] == "0" and number):
        return None
    return Amount(match.start(), end, int(number), int(number), written.isdigit() and factor == 1)


def _value(written: str) -> Decimal:
    """Groups of three are thousands, whatever parts them; else a comma or full stop begins the fraction."""
    groups = re.split(f"[{_PARTS}]", written)
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]):  # noqa: PLR2004 - thousands come in threes
        return Decimal("".join(groups))
    return Decimal(written.replace(",", ".").replace("٫", "."))


def _factor(text: str, end: int) -> tuple[int, int]:
    """End of the number with the magnitude behind it, and what it multiplies by."""
    glued = _GLUED.match(text, end)
    if glued and glued[1] in _factors():
        return glued.end(), _factors()[glued[1]]
    word = re.compile(r"\s?([^\W\d_]{1,10})\.?").match(text, end)
    factor = _factors().get(word[1]) if word else None
    return (word.end(1), factor) if word and factor else (end, 1)


def _range(text: str, low: Amount, high: Amount) -> Amount | None:
    """'500 to 700' as one; None when what stands between does not join them or the second is not the larger."""
    joint = _JOINT.fullmatch(text, low.end, high.begin)
    word = joint and (joint[1] or joint[2])
    if joint is None or (word and word not in _between()) or not low.low < high.low:
        return None
    return Amount(low.begin, high.end, low.low, high.high, bare=False)


@cache
def _file() -> Magnitudes:
    path = Path(__file__).parent / "words" / "magnitudes.yaml"
    return Magnitudes.model_validate(strict_yaml.load(path).data)


@cache
def _factors() -> Mapping[str, int]:
    return {Plain.of(word).text: factor for factor, words in _file().magnitudes.items() for word in words}


@cache
def _between() -> frozenset[str]:
    return frozenset(Plain.of(word).text for word in _file().between)
