"""When, as people write it: 'Mon-Fri 07:30', '22:00-06:00', '20/hour'. Text to value and back. Pure.

A moment goes in as an aware UTC datetime with the zone that the clock on the wall shows, and comes out as UTC. Where
the clocks are put forward, a time that the day does not have is the first one after it; where they are put back, it is
the first of the two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, PlainSerializer

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PERIODS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}
_ALL_DAYS = frozenset(range(len(DAYS)))
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_RATE = re.compile(r"(\d{1,6})\s*/\s*([a-z]+)")


@dataclass(frozen=True, slots=True)
class Timetable:
    """A time of some days of the week: 0 is Monday."""

    days: frozenset[int]
    at: time

    def next_after(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """The first such time after `moment`."""
        first = moment.astimezone(zone).date()
        for ahead in range(len(DAYS) + 2):
            day = first + timedelta(days=ahead)
            begins = _moment(day, self.at, zone)
            if day.weekday() in self.days and begins > moment:
                return begins
        raise AssertionError("a week has every weekday")

    def __str__(self) -> str:
        clock = f"{self.at:%H:%M}"
        return clock if self.days == _ALL_DAYS else f"{_written(sorted(self.days))} {clock}"


@dataclass(frozen=True, slots=True)
class Hours:
    """A part of each day; it may go over midnight."""

    begin: time
    end: time

    def end_after(self, moment: datetime, zone: ZoneInfo) -> datetime | None:
        """When the hours that `moment` lies in end; None when it lies in none."""
        today = moment.astimezone(zone).date()
        for day in (today - timedelta(days=1), today):
            last = day if self.begin < self.end else day + timedelta(days=1)
            end = _moment(last, self.end, zone)
            if _moment(day, self.begin, zone) <= moment < end:
                return end
        return None

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"


@dataclass(frozen=True, slots=True)
class Rate:
    """So many in any stretch of this length."""

    count: int
    per: timedelta

    def __str__(self) -> str:
        return f"{self.count}/{next(name for name, span in PERIODS.items() if span == self.per)}"


def timetable_from_text(text: str) -> Timetable:
    """'07:30', 'Mon-Fri 07:30', 'Mon,Thu 18:00'. Raises ValueError with the next step."""
    words = text.split()
    if not words or len(words) > 2:  # noqa: PLR2004 - days and a time
        raise _no_timetable(text)
    days = _days(words[0], text) if len(words) > 1 else _ALL_DAYS
    return Timetable(days, _clock(words[-1], text))


def hours_from_text(text: str) -> Hours:
    """'22:00-06:00'. Raises ValueError with the next step."""
    begin, dash, end = text.replace("–", "-").partition("-")
    if not dash:
        raise ValueError(f'"{text}" is no part of a day; write from when until when, like 22:00-06:00')
    hours = Hours(_clock(begin.strip(), text), _clock(end.strip(), text))
    if hours.begin == hours.end:
        raise ValueError(f'"{text}" begins when it ends; write two different times')
    return hours


def rate_from_text(text: str) -> Rate:
    """'20/hour', '5/minute', '100/day'. Raises ValueError with the next step."""
    found = _RATE.fullmatch(text.strip())
    if found is None or found[2] not in PERIODS or not int(found[1]):
        raise ValueError(f'"{text}" is no rate; write how many in what time, like 20/hour ({", ".join(PERIODS)})')
    return Rate(int(found[1]), PERIODS[found[2]])


def zone_from_text(name: str) -> str:
    """A name of the time zone database, like Europe/Berlin. Raises ValueError with the next step."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f'"{name}" is no time zone; write one like Europe/Berlin, America/New_York or UTC') from error
    return name


def _days(written: str, text: str) -> frozenset[int]:
    days: set[int] = set()
    for part in written.split(","):
        first, dash, last = part.partition("-")
        begin = _day(first, text)
        end = _day(last, text) if dash else begin
        days |= {(begin + ahead) % len(DAYS) for ahead in range((end - begin) % len(DAYS) + 1)}
    return frozenset(days)


def _written(days: list[int]) -> str:
    """'Mon-Fri' for days in a row, else 'Mon,Thu'."""
    in_a_row = len(days) > 2 and days[-1] - days[0] == len(days) - 1  # noqa: PLR2004 - two days read better as a list
    return f"{DAYS[days[0]]}-{DAYS[days[-1]]}" if in_a_row else ",".join(DAYS[day] for day in days)


def _day(name: str, text: str) -> int:
    wanted = name.strip().lower()
    for number, full in enumerate(_NAMES):
        if wanted in (full, full[:3]):
            return number
    raise _no_timetable(text)


def _clock(written: str, text: str) -> time:
    found = _CLOCK.fullmatch(written)
    if found is None:
        raise ValueError(f'"{written}" in "{text}" is no time of day; write one like 07:30')
    return time(int(found[1]), int(found[2]))


def _no_timetable(text: str) -> ValueError:
    return ValueError(f'"{text}" says no time; write one like 07:30, Mon-Fri 07:30 or Mon,Thu 18:00')


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """That time of that day in UTC; one that the day does not have is the first after the gap."""
    local = datetime.combine(day, at, zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return moment
    before = (local - timedelta(days=1)).utcoffset() or timedelta(0)
    after = (local + timedelta(days=1)).utcoffset() or timedelta(0)
    return moment if before == after else _end_of_gap(local, before, after)


def _end_of_gap(local: datetime, before: timedelta, after: timedelta) -> datetime:
    """The moment at which the clocks were put forward, found between the two readings of `local`."""
    low = local.replace(tzinfo=UTC) - max(before, after)
    high = local.replace(tzinfo=UTC) - min(before, after)
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if (middle.astimezone(local.tzinfo).utcoffset() == before) else (low, middle)
    return high.replace(microsecond=0)


def _parsed(parse: object) -> BeforeValidator:
    def read(value: object) -> object:
        return parse(value) if isinstance(value, str) and callable(parse) else value

    return BeforeValidator(read)


DigestTimes = Annotated[Timetable, _parsed(timetable_from_text), PlainSerializer(str)]
QuietHours = Annotated[Hours, _parsed(hours_from_text), PlainSerializer(str)]
RateLimit = Annotated[Rate, _parsed(rate_from_text), PlainSerializer(str)]
TimeZone = Annotated[str, AfterValidator(zone_from_text)]
