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
    data, body = codec.to_answer(parsed)
    assert codec.from_answer(json.loads(json.dumps(data)), body) == parsed


def changed(**fields: object) -> dict[str, object]:
    """The answer for one entry with some of its fields as they should not be."""
    names = ("id", "id_from", "title", "authors", "link", "language", "published", "updated", "summary", "content")
    entry = dict(zip(names, GOOD["entries"][0], strict=True)) | fields
    return GOOD | {"entries": [list(entry.values())]}


GOOD, TEXTS = codec.to_answer(ParsedFeed(entries=(Entry(id="a", summary="six b."),)))


def test_times_come_back_in_utc():
    at = codec.from_answer(changed(published="2024-05-06T12:00:00+03:00"), TEXTS).entries[0].published
    assert at is not None
    assert at.tzinfo is UTC
    assert at.astimezone(timezone(timedelta(hours=3))).hour == 12


def test_half_a_surrogate_pair_is_text_too():
    parsed = ParsedFeed(entries=(Entry(id="a", summary="\ud83d", content="\ude00"),))
    assert codec.from_answer(*codec.to_answer(parsed)) == parsed


@pytest.mark.parametrize(
    "bad",
    [
        {},
        GOOD | {"entries": None},
        GOOD | {"entries": [[]]},
        changed(id=5),
        changed(title=None),
        changed(authors=[None]),
        changed(link=0),
        changed(published="yesterday"),
        changed(published=""),
        changed(summary="a"),
        changed(summary=-1),
        changed(summary=7),
        changed(content=1),
        GOOD | {"title": None},
        GOOD | {"failed": [1]},
        GOOD | {"ttl": 1e300},
    ],
)
def test_an_answer_of_another_shape_is_refused(bad: dict[str, object]):
    with pytest.raises(IngestError, match="cannot be read"):
        codec.from_answer(bad, TEXTS)
