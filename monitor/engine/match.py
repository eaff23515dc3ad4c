"""Match an article against all rules: find the words once, try only rules whose rarest words are there.

Comes in: a `RuleSet`, an article, the gazetteer's mentions. Goes out: `Match`es in order of rule id. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from monitor.engine.conditions import AllOf, AnyOf, AtLeast, Leaf, Near, Node, NoneOf, where
from monitor.engine.layout import Layout, in_order
from monitor.engine.near import windows
from monitor.engine.rules import Rule, RuleSet
from monitor.model import Article, Match, Mentions, Span

SPANS_AT_MOST = 50
_QUOTES_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """A condition that held: a leaf by its name, or how close several things stood, and the spans that made it so."""

    said: str
    spans: tuple[Span, ...]
    in_title: bool = False  # looked for in the title alone
    together: bool = False  # several things near one another: each is named with its words


def match(rules: RuleSet, article: Article, mentions: Mentions) -> tuple[Match, ...]:
    """Every rule that holds on the article, with its spans (in order, each stretch once, 50 at most) and reasons."""
    layout = Layout(article, rules.lexicon.find(article), mentions)
    names = {entity.id: entity.name for entity in (*mentions.people, *mentions.actors, *mentions.places)}
    found = []
    for rule in _candidates(rules, layout):
        evidence = evaluate(rule.condition, layout)
        if evidence is not None:
            found.append(_match(rule, evidence, names))
    return tuple(found)


def _candidates(rules: RuleSet, layout: Layout) -> tuple[Rule, ...]:
    """Rules of which an anchor was found; the others cannot hold."""
    indexes = {index for key in layout.hits for index in rules.by_anchor.get(key, ())}
    return tuple(rules.rules[index] for index in sorted(indexes))


def _match(rule: Rule, evidence: tuple[Evidence, ...], names: Mapping[str, str]) -> Match:
    return Match(
        rule=rule.id,
        title=rule.title,
        severity=rule.severity,
        rule_hash=rule.hash,
        labels=rule.labels,
        spans=in_order(span for item in evidence for span in item.spans)[:SPANS_AT_MOST],
        because=tuple(dict.fromkeys(reason(item, names) for item in evidence)),
    )


def evaluate(node: Node, layout: Layout) -> tuple[Evidence, ...] | None:
    """What made the condition true, or None when it does not hold. What must be absent leaves no evidence."""
    match node:
        case Leaf():
            spans = layout.spans(node)
            return (Evidence(node.name, spans, in_title=node.in_title),) if spans else None
        case AllOf():
            return _all(node.parts, layout)
        case AnyOf():
            return _at_least(1, node.parts, layout)
        case AtLeast():
            return _at_least(node.n, node.parts, layout)
        case NoneOf():
            return None if any(evaluate(part, layout) is not None for part in node.parts) else ()
        case Near():
            return _near(node, layout)


def _all(parts: Iterable[Node], layout: Layout) -> tuple[Evidence, ...] | None:
    evidence: tuple[Evidence, ...] = ()
    for part in parts:
        found = evaluate(part, layout)
        if found is None:
            return None
        evidence += found
    return evidence


def _at_least(n: int, parts: Iterable[Node], layout: Layout) -> tuple[Evidence, ...] | None:
    """Evidence of every part that holds, for readers see all of it, not the first alone."""
    held = [found for part in parts if (found := evaluate(part, layout)) is not None]
    return tuple(item for found in held for item in found) if len(held) >= n else None


def _near(node: Near, layout: Layout) -> tuple[Evidence, ...] | None:
    found = windows(node, layout)
    if not found:
        return None
    spans = in_order(span for window in found for span in window.spans)
    return (Evidence(where(node), spans, together=True),)


def reason(evidence: Evidence, names: Mapping[str, str]) -> str:
    """A line for people; `names` has those of actors, people and places by id.

    `mercenaries: "mercenary", "hired gunmen"`, or of what stood together:
    `within 15 words in one sentence: mercenaries "mercenary" + "Wagner Group" + Libya "Libyan"`.
    """
    if not evidence.together:
        place = " in the title" if evidence.in_title else ""
        return f"{names.get(evidence.said, evidence.said)}{place}: {_quoted(evidence.spans)}"
    by_concept: dict[str, list[Span]] = {}
    for span in evidence.spans:
        by_concept.setdefault(span.concept, []).append(span)
    parts = " + ".join(_named(names.get(concept, concept), spans) for concept, spans in by_concept.items())
    return f"{evidence.said}: {parts}"


def _named(name: str, spans: Iterable[Span]) -> str:
    """What was found and its words; the words alone when they are its name, or a phrase that stands for itself."""
    quoted = _quoted(spans)
    return quoted if quoted == f'"{name}"' or name.startswith('"') else f"{name} {quoted}"


def _quoted(spans: Iterable[Span]) -> str:
    words = list(dict.fromkeys(f'"{" ".join(span.text.split())}"' for span in spans))
    more = f" and {len(words) - _QUOTES_AT_MOST} more" if len(words) > _QUOTES_AT_MOST else ""
    return ", ".join(words[:_QUOTES_AT_MOST]) + more
