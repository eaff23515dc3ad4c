"""How long a server calls its answer fresh."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.polling.wishes import fresh_for

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


def header(offset: timedelta) -> str:
    return format_datetime(NOW + offset, usegmt=True)


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        ({"cache-control": "public, max-age=600"}, 10),
        ({"cache-control": 'max-age="600"'}, 10),
        ({"cache-control": "Max-Age = 600, must-revalidate"}, 10),
        ({"cache-control": "max-age=600", "age": "120"}, 8),
        ({"cache-control": "max-age=600", "age": "900"}, None),
        ({"cache-control": "max-age=600", "expires": header(timedelta(hours=1))}, 10),
        ({"cache-control": "no-cache, max-age=600"}, None),
        ({"cache-control": "max-age=600, no-store"}, None),
        ({"cache-control": "s-maxage=600"}, None),
        ({"cache-control": "max-age=soon"}, None),
        ({"cache-control": "max-age=0", "expires": header(timedelta(hours=1))}, None),
        ({"expires": header(timedelta(hours=1))}, 60),
        ({"expires": header(timedelta(hours=1)), "date": header(timedelta(minutes=30))}, 30),
        ({"expires": header(-timedelta(hours=1))}, None),
        ({"expires": "0"}, None),
        ({"expires": "Thu, 99 Foo 2026"}, None),
        ({}, None),
    ],
)
def test_headers_say_how_long_an_answer_is_fresh(headers, minutes):
    assert fresh_for(headers, now=NOW) == (None if minutes is None else timedelta(minutes=minutes))


@given(st.dictionaries(st.sampled_from(["cache-control", "expires", "age", "date"]), st.text(max_size=60)))
def test_no_header_is_too_strange(headers):
    found = fresh_for(headers, now=NOW)
    assert found is None or found > timedelta(0)
