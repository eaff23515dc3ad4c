"""How often, how much, and what is known of an article besides its text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.engine import explain, match, render_text
from monitor.engine.build import build_rule_set
from monitor.engine.schema import RuleSpec
from monitor.model import Article, Entity, Language, Listed, Mentions, Source, Span, Tier

NOBODY = Mentions()
SCORE = """
score:
  at_least: 3
  points:
    - {concept: mercenaries, each: 1}
    - {concept: movement, each: 2}
    - {concept: denial, each: -2}
"""


def holds(rules, article, mentions=NOBODY):
    return bool(match(rules, article, mentions))


@pytest.mark.parametrize(
    ("condition", "text", "expected"),
    [
        ("count: {concept: mercenaries, at_least: 2}", "A mercenary met a mercenary.", True),
        ("count: {concept: mercenaries, at_least: 2}", "A mercenary slept.", False),
        ("count: {concept: mercenaries, at_least: 2, distinct: true}", "A mercenary met mercenaries.", False),
        ("count: {concept: mercenaries, at_least: 2, distinct: true}", "A mercenary met hired gunmen.", False),
        ("count: {concept: mercenaries, at_least: 2, distinct: true}", "A mercenary met a hired gunman.", True),
        ("count: {phrase: [oil, gas, coal], at_least: 3, distinct: true}", "Gas, oil and coal.", True),
        ("count: {phrase: [oil, gas, coal], at_least: 3, distinct: true}", "Gas, oil and gas.", False),
    ],
)
def test_counting(rule_set, article, condition, text, expected):
    assert holds(rule_set(condition), article(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A mercenary arrived.", True),
        ("A mercenary and a hired gunman.", False),
        ("A mercenary, a mercenary and mercenaries.", False),  # one term counts once, however it is inflected
        ("A mercenary arrived, they denied.", False),
        ("A mercenary deployed and arrived, they denied.", True),
    ],
)
def test_points_add_up(rule_set, article, text, expected):
    assert holds(rule_set(SCORE), article(text)) is expected


def test_a_cap_keeps_one_list_from_deciding_alone(rule_set, article):
    text = article("Oil, gas, coal and wood.")
    points = "points: [{phrase: [oil, gas, coal, wood], each: 1%s}, {phrase: peat, each: 1}]"
    assert holds(rule_set("score: {at_least: 3, " + points % "" + "}"), text)
    assert not holds(rule_set("score: {at_least: 3, " + points % ", at_most: 2" + "}"), text)


def test_a_score_says_what_each_word_was_worth(rule_set, article):
    (found,) = match(rule_set(SCORE), article("A mercenary arrived."), NOBODY)
    assert found.because == (
        'mercenaries (+1 of 3 points): "mercenary"',
        'movement (+2 of 3 points): "arrived"',
    )


def test_a_count_says_how_many(rule_set, article):
    rules = rule_set("count: {concept: mercenaries, at_least: 2}")
    (found,) = match(rules, article("A mercenary met a hired gunman."), NOBODY)
    assert found.because == ('mercenaries (2 ×): "mercenary", "hired gunman"',)


def test_explaining_a_miss_says_how_far_it_was(rule_set, article):
    text = article("A mercenary slept.")
    assert "[1 of 3: mercenaries +1, movement +0, denial +0]" in render_text(
        explain(rule_set(SCORE), text, NOBODY, "r")
    )
    rules = rule_set("count: {concept: mercenaries, at_least: 3}")
    assert "✗ at least 3 × mercenaries" in (said := render_text(explain(rules, text, NOBODY, "r")))
    assert "[1 found]" in said


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("field: {tier: official}", True),
        ("field: {tier: [agency, press]}", False),
        ("field: {language: en}", True),
        ("field: {language: [ar, fa]}", False),
        ("field: {source: Gazette}", True),
        ("field: {source: Gazette, language: ar}", False),
    ],
)
def test_what_is_known_besides_the_text(rule_set, article, condition, expected):
    text = replace(article("Mercenaries."), source=Source(name="Gazette", tier=Tier.OFFICIAL))
    rules = rule_set(f"all: [{{concept: mercenaries}}, {{{condition}}}]")
    assert holds(rules, text) is expected
    said = render_text(explain(rules, text, NOBODY, "r"))
    assert ("[language en, tier official, source Gazette]" in said) is not expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("listed: any", True),
        ("listed: ofac", True),
        ("listed: eu", False),
        ("listed: {programme: LIBYA3}", True),
        ("listed: {list: ofac, programme: LIBYA3}", True),
        ("listed: {list: ofac, programme: IRAN}", False),
        ("listed: {lists: [eu, ofac]}", True),
        ("listed: {lists: [eu, un]}", False),
        ("listed: {lists: [eu, ofac], programmes: [IRAN, LIBYA3]}", True),
        ("listed: {lists: [eu, ofac], programmes: [IRAN, CUBA]}", False),
        ("listed: {kind: person}", True),
        ("listed: {kind: vessel}", False),
        ("listed: {lists: [ofac], programmes: [LIBYA3], kind: person}", True),
        ("listed: {lists: [ofac], programmes: [LIBYA3], kind: group}", False),
    ],
)
def test_whether_a_name_is_listed_comes_from_the_mentions(rule_set, article, condition, expected):
    text = article("The harbour belongs to Ali Baba.")
    span = Span(start=24, end=32, text="Ali Baba")
    listed = Listed(list="ofac", entry="7", name="BABA, Ali", span=span, as_of=date(2026, 1, 1), programmes=("LIBYA3",))
    listed = replace(listed, kind="person")
    rules = rule_set(f"near: {{in: sentence, of: [{{concept: harbour}}, {{{condition}}}]}}")
    found = match(rules, text, Mentions(listed=(listed,)))
    assert rules.asks_for_lists
    assert bool(found) is expected
    if found:
        assert found[0].because == ('in one sentence: "harbour" + BABA, Ali (ofac) "Ali Baba"',)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russian soldiers arrived in Mali.", True),
        ("Russian soldiers arrived in Russian towns.", False),
        ("Soldiers arrived in Mali.", False),
        ("Mali says Russian soldiers arrived; soldiers arrived in Mali.", True),
    ],
)
def test_two_countries_that_differ(rule_set, article, text, expected):
    rules = rule_set(
        "near: {in: sentence, different: country,"
        " of: [{place: {kind: country}}, {phrase: soldier}, {place: {kind: country}}]}",
        places=(),
    )
    assert holds(rules, article(text), named_countries(text)) is expected


@given(st.lists(st.sampled_from(["Russian", "Mali", "soldiers", "and"]), min_size=1, max_size=12))
def test_two_countries_are_found_wherever_both_stand_with_soldiers(words):
    text = " ".join(words)
    rules = countries_rule()
    both = {"Russian", "Mali", "soldiers"} <= set(words)
    assert holds(rules, make(text), named_countries(text)) is both


def named_countries(text):
    places = []
    for code, word in (("RU", "Russian"), ("ML", "Mali")):
        starts = [at for at in range(len(text)) if text.startswith(word, at)]
        spans = tuple(Span(start=at, end=at + len(word), text=word, concept=code) for at in starts)
        if spans:
            places.append(Entity(id=code, name=word, mentions=spans, country=code, kind="country"))
    return Mentions(places=tuple(places))


def make(text):
    return Article(paragraphs=(text,), language=Language(code="en", sure=True))


def countries_rule():
    country = {"place": {"kind": "country"}}
    near = {"in": "sentence", "different": "country", "of": [country, {"phrase": "soldier"}, country]}
    spec = RuleSpec.model_validate({"id": "r", "title": "t", "severity": "low", "match": {"near": near}})
    return build_rule_set([(spec, Path("r.yaml"), ())], {}, text="")


def test_what_is_counted_is_on_one_list(rule_set):
    with pytest.raises(Exception, match="several lists"):
        rule_set("count: {listed: {lists: [eu, ofac]}, at_least: 2}")
