"""The shipped rules load, find what they say in six languages, and leave the near-misses alone."""

from __future__ import annotations

from collections import Counter

import pytest

from monitor import strict_yaml
from monitor.context import Gazetteer
from monitor.engine import Loaded, RuleSet, Together, match, run_examples
from monitor.engine.anchors import leaves
from monitor.engine.examples import example_article
from monitor.errors import Problem
from tests.rules.conftest import RULES

SIX = ("en", "de", "fr", "es", "ru", "ar")
STARTERS = (
    "arms-embargo",
    "ceasefire",
    "foreign-forces",
    "mercenaries",
    "military-diplomacy",
    "sanctions",
    "un-security-council",
)
EXAMPLES_AT_LEAST = 3


@pytest.fixture(scope="module")
def rules(loaded: Loaded) -> RuleSet:
    assert loaded.rule_set is not None, "\n".join(map(str, loaded.problems))
    return loaded.rule_set


def test_the_shipped_rules_load_without_a_problem_or_a_warning(loaded: Loaded) -> None:
    assert [str(problem) for problem in loaded.problems] == []


def test_the_shipped_gazetteer_loads_without_a_problem_or_a_warning(
    gazetteer_and_problems: tuple[Gazetteer, tuple[Problem, ...]],
) -> None:
    assert [str(problem) for problem in gazetteer_and_problems[1]] == []


def test_the_seven_starter_rules_are_shipped(rules: RuleSet) -> None:
    assert {rule.id for rule in rules.rules} >= set(STARTERS)


def test_every_example_of_every_rule_comes_out_as_the_rule_says(rules: RuleSet, gazetteer: Gazetteer) -> None:
    report = run_examples(rules, gazetteer.find)
    assert report.examples > 0
    assert [str(failure) for failure in report.failures] == []


def test_rules_find_the_same_when_names_are_looked_up_as_they_ask_for_them(
    rules: RuleSet, gazetteer: Gazetteer
) -> None:
    articles = [example_article(example) for rule in rules.rules for example in rule.examples]
    together = Together(rules.lexicon, gazetteer.lexicon)
    different = [
        article.text
        for article in articles
        if match(rules, article, gazetteer.look(article, together)) != match(rules, article, gazetteer.find(article))
    ]
    assert len(articles) > 0
    assert different == []


def test_no_known_gap_is_closed_without_being_filed_as_such(rules: RuleSet, gazetteer: Gazetteer) -> None:
    assert run_examples(rules, gazetteer.find).mended == ()


@pytest.mark.parametrize("rule_id", STARTERS)
def test_each_starter_rule_shows_three_matches_and_three_near_misses_in_each_of_six_languages(
    rules: RuleSet, rule_id: str
) -> None:
    shown = Counter((example.language, example.matches) for example in rules.rule(rule_id).examples if not example.todo)
    thin = [
        (language, matches)
        for language in SIX
        for matches in (True, False)
        if shown[language, matches] < EXAMPLES_AT_LEAST
    ]
    assert thin == []


def test_no_example_stands_twice(rules: RuleSet) -> None:
    texts = Counter((rule.id, example.text) for rule in rules.rules for example in rule.examples)
    assert [text for text, count in texts.items() if count > 1] == []


def test_every_rule_says_what_may_deceive_it_and_where_to_read_on(rules: RuleSet) -> None:
    assert [rule.id for rule in rules.rules if not (rule.falsepositives and rule.references and rule.labels)] == []


def test_every_word_list_is_used_by_a_rule(rules: RuleSet) -> None:
    used = {leaf.key for rule in rules.rules for leaf in leaves(rule.condition)}
    written = {
        concept for path in (RULES / "concepts").glob("*.yaml") for concept in strict_yaml.load(path).data["concepts"]
    }
    assert sorted(written - used) == []


def test_every_word_list_covers_the_six_languages_but_where_a_language_needs_none() -> None:
    missing = {}
    for path in (RULES / "concepts").glob("*.yaml"):
        for concept, spec in strict_yaml.load(path).data["concepts"].items():
            gaps = {language for language in SIX if language not in spec["terms"]}
            if gaps and "any" not in spec["terms"]:
                missing[concept] = gaps
    assert missing == {
        "wagner-name": {"ar"},  # the bare name is hardly ever a surname in Arabic: it stands under the actor
    }
