"""Date lines: one paragraph in, the date out if the paragraph is nothing but a date.

Reads 'Sun. May 5th, 2024', '5. Mai 2024, 10:30 Uhr', '2024年5月5日' and their like in the thirteen languages. Month and
weekday names are those of Unicode CLDR, in a table of our own: asking babel takes 17 MB. Never reads a date out of
running text: `monitor.context` does that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from monitor.text.tables import table

_LONGEST = 80  # characters; a longer paragraph is no date line
_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_ISO = re.compile(r"\b((?:19|20)\d{2})-(\d{1,2})-(\d{1,2})(?=\D|$)")
_NUMERIC = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d{2})\b")
_TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?\b|[+-]\d{2}:?\d{2}\b")
_DIGIT = re.compile(r"\d")
_ODD_DIGIT = re.compile(r"(?![0-9])\d")
_TOKEN = re.compile(r"\d+|[^\W\d]+")
_ORDINAL = frozenset({"st", "nd", "rd", "th", "er", "º", "ª", "o", "го", "e"})
_YEARS = range(1900, 2100)


def read_date_line(paragraph: str) -> date | None:
    """The date, if every word of the paragraph belongs to one and it has day, month and year; else None."""
    if len(paragraph) > _LONGEST or not _DIGIT.search(paragraph):
        return None
    line = paragraph.casefold()
    if not _may_be_a_date(line):
        return None
    line = _ODD_DIGIT.sub(_ascii_digit, line)
    for reading in (_numeric(line), _in_words(line)):
        if reading is not None:
            return reading
    return None


def _may_be_a_date(line: str) -> bool:
    """Whether the first word is one of a date's: most other lines end here."""
    first = _TOKEN.search(line)
    return first is not None and (first[0].isdecimal() or first[0] in _first_words())


def _numeric(line: str) -> date | None:
    """A date in digits, alone or with a weekday and a time."""
    line = _CHINESE.sub(r"\1-\2-\3 ", line)
    for pattern, order in ((_ISO, (1, 2, 3)), (_NUMERIC, (4, 3, 1))):
        match = pattern.search(line)
        if match is None:
            continue
        rest = _TIME.sub(" ", f"{line[: match.start()]} {line[match.end() :].removeprefix('t')}")
        if any(token not in _fillers() and token not in _names("weekdays") for token in _tokens(rest)):
            return None
        year, month, day = (int(match.group(index)) for index in order)
        return _date(year, month, day) or _date(year, day, month)
    return None


def _in_words(line: str) -> date | None:
    """A date with the month's name. Every word must be known: a single other word makes it running text."""
    year = month = day = None
    for token in _tokens(_TIME.sub(" ", line)):
        if token.isdecimal():
            number = int(token)
            if number in _YEARS and year is None:
                year = number
            elif 1 <= number <= 31 and day is None:  # noqa: PLR2004 - days of a month
                day = number
            else:
                return None
        elif token in _names("months") and month is None:
            month = _names("months")[token]
        elif token not in _fillers() and token not in _names("weekdays") and token not in _ORDINAL:
            return None
    return _date(year, month, day) if year and month and day else None


def _tokens(line: str) -> Iterator[str]:
    """Words and numbers; a month's or weekday's name of two words is one token."""
    words = _TOKEN.findall(line)
    index = 0
    while index < len(words):
        pair = " ".join(words[index : index + 2])
        both = pair in _names("months") or pair in _names("weekdays")
        yield pair if both else words[index]
        index += 2 if both else 1


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _ascii_digit(digit: re.Match[str]) -> str:
    return str(unicodedata.decimal(digit[0]))


@lru_cache(maxsize=1)
def _fillers() -> frozenset[str]:
    return frozenset(table("dates.yaml")["fillers"])


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    """All words with which a line can begin that is a date."""
    names = (*_names("months"), *_names("weekdays"))
    return _fillers() | _ORDINAL | {name.partition(" ")[0] for name in names}


@lru_cache(maxsize=2)
def _names(what: str) -> Mapping[str, int]:
    """Number by name, for 'months' or 'weekdays' (Monday is 1; of a weekday only membership counts)."""
    found: dict[str, int] = {}
    for names_of in (table("date_names.yaml")[what], table("dates.yaml")[what]):
        for number, names in names_of.items():
            for name in names:
                found.setdefault(_plain(name), int(number))
    return found


def _plain(name: str) -> str:
    """The name as tokens stand in a line: no full stop, lower case."""
    return " ".join(_TOKEN.findall(name.casefold()))
