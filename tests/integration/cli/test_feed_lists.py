"""Lists of feeds of other readers: out as OPML, in by a file and a line in the configuration."""

from __future__ import annotations

import pytest

from tests.integration.cli.desk import Desk

OPML = """<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Ports"><outline type="rss" text="Quay" xmlUrl="https://quay.example/rss"/></outline>
<outline type="rss" text="Isles" language="en" xmlUrl="https://isles.example/rss"/>
</body></opml>
"""


def names(desk: Desk) -> list[str]:
    return [feed["name"] for feed in desk.vedette("feeds", "export", "--json").objects]


def imported(desk: Desk, content: str = OPML):
    (desk.folder / "mine.opml").write_text(content, encoding="utf-8")
    return desk.vedette("feeds", "import", "mine.opml")


def test_an_exported_list_comes_back_as_it_was(fresh: Desk, tmp_path) -> None:
    before = fresh.vedette("feeds", "export", "--json").objects
    (fresh.folder / "out.opml").write_text(fresh.vedette("feeds", "export").out, encoding="utf-8")
    config = fresh.folder / "config.yaml"
    text = config.read_text()
    start, end = text.index("feeds:"), text.index("channels:")
    config.write_text(text[:start] + text[end:])
    assert fresh.vedette("feeds", "import", "out.opml").code == 0
    assert fresh.vedette("feeds", "export", "--json").objects == before


@pytest.mark.parametrize(
    "present",
    ["", "opml: [ours.opml]\n", "opml:\n  - ours.opml  # by hand\n", "opml: [ours.opml]", "opml: [\n  ours.opml]\n"],
    ids=["none", "flow", "block", "no line feed at the end", "broken over lines"],
)
def test_the_configuration_names_the_imported_list_and_keeps_its_comments(fresh: Desk, present: str) -> None:
    (fresh.folder / "ours.opml").write_text('<opml><body><outline xmlUrl="https://ours.example/"/></body></opml>')
    config = fresh.folder / "config.yaml"
    config.write_text(config.read_text() + present)
    before = config.read_text()
    done = imported(fresh)
    assert (done.code, done.err) == (0, "")
    assert "2 feeds taken over into imported-mine.opml" in done.out
    assert names(fresh)[-2:] == ["Quay", "Isles"]
    assert [line for line in before.splitlines() if line not in config.read_text()] in (
        [],
        ["opml: [ours.opml]"],
        ["  ours.opml]"],
    )


def test_outlines_that_are_no_feeds_are_told_and_the_others_taken(fresh: Desk) -> None:
    bad = '<outline type="rss" text="Bad" xmlUrl="not an address"/></body>'
    done = imported(fresh, OPML.replace("</body>", bad))
    assert done.code == 1
    assert "mine.opml:4: " in done.err
    assert names(fresh)[-2:] == ["Quay", "Isles"]
    assert fresh.vedette("check").code == 0


@pytest.mark.parametrize(
    ("content", "said"), [("<opml><body/></opml>", "there is no feed in it"), ("x", "this is no OPML file")]
)
def test_a_file_without_feeds_changes_nothing(fresh: Desk, content: str, said: str) -> None:
    before = (fresh.folder / "config.yaml").read_text()
    done = imported(fresh, content)
    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert (fresh.folder / "config.yaml").read_text() == before


def test_a_list_is_imported_once(fresh: Desk) -> None:
    imported(fresh)
    before = names(fresh)
    again = imported(fresh)
    assert again.code == 1
    assert "was imported before" in again.err
    assert names(fresh) == before


@pytest.mark.parametrize("present", ["opml: []\n", "opml:\n", "opml: [\n  ours.opml,\n]\n"])
def test_a_form_that_cannot_be_changed_safely_is_left_alone_with_advice(fresh: Desk, present: str) -> None:
    (fresh.folder / "ours.opml").write_text('<opml><body><outline xmlUrl="https://ours.example/"/></body></opml>')
    config = fresh.folder / "config.yaml"
    config.write_text(config.read_text() + present)
    before = config.read_text()
    done = imported(fresh)
    assert done.code == 1
    assert "by hand" in done.err
    assert config.read_text() == before
    assert not (fresh.folder / "imported-mine.opml").exists()
