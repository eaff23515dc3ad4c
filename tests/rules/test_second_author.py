"""What people wrote who had read the labels' definitions and not one term of the rules.

`first.jsonl`, `second.jsonl` and `articles.jsonl` were read after they were first measured, and the rules were widened
by what they showed. Of `fresh.jsonl` and `later.jsonl` nobody who widens rules has read a line: keep it so, and write
others when they have been. Much of `later.jsonl` is told indirectly. Figures and history: docs/quality.md.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from monitor.engine import match
from monitor.engine.scores import Judged, Scores, score
from monitor.text import TextRecord, article_from_text

SETS = Path(__file__).parent / "second_author"
LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "ru", "uk", "ar", "tr", "fa", "pl", "zh")
RULES = (
    "arms-embargo",
    "ceasefire",
    "foreign-forces",
    "mercenaries",
    "military-diplomacy",
    "sanctions",
    "un-security-council",
)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def written(name: str) -> list[dict]:
    return [json.loads(line) for line in (SETS / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def measured(loaded, gazetteer):
    """How the rules do on a set."""

    @cache
    def measure(name: str) -> Scores:
        return score(judged(item, loaded.rule_set, gazetteer) for item in written(name))

    return measure


def judged(item, rules, gazetteer) -> Judged:
    record = TextRecord(id=item["id"], text=item["text"], title=item.get("title", ""), language=item["lang"])
    article = article_from_text(record, languages=LANGUAGES, now=NOW)
    return Judged(
        id=item["id"],
        language=item["lang"],
        labels=frozenset(item["labels"]),
        fired=frozenset(found.rule for found in match(rules, article, gazetteer.find(article))),
        unsure=frozenset(item["unsure"]),
        hard_negative=item.get("kind") == "hard-negative",
    )


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_does_well_on_sentences_that_nobody_here_has_read(measured, rule):
    count = measured("fresh.jsonl").by_rule[rule]
    assert count.recall >= 0.85
    assert count.precision >= 0.90


@pytest.mark.parametrize("name", ["first.jsonl", "second.jsonl", "fresh.jsonl", "articles.jsonl"])
def test_all_rules_together_do_well_on_every_set(measured, name):
    total = measured(name).total
    assert total.precision >= 0.90
    assert total.recall >= 0.85


def test_most_of_what_is_told_indirectly_is_found(measured):
    total = measured("later.jsonl").total
    assert total.precision >= 0.90
    assert total.recall >= 0.78


@pytest.mark.parametrize("name", ["first.jsonl", "second.jsonl", "fresh.jsonl", "later.jsonl"])
def test_a_set_has_twenty_of_each_kind_for_each_rule_in_all_languages(name):
    items = written(name)
    kinds = Counter((item["for"], item["for"] in item["labels"]) for item in items)
    assert kinds == {(rule, holds): 20 for rule in RULES for holds in (True, False)}
    assert {item["lang"] for item in items} == set(LANGUAGES)
    assert len({item["text"] for item in items}) == len(items)
