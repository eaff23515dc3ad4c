"""Conditions in words, short: for explanations, examples that fail, and alerts.

Comes in: a node. Goes out: a line for people. Never decides anything.
"""

from __future__ import annotations

from functools import lru_cache

from monitor.engine.nodes import AllOf, AnyOf, AtLeast, Count, FieldIs, Leaf, Near, Node, NoneOf, Points, Score


def describe(node: Node) -> str:  # noqa: PLR0911 - one line a kind of node
    """The condition in words."""
    match node:
        case Leaf():
            return node.name + (" in the title" if node.in_title else "")
        case AllOf():
            return " and ".join(map(_bracketed, node.parts))
        case AnyOf():
            return " or ".join(map(_bracketed, node.parts))
        case NoneOf():
            return "none of " + ", ".join(map(describe, node.parts))
        case AtLeast():
            return f"at least {node.n} of " + ", ".join(map(describe, node.parts))
        case Near():
            return f"{where(node)}: " + " + ".join(map(_bracketed, node.parts))
        case Count():
            return f"at least {node.at_least} {'different ' if node.distinct else '× '}{describe(node.leaf)}"
        case Score():
            return f"score of at least {node.at_least:g}: " + ", ".join(map(_points, node.points))
        case FieldIs():
            return described_field(node)


def _bracketed(node: Node) -> str:
    return f"({describe(node)})" if isinstance(node, AllOf | AnyOf | AtLeast | Near) else describe(node)


def _points(points: Points) -> str:
    cap = f", {points.at_most:g} at most" if points.at_most is not None else ""
    return f"{points.each:+g} each {describe(points.leaf)}{cap}"


def described_field(node: FieldIs) -> str:
    """`language ar or fa, tier official`."""
    asked = (("language", node.languages), ("tier", [tier.value for tier in node.tiers]), ("source", node.sources))
    return ", ".join(f"{name} {' or '.join(values)}" for name, values in asked if values)


def where(node: Near) -> str:
    """How close a `near` wants its parts, in words."""
    return _where(node.within, node.unit, different=node.different)


@lru_cache(maxsize=256)
def _where(within: int | None, unit: str | None, *, different: bool) -> str:
    words = f"within {within} words" if within is not None else ""
    place = {"title": "in the title", None: ""}.get(unit, f"in one {unit}")
    countries = "of two countries" if different else ""
    return " ".join(part for part in (words, place, countries) if part)
