"""Documents that nobody wrote: random bytes, golden feeds cut and mutilated. Never an exception, never a hang."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.target import SEEDS, read

BODIES = [path.read_bytes() for path in SEEDS]
SHORT = [body for body in BODIES if len(body) < 3000]
SEAMS = [
    b"<",
    b">",
    b"]]>",
    b"<![CDATA[",
    b"&",
    b"&#x0;",
    b"<!--",
    b"\0",
    b"\xff\xfe",
    b"</item>",
    b"<item>",
    b'"',
    b"\xd0",
]
CHARSETS = st.sampled_from(
    [None, "utf-8", "utf-16", "windows-1251", "gb18030", "shift_jis", "nonsense", "utf-7", "rot13"]
)


@given(st.binary(max_size=300), CHARSETS)
def test_random_bytes_are_read_or_refused(body: bytes, charset: str | None):
    read(body, charset=charset)


@given(st.text(alphabet="<>/!?&;#xX0123456789abcdrsitemlnk \"'=-[]CDATA:\n\u0416\u00e9", max_size=300))
def test_random_markup_is_read_or_refused(body: str):
    read(b"<rss version='2.0'><channel><item>" + body.encode())


@st.composite
def mutilated(draw: st.DrawFn) -> bytes:
    """A golden feed with pieces taken out, doubled, put elsewhere, or broken by what hurts."""
    body = draw(st.sampled_from(SHORT))
    for _ in range(draw(st.integers(1, 4))):
        start, end = sorted((draw(st.integers(0, len(body))), draw(st.integers(0, len(body)))))
        piece = body[start:end]
        body = draw(
            st.sampled_from(
                [
                    body[:start] + body[end:],
                    body[:start] + piece * 3 + body[end:],
                    body[:start] + draw(st.sampled_from(SEAMS)) + body[start:],
                    body[:start] + piece[::-1] + body[end:],
                    piece + body,
                ]
            )
        )
    return body


@given(mutilated(), CHARSETS)
def test_a_mutilated_feed_is_read_or_refused(body: bytes, charset: str | None):
    read(body, charset=charset)


@pytest.mark.parametrize("name", ["atom10.xml", "rss20.xml", "jsonfeed11.json"])
def test_a_feed_cut_at_any_byte_is_read_or_refused(name: str):
    [path] = [path for path in SEEDS if path.name == name]
    body = path.read_bytes()
    step = max(1, len(body) // 150)
    for place in range(0, len(body), step):
        read(body[:place])


@pytest.mark.long
@pytest.mark.timeout(900)
def test_every_golden_feed_cut_at_every_seventh_byte_is_read_or_refused():
    for body in SHORT:
        for place in range(0, len(body), 7):
            read(body[:place])
