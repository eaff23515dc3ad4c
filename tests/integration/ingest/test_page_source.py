"""Pages from a real server: robots.txt is asked, redirects are followed past the guard, refusals say why."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from monitor.ingest.page_source import PageSource
from monitor.ingest.pages import extract
from monitor.ingest.source import Fetching
from monitor.model import NoPage, PageTrouble
from monitor.text import FoundPage
from tests.integration.ingest.conftest import LIMITS

TEXT = "Two dozen trucks were seen on the road south of the town, residents said on Monday evening. " * 4
HTML = f"""<html lang=en><head><title>Convoy seen</title></head><body><nav><a href=/>Home</a></nav>
<article><h1>Convoy seen</h1><p>{TEXT}</p><p>{TEXT.upper()}</p></article></body></html>""".encode()


class InProcess:
    """Takes texts out of pages as the child does, in this process: these pages are harmless."""

    async def extract(self, html: bytes, url: str, *, charset: str | None = None) -> dict[str, Any]:
        return extract(html, url=url, charset=charset)


@pytest.fixture
async def pages() -> AsyncIterator[PageSource]:
    async with Fetching(LIMITS) as fetching:
        yield PageSource(fetching, InProcess(), agent=LIMITS.user_agent)


def robots(site, text: str = "", *, status: int = 404, **headers: str) -> None:
    site.answer("/robots.txt", text.encode(), status=status, **headers)


def asked(site) -> list[str]:
    return [request.path for request in site.seen]


async def test_a_page_comes_with_its_text_and_the_address_that_it_was_found_at(site, pages) -> None:
    robots(site)
    url = site.answer("/news/1", HTML, Content_Type="text/html; charset=utf-8")
    page = await pages.read_page(url)
    assert isinstance(page, FoundPage)
    assert page.url == url
    assert "Two dozen trucks" in " ".join(page.page.paragraphs)
    assert asked(site) == ["/robots.txt", "/news/1"]
    assert site.seen[-1].headers["User-Agent"] == "Test/1"


async def test_a_page_that_several_feeds_bring_is_asked_for_once(site, pages) -> None:
    robots(site)
    url = site.answer("/news/1", HTML, Content_Type="text/html")
    assert await pages.read_page(url) == await pages.read_page(url)
    assert asked(site) == ["/robots.txt", "/news/1"]
    assert await pages.read_page(url, fresh=True)
    assert asked(site) == ["/robots.txt", "/news/1", "/news/1"]
    gone = site.answer("/news/2", status=404)
    assert await pages.read_page(gone) == await pages.read_page(gone)
    assert asked(site)[3:] == ["/news/2", "/news/2"], "what failed is tried again"


async def test_a_page_that_robots_txt_forbids_is_not_asked_for(site, pages) -> None:
    robots(site, "User-agent: test\nDisallow: /news/", status=200)
    url = site.answer("/news/1", HTML)
    page = await pages.read_page(url)
    assert isinstance(page, NoPage)
    assert (page.trouble, page.pause) == (PageTrouble.ROBOTS, timedelta(0))
    assert page.reason == "the robots.txt of 127.0.0.1 does not allow it"
    assert asked(site) == ["/robots.txt"]


async def test_a_host_whose_robots_txt_fails_is_left_alone_for_a_while(site, pages) -> None:
    robots(site, status=500)
    page = await pages.read_page(site.answer("/news/1", HTML))
    assert isinstance(page, NoPage)
    assert page.trouble is PageTrouble.ROBOTS
    assert page.pause > timedelta(minutes=1)
    assert page.reason == "the robots.txt of 127.0.0.1 cannot be had (127.0.0.1 answered 500 Internal Server Error)"


async def test_an_address_that_only_redirects_leads_to_the_page_itself(site, pages) -> None:
    robots(site)
    url = site.answer("/news/1", HTML, Content_Type="text/html")
    proxy = site.answer("/feeds/articles/x7", status=302, Location=url)
    page = await pages.read_page(proxy)
    assert isinstance(page, FoundPage)
    assert page.url == url


async def test_a_redirect_to_another_host_is_asked_about_there(site) -> None:
    site.on("/robots.txt", _by_host({"localhost": "User-agent: *\nDisallow: /"}))
    site.answer("/news/1", HTML, Content_Type="text/html")
    limits = replace(LIMITS, allow_hosts=("127.0.0.1", "localhost", "::1"))
    proxy = site.answer("/go", status=302, Location=f"http://localhost:{site.port}/news/1")
    async with Fetching(limits) as fetching:
        reading = PageSource(fetching, InProcess(), agent="Test/1")
        page = await reading.read_page(proxy)
    assert isinstance(page, NoPage)
    assert page.reason == "the robots.txt of localhost does not allow it"


def _by_host(texts: dict[str, str]):
    async def handle(request: web.Request) -> web.Response:
        text = texts.get(request.url.host or "")
        return web.Response(text=text or "", status=200 if text else 404)

    return handle


async def test_a_host_that_only_leads_to_one_that_fails_is_not_left_alone_for_it(site) -> None:
    robots(site)
    away = site.answer("/busy", status=429, Retry_After="900").replace("127.0.0.1", "localhost")
    url = site.answer("/go/1", status=302, Location=away)
    async with Fetching(replace(LIMITS, allow_hosts=("127.0.0.1", "localhost"))) as fetching:
        page = await PageSource(fetching, InProcess(), agent="Test/1").read_page(url)
    assert isinstance(page, NoPage)
    assert (page.reason, page.pause) == ("localhost asks us to slow down (429)", timedelta(0))


async def test_a_redirect_into_the_own_network_is_refused(site) -> None:
    robots(site)
    inner = site.answer("/secret", HTML)
    url = site.answer("/news/1", status=302, Location=inner).replace("127.0.0.1", "localhost")
    async with Fetching(replace(LIMITS, allow_hosts=("localhost",))) as fetching:
        page = await PageSource(fetching, InProcess(), agent="Test/1").read_page(url)
    assert isinstance(page, NoPage)
    assert page.trouble is PageTrouble.REFUSED
    assert "leads to 127.0.0.1, which is not a public address" in page.reason
    assert asked(site) == ["/robots.txt", "/news/1"]


async def test_an_article_that_redirects_to_the_front_page_is_gone(site, pages) -> None:
    robots(site)
    site.answer("/", HTML, Content_Type="text/html")
    page = await pages.read_page(site.answer("/news/1", status=301, Location="/"))
    assert isinstance(page, NoPage)
    assert (page.trouble, page.reason) == (
        PageTrouble.OTHER_TEXT,
        "its address leads to the front page of 127.0.0.1",
    )


@pytest.mark.parametrize(
    ("status", "headers", "pause"),
    [
        (404, {}, 0),
        (403, {}, 0),
        (410, {}, 0),
        (429, {}, 600),
        (429, {"Retry_After": "1800"}, 1800),
        (503, {"Retry_After": "60"}, 60),
    ],
)
async def test_a_server_that_refuses_says_how_long_it_is_left_alone(site, pages, status, headers, pause) -> None:
    robots(site)
    page = await pages.read_page(site.answer("/news/1", status=status, **headers))
    assert isinstance(page, NoPage)
    assert (page.trouble, page.pause) == (PageTrouble.HTTP, timedelta(seconds=pause))
    assert ";" not in page.reason, "the advice is for feeds"


async def test_a_server_that_asks_for_a_second_is_asked_again(site, pages) -> None:
    robots(site)
    answers = [
        web.Response(status=429, headers={"Retry-After": "1"}),
        web.Response(body=HTML, content_type="text/html"),
    ]

    async def handle(_: web.Request) -> web.Response:
        return answers.pop(0)

    begun = time.monotonic()
    assert isinstance(await pages.read_page(site.on("/news/1", handle)), FoundPage)
    assert time.monotonic() - begun >= 1


@pytest.mark.parametrize(("kind", "body"), [("application/pdf", b"%PDF-1.7"), ("text/html", b"<html></html>")])
async def test_what_is_no_page_or_an_empty_one_is_told(site, pages, kind, body) -> None:
    robots(site)
    page = await pages.read_page(site.answer("/news/1", body, Content_Type=kind))
    assert isinstance(page, NoPage)
    assert page.trouble is PageTrouble.NO_PAGE


async def test_a_page_that_drips_is_given_up_in_time_and_its_host_rests(site) -> None:
    robots(site)

    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"<p>")
            await asyncio.sleep(0.05)

    async with Fetching(replace(LIMITS, deadline=timedelta(seconds=0.4))) as fetching:
        page = await PageSource(fetching, InProcess(), agent="Test/1").read_page(site.on("/news/1", drip))
    assert isinstance(page, NoPage)
    assert page.trouble is PageTrouble.TIMEOUT
    assert page.pause >= timedelta(minutes=1)


async def test_a_page_larger_than_a_page_is_not_taken(site, pages) -> None:
    robots(site)
    page = await pages.read_page(site.answer("/news/1", b"x" * 2_000_000, Content_Type="text/html"))
    assert isinstance(page, NoPage)
    assert page.trouble is PageTrouble.TOO_BIG
