"""Each page under tests/data/watched has beside it what is watched on it (`NAME.expected.json`): links, and text.

`python -m tests.unit.ingest.test_golden_watched` writes the golden files anew; read the difference.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import IngestError
from monitor.ingest import codec
from monitor.ingest.watched import read_watched
from monitor.model import Watch

PAGES = Path(__file__).parents[2] / "data" / "watched"
DOCUMENTS = sorted(path for path in PAGES.iterdir() if not path.name.endswith(".expected.json"))
ADDRESS = "https://office.example/notices/"


def golden(path: Path) -> Path:
    return path.with_name(f"{path.name}.expected.json")


def what_is_read(body: bytes) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for watch in Watch:
        try:
            read[watch.value] = codec.to_json(read_watched(body, watch=watch, url=ADDRESS))
        except IngestError as error:
            read[watch.value] = {"refused": str(error)}
    return read


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_page_reads_as_its_golden_file_says(path: Path):
    assert what_is_read(path.read_bytes()) == json.loads(golden(path).read_text("utf-8"))


def test_every_golden_file_belongs_to_a_page():
    assert {golden(path) for path in DOCUMENTS} == set(PAGES.glob("*.expected.json"))


MARKUP = st.text(alphabet=st.sampled_from(list('<>/="aphrefuldivlitm &;#1x2026.-\n\x00é中ع')), max_size=300)


@given(markup=MARKUP, watch=st.sampled_from(Watch))
def test_any_markup_is_a_page_or_is_refused(markup: str, watch: Watch):
    body = f"<html><body><main>{markup}</main></body></html>".encode()
    try:
        read = read_watched(body, watch=watch, url=ADDRESS)
    except IngestError:
        return
    links = [entry.link or "" for entry in read.entries]
    assert all(link.startswith(("http://", "https://")) for link in links)
    assert len({entry.id for entry in read.entries}) == len(read.entries)


@given(body=st.binary(max_size=300))
def test_any_bytes_are_a_page_or_are_refused(body: bytes):
    assert set(what_is_read(body)) == {"links", "text"}


def write() -> None:
    """Write what is read now into the golden files."""
    for path in DOCUMENTS:
        read = json.dumps(what_is_read(path.read_bytes()), ensure_ascii=False, indent=1)
        golden(path).write_text(f"{read}\n", "utf-8")


if __name__ == "__main__":
    write()
