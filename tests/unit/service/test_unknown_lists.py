"""`vedette check` warns of a rule that asks for a list which the configuration does not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config import load_config
from monitor.engine import load_rules
from monitor.service.knowledge import load_knowledge

CONFIG = """
rules: [rules]
feeds: [{url: "https://news.example/"}]
lists:
  ofac: {url: "https://lists.example/sdn.xml"}
  ours: {file: ours.csv, columns: {name: Name}}
"""
RULE = "id: seen\ntitle: Seen\nseverity: high\nmatch:\n  all:\n    - phrase: boats\n    - listed: %s\n"


@pytest.fixture
def warned(tmp_path: Path):
    """(line, sentence, what to do) of each warning about what this rule asks for."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "ours.csv").write_text("Name\nHeron Lake Brigade\n", encoding="utf-8")

    def warn(listed: str, config: str = CONFIG) -> list[tuple[int, str, str]]:
        (tmp_path / "rules" / "seen.yaml").write_text(RULE % listed, encoding="utf-8")
        (tmp_path / "config.yaml").write_text(config, encoding="utf-8")
        loading = load_knowledge(load_config(tmp_path / "config.yaml"), copies={})
        assert loading.knowledge is not None, loading.problems
        return [(one.line, one.what, one.todo) for one in loading.problems if one.code == "W-unknown-list"]

    return warn


@pytest.mark.parametrize(
    "listed", ["any", "ofac", "ours", "{list: ofac}", "{lists: [ofac, ours]}", "{programme: LIBYA2}"]
)
def test_lists_of_the_configuration_are_fine(warned, listed: str) -> None:
    assert warned(listed) == []


@pytest.mark.parametrize("listed", ["ofacc", "{list: ofacc}", "{lists: [ours, ofacc]}"])
def test_an_unknown_list_is_told_at_its_place_with_the_likeliest(warned, listed: str) -> None:
    ((line, what, todo),) = warned(listed)
    assert line == 7
    assert what == '`lists` of the configuration has no list "ofacc"'
    assert '"ofac"' in todo


def test_without_any_list_the_rule_can_find_nothing(warned) -> None:
    config = CONFIG[: CONFIG.index("lists:")]
    ((_, _, todo),) = warned("un", config)
    assert todo == "add it there; until then nothing is found"


def test_the_warning_can_be_silenced_with_a_reason(warned) -> None:
    assert warned("un  # lint: W-unknown-list because another desk shares this folder") == []


def test_where_no_configuration_says_which_lists_there_are_neither_rule_nor_silence_is_judged(tmp_path: Path) -> None:
    silenced = RULE % "un  # lint: W-unknown-list because another desk shares this folder"
    (tmp_path / "seen.yaml").write_text(silenced, encoding="utf-8")
    told = {problem.code for problem in load_rules([tmp_path]).problems}
    assert not told & {"W-unknown-list", "W-unused-silence"}
