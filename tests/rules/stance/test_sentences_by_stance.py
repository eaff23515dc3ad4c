"""How well the stance of a finding is told, on what somebody wrote who had not seen one of the words.

`sentences.jsonl` was read after it was first measured, and the words were widened by what it showed. Of `fresh.jsonl`
nobody who widens the words has read a line: keep it so. Figures: docs/quality.md. A sentence on which its rule does not
fire has no stance: it counts as missed; `python -m tests.rules.stance.test_sentences_by_stance` tells both ways.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from monitor.context import findings, load_gazetteer
from monitor.engine import load_rules, match
from monitor.model import Context, Stance
from monitor.text import TextRecord, article_from_text

SETS = Path(__file__).parent
RULES = SETS.parents[2] / "rules"
LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "ru", "uk", "ar", "tr", "fa", "pl", "zh")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SILENT = "the rule does not fire"

Judged = Counter[tuple[str, str]]  # (stance by the author, by the program) of each sentence


def written(name: str) -> list[dict]:
    return [json.loads(line) for line in (SETS / name).read_text(encoding="utf-8").splitlines()]


def judged(name: str, rule_set, gazetteer) -> Judged:
    return Counter((item["stance"], stance_in(item, rule_set, gazetteer)) for item in written(name))


def stance_in(item: dict, rule_set, gazetteer) -> str:
    record = TextRecord(id=item["id"], text=item["text"], title="", language=item["lang"])
    article = article_from_text(record, languages=LANGUAGES, now=NOW)
    fired = [found for found in match(rule_set, article, gazetteer.find(article)) if found.rule == item["rule"]]
    return findings(article, fired, Context())[0].stance.value if fired else SILENT


def by_stance(counts: Judged, *, silent: bool = True) -> dict[str, float]:
    """F1 of each stance; without `silent` over the sentences on which the rule fired."""
    return {stance.value: _f1(counts, stance.value, silent=silent) for stance in Stance}


def _f1(counts: Judged, stance: str, *, silent: bool) -> float:
    right = counts[stance, stance]
    missed = sum(n for (said, got), n in counts.items() if said == stance != got and (silent or got != SILENT))
    wrong = sum(n for (said, got), n in counts.items() if got == stance != said)
    return 2 * right / (2 * right + missed + wrong)


def macro(scores: dict[str, float]) -> float:
    return sum(scores.values()) / len(scores)


@pytest.fixture(scope="module")
def measured(loaded, gazetteer):
    return cache(lambda name: judged(name, loaded.rule_set, gazetteer))


@pytest.mark.parametrize("name", ["sentences.jsonl", "fresh.jsonl"])
def test_stances_are_told_apart_even_if_sentences_without_a_finding_count_as_missed(measured, name):
    assert macro(by_stance(measured(name))) >= 0.75


@pytest.mark.parametrize("name", ["sentences.jsonl", "fresh.jsonl"])
def test_no_stance_is_told_badly_where_there_is_a_finding(measured, name):
    assert min(by_stance(measured(name), silent=False).values()) >= 0.65


@pytest.mark.parametrize(("name", "number"), [("sentences.jsonl", 200), ("fresh.jsonl", 120)])
def test_a_set_has_as_many_sentences_of_each_stance_in_six_languages(name, number):
    items = written(name)
    assert Counter(item["stance"] for item in items) == {stance.value: number // len(Stance) for stance in Stance}
    assert {item["lang"] for item in items} == {"en", "de", "fr", "es", "ru", "ar"}
    assert len({item["text"] for item in items}) == number


def figures() -> Iterator[str]:
    """A line a set: macro F1 and F1 by stance, over all sentences and over those with a finding."""
    gazetteer, _ = load_gazetteer([RULES])
    rule_set = load_rules([RULES], actors=gazetteer.actor_ids, places=gazetteer.place_ids).rule_set
    for name in ("sentences.jsonl", "fresh.jsonl"):
        counts = judged(name, rule_set, gazetteer)
        fired = sum(number for (_, got), number in counts.items() if got != SILENT)
        for silent, of in ((True, f"all {counts.total()}"), (False, f"the {fired} with a finding")):
            scores = by_stance(counts, silent=silent)
            yield f"{name}, {of}: {macro(scores):.3f}  " + "  ".join(f"{key} {f1:.2f}" for key, f1 in scores.items())


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in figures())
