"""All links to one article meet under one address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.canonical import canonical

ADDRESS = "https://example.org/news/a-story"


@pytest.mark.parametrize(
    "variant",
    [
        "http://example.org/news/a-story",
        "https://EXAMPLE.org:443/news/a-story/",
        "https://www.example.org/news/a-story#comments",
        "https://m.example.org/news/a-story?utm_source=feed&utm_medium=rss",
        "https://example.org/news/a-story?fbclid=abc&at_medium=RSS",
        "https://amp.example.org/news/a-story",
        "https://example.org/amp/news/a-story",
        "https://example.org/news/a-story/amp/?outputType=amp",
        "https://user:secret@example.org/news/a%2Dstory",
        "https://www-example-org.cdn.ampproject.org/c/s/www.example.org/news/a-story",
        "  https://example.org/news/a-story\n",
    ],
)
def test_variants_of_an_address_are_one(variant):
    assert canonical(variant) == ADDRESS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/?p=1", "https://example.org/?p=2"),
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/a?id=1", "https://example.org/a"),
        ("https://example.org/amp", "https://example.org/"),
        ("https://example.org:8080/a", "https://example.org/a"),
        ("https://m.me/a", "https://me/a"),
        ("https://news.example.org/a", "https://example.org/a"),
    ],
)
def test_different_articles_stay_different(one, other):
    assert canonical(one) != canonical(other)


def test_the_order_of_the_query_does_not_matter():
    assert canonical("https://example.org/a?b=2&a=1") == canonical("https://example.org/a?a=1&b=2")


def test_letters_and_their_escapes_are_one():
    assert canonical("https://example.org/війна") == canonical("https://example.org/%D0%B2%D1%96%D0%B9%D0%BD%D0%B0")


@pytest.mark.parametrize(
    "text", ["", "mailto:a@example.org", "javascript:alert(1)", "file:/x", "http://[bad", "http://x:y/"]
)
def test_what_is_no_web_address_comes_back_as_it_is(text):
    assert canonical(text) == text


URLS = st.builds(
    "{}://{}{}{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    st.sampled_from(["example.org", "www.m.example.org", "x.cdn.ampproject.org", "google.com", "m.co.uk", "[::1]:80"]),
    st.lists(
        st.sampled_from(["/", "/amp", "/c/s/", "a.b", ".amp", ".html", "%41", "%", "é", " ", "\ud800"]), max_size=8
    ).map("".join),
    st.sampled_from(["", "?", "?b=1&a=%41+x", "?utm_x=1", "#f", "?a=\ud800&=&%"]),
)


@given(URLS | st.text(max_size=30))
def test_the_canonical_address_of_a_canonical_address_is_itself(url):
    assert canonical(canonical(url)) == canonical(url)


PIECES = st.sampled_from(["a", "news", "amp", "x.amp", "amp.html", "2024-05-01", "~x", "", "c", "s", "site.de"])
PAIRS = st.sampled_from(["id=3", "b=2", "a=1", "utm_source=rss", "amp", "x=", "=y", "", "outputtype=amp", "a=b=c"])


@given(
    st.sampled_from(["www.site.com", "m.site.co.uk", "amp.site.de", "a.b", "www.google.com", "x.cdn.ampproject.org"]),
    st.lists(PIECES, max_size=5).map("/".join),
    st.lists(PAIRS, max_size=4).map("&".join),
)
def test_an_address_comes_out_alike_with_a_fragment_or_a_port_that_go(host, path, query):
    plain = canonical(f"https://{host}/{path}?{query}")
    assert canonical(f"https://{host}/{path}?{query}#top") == plain
    assert canonical(f"HTTP://{host.upper()}:80/{path}?{query}") == plain
