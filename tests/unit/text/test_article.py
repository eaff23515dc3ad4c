"""Entries, texts and pages become articles that the rules can read."""

import subprocess
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.errors import IngestError
from monitor.model import Entry, Feed, ParsedFeed, Precision, TextSource, Tier
from monitor.text import (
    Page,
    TextRecord,
    article_from_entry,
    article_from_extracted,
    article_from_page,
    article_from_text,
    entry_hash,
)
from monitor.text.page import main_text

ROOT = Path(__file__).parents[3]
SEEDS = ROOT.parent / "shared" / "seeds"
LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "ru", "uk", "ar", "tr", "fa", "pl", "zh")
NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
FEED = Feed(id=3, url="https://feeds.example.org/a.xml", name="Example Wire", language="en", tier=Tier.AGENCY)
PARSED = ParsedFeed(entries=(), language="en")
ENTRY = Entry(
    id="guid-1",
    title="Envoy warns council",
    link="http://www.example.org/a/?utm_source=rss",
    published=NOW - timedelta(hours=2),
    summary="<p>The envoy spoke on Monday.</p>",
    content="<p>The envoy spoke on Monday. He asked for the fighters to leave.</p><p>By Ann Lee</p>",
)


def _entry(**changes):
    return article_from_entry(replace(ENTRY, **changes), FEED, PARSED, languages=LANGUAGES, now=NOW)


def test_an_entry_becomes_an_article_with_its_title_first():
    article = _entry()
    assert article.paragraphs == (
        "Envoy warns council",
        "The envoy spoke on Monday. He asked for the fighters to leave.",
    )
    assert article.text[: article.title_end] == "Envoy warns council"
    assert (article.feed_id, article.entry_id, article.text_source) == (3, "guid-1", TextSource.CONTENT)
    assert (article.byline, article.fetched_at) == ("Ann Lee", NOW)
    assert article.canonical == "https://example.org/a"


def test_the_source_shows_readers_who_published_it():
    source = _entry().source
    assert (source.name, source.tier, source.url) == ("Example Wire", Tier.AGENCY, ENTRY.link)
    assert (source.language, source.published_at, source.title) == ("en", ENTRY.published, "Envoy warns council")


def test_the_summary_is_used_when_it_says_more_and_the_title_when_both_are_empty():
    assert _entry(content="<p>Short.</p>").text_source is TextSource.SUMMARY
    assert _entry(content="").text_source is TextSource.SUMMARY
    bare = _entry(content=None, summary="<p>Read more</p>")
    assert (bare.text_source, bare.paragraphs) == (TextSource.TITLE, ("Envoy warns council",))
    assert [removed.text for removed in bare.removed] == ["Read more"]


# The last but one grows to three letters in NFC: the shorter markup may be the longer text.
PIECES = (
    "<p>Short.</p>",
    "<p>Read more</p>",
    "The envoy spoke.\n",
    "<!-- a comment -->",
    "&amp;",
    "\ufb2c",
    "<br><br>",
)


@example("<p>Shorter.</p>", "\ufb2c" * 3)
@given(*[st.lists(st.sampled_from(PIECES), max_size=12).map("".join)] * 2)
@settings(max_examples=60)
def test_the_longer_of_content_and_summary_is_the_text_and_the_content_when_they_are_equal(content, summary):
    one, other = _entry(content=content, summary=None), _entry(content=None, summary=summary)
    letters = [sum(map(len, article.paragraphs)) for article in (one, other)]
    longer = other if letters[1] > letters[0] else one
    told = _entry(content=content, summary=summary)
    assert (told.paragraphs, told.text_source) == (longer.paragraphs, longer.text_source)


def test_a_title_is_one_line_without_markup_or_control_characters():
    article = _entry(title="A <b>bold</b>\n&amp;amp; \x07new\u202e claim<script>alert(1)</script>")
    assert article.title == "A bold & new claim"
    assert article.paragraphs[0] == article.title


@pytest.mark.parametrize(
    "body", ["<p>Envoy warns council</p><p>He spoke.</p>", "<h1>ENVOY WARNS COUNCIL.</h1><p>He spoke.</p>"]
)
def test_a_title_is_not_repeated(body):
    assert _entry(content=body, summary=None).paragraphs == ("Envoy warns council", "He spoke.")


def test_dates_in_the_future_are_clamped_and_missing_ones_stay_missing():
    ahead = _entry(published=datetime(2099, 1, 1, tzinfo=UTC))
    assert ahead.published_at == NOW
    assert "future" in ahead.written.because
    slightly = _entry(published=NOW + timedelta(minutes=30))
    assert slightly.published_at == NOW + timedelta(minutes=30)
    missing = _entry(published=None)
    assert (missing.published_at, missing.written.value) == (None, None)
    assert _entry(published=datetime(1970, 1, 1, tzinfo=UTC)).published_at is None


def test_an_entry_with_a_date_of_update_alone_is_dated_by_it():
    assert _entry(published=None, updated=NOW - timedelta(days=1)).published_at == NOW - timedelta(days=1)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "//example.org/a", "http://", None, "http://[bad"]
)
def test_only_web_links_are_kept(link):
    article = _entry(link=link)
    assert (article.link, article.canonical, article.source.url) == (None, "", None)


def test_the_hash_changes_when_and_only_when_what_is_said_changes():
    assert entry_hash(ENTRY) == entry_hash(replace(ENTRY, published=NOW, authors=("x",), id="other"))
    edits = [{"title": "x"}, {"summary": "x"}, {"content": "x"}, {"link": "x"}, {"summary": None}, {"summary": ""}]
    hashes = {entry_hash(replace(ENTRY, **edit)) for edit in edits}
    assert len(hashes | {entry_hash(ENTRY)}) == len(edits) + 1
    moved = replace(ENTRY, summary=f"{ENTRY.summary}{ENTRY.content}", content="")
    assert entry_hash(moved) != entry_hash(ENTRY)
    assert entry_hash(replace(ENTRY, title="\ud800"))


def _text(text, **fields):
    return article_from_text(TextRecord(text=text, **fields), languages=LANGUAGES, now=NOW)


def test_the_first_line_of_a_text_is_its_title_when_it_looks_like_a_headline():
    article = _text("Envoy warns council\n\nThe envoy spoke on Monday.")
    assert (article.title, article.title_end, len(article.paragraphs)) == ("Envoy warns council", 19, 2)
    assert article.text_source is TextSource.FILE


@pytest.mark.parametrize(
    "text",
    [
        "One sentence only.",
        "The envoy spoke.\n\nHe left.",
        "Envoy warns council\nThe envoy spoke.",
        "word " * 40 + "\n\nMore.",
        "\n\n",
    ],
)
def test_a_text_without_a_headline_has_no_title(text):
    article = _text(text)
    assert (article.title, article.title_end) == ("", 0)


def test_a_page_date_line_is_no_title():
    article = _text("Sun. May 5th, 2024\n\nThe envoy spoke on Monday.\n\nHe left.")
    assert (article.title, article.page_date) == ("", "2024-05-05")
    assert article.paragraphs == ("The envoy spoke on Monday.", "He left.")
    assert article.written.value is None


@pytest.mark.parametrize(
    "text",
    [
        "Envoy warns the whole council\n\nHe spoke.",
        "Envoy warns the whole council\nHe spoke.",
        "Envoy warns the whole council. He spoke.",
        "Envoy warns the whole council He spoke.",
        "He spoke.",
    ],
)
def test_a_given_title_stands_once_in_front_of_the_text(text):
    article = _text(text, title="Envoy warns the whole council")
    assert article.paragraphs == ("Envoy warns the whole council", "He spoke.")
    assert article.title_end == len("Envoy warns the whole council")


def test_a_title_that_begins_a_sentence_leaves_the_sentence_whole():
    assert _text("Libya asked for help.", title="Libya").paragraphs == ("Libya asked for help.",)


@pytest.mark.parametrize("title", ["Envoy warns the whole coun", "Envoy warns the whole…", "Envoy warns the whole ..."])
def test_a_title_cut_out_of_the_text_is_not_put_before_it(title):
    assert _text("Envoy warns the whole council of fighters.", title=title).paragraphs == (
        "Envoy warns the whole council of fighters.",
    )


def test_a_title_that_begins_another_word_stands_before_the_text():
    assert _text("Warsaw fell silent.", title="War").paragraphs == ("War", "Warsaw fell silent.")


def test_a_given_date_may_be_a_month_and_is_the_time_of_writing():
    article = _text("He spoke.", id="a1", date="2023-09")
    assert (article.entry_id, article.written.value, article.written.precision) == ("a1", "2023-09", Precision.MONTH)
    assert article.published_at is None
    assert _text("He spoke.", date="2023-09-28").published_at == datetime(2023, 9, 28, tzinfo=UTC)


BODY = "".join(
    f"<p>The envoy told the council on day {day} that the fighters were still in the south, and asked for help.</p>"
    for day in range(6)
)
PAGE = (
    "<html lang='en'><head><title>Envoy warns council | Example Wire</title>"
    "<meta property='article:published_time' content='2024-05-05T10:00:00Z'></head><body>"
    "<nav><a href='/'>Home</a></nav>"
    f"<article><h1>Envoy warns council</h1>{BODY}<p>Source link</p><p>Leave a Reply</p></article>"
    "<footer>All rights reserved</footer></body></html>"
)


def test_a_page_gives_its_main_text_and_its_date_is_no_time_of_writing():
    article = article_from_page(PAGE, url="https://www.example.org/a?fbclid=1", languages=LANGUAGES, now=NOW)
    assert article.title == "Envoy warns council"
    assert len(article.paragraphs) == 7
    assert (article.page_date, article.published_at, article.written.value) == ("2024-05-05", None, None)
    assert (article.text_source, article.canonical) == (TextSource.PAGE, "https://example.org/a")
    assert "Leave a Reply" not in article.text
    assert article.language.code == "en"


def test_what_a_child_process_extracted_makes_the_same_article():
    extracted = Page(**asdict(main_text(PAGE, url="https://example.org/a")))
    there = article_from_extracted(extracted, url="https://example.org/a", languages=LANGUAGES, now=NOW)
    assert there == article_from_page(PAGE, url="https://example.org/a", languages=LANGUAGES, now=NOW)


def test_a_page_of_one_sentence_still_gives_it():
    article = article_from_page("<p>Troops left.</p>", url=None, languages=LANGUAGES, now=NOW)
    assert article.paragraphs == ("Troops left.",)


@pytest.mark.parametrize("html", ["", "<html></html>", "\x00", "<script>x</script>"])
def test_a_page_without_text_is_refused_in_words(html):
    with pytest.raises(IngestError, match="no text"):
        article_from_page(html, url=None, languages=LANGUAGES, now=NOW)


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Entry,
        id=st.text(max_size=5),
        title=st.text(max_size=40),
        link=st.none() | st.text(max_size=20),
        published=st.none() | st.datetimes(),
        summary=st.none() | st.text(max_size=60),
        content=st.none() | st.text(max_size=60),
        language=st.none() | st.text(max_size=4),
    )
)
def test_any_entry_makes_an_article_whose_offsets_hold(entry):
    article = article_from_entry(entry, replace(FEED, language=None), PARSED, languages=LANGUAGES, now=NOW)
    assert article.text[: article.title_end] in {"", article.title}
    assert all(paragraph and "\n" not in paragraph for paragraph in article.paragraphs)
    assert len(entry_hash(entry)) == 64


@pytest.mark.parametrize(
    ("seed", "language", "has_title", "agency"),
    [("000_c3ef88ac11b884c9.txt", "en", False, None), ("004_4c66fe4234b2348c.txt", "de", True, "AFP")],
)
def test_both_seed_texts_were_written_in_2023_whatever_their_page_says(seed, language, has_title, agency):
    if not SEEDS.exists():
        pytest.skip("needs ../shared/seeds beside the repository")
    article = _text((SEEDS / seed).read_text(encoding="utf-8"))
    assert (article.written.value, article.written.precision) == ("2023", Precision.YEAR)
    assert len(article.paragraphs) == 12
    assert (article.language.code, article.language.sure) == (language, True)
    assert (article.title_end > 0, article.agency) == (has_title, agency)
    assert article.page_date in {None, "2024-05-05"}


def test_importing_the_package_loads_no_heavy_library():
    heavy = ("trafilatura", "lxml", "py3langid", "babel", "pydantic")
    code = f"import sys, monitor.text; print([name for name in {heavy} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
