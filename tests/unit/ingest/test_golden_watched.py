"""Each page under tests/data/watched has beside it what is watched on it (`NAME.expected.json`): links, and text.

`python -m tests.unit.ingest.test_golden_watched` writes the golden files anew; read the difference.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import IngestError
from monitor.ingest.watched import read_watched
from monitor.model import Watch
from tests.unit.ingest.readable import readable

PAGES = Path(__file__).parents[2] / "data" / "watched"
DOCUMENTS = sorted(path for path in PAGES.iterdir() if not path.name.endswith(".expected.json"))
ADDRESS = "https://office.example/notices/"


def golden(path: Path) -> Path:
    return path.with_name(f"{path.name}.expected.json")


def what_is_read(body: bytes) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for watch in Watch:
        try:
            read[watch.value] = readable(read_watched(body, watch=watch, url=ADDRESS))
        except IngestError as error:
            read[watch.value] = {"refused": str(error)}
    return read


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_page_reads_as_its_golden_file_says(path: Path):
    assert what_is_read(path.read_bytes()) == json.loads(golden(path).read_text("utf-8"))


def test_every_golden_file_belongs_to_a_page():
    assert {golden(path) for path in DOCUMENTS} == set(PAGES.glob("*.expected.json"))


@pytest.mark.parametrize(
    "piece",
    [
        "<script></script>x",
        "<nav></nav>x",
        "<ul><li><a href='/1'>A thing that is told</a></li></ul>",
        "<a href='/1'>Read more</a>",
        "<h2>Most read</h2><p>x</p>",
        "<main><a href='/1'>A thing that is told</a></main>",
        "<h4>21 November 2026</h4>",
        "<div class='nav'>",
        "<a href='/x",
    ],
)
def test_a_hostile_page_is_read_in_linear_time(piece: str):
    body = f"<html><body>{piece * 5_000}</body></html>".encode()
    begun = time.process_time()
    assert set(what_is_read(body)) == {"links", "text"}
    assert time.process_time() - begun < 5


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
