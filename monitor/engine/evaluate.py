"""Whether a condition holds on an article, and what made it so.

Comes in: a node and an article's `Layout`. Goes out: `Evidence`, or None. Pure; never tries what nobody asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from monitor.engine.found import in_order
from monitor.engine.layout import Layout
from monitor.engine.near import windows
from monitor.engine.nodes import AllOf, AnyOf, AtLeast, Count, FieldIs, Leaf, Near, Node, NoneOf, Points, Score
from monitor.engine.wording import described_field, where
from monitor.model import Span


class Evidence(NamedTuple):
    """A condition that held: a leaf by its name, or how close several things stood, and the spans that made it so."""

    said: str
    spans: tuple[Span, ...]
    in_title: bool = False  # looked for in the title alone
    together: bool = False  # several things near one another: each is named with its words


Held = tuple[Evidence, ...] | None
_make = tuple.__new__


def evidence_of(
    name: str,
    spans: tuple[Span, ...],
    in_title: bool = False,
    together: bool = False,
) -> Evidence:
    """`Evidence(name, spans, …)`, in half the time."""
    return _make(Evidence, (name, spans, in_title, together))


def evaluate(node: Node, layout: Layout) -> Held:
    """What made the condition true, or None when it does not hold. What must be absent leaves no evidence."""
    return _HOW[type(node)](node, layout)


def _leaf(node: Leaf, layout: Layout) -> Held:
    spans = layout.spans(node)
    return (evidence_of(node.name, spans, node.in_title),) if spans else None


def _none(node: NoneOf, layout: Layout) -> Held:
    for part in node.parts:
        if _HOW[type(part)](part, layout) is not None:
            return None
    return ()


def _all(node: AllOf, layout: Layout) -> Held:
    evidence: tuple[Evidence, ...] = ()
    for part in node.parts:
        found = _HOW[type(part)](part, layout)
        if found is None:
            return None
        evidence += found
    return evidence


def _any(node: AnyOf | AtLeast, layout: Layout) -> Held:
    """Evidence of every part that holds, for readers see all of it, not the first alone."""
    evidence: tuple[Evidence, ...] = ()
    held = 0
    for part in node.parts:
        found = _HOW[type(part)](part, layout)
        if found is not None:
            held += 1
            evidence += found
    return evidence if held >= (node.n if isinstance(node, AtLeast) else 1) else None


def _near(node: Near, layout: Layout) -> Held:
    found = windows(node, layout)
    if not found:
        return None
    spans = found[0].spans if len(found) == 1 else in_order([span for window in found for span in window.spans])
    return (evidence_of(where(node), spans, together=True),)


# --- amounts ----------------------------------------------------------------------------------------------------


def counted(node: Count, layout: Layout) -> int:
    """How often the leaf is found; when `distinct`, how many different terms or entities."""
    return _counted(node, layout.spans(node.leaf), layout)


def _counted(node: Count, spans: tuple[Span, ...], layout: Layout) -> int:
    return len({layout.told_apart(span) for span in spans}) if node.distinct else len(spans)


def _count(node: Count, layout: Layout) -> Held:
    spans = layout.spans(node.leaf)
    number = _counted(node, spans, layout)
    if number < node.at_least:
        return None
    said = f"{node.leaf.name} ({number} {'different' if node.distinct else '×'})"
    return (evidence_of(said, spans, node.leaf.in_title),)


def points_of(points: Points, layout: Layout) -> float:
    """What a leaf adds: its points for each different term or entity that is found, up to its cap."""
    different = {layout.told_apart(span) for span in layout.spans(points.leaf)}
    worth = points.each * len(different) if different else 0.0
    return worth if points.at_most is None else min(worth, points.at_most)


def _score(node: Score, layout: Layout) -> Held:
    worth = [(points, points_of(points, layout)) for points in node.points]
    total = sum(value for _, value in worth)
    if total < node.at_least:
        return None
    return tuple(
        Evidence(f"{points.leaf.name} ({value:+g} of {total:g} points)", layout.spans(points.leaf))
        for points, value in worth
        if value
    )


def _field(node: FieldIs, layout: Layout) -> Held:
    return (Evidence(described_field(node), ()),) if field_fits(node, layout) else None


def field_fits(node: FieldIs, layout: Layout) -> bool:
    """Whether what is known of the article besides its text is as asked."""
    article = layout.article
    language = (article.language.code or "").split("-")[0].lower()
    return (
        (not node.languages or language in node.languages)
        and (not node.tiers or article.source.tier in node.tiers)
        and (not node.sources or article.source.name in node.sources)
    )


_HOW: Mapping[type, Callable[[Any, Layout], Held]] = {
    Leaf: _leaf,
    AllOf: _all,
    AnyOf: _any,
    AtLeast: _any,
    NoneOf: _none,
    Near: _near,
    Count: _count,
    Score: _score,
    FieldIs: _field,
}
