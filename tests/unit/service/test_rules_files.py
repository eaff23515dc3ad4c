"""Which files are watched, and what counts as a change of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from monitor.service.rules_files import MAX_DEPTH, RuleFiles, names_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "a.yaml",
        "b.yml",
        "README.md",
        "vedette.db",
        ".a.yaml.swp",
        "a.yaml~",
        "concepts/words.yaml",
        "concepts/terms.txt",
        "actors/people.yaml",
        "places/lists/towns.csv",
        ".git/config.yaml",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return tmp_path


def names(found, folder: Path) -> set[str]:
    return {Path(path).relative_to(folder).as_posix() for path in found}


def test_what_rules_are_made_of_is_watched_and_nothing_beside_it(folder: Path) -> None:
    files = RuleFiles(folders=(folder,))
    watched = {"a.yaml", "b.yml", "concepts/words.yaml", "concepts/terms.txt", "actors/people.yaml"}
    assert names(files.stamps(), folder) == watched | {"places/lists/towns.csv"}
    assert names(files.contents(), folder) == names(files.stamps(), folder)
    assert names(names_of(files.contents()), folder) == {"actors/people.yaml"}


@pytest.mark.parametrize("change", ["write", "replace", "touch", "delete", "add", "rename"])
def test_every_kind_of_save_changes_the_stamps(folder: Path, change: str) -> None:
    files, path = RuleFiles(folders=(folder,)), folder / "a.yaml"
    before, contents = files.stamps(), files.contents()
    same_time = path.stat().st_mtime_ns
    if change == "write":
        path.write_text("A.YAML", encoding="utf-8")
        os.utime(path, ns=(same_time, same_time))  # a file of the same size and time is written all the same
    elif change == "replace":
        (folder / ".tmp").write_text("a.yaml", encoding="utf-8")
        (folder / ".tmp").replace(path)
    elif change == "touch":
        path.touch()
    elif change == "delete":
        path.unlink()
    elif change == "add":
        (folder / "concepts" / "more.yaml").write_text("x", encoding="utf-8")
    else:
        path.rename(folder / "z.yaml")
    assert files.stamps() != before
    assert (files.contents() == contents) is (change in {"replace", "touch"})


def test_a_single_file_that_is_not_there_is_a_content_of_its_own(tmp_path: Path) -> None:
    files = RuleFiles(folders=(), files=(tmp_path / "own.csv",))
    assert files.stamps() == {}
    assert files.contents() == {tmp_path / "own.csv": ""}


def test_links_that_lead_in_a_ring_come_to_an_end(folder: Path) -> None:
    (folder / "concepts" / "up").symlink_to(folder)
    found = RuleFiles(folders=(folder, folder / "absent")).stamps()
    assert max(len(Path(path).relative_to(folder).parts) for path in found) <= MAX_DEPTH + 1


def test_texts_are_those_of_the_contents_or_none(folder: Path) -> None:
    files = RuleFiles(folders=(folder,), files=(folder / "vedette.db",))
    contents = files.contents()
    (folder / "a.yaml").write_bytes(b"\xff\xfe broken")
    assert files.texts(contents) is None
    texts = files.texts(files.contents())
    assert texts is not None
    assert texts[folder / "a.yaml"] == "\ufffd\ufffd broken"
    assert folder / "vedette.db" not in texts
