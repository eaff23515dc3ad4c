"""Feeds that are no feeds: a site that names one, sitemaps, and pages that are watched for changes.

What stands at each address is a document that the test puts there; it is parsed by the real code, in this process.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from structlog.testing import capture_logs

from monitor.ingest.parse import parse_document
from monitor.ingest.watched import read_watched
from monitor.model import Failed, FailureCause, Feed, Fetched, ParsedFeed, Response, Watch
from monitor.service.feeds_view import feeds_as_json
from monitor.text import FoundPage, Page

SITE = "https://port.example/"
FEED = "https://port.example/wire.xml"
PAGE = "https://office.example/actions"


@dataclass
class Web:
    """Documents by address; whatever is absent is not found."""

    documents: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def fetch(self, feed: Feed) -> Response:
        self.asked.append(feed.address)
        document = self.documents.get(feed.address)
        if document is None:
            return Failed(url=feed.address, cause=FailureCause.HTTP, reason="port.example has no such page (404)")
        return Fetched(url=feed.address, body=document.encode(), headers={})

    async def parse(self, fetched: Fetched, *, clean: bool = False) -> ParsedFeed:
        return parse_document(fetched.body, url=fetched.url)

    async def watched(self, fetched: Fetched, watch: Watch) -> ParsedFeed:
        return read_watched(fetched.body, watch=watch, url=fetched.url)


def rss(*titles: str) -> str:
    items = "".join(
        f"<item><title>{escape(title)}</title><guid>{escape(title)}</guid>"
        "<pubDate>Wed, 04 Mar 2026 11:00:00 GMT</pubDate></item>"
        for title in titles
    )
    return f'<rss version="2.0"><channel><title>Wire</title><description>n</description>{items}</channel></rss>'


def page(*feeds: str) -> str:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="{feed}">' for feed in feeds)
    return f"<!doctype html><html><head><title>Port</title>{links}</head><body><p>Welcome.</p></body></html>"


def listed(*items: tuple[str, str], around: str = "") -> str:
    rows = "".join(f'<li><a href="{path}">{escape(words)}</a></li>' for path, words in items)
    return f"<!doctype html><html><title>Actions</title><body>{around}<main><ul>{rows}</ul></main></body></html>"


def sitemap(*pages: tuple[str, str]) -> str:
    urls = "".join(f"<url><loc>https://port.example{path}</loc>{more}</url>" for path, more in pages)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="n">{urls}</urlset>'


def news(title: str, date: str = "2026-03-04T11:00:00Z") -> str:
    return (
        f"<news:news><news:publication_date>{date}</news:publication_date><news:title>{title}</news:title></news:news>"
    )


def opened(desk, url: str, documents: dict[str, str], *, watch: str = ""):
    """An app with this feed; `watch` goes in among the feed's other keys."""
    desk.papers = Web(documents)
    return desk.open(url, full_text=f"never, watch: {watch}" if watch else "never")


async def turn(desk, app, **later: float) -> str:
    """Some time later everything is polled, read and told; what is told meanwhile."""
    before = len(desk.told())
    desk.clock.move(**(later or {"minutes": 20}))
    app.store.feeds.make_due(now=desk.clock())
    await desk.poll(app)
    desk.read(app)
    desk.tell(app)
    return desk.told()[before:]


def state(app):
    (feed,) = app.store.feeds.active()
    return feed.state


async def test_a_site_is_read_by_the_feed_that_its_page_names(desk) -> None:
    app = opened(desk, SITE, {SITE: page("/wire.xml"), FEED: rss("Mercenaries land")})
    assert "Mercenaries land" in await turn(desk, app)
    assert desk.papers.asked == [SITE, FEED]
    assert state(app).found_at == FEED
    desk.papers.documents[FEED] = rss("Mercenaries land", "Sanctions on a shipowner")
    assert "Sanctions on a shipowner" in await turn(desk, app)
    assert desk.papers.asked == [SITE, FEED, FEED]
    (shown,) = feeds_as_json(app.config, {}, now=desk.clock())
    assert (shown["url"], shown["fetched_from"]) == (SITE, FEED)
    assert shown["why"] == f"read from {FEED}, which its page names"


async def test_a_feed_that_moved_away_is_found_again_by_way_of_its_site(desk) -> None:
    app = opened(desk, SITE, {SITE: page("/wire.xml"), FEED: rss("Mercenaries land")})
    await turn(desk, app)
    desk.papers.documents = {SITE: page("/new.xml"), "https://port.example/new.xml": rss("Sanctions on a shipowner")}
    assert await turn(desk, app) == ""
    assert (state(app).failures, state(app).found_at) == (1, None)
    assert "Sanctions on a shipowner" in await turn(desk, app, hours=3)
    assert (state(app).failures, state(app).found_at) == (0, "https://port.example/new.xml")


async def test_the_second_feed_of_a_page_is_taken_when_the_first_cannot_be_read(desk) -> None:
    app = opened(desk, SITE, {SITE: page("/absent.xml", "/wire.xml"), FEED: rss("Mercenaries land")})
    assert "Mercenaries land" in await turn(desk, app)
    assert state(app).found_at == FEED


async def test_a_page_whose_feeds_all_fail_is_a_failure_that_names_them(desk) -> None:
    app = opened(desk, SITE, {SITE: page("/absent.xml")})
    await turn(desk, app)
    assert "https://port.example/absent.xml" in state(app).last_error
    assert "404" in state(app).last_error


async def test_a_page_that_names_itself_as_its_feed_is_no_endless_way(desk) -> None:
    app = opened(desk, SITE, {SITE: page(SITE)})
    await turn(desk, app)
    assert state(app).failures == 1
    assert len(desk.papers.asked) == 2


async def test_a_news_sitemap_is_told_at_once_like_a_feed(desk) -> None:
    address = f"{SITE}news.xml"
    app = opened(desk, address, {address: sitemap(("/1", news("Mercenaries land")))})
    assert "Mercenaries land" in await turn(desk, app)


async def test_what_a_plain_sitemap_has_at_first_is_known_and_what_it_gets_later_is_told(desk) -> None:
    address = f"{SITE}sitemap.xml"
    old = [(f"/2026/mercenaries-at-berth-{word}", "<lastmod>2026-03-04</lastmod>") for word in ("north", "south")]
    app = opened(desk, address, {address: sitemap(*old)})
    assert await turn(desk, app) == ""
    desk.papers.documents[address] = sitemap(*old, ("/2026/mercenaries-leave-the-island", ""))
    told = await turn(desk, app)
    assert "Mercenaries leave the island" in told
    assert "berth" not in told


class Library:
    """Every page tells the same story, under a headline of its own."""

    async def read_page(self, url: str, /, *, fresh: bool) -> FoundPage:
        story = (
            "Two ferries brought some two hundred mercenaries to the island, harbour officials said on Wednesday.",
        )
        return FoundPage(page=Page(title="Two ferries land at night", paragraphs=story, language="en"), url=url)


async def test_a_page_that_a_sitemap_lists_by_a_number_is_told_under_its_own_headline(desk) -> None:
    address = f"{SITE}sitemap.xml"
    desk.papers = Web({address: sitemap(("/news/1", ""))})
    app = desk.open(address, full_text="auto")
    await turn(desk, app)
    desk.papers.documents[address] = sitemap(("/news/1", ""), ("/news/2", ""))
    app.store.feeds.make_due(now=desk.clock())
    await desk.poll(app)
    await desk.fill(app, Library())
    desk.read(app)
    desk.tell(app)
    assert "Two ferries land at night" in desk.told()


async def test_an_index_is_read_by_its_likeliest_sitemaps_and_one_that_fails_spoils_no_other(desk) -> None:
    address = f"{SITE}sitemap.xml"
    names = ("pages.xml", "absent-news.xml", "news.xml")
    parts = "".join(f"<sitemap><loc>{SITE}{name}</loc></sitemap>" for name in names)
    documents = {
        address: f"<sitemapindex>{parts}</sitemapindex>",
        f"{SITE}pages.xml": sitemap(("/about-us-all", "")),
        f"{SITE}news.xml": sitemap(("/1", news("Mercenaries land"))),
    }
    app = opened(desk, address, documents)
    assert "Mercenaries land" in await turn(desk, app)
    assert state(app).failures == 0
    assert state(app).body_hash is None  # the index may stay as it is while its sitemaps change


async def test_an_index_that_names_only_itself_ends(desk) -> None:
    address = f"{SITE}sitemap.xml"
    app = opened(desk, address, {address: f"<sitemapindex><sitemap><loc>{address}</loc></sitemap></sitemapindex>"})
    await turn(desk, app)
    assert len(desk.papers.asked) < 8
    assert "none of the sitemaps" in state(app).last_error


OLD = [(f"/actions/{n}", f"Mercenaries of company {word} named") for n, word in enumerate("abcdefgh")]


async def test_the_first_look_at_a_page_tells_nothing_and_each_new_link_later_is_told(desk) -> None:
    app = opened(desk, PAGE, {PAGE: listed(*OLD)}, watch="links")
    assert await turn(desk, app) == ""
    desk.papers.documents[PAGE] = listed(("/actions/99", "Mercenaries of a new company"), *OLD)
    told = await turn(desk, app)
    assert "Mercenaries of a new company" in told
    assert told.count("named") == 0


async def test_what_changes_around_the_links_of_a_page_is_no_news(desk) -> None:
    app = opened(desk, PAGE, {PAGE: listed(*OLD)}, watch="links")
    await turn(desk, app)
    for visit in range(3):
        box = f'<aside><h2>Most read</h2><a href="/old/{visit}">Mercenaries of long ago, part {visit}</a></aside>'
        nav = f'<nav><a href="/n/{visit}">Mercenaries by country</a></nav><p>Visitors: {visit}000</p>'
        items = [(f"{path}?sid={visit}#top", f"{words} ({visit} comments)") for path, words in OLD]
        desk.papers.documents[PAGE] = listed(*items[visit:], *items[:visit], around=box + nav)
        assert await turn(desk, app) == ""


async def test_a_link_that_comes_back_is_no_news(desk) -> None:
    app = opened(desk, PAGE, {PAGE: listed(*OLD)}, watch="links")
    await turn(desk, app)
    desk.papers.documents[PAGE] = listed(*OLD[3:])
    await turn(desk, app)
    desk.papers.documents[PAGE] = listed(*OLD)
    assert await turn(desk, app) == ""


async def test_a_rebuilt_page_is_a_new_base_and_is_said(desk) -> None:
    app = opened(desk, PAGE, {PAGE: listed(*OLD)}, watch="links")
    await turn(desk, app)
    rebuilt = [(f"/en{path}.html", words) for path, words in OLD]
    desk.papers.documents[PAGE] = listed(*rebuilt)
    with capture_logs() as lines:
        assert await turn(desk, app) == ""
    assert any("the site was rebuilt" in line["event"] for line in lines)
    desk.papers.documents[PAGE] = listed(("/en/actions/99.html", "Mercenaries of a new company"), *rebuilt)
    assert "Mercenaries of a new company" in await turn(desk, app)


def dated(day: str, *items: tuple[str, str]) -> str:
    rows = "".join(f'<li><a href="{path}">{words}</a> {day}</li>' for path, words in items)
    return f"<!doctype html><html><title>Actions</title><body><main><ul>{rows}</ul></main></body></html>"


async def test_in_a_rebuilt_page_a_new_title_with_a_date_of_today_is_news(desk) -> None:
    app = opened(desk, PAGE, {PAGE: dated("2 March 2026", *OLD)}, watch="links")
    await turn(desk, app)
    fresh = [(f"/x/{n}", f"Mercenaries seen by ship {place}") for n, place in enumerate("abcdef")]
    desk.papers.documents[PAGE] = dated("4 March 2026", *fresh, ("/x/old", OLD[0][1]))
    told = await turn(desk, app)
    assert "seen by ship" in told
    assert "named" not in told


async def test_a_new_link_is_news_whatever_date_stands_in_its_title_or_beside_it(desk) -> None:
    app = opened(desk, PAGE, {PAGE: listed(*OLD)}, watch="links")
    await turn(desk, app)
    title = "Mercenaries: the decision of 12 May 2014 is renewed"
    row = '<li><a href="/actions/98">Sanctions on a shipowner</a> since 3 January 2019</li>'
    desk.papers.documents[PAGE] = listed(("/actions/99", title), *OLD).replace("<ul>", f"<ul>{row}")
    told = await turn(desk, app)
    assert title in told
    assert "Sanctions on a shipowner" in told


async def test_after_a_long_stop_what_a_page_dates_long_ago_is_not_told(desk) -> None:
    app = opened(desk, PAGE, {PAGE: dated("2 March 2026", *OLD)}, watch="links")
    await turn(desk, app)
    desk.papers.documents[PAGE] = dated("10 March 2026", ("/x/1", "Mercenaries seen by ship"), *OLD)
    assert await turn(desk, app, days=20) == ""


def prose(*paragraphs: str, counter: int = 0) -> str:
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html><head><title>Notices</title></head><body><main>{body}"
        f"<p>Last updated: {counter + 1} March 2026, {counter} visitors</p></main></body></html>"
    )


NOTICES = ["The register of vessels is kept by this office.", "Mercenaries named in 2019 remain on the register."]


async def test_of_a_page_whose_text_is_watched_only_what_was_added_is_told(desk) -> None:
    app = opened(desk, PAGE, {PAGE: prose(*NOTICES)}, watch="text")
    assert await turn(desk, app) == ""
    desk.papers.documents[PAGE] = prose("Sanctions were put on two ferries on Wednesday.", *NOTICES, counter=7)
    told = await turn(desk, app)
    assert "Sanctions were put on two ferries" in told
    assert "Mercenaries named" not in told


async def test_a_paragraph_that_goes_and_comes_back_is_told_once(desk) -> None:
    added = "Sanctions were put on two ferries on Wednesday."
    app = opened(desk, PAGE, {PAGE: prose(*NOTICES)}, watch="text")
    await turn(desk, app)
    told = ""
    for visit in range(6):
        desk.papers.documents[PAGE] = prose(*NOTICES, *([added] if visit % 2 == 0 else []), counter=visit)
        told += await turn(desk, app)
    assert desk.messages("two ferries") == 1


async def test_two_changes_of_one_page_are_two_stories(desk) -> None:
    app = opened(desk, PAGE, {PAGE: prose(*NOTICES)}, watch="text")
    await turn(desk, app)
    first = "Sanctions were put on two ferries of the northern line on Wednesday."
    second = "Sanctions against a grain trader in Burgas were widened after the cabinet met."
    desk.papers.documents[PAGE] = prose(first, *NOTICES)
    await turn(desk, app)
    desk.papers.documents[PAGE] = prose(second, first, *NOTICES)
    assert "grain trader" in await turn(desk, app)
    assert app.store.archive.ledger().read["opened a story"] == 2


async def test_the_ledger_balances_over_all_of_it(desk) -> None:
    app = opened(desk, PAGE, {PAGE: listed(*OLD)}, watch="links")
    for visit in range(2):
        desk.papers.documents[PAGE] = listed(*[(f"/v{visit}{path}", words) for path, words in OLD], *OLD[visit:])
        await turn(desk, app)
    assert app.store.archive.ledger().balanced
