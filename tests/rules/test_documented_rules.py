"""The rules that the documentation asks people to copy load without a complaint, and their examples hold."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor import engine
from monitor.context import load_gazetteer
from monitor.model import Mentions
from monitor.text import article_from_text

ROOT = Path(__file__).parents[2]
RULE = re.compile(r"```yaml\n((?:# yaml-language-server.*?\n)?id: .*?)```", re.DOTALL)
YAML = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
RULE_ID = re.compile(r"^id: ([a-z-]+)$", re.MULTILINE)


def copied(text: str, folder: Path) -> engine.RuleSet:
    """The rule, saved as the page says."""
    folder.mkdir(exist_ok=True)
    (folder / f"{RULE_ID.search(text)[1]}.yaml").write_text(text, encoding="utf-8")
    loaded = engine.load_rules([folder])
    assert loaded.problems == ()
    return loaded.rule_set


@pytest.mark.parametrize("page", ["README.md", "docs/quickstart.md"])
def test_a_rule_that_is_shown_can_be_copied_and_its_examples_hold(page, tmp_path):
    [text] = RULE.findall((ROOT / page).read_text(encoding="utf-8"))
    report = engine.run_examples(copied(text, tmp_path), lambda _: Mentions())
    assert report.examples >= 2
    assert report.failures == ()


def test_every_snippet_of_the_language_page_loads_and_its_examples_hold(tmp_path):
    page = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")
    snippets = YAML.findall(page)
    for number, text in enumerate(snippets):
        save(text, tmp_path, number)
    gazetteer, problems = load_gazetteer([tmp_path])
    loaded = engine.load_rules([tmp_path], actors=gazetteer.actor_ids, places=gazetteer.place_ids)
    assert [str(problem) for problem in (*problems, *loaded.problems)] == []
    assert len(loaded.rule_set.rules) >= 3
    report = engine.run_examples(loaded.rule_set, gazetteer.find)
    assert [str(failure) for failure in report.failures] == []
    assert {rule.id for rule in loaded.rule_set.rules if not rule.examples} == set()


def save(text: str, folder: Path, number: int) -> None:
    """A snippet in the place where the page says that it belongs."""
    rule = RULE_ID.search(text)
    kind = text.split(":", 1)[0]
    path = folder / (f"{rule[1]}.yaml" if rule else f"{kind}/snippet-{number}.yaml")
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_the_quickstarts_rule_finds_what_it_says_and_misses_the_story_until_it_is_widened(tmp_path):
    page = (ROOT / "docs" / "quickstart.md").read_text(encoding="utf-8")
    [rule] = RULE.findall(page)
    [story] = re.findall(r"```\n(Judges .*?)```", page, re.DOTALL)
    [sample] = re.findall(r"stands yours: \*(.*)\*", page)
    assert sample in (ROOT / "samples" / "official.xml").read_text(encoding="utf-8")
    first = copied(rule, tmp_path / "first")
    wider = copied(rule.replace("arrest warrant]", "arrest warrant, order]"), tmp_path / "wider")
    assert [fires(first, sample), fires(first, story), fires(wider, story)] == [True, False, True]


def fires(rules: engine.RuleSet, written: str) -> bool:
    article = article_from_text(written, languages=("en", "de"), now=datetime(2026, 1, 1, tzinfo=UTC))
    return bool(engine.match(rules, article, Mentions()))
