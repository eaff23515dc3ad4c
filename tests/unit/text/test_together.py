"""A feed's entries are cleaned together; each comes out as it does by itself."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Entry, Feed, ParsedFeed
from monitor.text import article_from_entry, articles_from_entries, filter_paragraphs, paragraphs_of
from monitor.text.characters import lines_of, one_line
from monitor.text.html import paragraphs_of_each
from monitor.text.paragraph_filter import filter_each

NOW = datetime(2024, 5, 6, 12, tzinfo=UTC)
FEED = Feed(id=3, url="https://news.example/feed", name="Harbour News")
LANGUAGES = ("en", "de", "ru", "zh", "ar", "fa")
PIECES = (
    "The harbour office closed the pier on Monday, and two tugs left for the south coast.",
    "Портовое управление закрыло причал в понедельник, а два буксира ушли на юг.",
    "港务局周一关闭了码头。",
    "Die Behörde schloss den Kai am Montag für drei Wochen.",
    "می‌رود",
    "Leave a Reply",
    "3 comments",
    "By Ann Lee",
    "5 May 2024",
    "Ann Lee | 5 May 2024",
    "(Reuters)",
    "Share this: ",
    "Jose\u0301 Zu\u0308rich",
    "thin\u2009space\u3000 wide",
    "two  spaces \u00a0 and\u200b none",
    "\u1112\u1161\u11ab",
    "A &amp; B &amp;nbsp; C",
    "]]>",
    "\x01\x02\x1c",
)
TAGS = (
    "<p>",
    "</p>",
    "</p>\n<p>",
    "<br>",
    "<br/><br/>",
    "<b>",
    "<P CLASS=a>",
    "<a href='x'>",
    "<script>",
    "<!--",
    "-->",
)
BROKEN = ('<img alt="a <p> b">', "<a title=x<p>", "<a href=", "<", "\n", "\r\n\r\n", "&lt;p&gt;")
MARKUP = st.lists(st.sampled_from(PIECES + TAGS + BROKEN), max_size=8).map(" ".join)
PARAGRAPH = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" ".join)


@given(st.lists(MARKUP, max_size=5))
def test_fragments_have_the_paragraphs_together_that_each_has_by_itself(fragments):
    assert paragraphs_of_each(fragments) == [paragraphs_of(fragment) for fragment in fragments]


@given(st.lists(st.one_of(PARAGRAPH, st.text(max_size=40)), max_size=6), st.booleans())
def test_lines_are_mended_together_as_one_by_one(texts, long):
    texts = [text * 200 for text in texts] if long else texts
    assert list(lines_of(texts)) == [one_line(text) for text in texts]


@given(st.lists(st.lists(PARAGRAPH, max_size=4).map(tuple), max_size=4))
def test_texts_are_filtered_together_as_one_by_one(texts):
    assert filter_each(texts) == [filter_paragraphs(text) for text in texts]


@given(st.lists(st.tuples(MARKUP, MARKUP, MARKUP), max_size=4))
def test_a_feed_s_entries_become_the_same_articles_together_as_one_by_one(stated):
    entries = [
        Entry(id=str(number), title=title, summary=summary, content=content, link=f"https://news.example/{number}")
        for number, (title, summary, content) in enumerate(stated)
    ]
    parsed = ParsedFeed(entries=tuple(entries), language="en")
    together = articles_from_entries(entries, FEED, parsed, languages=LANGUAGES, now=NOW)
    assert together == [article_from_entry(one, FEED, parsed, languages=LANGUAGES, now=NOW) for one in entries]


def test_what_a_feed_says_is_cut_up_entry_by_entry():
    entries = [
        Entry(id="1", title="Pier closed", summary="<p>Ships wait.</p><p>Leave a Reply</p>"),
        Entry(id="2", title="", summary=""),
        Entry(id="3", title="Tugs <b>gone</b>", content="One.\n\nTwo."),
    ]
    articles = articles_from_entries(entries, FEED, ParsedFeed(entries=()), languages=LANGUAGES, now=NOW)
    assert [one.paragraphs for one in articles] == [
        ("Pier closed", "Ships wait."),
        (),
        ("Tugs gone", "One.", "Two."),
    ]
    assert [one.text for one in articles[0].removed] == ["Leave a Reply"]
