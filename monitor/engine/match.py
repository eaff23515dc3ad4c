"""Match an article against all rules: find the words once, try only rules whose rarest words are there.

Comes in: a `RuleSet`, an article, the gazetteer's mentions. Goes out: `Match`es in order of rule id. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping

from monitor.engine.evaluate import Evidence, evaluate
from monitor.engine.extract import extracted, labels_of
from monitor.engine.layout import Layout, in_order
from monitor.engine.reasons import reason
from monitor.engine.rules import Rule, RuleSet
from monitor.model import Article, Match, Mentions

SPANS_AT_MOST = 50


def match(rules: RuleSet, article: Article, mentions: Mentions) -> tuple[Match, ...]:
    """Every rule that holds on the article, with its spans (in order, each stretch once, 50 at most) and reasons."""
    layout = layout_of(rules, article, mentions)
    held = [(rule, evaluate(rule.condition, layout)) for rule in candidates(rules, layout)]
    names = _names(mentions) if held else {}
    return tuple(_match(rule, evidence, layout, names) for rule, evidence in held if evidence is not None)


def layout_of(rules: RuleSet, article: Article, mentions: Mentions) -> Layout:
    """The article with all that the rules look for."""
    return Layout(article, rules.lexicon.find(article), mentions, rules.vocabulary)


def candidates(rules: RuleSet, layout: Layout) -> list[Rule]:
    """Rules of which everything that they require may be there; the others cannot hold."""
    possible = layout.possible
    by_anchor = rules.by_anchor
    indexes = {index for key in possible if key in by_anchor for index in by_anchor[key]}
    return [rule for rule in map(rules.rules.__getitem__, sorted(indexes)) if _may_hold(rule, possible)]


def _may_hold(rule: Rule, possible: frozenset[str]) -> bool:
    return not rule.requires or not any(map(possible.isdisjoint, rule.requires))


def _match(rule: Rule, evidence: tuple[Evidence, ...], layout: Layout, names: Mapping[str, str]) -> Match:
    spans = in_order(span for item in evidence for span in item.spans)
    return Match(
        rule=rule.id,
        title=rule.title,
        severity=rule.severity,
        rule_hash=rule.hash,
        labels=labels_of(rule.labels, rule.set_labels, layout),
        spans=spans[:SPANS_AT_MOST],
        because=tuple(dict.fromkeys([reason(item, names) for item in evidence])),
        extracted=extracted(rule.extract, layout, spans),
    )


def _names(mentions: Mentions) -> Mapping[str, str]:
    named = {entity.id: entity.name for entity in (*mentions.people, *mentions.actors, *mentions.places)}
    on_lists = {f"{one.list}:{one.entry}": f"{one.name} ({one.list})" for one in mentions.listed}
    return {**named, **on_lists}
