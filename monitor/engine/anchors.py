"""What must be found for a condition to hold at all: by this, most rules are never tried on an article.

Comes in: a node, and how common each leaf is thought to be. Goes out: its leaves; its anchors. Never sees an article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from monitor.engine.nodes import AllOf, Count, FieldIs, Leaf, Near, Node, NoneOf, Score
from monitor.engine.nodes import AtLeast as AtLeastOf

Cost = Callable[[str], float]


def leaves(node: Node) -> tuple[Leaf, ...]:
    """Every leaf below a node, wanted or not."""
    match node:
        case Leaf():
            return (node,)
        case Count():
            return (node.leaf,)
        case Score():
            return tuple(points.leaf for points in node.points)
        case FieldIs():
            return ()
        case Near():
            return _below((*node.parts, *node.without))
        case _:
            return _below(node.parts)


def _below(parts: Iterable[Node]) -> tuple[Leaf, ...]:
    return tuple(leaf for part in parts for leaf in leaves(part))


def anchors(node: Node, cost: Cost) -> frozenset[str] | None:
    """The cheapest set of leaf keys of which at least one must be present for the node to hold; None if there is none.

    `cost` is how common a key is thought to be. A rule without anchors would be tried on every article.
    """
    required = requirements(node, cost)
    return required[0] if required else None


def requirements(node: Node, cost: Cost) -> tuple[frozenset[str], ...]:
    """All sets of leaf keys, cheapest first, of each of which at least one must be present for the node to hold."""
    match node:
        case Leaf():
            return (frozenset({node.key}),)
        case Count():
            return (frozenset({node.leaf.key}),)
        case Score():
            return _of_score(node)
        case NoneOf() | FieldIs():
            return ()
        case _:
            return _of_group(node, cost)


def _of_score(node: Score) -> tuple[frozenset[str], ...]:
    """Whatever adds points; a score that nothing reaches holds without any."""
    adding = frozenset(points.leaf.key for points in node.points if points.each > 0)
    return (adding,) if adding and node.at_least > 0 else ()


def _of_group(node: AllOf | Near | Node, cost: Cost) -> tuple[frozenset[str], ...]:
    assert not isinstance(node, Leaf | Count | Score | NoneOf | FieldIs)

    def cheapest_first(found: Iterable[frozenset[str]]) -> list[frozenset[str]]:
        return sorted(found, key=lambda keys: sum(map(cost, keys)))

    of_parts = [required for part in node.parts if (required := requirements(part, cost))]
    if isinstance(node, AllOf | Near):
        return tuple(cheapest_first(dict.fromkeys(keys for required in of_parts for keys in required)))
    needed = len(node.parts) - (node.n if isinstance(node, AtLeastOf) else 1) + 1
    if needed < 1 or len(of_parts) < needed:
        return ()
    cheapest = cheapest_first(required[0] for required in of_parts)
    return (frozenset[str]().union(*cheapest[:needed]),)
