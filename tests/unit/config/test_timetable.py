"""When a digest goes out and when a reader sleeps, as people write it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.config.timetable import (
    Hours,
    Timetable,
    hours_from_text,
    rate_from_text,
    timetable_from_text,
    zone_from_text,
)

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"])
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis wants naive bounds
CLOCKS = st.times().map(lambda at: at.replace(second=0, microsecond=0))
TIMETABLES = st.builds(Timetable, st.frozensets(st.integers(0, 6), min_size=1), CLOCKS)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("written", "now", "then"),
    [
        ("07:30", utc(2026, 11, 20, 6, 0), utc(2026, 11, 20, 6, 30)),
        ("07:30", utc(2026, 11, 20, 6, 30), utc(2026, 11, 21, 6, 30)),
        ("Mon-Fri 07:30", utc(2026, 11, 20, 7, 0), utc(2026, 11, 23, 6, 30)),  # a Friday
        ("sunday 9:05", utc(2026, 11, 20, 7, 0), utc(2026, 11, 22, 8, 5)),
        ("Fri-Mon 12:00", utc(2026, 11, 22, 12, 0), utc(2026, 11, 23, 11, 0)),
    ],
)
def test_a_timetable_names_the_next_time(written: str, now: datetime, then: datetime):
    assert timetable_from_text(written).next_after(now, BERLIN) == then


def test_a_time_that_the_day_does_not_have_is_the_first_one_after_it():
    assert timetable_from_text("02:30").next_after(utc(2026, 3, 28, 12), BERLIN) == utc(2026, 3, 29, 1, 0)


def test_a_time_that_comes_twice_is_the_first_of_the_two():
    assert timetable_from_text("02:30").next_after(utc(2026, 10, 24, 12), BERLIN) == utc(2026, 10, 25, 0, 30)
    assert timetable_from_text("02:30").next_after(utc(2026, 10, 25, 0, 30), BERLIN) == utc(2026, 10, 26, 1, 30)


@pytest.mark.parametrize(
    ("now", "end"),
    [
        (utc(2026, 11, 20, 20, 59), None),
        (utc(2026, 11, 20, 21, 0), utc(2026, 11, 21, 5, 0)),
        (utc(2026, 11, 21, 4, 59), utc(2026, 11, 21, 5, 0)),
        (utc(2026, 11, 21, 5, 0), None),
    ],
)
def test_hours_may_go_over_midnight(now: datetime, end: datetime | None):
    assert hours_from_text("22:00-06:00").end_after(now, BERLIN) == end


def test_hours_may_lie_in_the_middle_of_a_day():
    assert hours_from_text("12:00–13:30").end_after(utc(2026, 11, 20, 12, 0), BERLIN) == utc(2026, 11, 20, 12, 30)


@given(TIMETABLES, MOMENTS, ZONES)
def test_the_next_time_comes_within_nine_days_and_on_its_days(table: Timetable, now: datetime, zone: str):
    then = table.next_after(now, ZoneInfo(zone))
    assert now < then <= now + timedelta(days=9)
    assert then.astimezone(ZoneInfo(zone)).weekday() in table.days
    assert table.next_after(then - timedelta(seconds=1), ZoneInfo(zone)) == then


@given(CLOCKS, CLOCKS, MOMENTS, ZONES)
def test_hours_end_later_and_within_a_day(begin: time, end: time, now: datetime, zone: str):
    ends = Hours(begin, end).end_after(now, ZoneInfo(zone))
    if ends is not None:
        assert now < ends <= now + timedelta(hours=26)
        assert Hours(begin, end).end_after(ends, ZoneInfo(zone)) is None or begin == end


@given(TIMETABLES)
def test_what_is_printed_reads_back(table: Timetable):
    assert timetable_from_text(str(table)) == table


def test_rates_and_hours_print_as_they_are_written():
    assert [str(rate_from_text(text)) for text in ("20/hour", "5 / minute")] == ["20/hour", "5/minute"]
    assert str(hours_from_text("22:00-06:00")) == "22:00-06:00"
    assert str(timetable_from_text("mon-fri 7:30")) == "Mon-Fri 07:30"


@pytest.mark.parametrize(
    ("parse", "written", "says"),
    [
        (timetable_from_text, "", "write one like 07:30, Mon-Fri 07:30"),
        (timetable_from_text, "25:00", "is no time of day"),
        (timetable_from_text, "Mon-Fry 07:30", "says no time"),
        (timetable_from_text, "every day at 7", "says no time"),
        (hours_from_text, "22:00", "write from when until when"),
        (hours_from_text, "22-06", "is no time of day"),
        (hours_from_text, "06:00-06:00", "begins when it ends"),
        (rate_from_text, "20", "like 20/hour"),
        (rate_from_text, "0/hour", "is no rate"),
        (rate_from_text, "20/week", "minute, hour, day"),
        (zone_from_text, "Berlin", "like Europe/Berlin"),
        (zone_from_text, "../etc/passwd", "is no time zone"),
    ],
)
def test_what_is_no_time_is_refused_with_the_next_step(parse, written: str, says: str):
    with pytest.raises(ValueError, match=says):
        parse(written)
