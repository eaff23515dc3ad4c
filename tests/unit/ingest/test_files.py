from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.ingest.files import FileFetcher, path_of
from monitor.ingest.source import Fetching
from monitor.model import Failed, FailureCause, Feed, FeedState, Fetched, NotModified


def feed(path: Path | str) -> Feed:
    return Feed(id=1, url=f"file:{path}", name="File")


async def test_a_file_is_brought_and_is_not_modified_until_it_changes(tmp_path: Path):
    path = tmp_path / "feed.xml"
    path.write_bytes(b"<rss/>")
    fetcher = FileFetcher(max_bytes=100)
    first = await fetcher.fetch(feed(path))
    assert isinstance(first, Fetched)
    assert first.body == b"<rss/>"
    known = replace(feed(path), state=FeedState(body_hash=first.body_hash))
    assert await fetcher.fetch(known) == NotModified(url=f"file:{path}")
    path.write_bytes(b"<rss> </rss>")
    assert isinstance(await fetcher.fetch(known), Fetched)


async def test_after_a_failure_an_unchanged_file_is_read_again(tmp_path: Path):
    path = tmp_path / "feed.xml"
    path.write_bytes(b"<rss/>")
    fetcher = FileFetcher(max_bytes=100)
    first = await fetcher.fetch(feed(path))
    assert isinstance(first, Fetched)
    failing = replace(feed(path), state=FeedState(body_hash=first.body_hash, failures=1))
    assert isinstance(await fetcher.fetch(failing), Fetched)


async def test_what_cannot_be_read_fails_with_a_reason(tmp_path: Path):
    big = tmp_path / "big.xml"
    big.write_bytes(b"x" * 101)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    fetcher = FileFetcher(max_bytes=100)
    cases = {
        tmp_path / "none.xml": (FailureCause.FILE, "does not exist"),
        tmp_path: (FailureCause.FILE, "is not a file"),
        pipe: (FailureCause.FILE, "is not a file"),
        big: (FailureCause.TOO_BIG, "raise fetch.max_bytes"),
        "/nul\0l": (FailureCause.FILE, "cannot be read"),
    }
    for path, (cause, told) in cases.items():
        failed = await fetcher.fetch(feed(path))
        assert isinstance(failed, Failed)
        assert failed.cause is cause
        assert told in failed.reason


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("file:samples/a b.xml", "samples/a b.xml"),
        ("file:/tmp/100%25.xml", "/tmp/100%25.xml"),
        ("file:///tmp/a%20b.xml", "/tmp/a b.xml"),
        ("file://localhost/tmp/a.xml", "/tmp/a.xml"),
    ],
)
def test_both_ways_to_write_a_file_address_are_understood(url: str, path: str):
    assert path_of(url) == Path(path)


async def test_a_source_takes_files_without_touching_the_network(tmp_path: Path):
    path = tmp_path / "feed.xml"
    path.write_bytes(b"<rss/>")
    async with Fetching() as source:
        assert isinstance(await source.fetch(feed(path)), Fetched)
