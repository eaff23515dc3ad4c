from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.ingest.dates import read, usual
from monitor.ingest.months import month_of

TEN = datetime(2024, 5, 6, 10, tzinfo=UTC)
GUESS = datetime(1999, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 06 May 2024 10:00:00 GMT",
        "Mon, 6 May 24 13:00 MSK",
        "Mon, 06 May 2024 12:00:00 CEST",
        "Mon, 06 May 2024 06:00:00 EDT",
        "Mon, 06 May 2024 15:30:00 +05:30 (IST)",
        "Mon, 06 May 2024 13:00 GMT+3",
        "lun., 06 mai 2024 12:00:00 +0200",
        "Пн, 06 Май 2024 13:00:00 +0300",
        "6 травня 2024 р., 10:00",
        "6 de mayo de 2024, 10:00",
        "6 maja 2024, 10:00",
        "6. května 2024 10:00",
        "2024. május 6. 10:00",
        "٦ مايو ٢٠٢٤ ١٠:٠٠",
        "May 6th, 2024 10:00 AM",
        "2024年5月6日 上午10:00",
        "2024년 5월 6일 오전 10:00",
        "2024/5/6 10:00",
        "06.05.2024 10:00",
        "20240506T100000Z",
        "2024-05-06 13:00:00 +0300",
        "1714989600",
        "1714989600000",
        "1714989600.25",
        "Mon May 06 13:00:00 MSK 2024",
        "Mon May  6 12:00:00 +0200 2024",
        "2024-5-6T10:0:0Z",
        "6 mai 2024 10h00",
        "6. Mai 2024, 10.00 Uhr",
        "06 мая 2024 г., 13:00 MSK",
        "6 Mayıs 2024 10:00",
        "Pzt, 06 May 2024 13:00:00 +0300",
        "Δευ, 06 Μάι 2024 13:00:00 +0300",
        "2024-május-6T12:00+02:00",
        "6 мая 2024 10:00",
        "6 мая 2024 15:30 IST",  # codespell:ignore
    ],
)
def test_ten_o_clock_is_read_however_it_is_written(text: str):
    assert read(text, None) == TEN


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [
        ("2023-02-30T24:00:00Z", 2, 28),
        ("2024-02-30", 2, 29),
        ("Sun, 30 Feb 2024 23:00:00 EDT", 2, 29),
        ("31 avril 2024", 4, 30),
        ("31.06.2024 10:00", 6, 30),
    ],
)
def test_a_day_that_its_month_does_not_have_is_the_last_of_it(text: str, month: int, day: int):
    at = read(text, GUESS)
    assert at is not None
    assert (at.month, at.day, at.hour) == (month, day, 0)


@pytest.mark.parametrize("text", ["2003-00-01", "2003-13-01T00:00:00Z", "99/99/2024", "2024-05-32"])
def test_a_day_of_no_month_is_no_date_and_no_guess(text: str):
    assert read(text, GUESS) is None


@pytest.mark.parametrize("text", ["2024-05-06T25:14:55Z", "2024-05-06T10:61:00Z"])
def test_a_time_that_no_clock_shows_leaves_the_day(text: str):
    at = read(text, GUESS)
    assert at is not None
    assert (at.month, at.day) == (5, 6)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024-127", 6), ("2024-W19-1", 6), ("25/05/2024", 25), ("05/25/2024", 25), ("05/06/2024 1:00 PM", 6)],
)
def test_days_are_told_from_months_where_they_can_be(text: str, day: int):
    at = read(text, None)
    assert at is not None
    assert (at.month, at.day) == (5, day)


@pytest.mark.parametrize("text", ["", "yesterday", "Mon, 06 May 2024 10:00:00 XYZ"])
def test_what_is_no_date_is_left_to_the_guess(text: str):
    assert read(text, None) is None
    assert read(text, GUESS) == GUESS


def test_midnight_may_be_called_twenty_four_and_leap_seconds_are_forgiven():
    assert read("Mon, 06 May 2024 24:00:00 GMT", None) == datetime(2024, 5, 7, tzinfo=UTC)
    assert read("Mon, 06 May 2024 10:00:60 GMT", None) == TEN.replace(second=59)


@pytest.mark.parametrize(
    ("words", "month"),
    [
        ("ianuarie студзень yanvar", 1),
        ("Mrz сакавік березня", 3),
        ("iunie чэрвень juuni iyun", 6),
        ("iulie čvc ліпень", 7),
    ],
)
def test_months_are_known_in_the_languages_of_the_east(words: str, month: int):
    assert {month_of(word) for word in words.split()} == {month}


def test_months_that_two_languages_share_are_those_of_more_readers():
    assert [
        month_of(word) for word in ("listopada", "červen", "července", "lipca", "lipnja", "marraskuuta", "day")
    ] == [
        *(11, 6, 7, 7, 6, 11),
        None,
    ]


@given(st.text() | st.from_regex(r"[0-9a-zA-Z:+ ,./-]{1,40}", fullmatch=True))
def test_any_text_is_a_time_in_utc_or_none(text: str):
    at = read(text, None)
    assert at is None or at.utcoffset() is not None


def _two(least: int, most: int) -> st.SearchStrategy[str]:
    return st.integers(least, most).map("{:02d}".format)


_CLOCKS = st.builds("{}:{}{}".format, _two(0, 25), _two(0, 61), st.sampled_from(["", ":00", ":59", ":60", ":7"]))
_ZONES = st.one_of(
    st.sampled_from(["GMT", "UT", "Z", "EST", "MSK", "IRST", "A", "PM", "XYZ", "Europe/Kyiv", "gmt", ""]),
    st.builds("{}{}{}{}".format, st.sampled_from("+-"), _two(0, 16), st.sampled_from(["", ":"]), _two(0, 61)),
)
_OF_MAIL = st.builds(
    "{}{} {} {} {} {}".format,
    st.sampled_from(["", "Mon, ", "Monday, ", "mon, "]),
    st.one_of(_two(0, 32), st.integers(1, 9).map(str)),
    st.sampled_from(["Jan", "Feb", "May", "Sept", "Dec", "mai", "13"]),
    st.sampled_from(["2024", "24", "0001", "9999", "1900"]),
    _CLOCKS,
    _ZONES,
)
_OF_THE_INTERNET = st.builds(
    "{}-{}-{}{}{}{}{}".format,
    st.sampled_from(["2024", "0001", "9999"]),
    _two(0, 13),
    _two(0, 32),
    st.sampled_from(["T", " ", "t"]),
    _CLOCKS,
    st.sampled_from(["", ".5", ".123456", ".1234567"]),
    _ZONES,
)


@given(st.one_of(_OF_MAIL, _OF_THE_INTERNET, st.text(max_size=30)))
@example("14 May 0001 23:26:59 UTC")
@example("Fri, 31 Dec 9999 23:59:59 -0800")
def test_a_date_in_one_of_the_usual_forms_is_what_is_read_without_a_guess(text: str):
    at = usual(text)
    assert at is None or at == read(text, None)


@pytest.mark.parametrize(
    "text",
    [
        *("Mon, 06 May 2024 09:30:00 +0200", "6 May 2024 07:30 GMT", "Mon, 06 May 2024 03:30:00 EDT"),
        *("2024-05-06T07:30:00Z", "2024-05-06T09:30:00.99+02:00", "2024-05-06T02:00:00-0530"),
    ],
)
def test_the_usual_forms_of_dates_are_known(text: str):
    assert usual(text) == datetime(2024, 5, 6, 7, 30, tzinfo=UTC)
