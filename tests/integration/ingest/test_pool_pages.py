"""What comes through the children besides feeds: pages that are watched, and the feeds that a page names."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from monitor.errors import IngestError
from monitor.ingest.pool import ParserPool
from monitor.model import DocumentKind, Fetched, HubLink, Watch

URL = "https://coast.example/notices"
PAGE = b"<html><main><a href='/a'>Two ferries are named</a><p>By the office of the port.</p></main></html>"


@pytest.fixture
async def pool() -> AsyncIterator[ParserPool]:
    async with ParserPool() as made:
        yield made


def fetched(body: bytes, **headers: str) -> Fetched:
    return Fetched(url=URL, body=body, headers=headers)


async def test_a_watched_page_is_read_in_the_pages_own_child(pool: ParserPool) -> None:
    links = await pool.watched(fetched(PAGE), Watch.LINKS)
    text = await pool.watched(fetched(PAGE), Watch.TEXT)
    assert (links.kind, [entry.link for entry in links.entries]) == (DocumentKind.LINKS, ["https://coast.example/a"])
    assert (text.kind, text.paragraphs) == (DocumentKind.TEXT, ("Two ferries are named", "By the office of the port."))
    assert len(pool.pids) == 1


async def test_the_feeds_that_a_page_names_come_with_the_refusal(pool: ParserPool) -> None:
    page = b"<html><link rel=alternate type=application/rss+xml href=/rss></html>"
    with pytest.raises(IngestError) as refused:
        await pool.parse(fetched(page))
    assert refused.value.feeds == ("https://coast.example/rss",)


async def test_the_hub_of_the_header_goes_before_that_of_the_document(pool: ParserPool) -> None:
    atom = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><link rel="hub" href="https://in.example/"/></feed>'
    )
    inside = await pool.parse(fetched(atom))
    assert inside.hub == HubLink(hubs=("https://in.example/",), topic=URL)
    header = '<https://out.example/>; rel="hub", <https://coast.example/self>; rel="self"'
    outside = await pool.parse(fetched(atom, link=header))
    assert outside.hub == HubLink(hubs=("https://out.example/",), topic="https://coast.example/self")


async def test_an_index_of_sitemaps_keeps_its_parts(pool: ParserPool) -> None:
    index = b"<sitemapindex><sitemap><loc>https://coast.example/s.xml</loc></sitemap></sitemapindex>"
    assert (await pool.parse(fetched(index))).parts == ("https://coast.example/s.xml",)
