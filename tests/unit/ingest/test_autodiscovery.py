"""What a page or an answer names: feeds, and hubs."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.ingest import hubs
from monitor.ingest.autodiscovery import feeds_of

PAGE = "https://coast.example/news/"
RSS = 'rel="alternate" type="application/rss+xml"'


@pytest.mark.parametrize(
    ("head", "feeds"),
    [
        (f'<link {RSS} href="/rss.xml">', ("https://coast.example/rss.xml",)),
        (f'<link {RSS} href="rss.xml">', ("https://coast.example/news/rss.xml",)),
        (f'<base href="//other.example/x/"><link {RSS} href="rss.xml">', ("https://other.example/x/rss.xml",)),
        ("<LINK REL=alternate TYPE=application/atom+xml HREF=/a.atom>", ("https://coast.example/a.atom",)),
        (
            f'<link {RSS} title="Comments" href="/c"><link {RSS} href="/n">',
            ("https://coast.example/n", "https://coast.example/c"),
        ),
        ('<link rel="alternate" type="application/feed+json" href="/f.json">', ("https://coast.example/f.json",)),
        ('<link rel="alternate" type="application/json" href="/wp-json/">', ()),
        ('<link rel="stylesheet" type="application/rss+xml" href="/no">', ()),
        (f'<!-- <link {RSS} href="/old"> -->', ()),
        (f'<link {RSS} href="javascript:alert(1)"><link {RSS} href="file:///etc/passwd"><link {RSS}>', ()),
        (f"<script>{'x' * 60_000}</script><link {RSS} href='/late'>", ("https://coast.example/late",)),
    ],
)
def test_a_page_names_its_feeds(head: str, feeds: tuple[str, ...]):
    assert feeds_of(f"<html><head>{head}</head></html>", PAGE) == feeds


@pytest.mark.parametrize("piece", ["<!--", "<link ", "<link rel=", f"<link {RSS} href=x>", "<base href='"])
def test_a_hostile_page_is_searched_in_a_moment(piece: str):
    begun = time.process_time()
    assert len(feeds_of(piece * 300_000, PAGE)) <= 10
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    ("header", "hub", "topic"),
    [
        (
            '<https://hub.example/>; rel="hub", <https://a.example/f>; rel="self"',
            "https://hub.example/",
            "https://a.example/f",
        ),
        ("<https://hub.example/>; rel=hub", "https://hub.example/", PAGE),
        (
            '</hub?a=1,2>; foo=bar; rel="x hub", </f>; REL=self',
            "https://coast.example/hub?a=1,2",
            "https://coast.example/f",
        ),
    ],
)
def test_a_link_header_names_a_hub(header: str, hub: str, topic: str):
    found = hubs.from_header(header, url=PAGE)
    assert found is not None
    assert (found.hubs, found.topic) == ((hub,), topic)


@pytest.mark.parametrize(
    "header", [None, "", "<https://a.example/>; rel=self", "<ftp://a.example/>; rel=hub", "rel=hub"]
)
def test_a_header_without_a_hub_names_none(header: str | None):
    assert hubs.from_header(header, url=PAGE) is None


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_page_and_any_header_are_read_without_an_error(page: str, header: str):
    assert all(feed.startswith("http") for feed in feeds_of(f"<link {RSS} href={page}>{page}", PAGE))
    found = hubs.from_header(f"<{header}>; rel=hub", url=PAGE)
    assert found is None or all(hub.startswith("http") for hub in found.hubs)
