"""Each document under tests/data/feeds has beside it what must be read out of it (`NAME.expected.json`).

A document that is no feed has the reason there. `python -m tests.unit.ingest.test_golden_feeds` writes the golden
files of the documents that were written by hand anew; read the difference.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from monitor.errors import IngestError
from monitor.ingest.parse import parse_document
from tests.unit.ingest.encoded_feeds import samples
from tests.unit.ingest.readable import readable

FEEDS = Path(__file__).parents[2] / "data" / "feeds"
DOCUMENTS = sorted(path for path in FEEDS.iterdir() if not path.name.endswith(".expected.json"))
ADDRESS = "https://feeds.example/all/feed.xml"
FEWEST = 120


def golden(path: Path) -> Path:
    return path.with_name(f"{path.name}.expected.json")


def what_is_read(path: Path, request: dict[str, Any]) -> dict[str, Any]:
    try:
        read = readable(parse_document(path.read_bytes(), url=ADDRESS, **request))
    except IngestError as error:
        read = {"refused": str(error)}
    return read | ({"request": request} if request else {})


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_reads_as_its_golden_file_says(path: Path):
    expected = json.loads(golden(path).read_text("utf-8"))
    assert what_is_read(path, expected.get("request", {})) == expected


def test_every_golden_file_belongs_to_a_document():
    assert {golden(path) for path in DOCUMENTS} == set(FEEDS.glob("*.expected.json"))
    assert len(DOCUMENTS) >= FEWEST


def test_the_feeds_in_many_encodings_are_those_of_the_table():
    table = {sample.name: sample for sample in samples()}
    assert {path.name for path in DOCUMENTS if path.name.startswith("encoded-")} == set(table)
    for name, sample in table.items():
        assert (FEEDS / name).read_bytes() == sample.body()
        assert json.loads(golden(FEEDS / name).read_text("utf-8")) == sample.expected()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_no_document_gives_an_id_twice_or_an_address_that_is_not_of_the_web(path: Path):
    entries = what_is_read(path, {}).get("entries", [])
    ids = [entry["id"] for entry in entries]
    assert len(set(ids)) == len(ids)
    assert all(entry["link"] is None or entry["link"].lower().startswith(("http://", "https://")) for entry in entries)


def write() -> None:
    """Write what is read now into the golden files, those of the table of encodings apart."""
    for path in DOCUMENTS:
        if not path.name.startswith("encoded-"):
            old = json.loads(golden(path).read_text("utf-8")) if golden(path).exists() else {}
            read = what_is_read(path, old.get("request", {}))
            golden(path).write_text(json.dumps(read, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    write()
