"""What stored articles show: too common terms, slow rules, rules that never fire, and rules that say the same."""

from __future__ import annotations

import pytest

from monitor.engine import load_rules, measure, measured_problems
from monitor.model import Article, Language, Mentions

CONCEPTS = """concepts:
  ships:
    terms: {en: [ship, frigate], de: [Schiff], any: [vessel]}
  storms: {terms: {en: [storm]}}
  fleets: {includes: [ships], terms: {en: [armada]}}
"""


def text(words, language="en"):
    return Article(paragraphs=(words,), language=Language(code=language, sure=True))


def told(folder, articles, *, silence="", **rules):
    (folder / "concepts").mkdir()
    (folder / "concepts" / "words.yaml").write_text(CONCEPTS, encoding="utf-8")
    for name, match in rules.items():
        rule = f"title: T\nseverity: low\nmatch: {match}\nexamples: {{en: {{match: [a], no_match: [b]}}}}\n"
        (folder / f"{name}.yaml").write_text(f"id: {name}{silence}\n{rule}", encoding="utf-8")
    loaded = load_rules([folder])
    assert loaded.rule_set is not None, loaded.problems
    concepts = {name: spec for name, (spec, _) in loaded.sources.concepts.items()}
    measured = measure(loaded.rule_set, ((article, Mentions()) for article in articles), concepts=concepts)
    problems = measured_problems(measured, loaded.sources)
    return [f"{problem.file.name}:{problem.line} {problem.code} {problem.what}" for problem in problems]


def some(of, words, *, others="Nothing at all.", share=0.2):
    """`of` articles, a share of which say these words."""
    return [text(words if number < of * share else others) for number in range(of)]


FIRES = "{concept: ships}"


def test_a_term_that_stands_in_many_articles_is_told_at_its_line(tmp_path):
    articles = [*some(300, "Frigates."), *(text("Schiffe.", "de") for _ in range(40))]
    assert told(tmp_path, articles, a=FIRES) == [
        "words.yaml:3 W-common-term 'frigate' stands in 60 of 300 stored articles in en: it says little"
    ]


def test_a_term_of_all_languages_is_measured_on_all_articles(tmp_path):
    articles = [*some(300, "A vessel."), *(text("Ein Vessel.", "de") for _ in range(100))]
    (problem,) = told(tmp_path, articles, a=FIRES)
    assert "'vessel' stands in 160 of 400 stored articles:" in problem


def test_an_included_term_is_told_where_it_stands(tmp_path):
    assert told(tmp_path, some(300, "A frigate."), a="{concept: fleets}") == [
        "words.yaml:3 W-common-term 'frigate' stands in 60 of 300 stored articles in en: it says little"
    ]


def test_of_few_articles_nothing_is_said(tmp_path):
    assert told(tmp_path, some(199, "Frigates."), a=FIRES) == []


def test_a_rule_that_is_tried_often_and_holds_seldom_is_slow(tmp_path):
    rule = "{all: [{phrase: [one, two, three, four]}, {phrase: five, in: title}]}"
    (problem,) = told(tmp_path, some(300, "One, two, five."), a=rule)
    assert problem == "a.yaml:1 W-slow-anchor this rule is tried on 60 of 300 stored articles and holds on 0"


def test_a_rule_that_is_tried_often_and_holds_often_is_not_slow(tmp_path):
    assert told(tmp_path, some(300, "One."), a="{phrase: one}") == []


def test_a_rule_that_never_fires_is_told_when_there_was_every_chance(tmp_path):
    assert told(tmp_path, some(999, "One."), a="{phrase: two}") == []
    (tmp_path / "more").mkdir()
    assert told(tmp_path / "more", some(1000, "One."), a="{phrase: two}") == [
        "a.yaml:1 W-never-fires this rule fires on none of 1,000 stored articles"
    ]


def test_two_rules_that_fire_on_the_same_articles_are_told_once(tmp_path):
    rules = {"a": "{phrase: one}", "b": "{phrase: [one, two]}", "c": "{phrase: two}"}
    articles = [*some(200, "One."), *some(100, "Two.", share=0.02)]
    assert told(tmp_path, articles, **rules) == [
        'b.yaml:1 W-overlap this rule and "a" fire on the same 40 of 300 stored articles'
    ]


@pytest.mark.parametrize("code", ["W-never-fires"])
def test_what_is_measured_can_be_silenced(tmp_path, code):
    assert told(tmp_path, some(1000, "One."), silence=f"  # lint: {code} because it is rare", a="{phrase: two}") == []


def test_a_rule_that_asks_for_any_place_alone_is_slow_whatever_the_articles(tmp_path):
    rule = "id: a\ntitle: T\nseverity: low\nmatch: {%s}\nexamples: {en: {match: [a], no_match: [b]}}\n"
    for match, slow in (
        ("place: any", True),
        ("all: [{place: any}, {phrase: one}]", False),
        ("actor: {kind: pmc}", False),
    ):
        (tmp_path / "a.yaml").write_text(rule % match, encoding="utf-8")
        assert [problem.code for problem in load_rules([tmp_path]).problems] == ["W-slow-anchor"] * slow
