"""Explanations: the same verdict as matching, every condition with its words, and the nearest miss."""

from __future__ import annotations

import pytest

from monitor.engine import explain, match, render_text
from monitor.engine.explain import render_nearest
from monitor.model import Mentions

NOBODY = Mentions()
RULE = """
all:
  - concept: mercenaries
  - near: {within: 4 words, in: sentence, of: [{concept: movement}, {any: [{concept: harbour}, {actor: quds}]}]}
none:
  - concept: denial
"""


def nearest(rules, article):
    return render_nearest(explain(rules, article, NOBODY, "r"))


def test_a_rule_that_holds_shows_the_words_of_every_condition(rule_set, article):
    text = article("Mercenaries arrived in the harbour.")
    shown = render_text(explain(rule_set(RULE), text, NOBODY, "r"))
    assert shown.splitlines() == [
        "r: holds (A rule)",
        "  ✓ all of",
        '    ✓ mercenaries: "Mercenaries" 0–11',
        '    ✓ within 4 words in one sentence: movement + (harbour or quds): "arrived" 12–19, "harbour" 27–34',
        '      ✓ movement: "arrived" 12–19',
        "      ✓ any of",
        '        ✓ harbour: "harbour" 27–34',
        "        ✗ quds [not in the text]",
        "    ✓ none of",
        "      ✗ denial [not in the text]",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Mercenaries arrived, as the mayor of the town said, in the harbour.",
            (
                'within 4 words in one sentence: movement + (harbour or quds): "arrived" 12–19, "harbour" 59–66 '
                "[at best 10 words apart, 4 allowed]"
            ),
        ),
        (
            "Mercenaries: they arrived. The harbour is shut.",
            (
                'within 4 words in one sentence: movement + (harbour or quds): "arrived" 18–25, "harbour" 31–38 '
                "[close enough (2 words), but not in one sentence]"
            ),
        ),
        (
            "Mercenaries arrived.",
            "within 4 words in one sentence: movement + (harbour or quds) [missing: harbour or quds]",
        ),
        ("Goods arrived in the harbour.", "mercenaries [not in the text]"),
        ("He denied that mercenaries arrived in the harbour.", "none of [present: denial]"),
    ],
)
def test_a_miss_names_the_condition_that_came_nearest(rule_set, article, text, said):
    assert nearest(rule_set(RULE), article(text)) == said


def test_a_leaf_in_the_title_says_that_its_word_stands_elsewhere(rule_set, article):
    rules = rule_set("concept: mercenaries\nin: title")
    assert nearest(rules, article("Mercenaries.", title="A port")).endswith("[found in the text, not in the title]")


def test_of_alternatives_the_one_that_was_nearly_true_is_named(rule_set, article):
    rules = rule_set(
        """
        any:
          - all: [{concept: mercenaries}, {concept: harbour}]
          - all: [{concept: denial}, {concept: movement}, {concept: harbour}]
        """
    )
    assert nearest(rules, article("He denied that it arrived.")) == "harbour [not in the text]"
    assert nearest(rules, article("Mercenaries.")) == "harbour [not in the text]"


@pytest.mark.parametrize(
    "text",
    [
        "Mercenaries arrived in the harbour.",
        "Mercenaries arrived.",
        "He denied that mercenaries arrived in the harbour.",
        "Nothing of the kind.",
        "",
    ],
)
def test_an_explanation_agrees_with_matching(rule_set, article, text):
    rules = rule_set(RULE)
    explanation = explain(rules, article(text), NOBODY, "r")
    assert explanation.held is bool(match(rules, article(text), NOBODY))
    assert (explanation.nearest is None) is explanation.held


@pytest.mark.parametrize(
    ("condition", "name"),
    [
        ("actor: any", "any actor"),
        ("actor: {kind: pmc}", "any pmc"),
        ("place: {country: LY}", "any place of LY"),
        ("place: {kind: city, country: LY}", "any city of LY"),
        ("actor: quds", "quds"),
        ("phrase: [war game, sea trial]", '"war game" or "sea trial"'),
        ("at_least: {n: 2, of: [{phrase: a b c}, {phrase: d e f}]}", "at least 2 of"),
    ],
)
def test_conditions_are_named_in_words(rule_set, article, condition, name):
    assert explain(rule_set(condition), article("x"), NOBODY, "r").root.text == name


def test_an_unknown_rule_is_a_key_error(rule_set, article):
    with pytest.raises(KeyError):
        explain(rule_set(RULE), article("x"), NOBODY, "no-such-rule")
