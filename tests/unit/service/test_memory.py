"""Where rule files are remembered between runs, and that a run needs no such place."""

from __future__ import annotations

import pytest

from monitor.service.memory import memory_of


def kept_in(folder, environ):
    memory = memory_of([folder], environ)
    memory.patterns_of("harbour", "en", False)
    memory.keep()
    return sorted(path.relative_to(folder) for path in folder.rglob("rules-*"))


def test_it_is_the_cache_folder_of_the_user(tmp_path):
    (found,) = kept_in(tmp_path, {"XDG_CACHE_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path / "home")})
    assert str(found).startswith("cache/vedette/rules-")


@pytest.mark.parametrize("relative", ["", "cache"])
def test_without_one_it_is_in_the_home(tmp_path, relative):
    (found,) = kept_in(tmp_path, {"XDG_CACHE_HOME": relative, "HOME": str(tmp_path / "home")})
    assert str(found).startswith("home/.cache/vedette/rules-")
    assert (tmp_path / "home" / ".cache" / "vedette").stat().st_mode & 0o777 == 0o700


def test_where_there_is_no_home_nothing_is_kept(tmp_path):
    assert kept_in(tmp_path, {}) == []


def test_other_folders_have_another_file(tmp_path):
    environ = {"HOME": str(tmp_path)}
    for name in ("a", "b", "a"):
        memory = memory_of([tmp_path / name], environ)
        memory.patterns_of("harbour", "en", False)
        memory.keep()
    assert len(list(tmp_path.rglob("rules-*"))) == 2
