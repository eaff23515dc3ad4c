"""Time of writing: a feed's date, a date given with a text, or the text's own words in; `Written` out.

The feed's date is the strongest. Without one, an agency's dateline with a year in it ('GENEVA, 12 March 2024 (AFP) -')
gives the day; else an event of known date that the text puts into 'early last year' gives the year, and the largest
past year that it names is a lower bound. The date line of the page is no evidence: pages are copied long after a story
was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from monitor.model import Precision, Written
from monitor.text.date_line import read_date_line
from monitor.text.tables import table, words

_APART = 40  # characters between an event and its 'early last year': beyond, they may belong to different clauses
_APART_PLAIN = 3  # characters between a moment and a plain 'last year': side by side
_EARLY_UNTIL, _LATE_FROM = 4, 9  # months
_READ = 20_000  # characters of a text that are looked at
_YEAR = re.compile(r"(?:19|20)\d{2}(?<![\d#.,/-]\d{4})(?![\d])(?![.,/]\d)")
_DATELINE = re.compile(
    r"[^\W\d_][^,،，.\n]{1,30}[,،，]\s?(?P<date>[^(（—–\n]{6,36}?)\s?(?:[(（][^()（）]{2,40}[)）]|[-—–]\s)"
)
_DATELINE_WITHIN = 3  # paragraphs: a title and a lead may stand before it
_GIVEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})([T ].+)?)?)?")
_PRECISIONS = (Precision.YEAR, Precision.MONTH, Precision.DAY, Precision.MINUTE)


def written_by_feed(published: datetime, because: str = "the feed states this date") -> Written:
    """The date that the feed states. `published` is aware."""
    moment = published if published.tzinfo is UTC else published.astimezone(UTC)
    return Written(value=moment.isoformat("T", "seconds"), precision=Precision.MINUTE, because=because)


def written_as_given(date: str) -> Written:
    """The date that came with a text: a year, month, day or moment in ISO 8601. Raises ValueError for anything else."""
    match = _GIVEN.fullmatch(date.strip())
    if match is None:
        raise ValueError(_no_date(date))
    precision = _PRECISIONS[sum(part is not None for part in match.groups()) - 1]
    try:
        first = datetime(int(match[1]), int(match[2] or 1), int(match[3] or 1), tzinfo=UTC)
        moment = datetime.fromisoformat(match[0]) if precision is Precision.MINUTE else first
        value = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError) as error:
        raise ValueError(_no_date(date)) from error
    value = value if precision is Precision.MINUTE else match[0]
    return Written(value=value, precision=precision, because="this date was given with the text")


def _no_date(date: str) -> str:
    return f"'{date}' is no date; write 2023, 2023-09, 2023-09-28 or 2023-09-28T10:00"


def written_by_text(text: str, language: str | None, *, now: datetime) -> Written:
    """The day of the dateline, the year that the text's own words give, or None with the lower bound as the reason."""
    dateline = _dateline(text, now)
    if dateline is not None:
        return dateline
    plain = text[:_READ].replace("’", "'").replace("ʼ", "'")
    bound = _latest_past_year(plain, now.year)
    for found in _anchors(plain, language):
        if found.year <= now.year and (bound is None or bound <= found.year + 1):
            because = f"'{found.event}' is of {found.began} and the text says '{found.phrase}'"
            return Written(value=str(found.year), precision=Precision.YEAR, because=because)
    because = "neither the feed nor the text says when"
    return Written(value=None, because=because + (f"; not before {bound}, which the text names" if bound else ""))


def _dateline(text: str, now: datetime) -> Written | None:
    """The date of 'PLACE, 12 March 2024 (AGENCY) -' at the beginning of one of the first paragraphs."""
    for paragraph in [part for part in text[:_READ].split("\n") if part.strip()][:_DATELINE_WITHIN]:
        match = _DATELINE.match(paragraph)
        day = read_date_line(match["date"]) if match else None
        if match and day and day <= now.date():
            because = f"the dateline says '{match['date'].strip()}'"
            return Written(value=day.isoformat(), precision=Precision.DAY, because=because)
    return None


def _latest_past_year(text: str, this_year: int) -> int | None:
    """The largest year in the text that is not in the future; numbers of resolutions are no years."""
    not_years = tuple(table("anchors.yaml")["not_years"])
    years = [
        int(match[0])
        for match in _YEAR.finditer(text)
        if not text[max(0, match.start() - 16) : match.start()].rstrip(" .").lower().endswith(not_years)
    ]
    return max((year for year in years if year <= this_year), default=None)


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A dated event that the text puts into last year. `year` is the year of writing."""

    event: str
    began: str
    phrase: str

    @property
    def year(self) -> int:
        return int(self.began[:4]) + 1


def _anchors(text: str, language: str | None) -> Iterator[_Anchor]:
    """Every event that stands next to a fitting 'last year', in the order of the table."""
    last_year = {when: _expression(_of(terms, language)) for when, terms in table("anchors.yaml")["last_year"].items()}
    said = {when: phrase for when, phrase in last_year.items() if phrase and phrase.search(text)}
    for event in table("anchors.yaml")["events"] if said else ():
        season = _season(int(event["began"][5:]))
        pairs = [(key, season, _APART) for key in ("names", "moments") if season]
        for key, when, apart in (*pairs, ("moments", "plain", _APART_PLAIN)):
            name = _expression(_of(event[key], language))
            phrase = _beside(text, name, said[when], apart=apart) if name and when in said else None
            if phrase:
                yield _Anchor(*phrase[:1], event["began"], phrase[1])


def _season(month: int) -> str | None:
    if month <= _EARLY_UNTIL:
        return "early"
    return "late" if month >= _LATE_FROM else None


def _beside(text: str, name: re.Pattern[str], phrase: re.Pattern[str], *, apart: int) -> tuple[str, str] | None:
    """The event's words and the phrase's, where one stands at most `apart` characters from the other in a sentence."""
    for found in name.finditer(text):
        start, end = max(0, found.start() - apart - 60), found.end() + apart + 60
        for near in phrase.finditer(text, start, end):
            between = (
                text[found.end() : near.start()] if near.start() >= found.end() else text[near.end() : found.start()]
            )
            if len(between) <= apart + 1 and not re.search(r"[.!?。]\s|\n", between):
                return found[0], near[0]
    return None


def _of(by_language: Mapping[str, Any], language: str | None) -> tuple[str, ...]:
    return words(by_language) if language is None else tuple(by_language.get(language, ()))


@lru_cache(maxsize=256)
def _expression(terms: tuple[str, ...]) -> re.Pattern[str] | None:
    """Any of the terms as whole words; `*` stands for up to eight letters. Chinese has no word ends."""
    if not terms:
        return None
    either = "|".join(re.escape(term).replace(r"\*", r"\w{0,8}") for term in sorted(terms, key=len, reverse=True))
    bounded = rf"\b(?:{either})\b"
    chinese = any("\u4e00" <= term[0] <= "\u9fff" for term in terms)
    return re.compile(either if chinese else bounded, re.IGNORECASE)
