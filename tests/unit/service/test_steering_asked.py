"""What people type behind `vedette silence`: when it ends."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from monitor.service.steering_asked import end_of

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _a_clock_in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_an_end_is_a_span_from_now_or_a_time_by_the_clock_on_the_wall() -> None:
    assert end_of("7d", None, now=NOW) == NOW + timedelta(days=7)
    assert end_of(None, "2026-12-01", now=NOW) == datetime(2026, 11, 30, 23, tzinfo=UTC)
    assert end_of(None, "2026-07-01 18:00", now=NOW) == datetime(2026, 7, 1, 16, tzinfo=UTC)
    assert end_of(None, "2026-12-01T08:00Z", now=NOW) == datetime(2026, 12, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("for_", "until", "said"),
    [
        (None, None, "say until when, in one way"),
        ("7d", "2026-12-01", "say until when, in one way"),
        ("0s", None, "hides nothing"),
        ("soon", None, "no span of time"),
        (None, "soon", '"soon" is no time; write 2026-12-01'),
        (None, "2026-03-04 12:00", "is over already"),
        (None, "9999-99-99", "is no time"),
        (None, "0001-01-01", "is"),
    ],
)
def test_what_is_no_end_is_said(for_: str | None, until: str | None, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        end_of(for_, until, now=NOW)
