"""Numbers as a reader would read them: 2,000 and 2.000 and 2 000, 3.5 million, five thousand, 500-700, between 3 and 5.

In: plain text and languages. Out: `Amount`s with plain offsets. Numbers written as words are `numerals`; what stands
around a number and changes how far it holds ('more than') is in `bounds`. Never reads what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import chain
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from monitor import strict_yaml
from monitor.context.bounds import closes_range, opens_range
from monitor.context.numerals import WHOLE, numerals
from monitor.context.plain import Plain

_LARGEST = 10**12  # above it no crowd is meant
_PARTS = " .,'٬،"  # what thousands are parted by
_DIGITS = rf"\d{{1,3}}(?:[{_PARTS}]\d{{3}})+(?!\d)|\d{{1,12}}(?:[.,٫]\d{{1,2}}(?!\d))?"
_ORDINAL = r"-?(?:st|nd|rd|th|er|re|eme|e|o|a|го|й|я|ой|ая|ый|ий|ій|та|тий|му|м)(?![^\W\d_])"
_NUMBER = re.compile(
    rf"(?=\d)(?<![a-z\d$€£¥#№/.])(?<!\d[.,:])(?<!usd\s)(?<!eur\s)(?<!rub\s)(?:{_DIGITS})(?!\s?[%°€$£]|[/:]\d|[.,]?\d|{_ORDINAL})"
)
_PARTING = re.compile(f"[{_PARTS}]")
_GLUED = re.compile(r"\s?([千万萬亿億])")
_MAGNITUDE = re.compile(r"\s?([^\W\d_]{1,10})\.?")
_FIGURES = re.compile(r"[\d.,]+")
_JOINT = re.compile(r"\s?-\s?|\s(?P<word>[^\W\d_]{1,4})\s?|(?P<cjk>[至到])")


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
    spelled: bool = False  # in words


def amounts(text: str, languages: tuple[str, ...] = (), places: Sequence[tuple[int, int]] = WHOLE) -> Iterator[Amount]:
    """Every number in digits and in words of `languages`, in order, ranges joined.

    `places`: the stretches of the text to look at, in order and apart, each from a word's beginning to a word's end.
    """
    last: Amount | None = None
    for amount in _apart(text, languages, places):
        joined = _range(text, last, amount) if last else None
        if last is not None and joined is None:
            yield last
        last = joined or amount
    if last is not None:
        yield last


def _apart(text: str, languages: tuple[str, ...], places: Sequence[tuple[int, int]]) -> list[Amount]:
    """Single numbers in order; '5 thousand' is one, so the word behind the digits is none of its own."""
    matches = chain.from_iterable(_NUMBER.finditer(text, *place) for place in places)
    digits = [amount for match in matches if (amount := _amount(text, match))]
    said = numerals(text, languages, places)
    words = [Amount(n.begin, n.end, n.value, n.value, bare=False, spelled=True) for n in said]
    if not words:
        return digits
    inside = {place for amount in digits for place in range(amount.begin, amount.end)}
    return sorted([*digits, *(word for word in words if word.begin not in inside)], key=lambda amount: amount.begin)


def _amount(text: str, match: re.Match[str]) -> Amount | None:
    written = match.group()
    end, factor = _factor(text, match.end())
    number = _value(written) * factor
    if number > _LARGEST or number % 1 or (written[0] == "0" and number):
        return None
    return Amount(match.start(), end, int(number), int(number), written.isdigit() and factor == 1)


def _value(written: str) -> Decimal:
    """Groups of three are thousands, whatever parts them; else a comma or full stop begins the fraction."""
    if written.isdigit():
        return Decimal(written)
    groups = _PARTING.split(written)
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]):  # noqa: PLR2004 - thousands come in threes
        return Decimal("".join(groups))
    return Decimal(written.replace(",", ".").replace("٫", "."))


def _factor(text: str, end: int) -> tuple[int, int]:
    """End of the number with the magnitude behind it, and what it multiplies by."""
    glued = _GLUED.match(text, end)
    if glued and glued[1] in _factors():
        return glued.end(), _factors()[glued[1]]
    word = _MAGNITUDE.match(text, end)
    factor = _factors().get(word[1]) if word else None
    return (word.end(1), factor) if word and factor else (end, 1)


def _range(text: str, low: Amount, high: Amount) -> Amount | None:
    """'500 to 700' as one; None when what stands between does not join them or the second is not the larger."""
    joint = _JOINT.fullmatch(text, low.end, high.begin)
    if joint is None or not _joins(text, low, high, joint["word"] or joint["cjk"]):
        return None
    low = _shared(text, low, high)
    if not low.low < high.low or low.low != low.high:
        return None
    return Amount(low.begin, high.end, low.low, high.high, bare=False)


def _joins(text: str, low: Amount, high: Amount, word: str | None) -> bool:
    return not word or word in _between() or opens_range(text, low.begin, word) or closes_range(text, high.end, word)


def _shared(text: str, low: Amount, high: Amount) -> Amount:
    """In '3 to 5 thousand' the magnitude belongs to both."""
    digits = _FIGURES.match(text, high.begin, high.end)
    factor = _factor(text, digits.end())[1] if digits else 1
    if factor == 1 or not low.bare or low.low * factor >= high.low:
        return low
    return replace(low, low=low.low * factor, high=low.high * factor)


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
