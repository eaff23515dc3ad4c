"""Read a date as feeds write it: RFC 822, ISO 8601, words of many languages, bare numbers.

In: the text as published, and what feedparser made of it. Out: an aware UTC time of whole seconds, or None. A date
without a zone is taken as UTC. Never guesses a day: a text without day, month and year is no date.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from types import MappingProxyType
from zoneinfo import ZoneInfo

from monitor.ingest.months import month_of
from monitor.ingest.zones import HOURS

LONGEST = 100  # characters; no calendar needs more

_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = MappingProxyType({name: f"{number:02}" for number, name in enumerate(_SHORT_MONTHS, start=1)})
_CLOCK = r"((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)"
_MAIL = re.compile(
    rf"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d\d?) ({'|'.join(_SHORT_MONTHS)}) ([1-9]\d{{3}}) {_CLOCK}"
    r" (?:([A-Z]{1,5})|([+-])(0\d|1[0-4]):?([0-5]\d))",
    re.ASCII,
)
_INTERNET = re.compile(rf"(\d{{4}})-(\d\d)-(\d\d)T{_CLOCK}(?:\.\d{{1,6}})?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d)", re.ASCII)

_WORD = r"[^\W\d_]{3,}"
_GLUE = r"[\s.,/'-]*(?:(?:de|del|of|d)\b[\s']*)?"
_DAY_MONTH_YEAR = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º|ª)?{_GLUE}({_WORD}){_GLUE}(\d{{4}}|\d\d)(?![\d:])"
)
_MONTH_DAY_YEAR = re.compile(
    rf"({_WORD})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+"
    r"(?:\d\d?:[\d:]+\s+(?:(?:[A-Z]{1,5}|(?:GMT|UTC)?[+-]\d{4})\s+)?)?(\d{4})(?!\d)"
)
_YEAR_MONTH_DAY = re.compile(rf"(?<!\d)(\d{{4}})[\s.,-]+({_WORD})\.?[\s-]+(\d{{1,2}})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.年년]\s*(\d{1,2})\s?[-/.月월]\s*(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([-/. ])\s?(\d{1,2})\2\s?(\d{4}|(?<=[/.])\d\d)(?![\d:])")
_ORDINAL = re.compile(r"(\d{4})-(\d{3})")
_EPOCH = re.compile(r"(\d{10})(\d{3})?(?:\.\d+)?")
_TIME = re.compile(
    r"(?<![\d:])(\d{1,2})(?:[:時시点點]\s?|h|\.(?=\d\d\s?Uhr))(\d\d|(?<=:)\d(?=:))"
    r"(?:[:分분]\s?(\d\d?))?(?![\d:])"
)
_AFTERNOON = re.compile(r"\d\s*p\.?m\b|오후|下午|午後|晚上|م(?!\w)", re.IGNORECASE)
_MORNING = re.compile(r"\d\s*a\.?m\b|오전|上午|午前", re.IGNORECASE)
_OFFSET = re.compile(r"(?:(?<=[\d\s(])|(?<=GMT)|(?<=UTC))([+\u2212-])(\d{1,2}):?(\d\d)?(?!\d)")
_PLACE = re.compile(r"\b[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_-]+){1,2}\b")
_ZONE = re.compile(r"(?<![A-Za-z/])([A-Z]{1,5})(?![A-Za-z/])")
_MONTHS, _HALF_A_DAY, _LAST_MINUTE, _MIDNIGHT = 12, 12, 59, 24
_MAY_BE_MISSING = range(29, 32)  # days that some months do not have
_SHORT = 99
_CENTURY = 68  # two digits up to this are of this century, as POSIX has it


def read(text: str, guess: datetime | None) -> datetime | None:
    """The time stated in `text`; `guess`, feedparser's reading, where none of our forms fits.

    A day that its month does not have is the month's last; a month that no year has is no date.
    """
    text = " ".join(text[:LONGEST].split())
    if not text:
        return guess
    if whole := _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(whole[1]), UTC)
    try:
        return (_iso(text) or _in_words(text) or _in_numbers(text)) or guess
    except (ValueError, OverflowError):  # no such month or day: a guess would be of another month
        return None


def usual(text: str) -> datetime | None:
    """The time in `text` if it stands in the form of RFC 822 (RSS) or RFC 3339 (Atom), with its zone; what `read` says.

    Seconds are cut, as there. None for all other forms.
    """
    try:
        if found := _MAIL.fullmatch(text):
            return _in_mail(*found.groups())
        return _iso(text) if _INTERNET.fullmatch(text) else None
    except (ValueError, OverflowError):
        return None


def _in_mail(day: str, month: str, year: str, clock: str, *zone: str | None) -> datetime | None:
    name, sign, ahead_hours, ahead_minutes = zone
    if name is not None and name not in HOURS:
        return None
    at = datetime.fromisoformat(f"{year}-{_MONTH[month]}-{day.zfill(2)}T{clock}Z")  # quicker than number by number
    ahead = HOURS[name] * 60 if name else int(ahead_hours or 0) * 60 + int(ahead_minutes or 0)
    if not ahead:  # as in most feeds
        return at
    return at + timedelta(minutes=ahead) if sign == "-" else at - timedelta(minutes=ahead)


def _iso(text: str) -> datetime | None:
    if ordinal := _ORDINAL.fullmatch(text):
        return datetime.strptime(text, "%Y-%j").replace(tzinfo=UTC) if int(ordinal[2]) else None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _utc(at.replace(microsecond=0))


def _in_words(text: str) -> datetime | None:
    for form, order in ((_DAY_MONTH_YEAR, (3, 2, 1)), (_MONTH_DAY_YEAR, (3, 1, 2)), (_YEAR_MONTH_DAY, (1, 2, 3))):
        for found in form.finditer(text):
            year, word, day = (found[group] for group in order)
            if month := month_of(word):
                return _at(text, year, month, int(day), after=found.start(order[2]))
    return None


def _in_numbers(text: str) -> datetime | None:
    if found := _YEAR_FIRST.search(text):
        return _at(text, found[1], int(found[2]), int(found[3]), after=found.end())
    if found := _YEAR_LAST.search(text):
        first, second = int(found[1]), int(found[3])
        american = second > _MONTHS or (found[2] == "/" and first <= _MONTHS and _half(text) is not None)
        month, day = (first, second) if american else (second, first)
        return _at(text, found[4], month, day, after=found.end())
    return None


def _at(text: str, year: str, month: int, day: int, *, after: int) -> datetime | None:
    """The day at the time and in the zone that the rest of the text states. An unknown zone name is nobody's guess."""
    number = int(year)
    if number <= _SHORT:
        number += 2000 if number <= _CENTURY else 1900
    midnight = _day(number, month, day)
    clock = _TIME.search(text)
    if clock is None or midnight.day != day:
        return midnight.replace(tzinfo=UTC)
    behind = max(clock.end(), after)
    zone = _zone(text, behind if behind < len(text) else clock.end())
    hours, minutes, seconds = _hour(int(clock[1]), text), int(clock[2]), min(int(clock[3] or 0), _LAST_MINUTE)
    if zone is None:
        return None
    if hours > _MIDNIGHT or minutes > _LAST_MINUTE:  # no time; the day stands
        return midnight.replace(tzinfo=UTC)
    return _utc((midnight + timedelta(hours=hours, minutes=minutes, seconds=seconds)).replace(tzinfo=zone))


def _day(year: int, month: int, day: int) -> datetime:
    """The midnight at which a day begins; of 30 February, as programs reckon months, the last of the month."""
    last = calendar.monthrange(year, month)[1] if day in _MAY_BE_MISSING else day
    return datetime(year, month, min(day, last))  # noqa: DTZ001 - the zone is applied by who asks


def _hour(hour: int, text: str) -> int:
    half = _half(text)
    if half is None or hour > _HALF_A_DAY:
        return hour
    return hour % _HALF_A_DAY + half


def _half(text: str) -> int | None:
    """12 for the afternoon, 0 for the morning, None for a clock of 24 hours."""
    if _AFTERNOON.search(text):
        return _HALF_A_DAY
    return 0 if _MORNING.search(text) else None


def _zone(text: str, start: int) -> tzinfo | None:
    """The zone named after the time, from `start` on; UTC when there is none, None when its name is not known."""
    if offset := _OFFSET.search(text, start):
        ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(-ahead if offset[1] != "+" else ahead) if ahead < timedelta(hours=15) else UTC
    if place := _PLACE.search(text, start):
        return _zone_of(place[0])
    names = [name for name in _ZONE.findall(text, start) if name not in {"AM", "PM", "A", "P", "M"}]
    if not names:
        return UTC
    hours = HOURS.get(names[0])
    return None if hours is None else timezone(timedelta(hours=hours))


def _zone_of(place: str) -> tzinfo | None:
    """The zone of a name of the IANA database: 'Europe/Brussels'."""
    try:
        return ZoneInfo(place)
    except (KeyError, ValueError, OSError):
        return None


def _utc(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
