"""What was added to a page's text, and what only flaps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import DocumentKind, PageMemory, ParsedFeed
from monitor.polling.changed_text import MOST_KEPT, key, what_changed

PAGE = "https://office.example/notices"
BASE = (
    "Notices to shipowners and their crews",
    "Ships of this flag may not call at our ports.",
    "Written by the office",
)


def look(*paragraphs: str, memory: PageMemory | None) -> tuple[tuple[str, ...], PageMemory]:
    """What a look tells, as contents of entries, and what is remembered."""
    document = ParsedFeed(entries=(), kind=DocumentKind.TEXT, paragraphs=paragraphs, title="Notices")
    parsed, after = what_changed(document, memory, url=PAGE)
    assert after is not None
    return tuple(entry.content or "" for entry in parsed.entries), after


def test_the_first_look_is_the_base():
    told, memory = look(*BASE, memory=None)
    assert told == ()
    assert look(*BASE, memory=memory)[0] == ()


def test_what_was_added_is_one_entry_with_these_paragraphs_alone():
    _, memory = look(*BASE, memory=None)
    added = ("Two ferries were added to the register.", "The owners <were> told & heard.")
    (told,), _ = look(*BASE[:1], *added, *BASE[1:], memory=memory)
    assert told == f"<p>{added[0]}</p><p>The owners &lt;were&gt; told &amp; heard.</p>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Visitors today: 12,345", "Visitors today: 12,401"),
        ("Last updated: 3 March 2026, 10:15", "Last updated: 14 April 2026, 09:00"),
        ("Posted 5 minutes ago", "Posted 2 hours ago"),
        ("Ships of this flag: SEE BELOW.", "Ships  of this flag: see below"),
    ],
)
def test_what_flaps_in_a_short_paragraph_is_no_news(before: str, after: str):
    _, memory = look(*BASE, before, memory=None)
    assert look(*BASE, after, memory=memory)[0] == ()


def test_another_number_in_a_long_paragraph_is_news():
    sentence = "The council decided that {} ships of the fleet may call at no port of the country from the new year on."
    _, memory = look(*BASE, sentence.format(12), memory=None)
    assert look(*BASE, sentence.format(13), memory=memory)[0]


def test_a_rebuilt_page_is_the_new_base():
    _, memory = look(*BASE, memory=None)
    fresh = [f"A wholly different paragraph about {word} and its keepers." for word in "abcdefgh"]
    document = ParsedFeed(entries=(), kind=DocumentKind.TEXT, paragraphs=tuple(fresh))
    parsed, after = what_changed(document, memory, url=PAGE)
    assert parsed.entries == ()
    assert "rebuilt" in parsed.notes[0]
    assert look(*fresh, memory=after)[0] == ()


def test_other_documents_are_left_as_they_are():
    feed = ParsedFeed(entries=(), notes=("mended",))
    assert what_changed(feed, None, url=PAGE) == (feed, None)


PARAGRAPHS = st.lists(st.text(min_size=1, max_size=60), max_size=8)


@given(st.lists(PARAGRAPHS, min_size=1, max_size=6))
def test_no_paragraph_is_told_twice_however_it_comes_and_goes(looks: list[list[str]]):
    memory, told = None, []
    for paragraphs in looks:
        document = ParsedFeed(entries=(), kind=DocumentKind.TEXT, paragraphs=tuple(paragraphs))
        parsed, memory = what_changed(document, memory, url=PAGE)
        told += [entry.id for entry in parsed.entries]
        assert {key(paragraph) for paragraph in paragraphs} <= set(memory.keys)
    assert len(set(told)) == len(told)


def test_the_memory_of_a_page_has_an_end():
    memory = None
    for round_ in range(4):
        paragraphs = tuple(f"{'x' * 90} paragraph {round_} {number}" for number in range(2_000))
        _, memory = look(*paragraphs, memory=memory)
    assert memory is not None
    assert len(memory.keys) == MOST_KEPT
    assert key(f"{'x' * 90} paragraph 3 1999") in memory.keys
