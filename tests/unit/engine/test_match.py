"""Conditions hold or not, and a match says which words made them hold."""

from __future__ import annotations

import pytest

from monitor.engine import load_rules, match, with_names
from monitor.engine.match import SPANS_AT_MOST
from monitor.model import Mentions, Severity

NOBODY = Mentions()
THREE = "[{concept: mercenaries}, {concept: harbour}, {concept: denial}]"


def matches(rules, article, mentions=NOBODY):
    return bool(match(rules, article, mentions))


@pytest.mark.parametrize(
    ("condition", "text", "holds"),
    [
        ("concept: mercenaries", "Mercenaries came.", True),
        ("concept: mercenaries", "Nobody came.", False),
        ("all: [{concept: mercenaries}, {concept: movement}]", "Mercenaries arrived.", True),
        ("all: [{concept: mercenaries}, {concept: movement}]", "Mercenaries slept.", False),
        ("any: [{concept: mercenaries}, {concept: harbour}]", "The port is shut.", True),
        ("any: [{concept: mercenaries}, {concept: harbour}]", "The road is shut.", False),
        ("all: [{concept: mercenaries}]\nnone: [{concept: denial}]", "Mercenaries came.", True),
        ("all: [{concept: mercenaries}]\nnone: [{concept: denial}]", "He denied that mercenaries came.", False),
        ("concept: mercenaries\nnone: [{concept: denial}, {phrase: exercise}]", "Mercenaries on exercise.", False),
        ("all: [{concept: mercenaries}, {none: [{concept: denial}]}]", "He denied that mercenaries came.", False),
        ("phrase: security council", "The Security Councils met.", True),
        ("phrase: [war game, sea trial]", "It was a sea trial.", True),
        ("phrase: sea trial", "The sea had no trial.", False),
        (
            "at_least: {n: 2, of: [{concept: mercenaries}, {concept: harbour}, {concept: denial}]}",
            "A port; denied.",
            True,
        ),
        (
            "at_least: {n: 2, of: [{concept: mercenaries}, {concept: harbour}, {concept: denial}]}",
            "A port, a port.",
            False,
        ),
    ],
)
def test_conditions(rule_set, article, condition, text, holds):
    assert matches(rule_set(condition), article(text)) is holds


@pytest.mark.parametrize(
    ("title", "body", "holds"),
    [("Mercenaries seen", "In a port.", True), ("Port shut", "Mercenaries came.", False), ("", "Mercenaries.", False)],
)
def test_a_leaf_in_the_title(rule_set, article, title, body, holds):
    assert matches(rule_set("concept: mercenaries\nin: title"), article(body, title=title)) is holds


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("actor: wagner-group", True),
        ("actor: quds", False),
        ("actor: any", True),
        ("actor: {kind: pmc}", True),
        ("actor: {kind: state-force}", False),
        ("actor: {kind: pmc, country: RU}", True),
        ("actor: {kind: pmc, country: US}", False),
        ("actor: {kind: person}", True),
        ("place: LY", False),
        ("place: derna", True),
        ("place: {country: LY}", True),
        ("place: {kind: country}", False),
        ("place: any", True),
    ],
)
def test_actors_people_and_places_come_from_the_mentions(rule_set, article, mentioned, condition, holds):
    text = article("Wagner fighters and Haftar in Derna.")
    mentions = mentioned(
        text,
        ("actors", "wagner-group", "Wagner", "pmc", "RU"),
        ("people", "khalifa-haftar", "Haftar", "person", None),
        ("places", "derna", "Derna", "city", "LY"),
    )
    assert matches(rule_set(condition), text, mentions) is holds


def test_a_match_says_what_it_is_and_why(rule_set, article):
    text = article("Mercenaries and a hired gunman; a mercenary arrived.")
    rules = rule_set("all: [{concept: mercenaries}, {concept: movement}]")
    (found,) = match(rules, text, NOBODY)
    assert (found.rule, found.title, found.severity) == ("r", "A rule", Severity.HIGH)
    assert found.rule_hash == rules.rule("r").hash
    assert [span.text for span in found.spans] == ["Mercenaries", "hired gunman", "mercenary", "arrived"]
    assert found.because == ('mercenaries: "Mercenaries", "hired gunman", "mercenary"', 'movement: "arrived"')


def test_near_says_what_stood_near(rule_set, article):
    rules = rule_set("near: {within: 4 words, of: [{concept: mercenaries}, {concept: movement}]}")
    (found,) = match(
        rules, article("Mercenaries have arrived in numbers; nobody knows why. A mercenary spoke."), NOBODY
    )
    assert found.because == ('within 4 words: mercenaries "Mercenaries" + movement "arrived"',)
    assert [span.text for span in found.spans] == ["Mercenaries", "arrived"]


@pytest.mark.parametrize(
    ("condition", "line"),
    [
        ("place: LY", 'Libya: "Libyan"'),
        ("actor: wagner-group\nin: title", 'Wagner Group in the title: "Wagner"'),
        (
            "near: {within: 9 words, of: [{phrase: guard*}, {actor: any}, {place: any}]}",
            'within 9 words: "Khalifa Haftar" + Libya "Libyan" + "guards"',
        ),
    ],
)
def test_reasons_name_people_actors_and_places_instead_of_their_ids(rule_set, article, mentioned, condition, line):
    text = article("Khalifa Haftar has Libyan guards.", title="Wagner")
    mentions = mentioned(
        text,
        ("actors", "wagner-group", "Wagner", "pmc", "RU"),
        ("people", "khalifa-haftar", "Khalifa Haftar", "person", None),
        ("places", "LY", "Libyan", "country", "LY"),
        names={"wagner-group": "Wagner Group", "khalifa-haftar": "Khalifa Haftar", "LY": "Libya"},
    )
    (found,) = match(rule_set(condition), text, mentions)
    assert found.because == (line,)


def test_spans_are_capped_sorted_and_slice_the_text(rule_set, article):
    text = article(*["Mercenaries in every port."] * 60, title="Mercenary port")
    (found,) = match(rule_set("all: [{concept: harbour}, {concept: mercenaries}]"), text, NOBODY)
    assert len(found.spans) == SPANS_AT_MOST
    assert list(found.spans) == sorted(set(found.spans), key=lambda span: span.start)
    assert all(text.text[span.start : span.end] == span.text for span in found.spans)


def test_rules_come_in_order_of_their_ids(tmp_path, article):
    for name in ("b", "a", "c"):
        rule = f"{{id: {name}, title: T, severity: low, match: {{phrase: harbour}}}}"
        (tmp_path / f"{name}.yaml").write_text(rule, encoding="utf-8")
    rules = load_rules([tmp_path]).rule_set
    assert [found.rule for found in match(rules, article("A harbour."), NOBODY)] == ["a", "b", "c"]


def test_matching_is_the_same_every_time(rule_set, article):
    rules = rule_set("any: [{concept: mercenaries}, {concept: harbour}]")
    text = article("Mercenaries in the harbour.")
    assert match(rules, text, NOBODY) == match(rules, text, NOBODY)


@pytest.mark.parametrize(
    ("condition", "anchors"),
    [
        ("all: [{concept: movement}, {concept: harbour}]", {"harbour"}),
        ("any: [{concept: movement}, {concept: harbour}]", {"movement", "harbour"}),
        ("all: [{place: any}, {actor: wagner-group}]", {"actor:wagner-group"}),
        ("near: {within: 3 words, of: [{concept: movement}, {phrase: sea trial}]}", {'"sea trial"'}),
        ("concept: harbour\nnone: [{phrase: sea trial}]", {"harbour"}),
        ("at_least: {n: 2, of: [{concept: movement}, {concept: harbour}, {place: any}]}", {"movement", "harbour"}),
    ],
)
def test_a_rule_hangs_on_what_is_rarest_of_what_it_needs(rule_set, condition, anchors):
    assert rule_set(condition).rule("r").anchors == anchors


NAMED = {"actor:wagner-group": "1", "actor:quds": "1", "actor:*": "1", "place:LY": "1", "place:*": "1"}


@pytest.mark.parametrize(
    ("condition", "edited", "changes"),
    [
        ("actor: wagner-group", "actor:wagner-group", True),
        ("actor: wagner-group", "actor:quds", False),
        ("actor: {kind: pmc}", "actor:*", True),
        ("near: {in: sentence, of: [{concept: harbour}, {place: LY}]}", "place:LY", True),
        ("concept: harbour", "place:*", False),
    ],
)
def test_a_rules_hash_changes_with_the_names_that_it_asks_for(rule_set, condition, edited, changes):
    rules = rule_set(condition)
    before, after = with_names(rules, NAMED).rule("r"), with_names(rules, {**NAMED, edited: "2"}).rule("r")
    assert (before.hash != after.hash) is changes
    assert before.own_hash == after.own_hash == rules.rule("r").own_hash
