"""Dates as people write them, always in UTC and never by the machine's locale."""

from __future__ import annotations

from datetime import UTC, date, datetime

from monitor.model import DateMention, Precision
from notifiers.clean import clean_line

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


def day(value: date) -> str:
    """'28 September 2023'."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime) -> str:
    """'28 September 2023, 10:05 UTC'."""
    utc = value.astimezone(UTC)
    return f"{day(utc)}, {utc:%H:%M} UTC"


def mentioned(mention: DateMention) -> str:
    """A date of the text to its precision; the text's own words if it could not be placed."""
    value = mention.value
    if value is None:
        return f"“{clean_line(mention.span.text, 60)}”"
    try:
        if mention.precision is Precision.MONTH:
            year, month = value.split("-")
            return f"{MONTHS[int(month) - 1]} {int(year)}"
        if mention.precision is Precision.DAY:
            return day(date.fromisoformat(value))
        if mention.precision is Precision.MINUTE:
            return _minute(datetime.fromisoformat(value))
    except (ValueError, IndexError):
        pass
    return clean_line(value, 60)


def _minute(value: datetime) -> str:
    """A time without a zone stays without one: it is the text's own clock."""
    return moment(value) if value.tzinfo else f"{day(value)}, {value:%H:%M}"
