"""An article takes its page's text, loses nothing that the feed said, and believes few of the page's own statements."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Article, Source, TextSource, Written
from monitor.text import Page, address_of, page_text, with_page
from monitor.text.fuller import LONGEST, compact
from monitor.text.teaser import body_of, without_break

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
URL = "https://outlet.example/news/convoy?utm_source=feed"
TITLE = "Convoy seen near Brak"
LEAD = "A long convoy of trucks was seen on the road near Brak on Monday, residents of the town said."
BODY = (
    "Two hundred men were flown out of the desert base over the past week, according to three officials.",
    "Leave a reply",
    "The ministry declined to comment on the matter when it was asked.",
)
PAGE = Page(title=TITLE, paragraphs=(LEAD, *BODY), language="en")
TEASER = Article(
    id=7,
    title=TITLE,
    paragraphs=(TITLE, LEAD[:60] + "…"),
    link=URL,
    published_at=NOW,
    written=Written(value="2026-03-04", because="the feed states this date"),
    text_source=TextSource.SUMMARY,
    source=Source(name="Outlet", url=URL),
    page_wanted=True,
)


def filled(article: Article = TEASER, page: Page = PAGE) -> Article:
    return with_page(article, page, own=page_text(page), url=URL, languages=("en", "de"), now=NOW)


def test_the_pages_paragraphs_stand_under_the_entrys_title() -> None:
    article = filled()
    assert article.paragraphs == (TITLE, LEAD, BODY[0], BODY[2])
    assert article.text_source is TextSource.PAGE
    assert [gone.text for gone in article.removed] == [BODY[1]]
    assert (article.id, article.title, article.source.name, article.page_wanted) == (7, TITLE, "Outlet", False)
    assert article.language.code == "en"


def test_a_teaser_that_the_page_lacks_is_kept_before_its_text() -> None:
    own = "Mercenaries were among the passengers, a harbour master said on the telephone."
    article = filled(replace(TEASER, paragraphs=(TITLE, own)))
    assert article.paragraphs == (TITLE, own, LEAD, BODY[0], BODY[2])


@pytest.mark.parametrize("teaser", [LEAD, LEAD[:50] + " [...]", LEAD.replace(",", " –"), LEAD.upper()])
def test_a_teaser_that_the_page_has_is_not_said_twice(teaser) -> None:
    assert filled(replace(TEASER, paragraphs=(TITLE, teaser))).paragraphs == (TITLE, LEAD, BODY[0], BODY[2])


def test_what_the_page_states_fills_what_the_feed_left_open() -> None:
    page = replace(PAGE, author="Ada Ray", agency="AFP", date="2026-03-01")
    article = filled(page=page)
    assert (article.byline, article.agency, article.page_date) == ("Ada Ray", "AFP", "2026-03-01")
    stated = filled(replace(TEASER, byline="Desk", agency="dpa"), page)
    assert (stated.byline, stated.agency) == ("Desk", "dpa")


def test_the_pages_date_is_never_when_the_text_was_written() -> None:
    page = replace(PAGE, date="2026-03-01")
    assert filled(page=page).written == TEASER.written
    undated = filled(replace(TEASER, published_at=None, written=Written(value=None)), page)
    assert (undated.written.value, undated.page_date) == (None, "2026-03-01")


def test_a_dateline_on_the_page_says_when_an_undated_entry_was_written() -> None:
    page = replace(PAGE, paragraphs=("GENEVA, 12 March 2024 (AFP) - A convoy was seen near the town.", *BODY))
    undated = filled(replace(TEASER, published_at=None, written=Written(value=None)), page)
    assert undated.written.value == "2024-03-12"


@pytest.mark.parametrize(
    ("stated", "url", "address"),
    [
        ("https://a.example/show", "https://a.example/show?id=77", "https://a.example/show?id=77"),
        ("https://a.example/2026/77123.html", "https://a.example/?p=77123", "https://a.example/2026/77123.html"),
        ("https://a.example/2026/77123.html", "https://a.example/amp/77123", "https://a.example/2026/77123.html"),
        ("https://a.example/convoy-in-the-south", "https://a.example/?p=1", "https://a.example/convoy-in-the-south"),
    ],
)
def test_an_address_that_could_be_any_pages_is_not_believed(stated, url, address) -> None:
    assert address_of(replace(PAGE, canonical=stated), url) == address


def test_of_a_page_without_end_the_beginning_is_read() -> None:
    endless = replace(PAGE, paragraphs=(LEAD, *(f"Line {n} of the archive." for n in range(20_000))))
    assert len(filled(page=endless).text) <= LONGEST + 30_000
    assert filled(page=endless).paragraphs[:3] == (TITLE, LEAD, "Line 0 of the archive.")
    assert page_text(replace(PAGE, paragraphs=("x" * 10 * LONGEST,))).paragraphs == ("x" * LONGEST,)
    assert page_text(replace(PAGE, paragraphs=())).paragraphs == ()


TEXTS = st.lists(st.text(max_size=60), max_size=5).map(tuple)


@given(st.text(max_size=40), TEXTS, TEXTS)
def test_nothing_that_the_feed_said_is_lost_whatever_page_comes(title, said, told) -> None:
    lines = (title, *said) if title else said
    entry = replace(TEASER, title=title, paragraphs=tuple(line for line in lines if line))
    found = filled(entry, replace(PAGE, paragraphs=tuple(line for line in told if line.strip())))
    whole = compact("".join(found.paragraphs))
    assert all(compact(without_break(line)) in whole for line in body_of(entry) if len(line.split()) < 3)
    assert found.title == (title or TITLE)


@pytest.mark.parametrize(
    ("stated", "address"),
    [
        ("", "https://outlet.example/news/convoy"),
        ("https://agency.example/convoy-42", "https://agency.example/convoy-42"),
        ("https://www.outlet.example/news/convoy/", "https://outlet.example/news/convoy"),
        ("https://outlet.example/", "https://outlet.example/news/convoy"),
        ("https://outlet.example/news", "https://outlet.example/news/convoy"),
        ("javascript:alert(1)", "https://outlet.example/news/convoy"),
        ("https://outlet.example/index.html", "https://outlet.example/news/convoy"),
        ("https://outlet.example/en/article", "https://outlet.example/news/convoy"),
    ],
)
def test_the_canonical_address_is_the_pages_unless_it_names_a_front_page_or_a_section(stated, address) -> None:
    assert address_of(replace(PAGE, canonical=stated), URL) == address
    assert filled(page=replace(PAGE, canonical=stated)).canonical == address


@pytest.mark.parametrize("title", ["", "Convoy near brak"])
def test_a_title_made_of_the_address_gives_way_to_that_of_the_page(title) -> None:
    listed = replace(TEASER, title=title, paragraphs=(title,), link="https://outlet.example/2026/convoy-near-brak.html")
    article = filled(listed)
    assert (article.title, article.source.title) == (TITLE, TITLE)
    assert article.paragraphs[:2] == (TITLE, LEAD)
    assert filled(listed, replace(PAGE, title="")).title == title
