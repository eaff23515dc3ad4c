"""Spans of time and sizes as people write them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.config.durations import LONGEST, duration_from_text, size_from_text, text_from_duration


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("30s", timedelta(seconds=30)),
        ("10m", timedelta(minutes=10)),
        ("48h", timedelta(hours=48)),
        ("7d", timedelta(days=7)),
        ("2w", timedelta(weeks=2)),
        ("1h30m", timedelta(minutes=90)),
        (" 5m ", timedelta(minutes=5)),
        ("0s", timedelta(0)),
    ],
)
def test_a_number_and_a_unit_are_a_span(text, span):
    assert duration_from_text(text) == span


@pytest.mark.parametrize("text", ["", "s", "5", "-5m", "5 m", "1.5h", "5min", "5M", "m5", "5m,", "99999999w", "٥m x"])
def test_anything_else_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match=r"; write "):
        duration_from_text(text)


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (timedelta(hours=48), "2d"),
        (timedelta(days=14), "2w"),
        (timedelta(days=10), "10d"),
        (timedelta(minutes=90), "1h30m"),
        (timedelta(0), "0s"),
    ],
)
def test_a_span_is_written_in_its_largest_whole_units(span, text):
    assert text_from_duration(span) == text


@given(st.integers(min_value=0, max_value=int(LONGEST.total_seconds())))
def test_what_is_written_is_read_back(seconds):
    span = timedelta(seconds=seconds)
    assert duration_from_text(text_from_duration(span)) == span


@given(st.text(max_size=20))
def test_any_text_is_a_span_or_refused_in_words(text):
    try:
        span = duration_from_text(text)
    except ValueError as error:
        refused = str(error)
        span = None
    assert refused.count("; write ") == 1 if span is None else timedelta(0) <= span <= LONGEST


@pytest.mark.parametrize(
    ("text", "size"), [("10MB", 10_000_000), ("512 kB", 512_000), ("1MiB", 1_048_576), ("7B", 7), ("1GB", 10**9)]
)
def test_a_size_is_a_number_of_bytes(text, size):
    assert size_from_text(text) == size


@pytest.mark.parametrize("text", ["", "10", "MB", "10 mb", "1.5MB", "-1MB", "10TB"])
def test_a_size_without_a_known_unit_is_refused(text):
    with pytest.raises(ValueError, match=r"write a number and a unit like 10MB"):
        size_from_text(text)
