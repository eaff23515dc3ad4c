"""Feed lists of other readers."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from monitor.config import opml_from_feeds, read_opml
from monitor.model import Feed, FullText, Tier, Watch

DATA = Path(__file__).parents[2] / "data" / "config" / "feeds"


def test_nested_outlines_are_read_and_pages_are_no_feeds():
    feeds, problems = read_opml(DATA / "good.opml")
    assert problems == ()
    assert [(feed.name, feed.url, feed.language, feed.tier, line) for feed, line in feeds] == [
        ("The ministry", "https://ministry.example/feed", "de", Tier.PRESS, 7),
        ("No title", "https://atom.example/", None, Tier.OFFICIAL, 11),
    ]
    assert feeds[1][0].every == timedelta(hours=1)


def test_a_bad_outline_loses_none_of_the_others():
    feeds, problems = read_opml(DATA / "bad.opml")
    assert [feed.name for feed, _ in feeds] == ["Twice", "Twice again"]
    assert [problem.line for problem in problems] == [4, 5, 5]


def test_an_entity_is_neither_expanded_nor_fetched(tmp_path):
    (tmp_path / "word").write_text("s3cret", encoding="utf-8")
    file = tmp_path / "x.opml"
    file.write_text(
        f'<!DOCTYPE opml [<!ENTITY x SYSTEM "file://{tmp_path}/word"><!ENTITY y "yy">]>'
        '<opml><body><outline text="&y;" xmlUrl="https://a.example/"/>&x;</body></opml>',
        encoding="utf-8",
    )
    feeds, problems = read_opml(file)
    assert "s3cret" not in repr((feeds, problems))


def test_a_bomb_of_entities_is_a_problem(tmp_path):
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 20}">' for n in range(1, 9))
    file = tmp_path / "bomb.opml"
    file.write_text(
        f'<!DOCTYPE opml [<!ENTITY l0 "boom">{levels}]><opml><body><outline text="&l8;" xmlUrl="https://a.example/"/>'
        "</body></opml>",
        encoding="utf-8",
    )
    feeds, problems = read_opml(file)
    assert not feeds
    assert len(problems) == 1


@given(raw=st.binary(max_size=200))
def test_any_bytes_are_feeds_or_problems(raw, tmp_path_factory):
    file = tmp_path_factory.mktemp("opml") / "any.opml"
    file.write_bytes(raw)
    feeds, problems = read_opml(file)
    assert bool(feeds) != bool(problems)


NAMES = st.text(alphabet=st.characters(categories=["L", "N", "P"]), min_size=1, max_size=30)
FEEDS = st.builds(
    Feed,
    id=st.just(0),
    url=st.from_regex(r"https://[a-z]{1,9}\.example/[a-z0-9?=&;%.-]{0,20}", fullmatch=True),
    name=NAMES,
    language=st.sampled_from([None, "en", "uk", "zh"]),
    tier=st.sampled_from(list(Tier)),
    every=st.sampled_from([None, timedelta(minutes=10), timedelta(hours=36)]),
    full_text=st.sampled_from(list(FullText)),
    watch=st.sampled_from([None, *Watch]),
)


@given(feeds=st.lists(FEEDS, min_size=1, max_size=5))
def test_what_is_exported_is_read_back(feeds, tmp_path_factory):
    file = tmp_path_factory.mktemp("opml") / "export.opml"
    file.write_bytes(opml_from_feeds(feeds))
    found, problems = read_opml(file)
    assert problems == ()
    keys = ("url", "name", "language", "tier", "every", "full_text", "watch")
    assert [[getattr(f, k) for k in keys] for f, _ in found] == [[getattr(f, k) for k in keys] for f in feeds]
