"""Match an article against all rules: find the words once, try only rules whose rarest words are there.

Comes in: a `RuleSet`, an article, what it names. Goes out: `Match`es in order of rule id. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import attrgetter

from monitor.engine.evaluate import Evidence, Held, evaluate
from monitor.engine.extract import extracted, labels_of
from monitor.engine.found import in_order
from monitor.engine.hits import Hits
from monitor.engine.layout import Layout
from monitor.engine.making import make_match
from monitor.engine.named import Named, named_of
from monitor.engine.reasons import reason
from monitor.engine.rules import Rule, RuleSet
from monitor.model import Article, Match, Mentions

SPANS_AT_MOST = 50


def match(rules: RuleSet, article: Article, names: Mentions | Named) -> tuple[Match, ...]:
    """Every rule that holds on the article, with its spans (in order, each stretch once, 50 at most) and reasons."""
    named = named_of(names)
    hits = named.words(rules.lexicon, article)
    possible = _possible(rules, hits, named)
    if not possible:
        return ()
    layout = Layout(article, hits, named, rules.vocabulary)
    tried = [(position, _evidence(rules, position, parts, layout)) for position, parts in possible.items()]
    held = [(rules.rules[position], evidence) for position, evidence in tried if evidence is not None]
    if not held:  # most of the time
        return ()
    names_by_id = _names(named.mentions)
    found = [_match(rule, evidence, layout, names_by_id) for rule, evidence in held]
    return tuple(sorted(found, key=attrgetter("rule")))


def _evidence(rules: RuleSet, position: int, parts: Iterable[int], layout: Layout) -> Held:
    if rules.plans.absent[position] is not None:
        return rules.plans.evidence(position, layout.at.hits)
    rule = rules.rules[position]
    if rule.quick:
        return rule.quick.evaluate(layout.at)
    return rule.alternatives.evaluate(layout, parts) if rule.alternatives else evaluate(rule.condition, layout)


def layout_of(rules: RuleSet, article: Article, names: Mentions | Named) -> Layout:
    """The article with all that the rules look for."""
    return Layout(article, rules.lexicon.find(article), named_of(names), rules.vocabulary)


def candidates(rules: RuleSet, layout: Layout) -> list[Rule]:
    """Rules of which everything that they require may be there; the others cannot hold."""
    return [rules.rules[position] for position in _possible(rules, layout.at.hits, layout.names)]


def _possible(rules: RuleSet, hits: Hits, names: Named) -> Mapping[int, Sequence[int]]:
    """The positions of the same, with the parts of each that may hold."""
    found: AbstractSet[int] = hits.numbers
    if names.keys:
        numbers = rules.plans.numbers
        found = {*found, *map(numbers.__getitem__, numbers.keys() & names.keys)}
    return rules.plans.possible(found, hits.may_be)


def _match(rule: Rule, evidence: tuple[Evidence, ...], layout: Layout, names: Mapping[str, str]) -> Match:
    because: tuple[str, ...]
    if len(evidence) == 1:  # most of the time
        spans, because = evidence[0].spans, (reason(evidence[0], names),)
    else:
        spans = in_order([span for item in evidence for span in item.spans])
        because = tuple(dict.fromkeys([reason(item, names) for item in evidence]))
    return make_match(
        rule,
        spans[:SPANS_AT_MOST],
        because,
        labels=labels_of(rule.labels, rule.set_labels, layout) if rule.set_labels else rule.labels,
        extracted=extracted(rule.extract, layout, spans) if rule.extract else {},
    )


def _names(mentions: Mentions) -> Mapping[str, str]:
    named = {entity.id: entity.name for entity in (*mentions.people, *mentions.actors, *mentions.places)}
    on_lists = {f"{one.list}:{one.entry}": f"{one.name} ({one.list})" for one in mentions.listed}
    return {**named, **on_lists}
