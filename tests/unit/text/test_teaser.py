"""Which articles ask for their page: teasers, unless the feed says always or never."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.model import Article, Feed, FullText, Removed, TextSource, Watch
from monitor.text.teaser import is_teaser, wants_page

TITLE = "Convoy seen near Brak"
SENTENCE = "Two dozen trucks were seen on the road south of the town, residents said on Monday. "
ARTICLE = Article(title=TITLE, paragraphs=(TITLE, SENTENCE * 20), link="https://outlet.example/1")
TEASER = replace(ARTICLE, paragraphs=(TITLE, SENTENCE), text_source=TextSource.SUMMARY)
FEED = Feed(id=1, url="https://outlet.example/feed", name="Outlet")
FILE = replace(FEED, url="file:/samples/feed.xml")


def test_a_long_content_is_no_teaser_and_a_title_alone_is_one() -> None:
    assert not is_teaser(ARTICLE)
    assert is_teaser(replace(ARTICLE, paragraphs=(TITLE,), text_source=TextSource.TITLE))


@pytest.mark.parametrize(
    "body",
    [
        SENTENCE * 9 + "The ministry declined …",
        SENTENCE * 9 + "The ministry declined...",
        SENTENCE * 9 + "The ministry declined [...]",
        SENTENCE * 9 + "The ministry declined [&hellip;]",
        "前" * 300 + "。。。",
    ],
)
def test_a_text_that_breaks_off_is_a_teaser_although_it_is_not_short(body) -> None:
    assert is_teaser(replace(ARTICLE, paragraphs=(TITLE, body)))
    assert not is_teaser(replace(ARTICLE, paragraphs=(TITLE, f"{body} And that was all.")))


@pytest.mark.parametrize(
    "words", ["Read more", "Read more »", "Weiterlesen →", "LIRE LA SUITE", "Читать далее…", "阅读全文", "اقرأ المزيد"]
)
def test_an_invitation_to_read_on_makes_a_teaser_whether_or_not_the_filter_took_it_out(words) -> None:
    assert is_teaser(replace(ARTICLE, paragraphs=(TITLE, SENTENCE * 9, words)))
    cut = (Removed(kind="share", text=words),)
    assert is_teaser(replace(ARTICLE, paragraphs=(TITLE, SENTENCE * 9), removed=cut))
    assert not is_teaser(replace(ARTICLE, paragraphs=(TITLE, SENTENCE * 9), removed=(Removed(kind="share", text="X"),)))


def test_a_long_article_that_ends_in_read_more_names_another_one() -> None:
    assert not is_teaser(replace(ARTICLE, paragraphs=(TITLE, SENTENCE * 30, "Read more")))


def test_what_is_short_counts_letters_and_a_chinese_character_as_three() -> None:
    long, short = "政府星期一宣布，" * 20, "政府星期一宣布，" * 10
    assert not is_teaser(replace(ARTICLE, paragraphs=("标题", long)))
    assert is_teaser(replace(ARTICLE, paragraphs=("标题", short[:60])))


def test_a_summary_may_be_longer_than_a_content_and_still_be_a_teaser() -> None:
    middle = replace(ARTICLE, paragraphs=(TITLE, SENTENCE * 6))
    assert not is_teaser(middle)
    assert is_teaser(replace(middle, text_source=TextSource.SUMMARY))


@pytest.mark.parametrize(
    ("full_text", "teaser", "whole"),
    [(FullText.AUTO, True, False), (FullText.ALWAYS, True, True), (FullText.NEVER, False, False)],
)
def test_the_feed_decides_whether_pages_are_fetched(full_text, teaser, whole) -> None:
    feed = replace(FEED, full_text=full_text)
    assert (wants_page(TEASER, feed), wants_page(ARTICLE, feed)) == (teaser, whole)


def test_articles_of_a_file_ask_for_no_page_unless_always() -> None:
    assert not wants_page(TEASER, FILE)
    assert wants_page(TEASER, replace(FILE, full_text=FullText.ALWAYS))


@pytest.mark.parametrize("full_text", list(FullText))
def test_old_news_and_articles_without_an_address_never_ask(full_text) -> None:
    feed = replace(FEED, full_text=full_text)
    assert not wants_page(replace(TEASER, backlog=True), feed)
    assert not wants_page(replace(TEASER, link=None), feed)
    assert not wants_page(TEASER, replace(feed, watch=Watch.TEXT))
