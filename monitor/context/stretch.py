"""Stretches of days, and how to say them: a day, a month or a year that holds all of one.

In: a time of writing with its precision. Out: the stretch that lies some days, weeks, months or years from it. Reads
no text and no clock.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from monitor.model import Precision, Written

_YEARS = range(1, 10_000)
_MONTHS, _WEEK = 12, 7


@dataclass(frozen=True, slots=True)
class Stretch:
    """All days from `first` to `last`."""

    first: date
    last: date

    @classmethod
    def of(cls, written: Written) -> Stretch | None:
        """The days in which an article may have been written; None when nothing says so."""
        value = written.value
        if not value:
            return None
        if written.precision is Precision.YEAR:
            return _year(int(value[:4]))
        if written.precision is Precision.MONTH:
            return _month(int(value[:4]), int(value[5:7]))
        day = date.fromisoformat(value[:10])
        return cls(day, day)

    def moved(self, unit: str, away: int) -> Stretch | None:
        """The days, weeks, months or years (whole ones) that lie `away` from this; None outside the calendar."""
        one, two = _unit(self.first, unit, away), _unit(self.last, unit, away)
        return Stretch(one.first, two.last) if one and two else None

    def told(self) -> tuple[str | None, Precision | None]:
        """The smallest day, month or year that holds all of it, in ISO 8601; None where it takes two years."""
        if self.first == self.last:
            return self.first.isoformat(), Precision.DAY
        if (self.first.year, self.first.month) == (self.last.year, self.last.month):
            return f"{self.first:%Y-%m}", Precision.MONTH
        if self.first.year == self.last.year:
            return f"{self.first.year:04}", Precision.YEAR
        return None, None


def _unit(day: date, unit: str, away: int) -> Stretch | None:
    try:
        if unit == "day":
            moved = day + timedelta(days=away)
            return Stretch(moved, moved)
        if unit == "week":
            monday = day - timedelta(days=day.weekday()) + timedelta(weeks=away)
            return Stretch(monday, monday + timedelta(days=_WEEK - 1))
        if unit == "month":
            months = day.year * _MONTHS + day.month - 1 + away
            return _month(months // _MONTHS, months % _MONTHS + 1)
        return _year(day.year + away)
    except (ValueError, OverflowError):
        return None


def _year(year: int) -> Stretch | None:
    return Stretch(date(year, 1, 1), date(year, _MONTHS, 31)) if year in _YEARS else None


def _month(year: int, month: int) -> Stretch | None:
    if year not in _YEARS:
        return None
    return Stretch(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
