"""Conditions as the engine evaluates them: small frozen nodes, compiled once a rule set.

Comes in: checked specs. Goes out: `Node`s, and for each the leaves of which one must be present (its anchors).
Never: looks at an article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from monitor.engine.condition_schema import ConditionSpec, EntitySpec, NearSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """Something is found. `key` says what (see `concept_key` and its kin), `name` says it to people."""

    key: str
    name: str
    in_title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoneOf:
    """No part holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast:
    """`n` of the parts hold."""

    n: int
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """All parts lie within `within` words and one `unit` (sentence, paragraph or title), and none of `without` there.

    Words are counted from the end of the first to the beginning of the last; neighbours are 1 apart.
    """

    within: int | None
    unit: str | None
    ordered: bool
    parts: tuple[Node, ...]
    without: tuple[Node, ...] = ()


Node: TypeAlias = Leaf | AllOf | AnyOf | NoneOf | AtLeast | Near


# --- keys of leaves ---------------------------------------------------------------------------------------------


def phrase_key(terms: Iterable[str]) -> str:
    """What stands for a phrase leaf: the phrases in quotes, which no id contains."""
    return " or ".join(f'"{term}"' for term in terms)


def entity_key(role: str, wanted: str | EntitySpec) -> str:
    """What stands for an actor or place leaf: `actor:wagner-group`, `place:any`, or a `query_key`."""
    return f"{role}:{wanted}" if isinstance(wanted, str) else query_key(role, wanted.kind, wanted.country)


def query_key(role: str, kind: str, country: str) -> str:
    """What stands for any entity of a kind, in a country, or both: `actor:kind=pmc,country=RU`."""
    return f"{role}:" + ",".join(f"{name}={value}" for name, value in (("kind", kind), ("country", country)) if value)


# --- compiling --------------------------------------------------------------------------------------------------


def compile_condition(spec: ConditionSpec) -> Node:
    """The node of a checked condition. A `none` beside another operator joins it as in `all`."""
    positive = [name for name in spec.operators if name != "none"]
    if spec.none and positive:
        wanted = _one(spec, positive[0])
        beside = wanted.parts if isinstance(wanted, AllOf) else (wanted,)
        return AllOf(parts=(*beside, NoneOf(parts=_many(spec.none))))
    return _one(spec, positive[0] if positive else "none")


def _many(specs: Iterable[ConditionSpec]) -> tuple[Node, ...]:
    return tuple(compile_condition(spec) for spec in specs)


def _one(spec: ConditionSpec, operator: str) -> Node:
    match operator:
        case "all":
            return AllOf(parts=_many(spec.all))
        case "any":
            return AnyOf(parts=_many(spec.any))
        case "none":
            return NoneOf(parts=_many(spec.none))
        case "at_least" if spec.at_least is not None:
            return AtLeast(n=spec.at_least.n, parts=_many(spec.at_least.of))
        case "near" if spec.near is not None:
            return _near(spec.near)
        case _:
            return _leaf(spec, operator)


def _leaf(spec: ConditionSpec, operator: str) -> Leaf:
    in_title = spec.in_ == "title"
    if operator == "concept":
        return Leaf(key=spec.concept, name=spec.concept, in_title=in_title)
    if operator == "phrase":
        key = phrase_key(spec.phrase)
        return Leaf(key=key, name=key, in_title=in_title)
    wanted = spec.actor if operator == "actor" else spec.place
    return Leaf(key=entity_key(operator, wanted), name=_entity_name(operator, wanted), in_title=in_title)


def _entity_name(role: str, wanted: str | EntitySpec) -> str:
    """`wagner-group`, `any actor`, `any pmc`, `any place of LY`."""
    if isinstance(wanted, str):
        return wanted if wanted != "any" else f"any {role}"
    return f"any {wanted.kind or role}" + (f" of {wanted.country}" if wanted.country else "")


def _near(spec: NearSpec) -> Near:
    """A `near`; an `all` inside it is part of it, and what it wants absent is absent from the same stretch."""
    within, unit = spec.within, spec.in_
    parts: list[Node] = []
    without: list[Node] = []
    for node in _many(spec.of):
        for part in _flat(node):
            if isinstance(part, NoneOf):
                without.extend(part.parts)
            else:
                parts.append(_as_near(part, within, unit))
    return Near(within=within, unit=unit, ordered=spec.ordered, parts=tuple(parts), without=tuple(without))


def _flat(node: Node) -> tuple[Node, ...]:
    return tuple(p for part in node.parts for p in _flat(part)) if isinstance(node, AllOf) else (node,)


def _as_near(node: Node, within: int | None, unit: str | None) -> Node:
    """Inside a `near`, a group that asks for several things asks for them near one another."""
    if isinstance(node, AllOf):
        flat = _flat(node)
        absent = tuple(p for part in flat if isinstance(part, NoneOf) for p in part.parts)
        parts = tuple(_as_near(part, within, unit) for part in flat if not isinstance(part, NoneOf))
        return Near(within=within, unit=unit, ordered=False, parts=parts, without=absent)
    if isinstance(node, AnyOf):
        return AnyOf(parts=tuple(_as_near(part, within, unit) for part in node.parts))
    return node


# --- reading ----------------------------------------------------------------------------------------------------


def describe(node: Node) -> str:
    """The condition in words, short."""
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


def _bracketed(node: Node) -> str:
    return f"({describe(node)})" if isinstance(node, AllOf | AnyOf | AtLeast | Near) else describe(node)


def where(node: Near) -> str:
    """How close a `near` wants its parts, in words."""
    words = f"within {node.within} words" if node.within is not None else ""
    unit = {"title": "in the title", None: ""}.get(node.unit, f"in one {node.unit}")
    return " ".join(part for part in (words, unit) if part)


def leaves(node: Node) -> tuple[Leaf, ...]:
    """Every leaf below a node, wanted or not."""
    if isinstance(node, Leaf):
        return (node,)
    parts = (*node.parts, *node.without) if isinstance(node, Near) else node.parts
    return tuple(leaf for part in parts for leaf in leaves(part))


def anchors(node: Node, cost: Callable[[str], float]) -> frozenset[str] | None:
    """The cheapest set of leaf keys of which at least one must be present for the node to hold; None if there is none.

    `cost` is how common a key is thought to be. A rule without anchors would be tried on every article.
    """
    if isinstance(node, Leaf):
        return frozenset({node.key})
    if isinstance(node, NoneOf):
        return None
    found = [part for part in (anchors(part, cost) for part in node.parts) if part is not None]
    found.sort(key=lambda keys: sum(map(cost, keys)))
    if isinstance(node, AllOf | Near):
        return found[0] if found else None
    needed = len(node.parts) - (node.n if isinstance(node, AtLeast) else 1) + 1
    if needed < 1 or len(found) < needed:
        return None
    return frozenset[str]().union(*found[:needed])
