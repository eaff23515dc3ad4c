from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Excerpt
from notifiers.clean import clean_line, clean_text, cut, quiet, safe_link
from notifiers.quotes import pieces

ANYTHING = st.text(st.characters(), max_size=300)
NASTY = st.text(st.sampled_from("ab \n\r\t\x1b\x07[]0;31m\x9b\u202e\u2066\u200b\ud800\u0301é漢<>@|*"), max_size=80)
WORDS = st.lists(st.text("abcdefгдежابتث", min_size=1, max_size=12), min_size=1, max_size=120).map(" ".join)


@given(ANYTHING | NASTY, st.integers(min_value=1, max_value=200))
def test_a_clean_line_is_one_short_line_that_any_sink_can_take(text: str, limit: int) -> None:
    line = clean_line(text, limit)
    assert len(line) <= limit
    assert line == " ".join(line.split())
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in line)
    line.encode("utf-8")


@given(ANYTHING | NASTY)
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@given(WORDS, st.integers(min_value=30, max_value=400))
def test_a_cut_ends_with_a_whole_word(text: str, limit: int) -> None:
    made = cut(text, limit)
    assert len(made) <= limit
    if made != text:
        assert made.endswith("…")
        assert text.startswith(made[:-1] + " ")


def test_a_cut_leaves_a_letter_with_its_marks() -> None:
    assert cut("e\u0301" * 100, 11) == "e\u0301" * 5 + "…"


@given(WORDS, st.data())
def test_the_pieces_of_a_short_excerpt_are_its_text_and_its_marks(text: str, data: st.DataObject) -> None:
    ends = st.integers(min_value=-5, max_value=len(text) + 5)
    marks = tuple(data.draw(st.lists(st.tuples(ends, ends), max_size=6)))
    made = pieces(Excerpt(start=0, text=text, marks=marks), length=len(text))
    assert "".join(piece.text for piece in made) == text
    inside = {at for start, end in marks for at in range(max(start, 0), min(end, len(text)))}
    at, marked = 0, set()
    for piece in made:
        marked |= set(range(at, at + len(piece.text))) if piece.marked else set()
        at += len(piece.text)
    assert marked >= inside
    assert not "".join(text[at] for at in marked - inside).strip(), "only spaces between two hits are marked with them"


@given(WORDS, st.integers(min_value=40, max_value=200), st.data())
def test_a_cut_excerpt_shows_the_first_hit_and_whole_words(text: str, length: int, data: st.DataObject) -> None:
    words = text.split(" ")
    index = data.draw(st.integers(min_value=0, max_value=len(words) - 1))
    start = len(" ".join(words[:index])) + (1 if index else 0)
    made = pieces(Excerpt(start=0, text=text, marks=((start, start + len(words[index])),)), length=length)
    assert [piece.text for piece in made if piece.marked] == [words[index]]
    shown = [word for word in "".join(piece.text for piece in made).split() if word != "…"]
    assert " ".join(shown) in text
    assert set(shown) <= set(words)
    assert len(" ".join(shown)) <= length


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "https://bank.example@evil.example/",
        "https://",
        "//example.org/x",
        "https://exa mple.org/",
        "https://example.org/\u202egnp.exe",
        "https://example.org/\nBcc: x",
        "http://[::1",
        "https://example.org:99999/",
        "https://example.org/" + "x" * 1000,
        "",
        None,
    ],
)
def test_an_address_that_should_not_be_followed_is_no_link(url: str | None) -> None:
    assert safe_link(url) is None


def test_a_link_is_plain_ascii_that_ends_no_markup() -> None:
    assert safe_link('https://пример.example/a|b>"c?q=<x>#ä') == (
        "https://xn--e1afmkfd.example/a%7Cb%3E%22c?q=%3Cx%3E#%C3%A4"
    )
    assert safe_link("http://example.org:8080/a%20b?x=1&y=2") == "http://example.org:8080/a%20b?x=1&y=2"


@given(ANYTHING | NASTY | ANYTHING.map("https://example.org/".__add__))
def test_whatever_becomes_a_link_is_a_web_address_without_spaces_or_brackets(text: str) -> None:
    link = safe_link(text)
    if link is not None:
        assert urlsplit(link).scheme in {"http", "https"}
        assert link.isascii()
        assert not set(link) & set('<>"|` \\\n')


def test_calls_to_a_whole_room_are_broken_and_addresses_are_not() -> None:
    assert quiet("@here, mail x@allied.example") == "@\u200bhere, mail x@allied.example"
    assert quiet('<a href="https://m.example/@all">@all</a>') == '<a href="https://m.example/@all">@\u200ball</a>'
