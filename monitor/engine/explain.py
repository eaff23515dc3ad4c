"""Say why a rule holds on an article, or which condition came nearest.

Comes in: what `match` takes, and a rule's id. Goes out: `Explanation`, a tree of every condition, true or false, with
the words that made it so. Agrees with `match` by using its evaluation; skips nothing for speed.
"""

from __future__ import annotations

from dataclasses import dataclass

from monitor.engine.evaluate import counted, evaluate, field_fits, points_of
from monitor.engine.found import in_order
from monitor.engine.layout import Layout
from monitor.engine.match import layout_of
from monitor.engine.near import nearest
from monitor.engine.nodes import AllOf, AnyOf, AtLeast, Count, FieldIs, Leaf, Near, Node, NoneOf, Score
from monitor.engine.rules import RuleSet
from monitor.engine.wording import describe
from monitor.model import Article, Mentions, Span

_QUOTES_AT_MOST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One condition. `nearness` is 1 when it holds, else how much of it did; `note` says what a miss lacked."""

    text: str
    held: bool
    nearness: float
    spans: tuple[Span, ...] = ()
    note: str = ""
    children: tuple[Explained, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A rule on an article. `nearest` is, for a miss, the failed condition that came nearest to being true."""

    rule: str
    title: str
    held: bool
    root: Explained
    nearest: Explained | None = None


def explain(rules: RuleSet, article: Article, mentions: Mentions, rule_id: str) -> Explanation:
    """Explain one rule on one article; `KeyError` when there is no such rule."""
    rule = rules.rule(rule_id)
    layout = layout_of(rules, article, mentions)
    root = _explained(rule.condition, layout)
    return Explanation(
        rule=rule.id,
        title=rule.title,
        held=root.held,
        root=root,
        nearest=None if root.held else _nearest_miss(root),
    )


def _explained(node: Node, layout: Layout) -> Explained:
    match node:
        case Leaf():
            return _leaf(node, layout)
        case NoneOf():
            return _none(node, layout)
        case Near():
            return _near(node, layout)
        case AllOf() | AnyOf() | AtLeast():
            return _group(node, layout)
        case _:
            return _amount(node, layout)


def _leaf(node: Leaf, layout: Layout) -> Explained:
    spans = layout.spans(node)
    elsewhere = layout.found(node.key)
    note = "" if spans else "found in the text, not in the title" if elsewhere else "not in the text"
    nearness = 1.0 if spans else 0.5 if elsewhere else 0.0
    return Explained(text=describe(node), held=bool(spans), nearness=nearness, spans=spans, note=note)


def _group(node: AllOf | AnyOf | AtLeast, layout: Layout) -> Explained:
    children = tuple(_explained(part, layout) for part in node.parts)
    held = [child for child in children if child.held]
    nearest_first = sorted((child.nearness for child in children), reverse=True)
    if isinstance(node, AnyOf):
        text, needed = "any of", 1
    elif isinstance(node, AllOf):
        text, needed = "all of", len(children)
    else:
        text, needed = f"at least {node.n} of", node.n
    wanted = nearest_first[:needed]
    return Explained(
        text=text,
        held=len(held) >= needed,
        nearness=1.0 if len(held) >= needed else sum(wanted) / max(needed, 1),
        note="" if len(held) >= needed else f"{len(held)} of {needed}",
        children=children,
    )


def _none(node: NoneOf, layout: Layout) -> Explained:
    children = tuple(_explained(part, layout) for part in node.parts)
    present = [child for child in children if child.held]
    note = "present: " + ", ".join(child.text for child in present) if present else ""
    return Explained(text="none of", held=not present, nearness=0.0 if present else 1.0, note=note, children=children)


def _amount(node: Count | Score | FieldIs, layout: Layout) -> Explained:
    match node:
        case Count():
            number, spans = counted(node, layout), layout.spans(node.leaf)
            held = number >= node.at_least
            nearness = 1.0 if held else number / node.at_least
            note = f"{number} found"
        case Score():
            worth = {describe(points.leaf): points_of(points, layout) for points in node.points}
            total = sum(worth.values())
            held, spans = total >= node.at_least, ()
            nearness = 1.0 if held else max(0.0, min(0.99, total / node.at_least))
            parts = ", ".join(f"{name} {value:+g}" for name, value in worth.items())
            note = f"{total:g} of {node.at_least:g}: {parts}"
        case FieldIs():
            held, spans = field_fits(node, layout), ()
            nearness, note = (1.0, "") if held else (0.0, _fields_of(layout))
    return Explained(text=describe(node), held=held, nearness=nearness, spans=spans, note=note)


def _fields_of(layout: Layout) -> str:
    source = layout.article.source
    return (
        f"language {layout.article.language.code or 'unknown'}, tier {source.tier.value}, source {source.name or '–'}"
    )


def _near(node: Near, layout: Layout) -> Explained:
    """A `near` shows its parts wherever they stand in the text; only its own line says whether they stand close."""
    children = tuple(_explained(part, layout) for part in node.parts)
    evidence = evaluate(node, layout)
    if evidence is not None:
        spans = in_order(span for item in evidence for span in item.spans)
        return Explained(text=describe(node), held=True, nearness=1.0, spans=spans, children=children)
    closest = nearest(node, layout)
    if closest is None:
        there = sum(child.nearness for child in children) / (2 * len(children))
        missing = [describe(part) for part, child in zip(node.parts, children, strict=True) if not child.held]
        note = f"missing: {', '.join(missing)}" if missing else "not together in one stretch"
        return Explained(text=describe(node), held=False, nearness=there, note=note, children=children)
    apart, spans = closest
    limit = node.within
    if limit is not None and apart > limit:
        note, nearness = f"at best {apart} words apart, {limit} allowed", 0.5 + limit / (2 * apart)
    else:
        note, nearness = f"close enough ({apart} words), but {_why_not(node)}", 0.95
    return Explained(text=describe(node), held=False, nearness=nearness, spans=spans, note=note, children=children)


def _why_not(node: Near) -> str:
    """What else can fail when the distance is right."""
    reasons = []
    if node.unit is not None:
        reasons.append("not in the title" if node.unit == "title" else f"not in one {node.unit}")
    if node.ordered:
        reasons.append("not in this order")
    if node.without:
        reasons.append("with " + " or ".join(map(describe, node.without)) + " beside them")
    return " or ".join(reasons)


def _nearest_miss(node: Explained) -> Explained:
    """Down the tree to the failed condition that came nearest; a `near` and a `none` stand for themselves."""
    if not node.children or node.text.startswith("none of") or not node.text.endswith(" of"):
        return node
    missed = [child for child in node.children if not child.held]
    return _nearest_miss(max(missed, key=lambda child: child.nearness)) if missed else node


# --- for people -------------------------------------------------------------------------------------------------


def render_text(explanation: Explanation) -> str:
    """The explanation as indented lines; offsets are code points into the article's text."""
    verdict = "holds" if explanation.held else "does not hold"
    lines = [f"{explanation.rule}: {verdict} ({explanation.title})", *_lines(explanation.root, depth=1)]
    if explanation.nearest is not None:
        lines.append(f"nearest: {render_nearest(explanation)}")
    return "\n".join(lines)


def render_nearest(explanation: Explanation) -> str:
    """The condition that came nearest in one line; empty when the rule holds."""
    return "" if explanation.nearest is None else _said(explanation.nearest)


def _lines(node: Explained, *, depth: int) -> list[str]:
    mark = "✓" if node.held else "✗"
    own = f"{'  ' * depth}{mark} {_said(node)}"
    return [own, *(line for child in node.children for line in _lines(child, depth=depth + 1))]


def _said(node: Explained) -> str:
    quotes = [f'"{" ".join(span.text.split())}" {span.start}–{span.end}' for span in node.spans[:_QUOTES_AT_MOST]]
    more = f"and {len(node.spans) - _QUOTES_AT_MOST} more" if len(node.spans) > _QUOTES_AT_MOST else ""
    found = ", ".join(part for part in (*quotes, more) if part)
    return node.text + (f": {found}" if found else "") + (f" [{node.note}]" if node.note else "")
