"""Sitemaps: which entries are taken of many, and what hostile or broken ones bring."""

from __future__ import annotations

import gzip
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import IngestError
from monitor.ingest import sitemap
from monitor.ingest.parse import parse_document
from monitor.model import DocumentKind
from monitor.text.address_words import words_of

ADDRESS = "https://coast.example/sitemap.xml"
ENTITY = '<!ENTITY e{} "{}">'


def urlset(*urls: str) -> str:
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(urls)}</urlset>'


def page(number: int, date: str = "") -> str:
    stated = f"<lastmod>{date}</lastmod>" if date else ""
    return f"<url><loc>https://coast.example/{number}</loc>{stated}</url>"


def numbers(document: str) -> list[int]:
    entries = parse_document(document.encode(), url=ADDRESS).entries
    return [int(entry.id.rpartition("/")[2]) for entry in entries]


def test_of_a_large_sitemap_the_newest_are_taken_and_the_rest_is_no_loss():
    days = [(number, f"2026-{1 + number % 12:02}-{1 + number % 28:02}") for number in range(2_000)]
    parsed = parse_document(urlset(*(page(*day) for day in days)).encode(), url=ADDRESS)
    newest = sorted((date for _, date in days), reverse=True)[:500]
    assert len(parsed.entries) == 500
    assert min(entry.updated.date().isoformat() for entry in parsed.entries) == newest[-1]
    assert parsed.held == ()
    assert parsed.notes == ("the sitemap lists 2000 pages; the newest 500 are read",)


def test_of_a_large_sitemap_without_dates_both_ends_are_taken():
    taken = numbers(urlset(*map(page, range(2_000))))
    assert taken == [*range(250), *range(1_750, 2_000)]


def test_a_sitemap_of_fifty_thousand_pages_takes_no_more_than_a_moment():
    document = urlset(*(page(number, "2026-11-21") for number in range(50_000)))
    begun = time.process_time()
    assert len(numbers(document)) == 500
    assert time.process_time() - begun < 8


@pytest.mark.parametrize(
    "bomb",
    [
        urlset(f"<url>{'<a>' * 200_000}"),
        urlset(f"<url><loc>{'x' * 1_000_000}</loc></url>"),
        urlset("<url><loc>" * 100_000),
        "<!-- -->" * 100_000 + urlset(page(1)),
        "<!DOCTYPE urlset ["
        + "".join(ENTITY.format(n, f"&e{n - 1};" * 20) for n in range(1, 12))
        + "]>"
        + urlset("<url><loc>https://coast.example/&e11;</loc></url>"),
    ],
    ids=["deep", "long", "unclosed", "comments", "entities"],
)
def test_a_hostile_sitemap_is_over_soon(bomb: str):
    begun = time.process_time()
    parsed = parse_document(bomb.encode(), url=ADDRESS)
    assert time.process_time() - begun < 5
    assert all(len(entry.id) < 10_000 for entry in parsed.entries)


def test_a_gzip_bomb_is_not_unpacked():
    bomb = gzip.compress(b"\0" * (sitemap.MOST_UNPACKED + 10))
    with pytest.raises(IngestError, match="unpacks to more than 20 MB"):
        parse_document(bomb, url=ADDRESS)


def test_a_damaged_gzip_file_is_said_to_be_one():
    with pytest.raises(IngestError, match="damaged"):
        parse_document(b"\x1f\x8b" + b"x" * 50, url=ADDRESS)


def test_an_index_without_addresses_is_refused():
    with pytest.raises(IngestError, match="names none"):
        parse_document(b"<sitemapindex><sitemap/></sitemapindex>", url=ADDRESS)


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("https://a.example/2026/11/ferry-held-at-port-99812.html", "Ferry held at port"),
        ("https://a.example/a/ferry_held/", "Ferry held"),
        ("https://a.example/ferry-held/4711", "Ferry held"),
        ("https://a.example/4711", ""),
        ("https://a.example/", ""),
        ("https://a.example/news", ""),
        ("https://a.example/0a1b2c3d4e5f60718", ""),
    ],
)
def test_a_title_is_made_of_the_words_of_an_address(link: str, words: str):
    assert words_of(link) == words


@given(st.text(alphabet=st.sampled_from(list("<>/&;:urlsetocnwisap=\"' \n\x001x")), max_size=300))
def test_any_text_in_a_sitemap_is_read_without_an_error(inside: str):
    parsed = sitemap.read(f"<urlset>{inside}</urlset>", url=ADDRESS)
    assert parsed.kind in {DocumentKind.SITEMAP, DocumentKind.NEWS_SITEMAP}
    assert all(entry.link for entry in parsed.entries)
