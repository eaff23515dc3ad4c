from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import IngestError
from monitor.ingest.parse import MOST_ENTRIES, parse_document
from monitor.model import ParsedFeed

FEEDS = Path(__file__).parents[2] / "data" / "feeds"
DOCUMENTS = [path.read_bytes() for path in sorted(FEEDS.iterdir()) if not path.name.endswith(".expected.json")]


def rss(items: str, *, before: str = "", channel: str = "") -> bytes:
    head = "<title>T</title><link>https://site.example/</link><description>d</description>"
    return f'{before}<rss version="2.0"><channel>{head}{channel}{items}</channel></rss>'.encode()


def refusal(body: bytes, **about: str) -> str:
    with pytest.raises(IngestError) as raised:
        parse_document(body, **about)
    assert raised.value.cause == "parse"
    return str(raised.value)


def test_a_web_page_is_refused_by_name():
    assert refusal(b"<!DOCTYPE html><html><body><p>Hello</p></body></html>").startswith(
        "this is a web page, not a feed"
    )


def test_a_web_page_that_declares_its_feed_leads_to_it():
    page = b"""<!-- a --><!-- b --><html><head><link rel="stylesheet" href="/x.css">
    <link rel='alternate' type='application/rss+xml' title="Feed" href='/feed.xml'>
    <link rel=alternate type=application/feed+json href=https://other.example/feed.json></head></html>"""
    told = refusal(page, url="https://site.example/news/")
    assert "https://site.example/feed.xml and https://other.example/feed.json" in told


def test_an_xhtml_page_is_a_web_page_too():
    page = (
        b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>'
    )
    assert "web page" in refusal(page)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "the document is empty"),
        (b"  \n\t ", "the document is empty"),
        (b"Just words.", "plain text"),
        (b"<opml version='2.0'><body/></opml>", "no kind of feed"),
        (b'{"items": "none"}', "not a JSON Feed"),
        (b"[1, 2]", "not a JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [', "malformed at line 1"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_feed_is_refused_with_a_reason(body: bytes, told: str):
    assert told in refusal(body)


def test_a_feed_sent_as_html_is_a_feed():
    parsed = parse_document(rss("<item><title>A</title></item>"), content_type="text/html; charset=utf-8")
    assert [entry.title for entry in parsed.entries] == ["A"]


def test_comments_before_the_root_do_not_make_the_check_for_pages_slow():
    body = b"<!-- -->" * 20_000 + rss("<item><title>A</title></item>")
    assert len(parse_document(body).entries) == 1


def test_an_empty_channel_is_a_feed_without_entries():
    assert parse_document(rss("")).entries == ()


def test_the_newest_entries_stay_when_there_are_too_many_and_the_others_are_held():
    items = "".join(
        f"<item><title>Item {n}</title><guid>g{n}</guid><pubDate>{1 + n // 1440:02} Jan 2024 "
        f"{n // 60 % 24:02}:{n % 60:02}:00 GMT</pubDate></item>"
        for n in range(MOST_ENTRIES + 3)
    )
    parsed = parse_document(rss(items))
    assert [entry.id for entry in parsed.entries] == [f"g{n}" for n in range(3, MOST_ENTRIES + 3)]
    assert parsed.held == tuple(f"'Item {n}' is over the cap of 500 items a document" for n in range(3))


def test_the_charset_of_the_header_is_used_when_the_document_states_none():
    body = '<rss version="2.0"><channel><item><title>Σύνοδος κορυφής</title></item></channel></rss>'.encode(
        "iso-8859-7"
    )
    assert parse_document(body, charset="iso-8859-7").entries[0].title == "Σύνοδος κορυφής"


def test_an_external_entity_is_never_opened(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("hush")
    before = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    parsed = parse_document(rss("<item><title>T &x;</title><guid>1</guid></item>", before=before))
    assert "hush" not in repr(parsed)


def test_a_billion_laughs_stay_few():
    entities = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    before = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{entities}]>'
    parsed = parse_document(rss("<item><title>x&l9;</title><guid>1</guid></item>", before=before))
    assert len(repr(parsed)) < 10_000


@pytest.mark.timeout(20)
@pytest.mark.parametrize("poison", ["<!--", "<a ", "&lt;!--", "&", "&#", "<![CDATA[", "<item>", "<!-- -->"])
def test_repeated_markup_takes_no_more_than_linear_time(poison: str):
    body = rss(f"<item><title>A</title><guid>1</guid><description>{poison * 60_000}</description></item>")
    assert parse_document(body).entries[0].id == "1"


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "poison", ["<script>", "</script>", "\u00c3 ", "\u00d0\u00b0 ", "6 May ", "]> ", "<!DOCTYPE x [", "<!ENTITY a 'b'>"]
)
def test_repeated_words_that_are_looked_at_closely_take_no_more_than_linear_time(poison: str):
    field = "<![CDATA[" + poison * 60_000 + "]]>"
    item = (
        f"<item><title>{field}</title><guid>1</guid><pubDate>{field}</pubDate><description>{field}</description></item>"
    )
    before = f"<!DOCTYPE rss [<!ENTITY x 'y'> {'<!ENTITY ' * 20_000}]>"
    assert [entry.id for entry in parse_document(rss(item, before=before)).entries] == ["1"]


def test_a_script_in_a_title_is_left_out_and_a_word_about_scripts_stays():
    titles = (
        "Safe &lt;script&gt;x()&lt;/script&gt;title",
        "Why &lt;script&gt; is old",
        "İ&lt;style&gt;a{}&lt;/style&gt;b",
    )
    items = "".join(f"<item><title>{title}</title></item>" for title in titles)
    assert [entry.title for entry in parse_document(rss(items)).entries] == [
        *("Safe title", "Why <script> is old", "İ b"),
    ]


def test_a_date_without_offset_is_utc():
    item = "<item><title>A</title><pubDate>2024-05-06 10:00:00</pubDate></item>"
    assert parse_document(rss(item)).entries[0].published == datetime(2024, 5, 6, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ttl", "minutes"), [("60", 60), ("0", None), ("soon", None), ("-5", None), ("99999999", 10080)]
)
def test_the_ttl_is_minutes_up_to_a_week(ttl: str, minutes: int | None):
    parsed = parse_document(rss("", channel=f"<ttl>{ttl}</ttl>"))
    assert (parsed.ttl and parsed.ttl.total_seconds() / 60) == minutes


def read_or_refused(body: bytes) -> ParsedFeed | None:
    try:
        return parse_document(body, url="https://site.example/feed")
    except IngestError:
        return None


@given(st.binary(max_size=400))
def test_random_bytes_are_read_or_refused(body: bytes):
    read_or_refused(body)


TOKENS = st.sampled_from(
    b"<item>|</item>|<entry>|&#x110000;|&#9999999999;|&#xD800;|<!--|<![CDATA[|]]>|<!DOCTYPE x [|\x00|\xff\xfe|"
    b"<width></width>|<textinput><name>|<link>http://[x</link>|<guid>http://[x</guid>|<svg><title>|<source url='x'>|"
    b' xml:base="http://[::1"|</channel>'.split(b"|")
)


@settings(max_examples=150, deadline=None)
@given(
    body=st.sampled_from(DOCUMENTS),
    edits=st.lists(st.tuples(st.floats(0, 1), TOKENS | st.binary(max_size=3), st.integers(0, 20)), max_size=5),
)
def test_damaged_documents_are_read_or_refused_and_ids_stay_unique(body: bytes, edits: list[tuple[float, bytes, int]]):
    for share, put, cut in edits:
        place = int(share * len(body))
        body = body[:place] + put + body[place + cut :]
    parsed = read_or_refused(body)
    if parsed is not None:
        ids = [entry.id for entry in parsed.entries]
        assert len(set(ids)) == len(ids)
        assert all(ids)
        assert all(entry.link is None or entry.link.lower().startswith("http") for entry in parsed.entries)
