"""The grammar of resolution numbers: symbols, numbers behind or before a word, lists, years in brackets.

In: plain text (`monitor.context.plain`) and where a word for 'resolution' ends or begins. Out: `Number`s with plain
offsets. Never says whose resolution it is; `monitor.context.resolutions` does. All patterns are bounded and ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.context.resolution_years import agrees, year_of

GAP = 45  # characters between a word for 'resolution' and its number
_WINDOW = 90  # characters before a word that numbers stand before, as in '1970 ve 1973 sayılı'

_MARK = (
    r"(?<![^\W\d_])(?:№|#|nos?\b\.?|nrs?\b\.?|n[°ºo]s?\.?|n\.|num(?:ero)?s?\b\.?|numara\b|numer(?:y|o|i|ow|em)?\b"
    r"|number(?:s|ed)?\b|номер(?:а|и|ом)?\b|رقم|ارقام|شماره)"
)
_YEAR = (
    r"(?:\s?\(\s?(?P<bracket>(?:19|20)\d\d)\s?\)"
    r"|,?\s(?:of|de|del|do|von|vom|aus|от|від|z|لعام|لسنه|عام|سنه|سال)\s(?P<said>(?:19|20)\d\d)(?!\d))?"
)
_DIGITS = r"(?<![\d/])(?<!\d[.,-])(?P<n>[1-9]\d{2,3})(?![\da-z]|[.,]\d|[/-]\d|\s?%|\s?[x×х]\s?\d|\s?\([ivxlc]+\))"
_NUMBER = re.compile(_DIGITS + _YEAR)
_FIRST = re.compile(rf"(?P<gap>[^\d.!?\n]{{0,{GAP}}}?)(?P<mark>{_MARK}\s?)?(?P<open>\(?)(?=[1-9]\d{{2,3}})")
_NEXT = re.compile(
    r"\s?(?:[,;、،]\s?)?(?:(?:and|as well as|und|sowie|et|y|e|и|та|і|ve|i|oraz|و|和|及|与|以及|or|oder|ou|или|або)\s?)?"
    rf"(?:{_MARK}\s?)?(?:第\s?)?"
)
_BEHIND = re.compile(
    r"(?:第\s?)?(?:[1-9]\d{2,3}\s?(?:\(\s?\d{4}\s?\)\s?)?号?(?:\s?(?:[,、،]|ve|和|及|与|以及)\s?)?(?:第\s?)?){1,8}\Z"
)
_SYMBOL = re.compile(r"(?<![a-z])s/res/\s?(?P<n>[1-9]\d{0,3})(?!\d)(?:\s?\(\s?(?P<bracket>\d{4})\s?\))?")
_BARE = re.compile(r"(?<![\d/])(?<!\d[.,-])(?P<n>[1-9]\d{2,3})\s?\(\s?(?P<bracket>(?:19|20)\d\d)\s?\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in the plain text at [begin, end), its year included.

    `gap` is the plain stretch between the word and the number. `marked`: 'No.' stands before it. `certain`: the
    spelling itself is the Council's.
    """

    value: int
    begin: int
    end: int
    gap: tuple[int, int]
    year: int | None = None
    marked: bool = False
    certain: bool = False

    @property
    def proven(self) -> bool:
        """Whether the year said with it is the table's."""
        return self.year is not None and agrees(self.value, self.year)


def symbols(text: str) -> Iterator[Number]:
    """`S/RES/1970 (2011)`."""
    for match in _SYMBOL.finditer(text):
        yield replace(_number(match), certain=True)


def with_year(text: str) -> Iterator[Number]:
    """`1970 (2011)` with no word beside it, if the table agrees."""
    return (number for number in map(_number, _BARE.finditer(text)) if number.proven)


def behind(text: str, at: int) -> Iterator[Number]:
    """The number, or list of numbers, that follows a word ending at `at`."""
    first = _FIRST.match(text, at)
    if first is None:
        return
    match = _NUMBER.match(text, first.end())
    if match is None or (first["open"] and _year_like(match["n"])):
        return
    number = replace(_number(match), gap=(at, first.end("gap")), marked=bool(first["mark"]))
    yield number
    yield from _rest(text, number)


def _rest(text: str, number: Number) -> Iterator[Number]:
    """The further numbers of a list. A number that is the year of the one before it is that year."""
    while True:
        joint = _NEXT.match(text, number.end)
        if joint is None or not joint.group().strip():
            return
        match = _NUMBER.match(text, joint.end())
        if match is None or int(match["n"]) == year_of(number.value):
            return
        number = replace(_number(match), gap=number.gap, marked=number.marked)
        yield number


def before(text: str, at: int) -> Iterator[Number]:
    """The number, or list of numbers, that stands right before a word beginning at `at` ('1970 sayılı karar')."""
    low = max(0, at - _WINDOW)
    listed = _BEHIND.search(text[low:at].rstrip())
    if listed is None:
        return
    for match in _NUMBER.finditer(text, low + listed.start(), at):
        yield replace(_number(match), gap=(at, at))


def _number(match: re.Match[str]) -> Number:
    groups = match.groupdict()
    year = groups.get("bracket") or groups.get("said")
    return Number(
        value=int(match["n"]),
        begin=match.start("n"),
        end=match.end(),
        gap=(match.start("n"), match.start("n")),
        year=int(year) if year else None,
    )


def _year_like(digits: str) -> bool:
    return 1900 <= int(digits) <= 2099  # noqa: PLR2004 - two centuries
