"""`feed`: one document as the poller sees it, for scripts that compare parsers."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.integration.cli.desk import Desk

FEEDS = Path(__file__).parents[2] / "data" / "feeds"
GOLDEN = {path: json.loads(path.read_text("utf-8")) for path in sorted(FEEDS.glob("*.expected.json"))}
DOCUMENTS = [  # that are feeds, and need no header of a server to be read
    path.with_name(path.name.removesuffix(".expected.json"))
    for path, expected in GOLDEN.items()
    if "entries" in expected and "request" not in expected
]
KEYS = ["id", "title", "link", "published", "updated", "authors", "summary", "content", "language"]


def test_every_key_is_there_and_null_where_the_feed_states_nothing(fresh: Desk) -> None:
    done = fresh.vedette("feed", "feeds/agency.xml", "--json")
    first, _, third = done.objects
    assert (done.code, done.err) == (0, "")
    assert all(list(entry) == KEYS for entry in done.objects)
    assert first["id"] == "harbour-1"
    assert first["authors"] == ["Ida Harbour"]
    assert first["published"] == "2024-03-05T06:30:00+00:00"
    assert first["language"] == "en"
    assert third["published"] is third["updated"] is third["content"] is third["authors"] is None


@pytest.mark.parametrize("path", DOCUMENTS[::24], ids=lambda path: path.name)
def test_a_document_reads_here_as_it_does_for_the_poller_without_any_configuration(path: Path, tmp_path) -> None:
    done = Desk(tmp_path).vedette("feed", str(path), "--json")
    expected = GOLDEN[path.with_name(f"{path.name}.expected.json")]["entries"]
    assert "Traceback" not in done.err
    assert [entry["title"] for entry in done.objects] == [entry["title"] or None for entry in expected]
    for entry in done.objects:
        assert list(entry) == KEYS
        assert entry["id"]
        for key in ("published", "updated"):
            assert entry[key] is None or datetime.fromisoformat(entry[key]).tzinfo is not None


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("feeds/gone-wrong.xml", "this is a web page, not a feed"),
        ("texts/quiet.txt", "this is plain text, not a feed"),
        ("texts", "is not a file"),
        ("absent.xml", "does not exist"),
        ("empty.xml", "the document is empty"),
        ("gopher://example.org/feed", "http:// or https://"),
        ("example.org/rss.xml", 'if it is an address, write "https://example.org/rss.xml"'),
        ("http://127.0.0.1:9/feed", "which is not a public address"),
    ],
)
def test_what_is_no_feed_is_said(fresh: Desk, source: str, said: str) -> None:
    (fresh.folder / "empty.xml").write_bytes(b"")
    done = fresh.vedette("feed", source, "--json")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"{source}: ")
    assert said in done.err


def test_items_that_cannot_be_used_and_notes_are_told_beside_the_entries(fresh: Desk) -> None:
    items = [{"id": "1", "title": "Fine"}, "not an object"]
    (fresh.folder / "mixed.json").write_text(
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": items})
    )
    done = fresh.vedette("feed", "mixed.json", "--json")
    assert done.code == 0
    assert [entry["title"] for entry in done.objects] == ["Fine"]
    assert done.err.startswith("not usable: ")


def test_a_configuration_named_by_hand_must_be_there_for_an_address(tmp_path) -> None:
    done = Desk(tmp_path).vedette("feed", "http://127.0.0.1:9/feed", "--config", "absent.yaml")
    assert done.code == 1
    assert "absent.yaml" in done.err
