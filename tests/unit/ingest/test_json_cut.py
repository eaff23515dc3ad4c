"""A JSON Feed that breaks off, at every place, gives the items before it and what the last one says until then."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest

from monitor.errors import IngestError
from monitor.ingest.parse import parse_document

ITEMS = [
    {"id": "1", "title": 'A port, "closed" é\n', "tags": ["a", "b"], "authors": [{"name": "Ann"}], "summary": "One"},
    {"id": "2", "url": "https://site.example/2", "content_html": "<p>Two \U0001f6a2</p>", "title": "Second"},
]
FEED = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Harbour", "items": ITEMS})
WHOLE = parse_document(FEED.encode()).entries
FIRST_ENDS = FEED.index('{"id": "2"')


def test_a_document_cut_at_any_place_gives_what_stands_before_it():
    for place in range(FEED.index('"1"') + 2, len(FEED)):
        parsed = parse_document(FEED[:place].encode())
        assert parsed.title == "Harbour"
        assert any("breaks off" in note for note in parsed.notes)
        if place >= FIRST_ENDS:
            assert parsed.entries[0] == WHOLE[0]
        for cut, whole in zip(parsed.entries, WHOLE, strict=False):
            assert whole.title.startswith(cut.title)
            assert (whole.content or "").startswith(cut.content or "")


def test_a_document_cut_before_its_first_item_says_anything_is_refused():
    for place in range(1, FEED.index('"1"')):
        with pytest.raises(IngestError, match="JSON"):
            parse_document(FEED[:place].encode())


def test_the_note_is_not_made_of_a_whole_document():
    assert parse_document(FEED.encode()).notes == ()


@pytest.mark.parametrize("piece", ['"', '\\"', "{", "[", '{"a":', "[{", "\\\\"])
def test_half_a_megabyte_of_marks_is_no_trouble(piece: str):
    start = '{"version":"https://jsonfeed.org/version/1","items":['
    for body in (start + piece * 200_000, f'{start}{{"id":"{piece * 100_000}'):
        with suppress(IngestError):
            parse_document(body.encode())
