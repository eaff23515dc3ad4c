"""`feed ADDRESS` with what is no feed itself: a site, a page to watch, an index of sitemaps; on a real local server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.integration.cli.desk import Desk

CONFIG = 'feeds: []\nfetch: {allow_hosts: ["127.0.0.1"], per_host: {gap: 0s}}\n'
RSS = (
    '<rss version="2.0"><channel><title>Quay "wire"</title>'
    "<item><title>Tug rescued</title><guid>1</guid></item></channel></rss>"
)
NAMES_A_FEED = '<html><head><link rel="alternate" type="application/rss+xml" href="/wire"></head><body>x</body></html>'
NAMES_NONE = "<html><head><title>Quay</title></head><body><p>Welcome to the quay.</p></body></html>"
LINKS = (
    "<html><head><title>Notices</title></head><body><main><ul>"
    '<li><a href="/n/2">Two ferries are named</a> 20 November 2026</li><li><a href="/n/1">A buoy is moved</a></li>'
    "</ul></main></body></html>"
)


@dataclass
class Site:
    port: int = 0
    documents: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@pytest.fixture
def site() -> Iterator[Site]:
    state = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append(self.path)
            body = state.documents.get(self.path)
            self.send_response(404 if body is None else 200)
            self.end_headers()
            self.wfile.write((body or "").encode())

        def log_message(self, *args) -> None:
            """Say nothing: the test says it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def desk(tmp_path) -> Desk:
    (tmp_path / "config.yaml").write_text(CONFIG)
    return Desk(tmp_path)


def test_a_site_is_read_by_its_feed_and_the_line_to_paste_works(desk: Desk, site: Site) -> None:
    site.documents = {"/": NAMES_A_FEED, "/wire": RSS}
    done = desk.vedette("feed", site.at("/"))
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"This is a web page; its feed is at {site.at('/wire')}\n")
    line = done.out.splitlines()[-1]
    assert line == f"""  - {{url: "{site.at("/wire")}", name: "Quay 'wire'"}}"""
    (desk.folder / "config.yaml").write_text(CONFIG.replace("[]", f"\n{line}"))
    (exported,) = desk.vedette("feeds", "export", "--json").objects
    assert exported["name"] == "Quay 'wire'"


def test_in_json_nothing_but_entries_is_printed(desk: Desk, site: Site) -> None:
    site.documents = {"/": NAMES_A_FEED, "/wire": RSS}
    (entry,) = desk.vedette("feed", site.at("/"), "--json").objects
    assert entry["title"] == "Tug rescued"


def test_usual_addresses_are_tried_for_a_page_that_names_no_feed_and_that_is_said(desk: Desk, site: Site) -> None:
    site.documents = {"/news": NAMES_NONE, "/rss.xml": RSS}
    done = desk.vedette("feed", site.at("/news"))
    assert done.code == 0
    assert f"names no feed; trying where feeds often are, one was found at {site.at('/rss.xml')}" in done.out


def test_a_page_without_any_feed_is_said_with_what_to_write_instead(desk: Desk, site: Site) -> None:
    site.documents = {"/news": NAMES_NONE}
    done = desk.vedette("feed", site.at("/news"), "--json")
    assert (done.code, done.out) == (1, "")
    assert f'- {{url: "{site.at("/news")}", watch: links}}' in done.err


def test_a_page_is_read_as_it_would_be_watched(desk: Desk, site: Site) -> None:
    site.documents = {"/notices": LINKS}
    done = desk.vedette("feed", site.at("/notices"), "--watch", "links", "--json")
    assert [(entry["title"], entry["published"]) for entry in done.objects] == [
        ("Two ferries are named", "2026-11-20T00:00:00+00:00"),
        ("A buoy is moved", None),
    ]
    shown = desk.vedette("feed", site.at("/notices"), "--watch", "text")
    assert "watch: text" in shown.out
    (whole,) = desk.vedette("feed", site.at("/notices"), "--watch", "text", "--json").objects
    assert "A buoy is moved" in whole["content"]


def test_an_index_of_sitemaps_is_followed(desk: Desk, site: Site) -> None:
    site.documents = {
        "/sitemap.xml": f"<sitemapindex><sitemap><loc>{site.at('/a.xml')}</loc></sitemap></sitemapindex>",
        "/a.xml": f"<urlset><url><loc>{site.at('/two-ferries-are-named')}</loc></url></urlset>",
    }
    (entry,) = desk.vedette("feed", site.at("/sitemap.xml"), "--json").objects
    assert entry["title"] == "Two ferries are named"
    assert site.asked == ["/sitemap.xml", "/a.xml"]


def test_what_a_page_names_is_visited_past_the_guard_alone(desk: Desk, site: Site) -> None:
    (desk.folder / "config.yaml").write_text(CONFIG.replace('["127.0.0.1"]', '["127.0.0.1/32"]'))
    site.documents = {"/": NAMES_A_FEED.replace("/wire", f"http://127.0.0.2:{site.port}/wire")}
    done = desk.vedette("feed", site.at("/"))
    assert done.code == 1
    assert "127.0.0.2, which is not a public address" in done.err


def test_the_way_of_watching_is_kept_in_lists_of_feeds(desk: Desk) -> None:
    feeds = 'feeds:\n  - {url: "https://office.example/actions", watch: links}\n'
    (desk.folder / "config.yaml").write_text(feeds)
    (desk.folder / "out.opml").write_text(desk.vedette("feeds", "export").out, encoding="utf-8")
    (desk.folder / "config.yaml").write_text("feeds: []\n")
    assert desk.vedette("feeds", "import", "out.opml").code == 0
    (feed,) = desk.vedette("feeds", "export", "--json").objects
    assert feed["watch"] == "links"
