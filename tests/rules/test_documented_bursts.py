"""The burst rules of the documentation load beside the shipped rules without a complaint, and their timelines hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from monitor import engine
from monitor.model import Mentions

PAGE = Path(__file__).parents[2] / "docs" / "bursts.md"
RULES = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
COUNTED = """id: mercenaries
title: M
severity: low
match: {phrase: hired fighter}
examples: {en: {match: [Hired fighters came.], no_match: [Nobody came.]}}
"""


@pytest.mark.parametrize("text", RULES, ids=lambda text: re.search(r"^id: (\S+)", text, re.MULTILINE)[1])
def test_a_burst_rule_that_is_shown_can_be_copied_and_its_timelines_hold(text, tmp_path):
    rule = re.search(r"^id: (\S+)", text, re.MULTILINE)[1]
    (tmp_path / "mercenaries.yaml").write_text(COUNTED, encoding="utf-8")
    (tmp_path / f"{rule}.yaml").write_text(text, encoding="utf-8")
    loaded = engine.load_rules([tmp_path])
    assert [str(problem) for problem in loaded.problems] == []
    report = engine.run_examples(loaded.rule_set, lambda _: Mentions(), [rule])
    assert [str(failure) for failure in report.failures] == []
    assert report.examples >= 2


def test_all_three_kinds_are_shown():
    assert {kind for text in RULES for kind in ("spike", "silence", "first_seen") if f"\n{kind}:" in text} == {
        "spike",
        "silence",
        "first_seen",
    }
