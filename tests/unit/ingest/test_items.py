from __future__ import annotations

import time

import pytest

from monitor.ingest import items, sections


def test_an_empty_item_goes_from_within_another_and_stays_beside_it():
    assert items.apart("<item>a<item />b</item><item/>") == "<item>ab</item><item/>"
    assert items.apart("<entry a='1'>a<entry/>b</entry>") == "<entry a='1'>ab</entry>"
    assert items.apart("<item>a<item id='1'> </item>b</item>") == "<item>ab</item>"


def test_items_within_another_come_behind_it():
    text = "<item>a<more><item>b</item><item>c</item></more>d</item><item>e</item>"
    assert items.apart(text) == "<item>a<more></more>d</item><item>b</item><item>c</item><item>e</item>"


@pytest.mark.parametrize(
    "text",
    [
        "<item>a<item-x/><item.y>b</item.y></item>",
        "<item><![CDATA[<item/> and <item>]]></item><item>b</item>",
        "<item><!-- <item/> -->a</item>",
        "<item>a<item>b<item>c</item>",  # never closed: they are beside each other
        "<item>a</item></item><item>b<item/></item>",
        "<entry><content><item>a</item></content></entry>",
    ],
)
def test_what_only_looks_like_an_item_within_another_stays(text: str):
    assert items.apart(text) == text


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("<title><![CDATA[a</title><link>b</link>", "<title><![CDATA[a]]></title><link>b</link>"),
        (
            "<title><![CDATA[a</title><description><![CDATA[b]]></description>",
            "<title><![CDATA[a]]></title><description><![CDATA[b]]></description>",
        ),
        ("<title><![CDATA[a]]</title><b/>", "<title><![CDATA[a]]></title><b/>"),
        ("<title><![CDATA[a]></title><b/>", "<title><![CDATA[a]]></title><b/>"),
        ("<title><![cdata[a]]></title>", "<title><![CDATA[a]]></title>"),
        ("<d><![CDATA[a </d> <b> c]]></d>", "<d><![CDATA[a </d> <b> c]]></d>"),
        ("<d><![CDATA[a <![CDATA[b]]> c]]></d>", "<d><![CDATA[a <![CDATA[b]]> c]]></d>"),
        ("<d><![CDATA[a", "<d><![CDATA[a"),
    ],
)
def test_a_section_ends_with_its_element_unless_it_tells_of_markup(text: str, closed: str):
    assert sections.closed(text) == closed


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("<rss><!-- a <item>b</item></rss>", "<rss> a <item>b</item></rss>"),
        ("<rss><!-- a --><!-- <item>b</item><!-- c</rss>", "<rss><!-- a --> <item>b</item> c</rss>"),
        ("<rss><!-- <item>a</item> --></rss>", "<rss><!-- <item>a</item> --></rss>"),
        ("<item><![CDATA[<!-- <item>]]></item>", "<item><![CDATA[<!-- <item>]]></item>"),
        ("<rss><item>a</item></rss><!-- made", "<rss><item>a</item></rss><!-- made"),
    ],
)
def test_a_comment_that_never_ends_hides_no_items(text: str, opened: str):
    assert sections.without_open_comment(text) == opened


def test_titles_and_links_end_where_the_next_element_begins():
    text = "<item><title>a<link>b</link><guid isPermaLink='false'>c</item>"
    assert items.with_ends(text) == "<item><title>a</title><link>b</link><guid isPermaLink='false'>c</guid></item>"
    assert items.with_ends("<title>a</title><link/><title>b</title>") == "<title>a</title><link/><title>b</title>"


@pytest.mark.parametrize("piece", ["<![CDATA[", "<title><![CDATA[", "<!--", "<item>", "<item ", "<title>a", "<a:item>"])
def test_much_of_one_kind_takes_no_longer_than_its_length(piece: str):
    text = piece * 40_000
    started = time.process_time()
    items.unprefixed(items.apart(items.with_ends(sections.without_open_comment(sections.closed(text)))))
    assert time.process_time() - started < 5
