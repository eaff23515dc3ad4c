"""Each document under tests/data/feeds has beside it what must be read out of it (`NAME.expected.json`)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from monitor.ingest import codec
from monitor.ingest.parse import parse_document

FEEDS = Path(__file__).parents[2] / "data" / "feeds"
DOCUMENTS = sorted(path for path in FEEDS.iterdir() if not path.name.endswith(".expected.json"))
ADDRESS = "https://feeds.example/all/feed.xml"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_reads_as_its_golden_file_says(path: Path):
    expected = json.loads(path.with_name(f"{path.name}.expected.json").read_text("utf-8"))
    assert codec.to_json(parse_document(path.read_bytes(), url=ADDRESS)) == expected


def test_every_golden_file_belongs_to_a_document():
    names = {f"{path.name}.expected.json" for path in DOCUMENTS}
    assert names == {path.name for path in FEEDS.glob("*.expected.json")}
    assert len(names) >= 20


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_reading_a_document_twice_gives_the_same_ids(path: Path):
    first, second = (parse_document(path.read_bytes(), url=ADDRESS) for _ in range(2))
    assert [entry.id for entry in first.entries] == [entry.id for entry in second.entries]
    assert len({entry.id for entry in first.entries}) == len(first.entries)
