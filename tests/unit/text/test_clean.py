"""What is cleaned where it is parsed becomes the same articles; what cannot be cleaned is left to whoever counts it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Entry, Feed, ParsedFeed
from monitor.text import articles_from_entries
from monitor.text.clean import clean_entries, clean_where_parsed
from tests.unit.text.test_together import MARKUP

NOW = datetime(2024, 5, 6, 12, tzinfo=UTC)
FEED = Feed(id=3, url="https://news.example/feed", name="Harbour News")
BAD = Entry(id="bad", title="Pier", content=cast("Any", 5))  # no parser makes it; only a fault of ours could
GOOD = Entry(id="good", title="Pier closed", link="https://news.example/1", content="<p>Ships wait.</p>")


def where_parsed(entries: list[Entry]) -> list[Entry]:
    """The entries as they come out of a child: clean, without markup."""
    return [
        entry if clean is None else replace(entry, cleaned=clean, summary=None, content=None)
        for entry, clean in zip(entries, clean_where_parsed(entries), strict=True)
    ]


@given(st.lists(st.tuples(MARKUP, MARKUP, MARKUP), max_size=4))
def test_articles_are_the_same_wherever_they_are_cleaned(stated: list[tuple[str, str, str]]):
    entries = [
        Entry(
            id=str(number),
            title=title,
            summary=summary,
            content=content,
            authors=("Ann Lee",),
            link="https://a.example/",
        )
        for number, (title, summary, content) in enumerate(stated)
    ]
    parsed = ParsedFeed(entries=tuple(entries), language="en")
    here = articles_from_entries(entries, FEED, parsed, languages=("en", "ru"), now=NOW)
    assert articles_from_entries(where_parsed(entries), FEED, parsed, languages=("en", "ru"), now=NOW) == here


def test_some_may_be_clean_already():
    entries = [GOOD, *where_parsed([replace(GOOD, id="2", title="Tugs gone")]), replace(GOOD, id="3", title="Rain")]
    assert [one.paragraphs for one in clean_entries(entries)] == [
        ("Pier closed", "Ships wait."),
        ("Tugs gone", "Ships wait."),
        ("Rain", "Ships wait."),
    ]


def test_one_that_cannot_be_cleaned_loses_no_other():
    assert [one and one.title for one in clean_where_parsed([GOOD, BAD, GOOD])] == ["Pier closed", None, "Pier closed"]


def test_one_that_says_nothing_is_left_so():
    (entry,) = where_parsed([Entry(id="1")])
    assert entry.cleaned is None
    assert entry.says_nothing


def test_one_with_a_text_alone_still_says_something_without_its_markup():
    (entry,) = where_parsed([Entry(id="1", summary="<p>Ships wait.</p>")])
    assert entry.summary is None
    assert not entry.says_nothing
