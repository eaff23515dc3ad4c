from __future__ import annotations

import json
from datetime import UTC, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import IngestError
from monitor.ingest import codec
from monitor.model import Entry, ParsedFeed

texts = st.text(st.characters(codec="utf-8"), max_size=20)
moments = st.none() | st.datetimes(timezones=st.just(UTC))
entries = st.builds(
    Entry,
    id=texts,
    id_from=texts,
    title=texts,
    link=st.none() | texts,
    published=moments,
    updated=moments,
    authors=st.lists(texts, max_size=3).map(tuple),
    summary=st.none() | texts,
    content=st.none() | texts,
    language=st.none() | texts,
)
reasons = st.lists(texts, max_size=2).map(tuple)
feeds = st.builds(
    ParsedFeed,
    entries=st.lists(entries, max_size=3).map(tuple),
    title=texts,
    language=st.none() | texts,
    ttl=st.none() | st.integers(1, 10_000).map(lambda minutes: timedelta(minutes=minutes)),
    failed=reasons,
    held=reasons,
    notes=reasons,
)


@given(feeds)
def test_a_parsed_feed_survives_the_way_through_json(parsed: ParsedFeed):
    assert codec.from_json(json.loads(json.dumps(codec.to_json(parsed)))) == parsed


def test_times_come_back_in_utc():
    at = codec.entry_from_json(
        codec.entry_to_json(Entry(id="a")) | {"published": "2024-05-06T12:00:00+03:00"}
    ).published
    assert at is not None
    assert at.tzinfo is UTC
    assert at.astimezone(timezone(timedelta(hours=3))).hour == 12


GOOD = codec.to_json(ParsedFeed(entries=(Entry(id="a"),)))


@pytest.mark.parametrize(
    "bad",
    [
        {},
        GOOD | {"entries": None},
        GOOD | {"entries": [{}]},
        GOOD | {"entries": [codec.entry_to_json(Entry(id="a")) | {"id": 5}]},
        GOOD | {"entries": [codec.entry_to_json(Entry(id="a")) | {"published": "yesterday"}]},
        GOOD | {"title": None},
        GOOD | {"failed": [1]},
        GOOD | {"ttl": 1e300},
    ],
)
def test_an_answer_of_another_shape_is_refused(bad: dict[str, object]):
    with pytest.raises(IngestError, match="cannot be read"):
        codec.from_json(bad)
