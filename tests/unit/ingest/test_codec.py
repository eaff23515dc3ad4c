from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import IngestError
from monitor.ingest import codec
from monitor.model import Cleaned, Entry, ParsedFeed, Removed, TextSource
from monitor.text.clean import clean_where_parsed
from monitor.text.identity import entry_hash

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


NAMES = (
    *("id", "id_from", "title", "authors", "link", "language", "published", "updated"),
    *("digest", "is_clean", "sizes"),
)


def changed(**fields: object) -> dict[str, object]:
    """The answer for one entry with some of its fields as they should not be."""
    entry = dict(zip(NAMES, GOOD["entries"], strict=True)) | {name: [field] for name, field in fields.items()}
    return GOOD | {"entries": list(entry.values())}


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
        changed(authors="ann"),
        changed(digest=5),
        changed(digest="ab"),
        changed(digest="x" * 64),
        changed(sizes=["a", None]),
        changed(sizes=[-1, None]),
        changed(sizes=[7, None]),
        changed(sizes=[6, 1]),
        changed(is_clean=True),
        GOOD | {"entries": [*GOOD["entries"], []]},
        GOOD | {"entries": [[], *GOOD["entries"][1:]]},
        GOOD | {"entries": ["a", *GOOD["entries"][1:]]},
        GOOD | {"clean": -1},
        GOOD | {"clean": 99},
        GOOD | {"title": None},
        GOOD | {"failed": [1]},
        GOOD | {"ttl": 1e300},
    ],
)
def test_an_answer_of_another_shape_is_refused(bad: dict[str, object]):
    with pytest.raises(IngestError, match="cannot be read"):
        codec.from_answer(bad, TEXTS)


ENTRY = Entry(
    id="a",
    title="Pier &amp; port",
    link="https://news.example/a?utm_source=feed",
    authors=("Ann Lee",),
    summary="<p>Ships wait.</p>",
    content="<p>The pier was closed.</p><p>Ships wait outside.</p><p>Leave a Reply</p>",
)
CLEANED = clean_where_parsed([ENTRY])
CLEAN, CLEAN_TEXTS = codec.to_answer(ParsedFeed(entries=(ENTRY,)), digests=[entry_hash(ENTRY)], cleaned=CLEANED)
OF_CLEAN = ("title", "text_source", "removed", "byline", "agency", "page_date", "link", "canonical")

line = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1, max_size=20)
cleaned = st.builds(
    Cleaned,
    title=texts,
    paragraphs=st.lists(line, max_size=3).map(tuple),
    text_source=st.sampled_from(TextSource),
    removed=st.lists(st.builds(Removed, kind=texts, text=texts), max_size=2).map(tuple),
    byline=st.none() | texts,
    agency=st.none() | texts,
    page_date=st.none() | texts,
    link=st.none() | texts,
    canonical=texts,
)


@given(st.lists(st.tuples(entries, st.none() | cleaned), max_size=4))
def test_what_was_cleaned_comes_clean_and_the_rest_as_it_was(stated: list[tuple[Entry, Cleaned | None]]):
    parsed = ParsedFeed(entries=tuple(entry for entry, _ in stated))
    digests = [entry_hash(entry) for entry in parsed.entries]
    data, body = codec.to_answer(parsed, digests=digests, cleaned=[clean for _, clean in stated])
    assert codec.from_answer(json.loads(json.dumps(data)), body).entries == tuple(
        replace(entry, digest=entry_hash(entry))
        if clean is None
        else replace(entry, digest=entry_hash(entry), cleaned=clean, summary=None, content=None)
        for entry, clean in stated
    )


@pytest.mark.parametrize("paragraphs", [("one\n\ntwo",), ("one\ntwo", "three"), ("one", "", "two"), ("a\0b",), ("",)])
def test_paragraphs_that_would_come_apart_elsewhere_are_not_sent(paragraphs: tuple[str, ...]):
    odd = Cleaned(title="", paragraphs=paragraphs, text_source=TextSource.CONTENT)
    parsed = ParsedFeed(entries=(ENTRY,))
    assert codec.from_answer(*codec.to_answer(parsed, cleaned=[odd])) == parsed


def test_a_cleaned_entry_comes_without_its_markup():
    (entry,) = codec.from_answer(CLEAN, CLEAN_TEXTS).entries
    assert entry.cleaned == CLEANED[0]
    assert (entry.summary, entry.content) == (None, None)
    assert b"<p>" not in CLEAN_TEXTS


def changed_clean(**fields: object) -> dict[str, object]:
    """The answer for a cleaned entry with some of its fields as they should not be."""
    columns = dict(zip(OF_CLEAN, CLEAN["cleaned"], strict=True)) | {name: [field] for name, field in fields.items()}
    return CLEAN | {"cleaned": list(columns.values())}


@pytest.mark.parametrize(
    "bad",
    [
        changed_clean(title=None),
        changed_clean(text_source="rumour"),
        changed_clean(text_source=["content"]),
        changed_clean(removed=[["reply-form"]]),
        changed_clean(removed=[["reply-form", 5]]),
        changed_clean(removed=5),
        changed_clean(byline=5),
        changed_clean(agency=[]),
        changed_clean(page_date=2024),
        changed_clean(link=True),
        changed_clean(canonical=None),
        CLEAN | {"cleaned": []},
        CLEAN | {"cleaned": [[] for _ in OF_CLEAN]},
        CLEAN | {"cleaned": [column * 2 for column in CLEAN["cleaned"]]},
        CLEAN | {"clean": "all"},
    ],
)
def test_a_clean_answer_of_another_shape_is_refused(bad: dict[str, object]):
    with pytest.raises(IngestError, match="cannot be read"):
        codec.from_answer(bad, CLEAN_TEXTS)


def test_two_texts_for_one_entry_are_refused():
    with pytest.raises(IngestError, match="cannot be read"):
        codec.from_answer(CLEAN | {"clean": len(CLEAN_TEXTS) + 6}, CLEAN_TEXTS + b"\0other")
