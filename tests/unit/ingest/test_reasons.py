from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.ingest import reasons

NOW = datetime(2024, 5, 6, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (" 0 ", timedelta(0)),
        ("999999999999999999", timedelta(hours=24)),
        ("Mon, 06 May 2024 12:30:00 GMT", timedelta(minutes=30)),
        ("Mon, 06 May 2024 14:30:00 +0200", timedelta(minutes=30)),
        ("Sun, 05 May 2024 12:00:00 GMT", timedelta(0)),
        ("Fri, 06 May 2044 12:00:00 GMT", timedelta(hours=24)),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date_within_a_day(header: str | None, wait: timedelta | None):
    assert reasons.retry_after(header, now=NOW) == wait


@given(st.text(max_size=40))
def test_any_retry_after_is_understood_or_ignored(header: str):
    wait = reasons.retry_after(header, now=NOW)
    assert wait is None or timedelta(0) <= wait <= timedelta(hours=24)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 429, 500, 503, 599])
def test_every_status_reads_as_a_sentence_with_its_number(status: int):
    failed = reasons.from_status("https://ann:hush@site.example/rss?token=hush", status, None)
    assert failed.reason.startswith("site.example ")
    assert str(status) in failed.reason
    assert "hush" not in failed.reason
