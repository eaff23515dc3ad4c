"""The grammar of resolution numbers: symbols, numbers behind or before a word, lists, ranges, years with them.

In: plain text (`monitor.context.plain`) and where a word for 'resolution' ends or begins. Out: `Number`s with plain
offsets. Never says whose resolution it is; `monitor.context.resolution_owner` does. All patterns are bounded and ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.context.resolution_years import agrees, year_of

GAP = 45  # characters between a word for 'resolution' and its number
_WINDOW = 120  # characters before a word that numbers stand before, as in '1970 ve 1973 sayılı'
_SHORT = 100  # below, a number is as likely a day, a count or a footnote
_RANGE = 200  # a range of more resolutions is none

_S = r"[ \n]{0,3}"  # hard-wrapped texts break lines, or paragraphs, between a number and its year
_MARK = (
    r"(?<![^\W\d_])(?:№{1,2}|#|nos?\b\.?|nrs?\b\.?|n[°ºo]s?\.?|n\.[°ºo]?|num(?:ero)?s?\b\.?|numara\b"
    r"|numer(?:y|o|i|ow|em)?\b|number(?:s|ed)?\b|nummer\b|номер(?:а|и|ом)?\b|رقم|ارقام|شماره)"
)
_YEAR = (
    rf"(?:{_S}(?:[a-d]{_S})?[(\[]{_S}(?:(?:of|de|от|від|لعام|لسنه|عام|سنه)\s)?(?P<bracket>(?:19|20)\d\d){_S}[)\]]"
    r"|/(?P<slash>(?:19|20)\d\d)(?!\d)"
    r"|,?\s(?:of|from|de|del|do|von|vom|aus|aus dem jahre?|от|від|за|z|لعام|لسنه|عام|سنه|سال|مصوب)\s"
    r"(?P<said>(?:19|20)\d\d)(?!\d))?"
)
# What the Assembly and other bodies put behind a number: '(XV)', '(ES-IV)', '(S-2)', '(LI-O/21)', and scanning errors.
_SESSION = rf"{_S}(?:[a-e]{_S})?\((?!\s?(?:19|20)\d\d\s?\))\s?(?:e?s\s?-\s?)?[ivxlcd\d][ivxlcd\d \n]{{0,8}}[)/-]"
_LONE = r"(?<![\d/])(?<!\d[.,-])(?<![^\W\d_]-)"  # not the end of something longer
_DIGITS = (
    r"(?P<n>[1-9]\d{0,3})(?![\da-z]|[.,]\d|/(?!(?:19|20)\d\d(?!\d))[\d]"
    rf"|-(?!\d{{3,4}}(?!\d))\d|\s?%|\s?[x×х*]\s?\d|\sby\s\d|{_SESSION})"
)
_NUMBER, _FURTHER = re.compile(_LONE + _DIGITS + _YEAR), re.compile(_DIGITS + _YEAR)
_FIRST = re.compile(rf"(?P<gap>\.?[^\d.!?]{{0,{GAP}}}?)(?P<mark>{_MARK}{_S}|第\s?)?(?P<open>[(\"«„“]?)(?=[1-9])")
_AND = (
    r"and|&|as well as|und|sowie|et|y|e|и|та|і|ve|i|oraz|و|和|及|与|與|以及"
    r"|or|oder|ou|o|или|або|veya|lub|ya da|یا|او|或"
)
_TO = r"-|to|through|bis|au|a|al|по|до|الي|تا|至|到|do"
_NEXT = re.compile(
    rf"{_S}(?:(?P<to>(?:{_TO})(?![^\W\d_]))|(?P<comma>[,;、،])?{_S}(?P<and>(?:{_AND}))?){_S}(?:{_MARK}{_S})?(?:第\s?)?"
)
_ITEM = r"[1-9]\d{0,3}\s?(?:[(\[]\s?\d{4}\s?[)\]]\s?)?[号號]?"
_LISTED = re.compile(rf"(?:第\s?)?{_ITEM}(?:\s?(?:[,、،]|ve|和|及|与|與|以及)\s?(?:第\s?)?{_ITEM}){{0,9}}\s?\Z")
_SYMBOL = re.compile(
    rf"s(?<![a-z]s)\s?/\s?res\s?[/. ]\s?(?P<n>[1-9]\d{{0,3}})(?!\d)(?:{_S}\(\s?(?P<bracket>\d{{4}})\s?\))?"
)
_JOINED = re.compile(r"unscr(?<![a-z]unscr)s?\s?-?\s?(?P<n>[1-9]\d{2,3})(?![\da-z])")
_BARE = re.compile(_LONE + _DIGITS + rf"{_S}(?:[a-d]{_S})?\({_S}(?P<bracket>(?:19|20)\d\d){_S}\)")
_BRACKET = re.compile(r"\([ \n]{0,3}(?:19|20)\d\d")
_AHEAD = re.compile(rf"[1-9]\d{{0,3}}{_S}(?:[a-d]{_S})?\Z")
_REACH = 12  # characters from the beginning of a number to the bracket behind it
_ONE = re.compile(r"(?:resolution|resolucion|resolucao|risoluzione|rezolucja|резолюция|резолюцию|قرار)\Z")


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
        """Whether the year said with it is the table's, or later than its end."""
        return self.year is not None and agrees(self.value, self.year)

    @property
    def contradicted(self) -> bool:
        """Whether the text gives a year that cannot be."""
        return self.year is not None and not agrees(self.value, self.year)

    @property
    def short(self) -> bool:
        """Whether it has one or two digits."""
        return self.value < _SHORT


def symbols(text: str) -> Iterator[Number]:
    """`S/RES/1970 (2011)`, `UNSCR-1325`."""
    for pattern in (_SYMBOL, _JOINED):
        yield from (replace(_number(match), certain=True) for match in pattern.finditer(text))


def with_year(text: str) -> Iterator[Number]:
    """`1970 (2011)` with no word beside it, if the table agrees."""
    for bracket in _BRACKET.finditer(text):
        digits = _AHEAD.search(text, max(0, bracket.start() - _REACH), bracket.start())
        match = _BARE.match(text, digits.start()) if digits else None
        if match is not None and (number := _number(match)).proven:
            yield number


def behind(text: str, at: int) -> Iterator[Number]:
    """The number, or list of numbers, that follows a word ending at `at`."""
    first = _FIRST.match(text, at)
    if first is None:
        return
    match = _NUMBER.match(text, first.end())
    if match is None or (first["open"] == "(" and year_like(int(match["n"]))):
        return
    number = replace(_number(match), gap=(at, first.end("gap")), marked=bool(first["mark"]))
    if _is_none(match, number) or ("\n\n" in first["gap"] and not number.proven):
        return
    yield number
    yield from _rest(text, number, one=_ONE.search(text, max(0, at - 12), at) is not None)


def _rest(text: str, number: Number, *, one: bool) -> Iterator[Number]:
    """The further numbers of a list. `one`: the word is in the singular, so that a comma ends what it names."""
    while True:
        joint = _NEXT.match(text, number.end)
        if joint is None or not joint.group().strip():
            return
        match = _FURTHER.match(text, joint.end())
        if match is None:
            return
        following = replace(_number(match), gap=number.gap, marked=number.marked)
        if _is_none(match, following) or not _continues(number, following, joint, one=one):
            return
        number = following
        yield number


def _continues(number: Number, following: Number, joint: re.Match[str], *, one: bool) -> bool:
    """Whether a number goes on with the list. The year of the number before it, or a count, does not."""
    if following.proven:
        return True
    if following.value == year_of(number.value) or (following.short and not number.short):
        return False
    if joint["to"]:
        return 0 < following.value - number.value < _RANGE and not following.short
    return not one or joint["and"] is not None


def before(text: str, at: int) -> Iterator[Number]:
    """The number, or list of numbers, that stands right before a word beginning at `at` ('1970 sayılı karar')."""
    low = max(0, at - _WINDOW)
    listed = _LISTED.search(text, low, at)
    if listed is None:
        return
    for match in _NUMBER.finditer(text, listed.start(), at):
        number = replace(_number(match), gap=(at, at))
        if not _is_none(match, number):
            yield number


def year_like(number: int) -> bool:
    """Whether a number could be a year of our time."""
    return 1900 <= number <= 2099  # noqa: PLR2004 - two centuries


def _is_none(match: re.Match[str], number: Number) -> bool:
    """Whether it is no number of the Council's: a day with a month's number, a session, another body's '2020/2125'."""
    follows = match.string[match.end("n") : match.end("n") + 1]
    return (match["slash"] is not None and not number.proven) or (number.short and follows == "-")


def _number(match: re.Match[str]) -> Number:
    groups = match.groupdict()
    year = groups.get("bracket") or groups.get("said") or groups.get("slash")
    return Number(
        value=int(match["n"]),
        begin=match.start("n"),
        end=match.end(),
        gap=(match.start("n"), match.start("n")),
        year=int(year) if year else None,
    )
