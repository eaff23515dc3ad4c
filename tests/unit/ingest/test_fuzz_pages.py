"""Pages that nobody wrote: golden ones cut, mutilated, wrongly encoded. Read or refused with a reason, never a hang."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.pages import SEEDS, read

BODIES = [path.read_bytes() for path in SEEDS]
SHORT = [body for body in BODIES if len(body) < 6000]
SEAMS = [
    b"<",
    b"</p>",
    b"<a href='",
    b"<a href='//[x'>",
    b"<base href='x:'>",
    b"<!--",
    b"\0",
    b"&#x0;",
    b"\xff",
    b"<table>",
]
SEAMS += [b"<script type='application/ld+json'>{\"@type\":", b"<time datetime='9999-99-99'>", b"<meta charset=utf-16>"]


@st.composite
def mutilated(draw: st.DrawFn) -> bytes:
    """A page with pieces taken out, doubled, turned round, or broken by what hurts."""
    body = draw(st.sampled_from(SHORT))
    for _ in range(draw(st.integers(1, 3))):
        start, end = sorted((draw(st.integers(0, len(body))), draw(st.integers(0, len(body)))))
        middle = draw(st.sampled_from(["nothing", "twice", "turned", "broken"]))
        piece = body[start:end]
        new = {
            "nothing": b"",
            "twice": piece * 2,
            "turned": piece[::-1],
            "broken": draw(st.sampled_from(SEAMS)) + piece,
        }
        body = body[:start] + new[middle] + body[end:]
    return body


@settings(max_examples=25)
@given(mutilated(), st.sampled_from([None, "utf-16", "windows-1251", "nonsense"]))
def test_a_mutilated_page_is_read_or_refused(body: bytes, charset: str | None):
    read(body, charset=charset)


@pytest.mark.parametrize("seam", SEAMS)
def test_a_page_that_begins_or_ends_with_what_hurts_is_read_or_refused(seam: bytes):
    read(seam + SHORT[0])
    read(SHORT[0] + seam)


@pytest.mark.parametrize("body", [b"", b"\0" * 50, b"\xfe\xff", b"<html>", b"<", b"<a href=''>" * 500, b"<div>" * 3000])
def test_what_is_hardly_a_page_is_read_or_refused(body: bytes):
    read(body)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_every_short_page_cut_at_many_places_is_read_or_refused():
    for body in SHORT:
        for place in range(0, len(body), 97):
            read(body[:place])
