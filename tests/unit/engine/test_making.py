"""Spans and matches that are made quickly are those that their constructors make."""

from __future__ import annotations

from dataclasses import fields, replace
from operator import attrgetter

from monitor.engine import match, with_names
from monitor.engine.making import make_match, make_span
from monitor.model import Match, Mentions, Severity, Span


def test_a_span_made_quickly_is_the_span():
    made = make_span(3, 9, "convoy", "convoys")
    assert made == Span(start=3, end=9, text="convoy", concept="convoys")
    assert hash(made) == hash(replace(made))
    assert all(hasattr(made, field.name) for field in fields(Span))


def test_a_match_made_quickly_is_the_match(rule_set):
    rule = rule_set("concept: mercenaries").rules[0]
    span = make_span(0, 9, "Mercenary", "mercenaries")
    made = make_match(rule, (span,), ("because",), labels={"theme": "x"}, extracted={"n": ("1",)})
    assert made == Match(
        rule=rule.id,
        title=rule.title,
        severity=Severity(rule.severity),
        rule_hash=rule.hash,
        labels={"theme": "x"},
        spans=(span,),
        because=("because",),
        extracted={"n": ("1",)},
    )
    attrgetter(*(field.name for field in fields(Match)))(made)  # none was forgotten


def test_a_match_has_the_hash_over_the_names_that_its_rule_asks_for(rule_set, article):
    rules = with_names(rule_set("any: [{concept: mercenaries}, {place: LY}]"), {"place:LY": "1", "place:*": "2"})
    (found,) = match(rules, article("Mercenaries arrived."), Mentions())
    assert found.rule_hash == rules.rules[0].hash != rules.rules[0].own_hash
