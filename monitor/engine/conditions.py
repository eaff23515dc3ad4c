"""Conditions as they are written, compiled into the nodes that the engine evaluates, once a rule set.

Comes in: checked specs. Goes out: `Node`s. Never: looks at an article.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from sys import intern
from typing import cast

from monitor.engine.condition_schema import (
    ConditionSpec,
    EntitySpec,
    FieldSpec,
    LeafSpec,
    ListedSpec,
    NearSpec,
    ScoreSpec,
)
from monitor.engine.nodes import AllOf, AnyOf, AtLeast, Count, FieldIs, Leaf, Near, Node, NodeT, NoneOf, Points, Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a rule's conditions may refer to: its own patterns (by the rule's id), and the weights of concepts.

    `shared` has the nodes compiled so far: equal conditions are one node, so that they are worked out once an article.
    """

    rule: str = ""
    weights: Mapping[str, float] = field(default_factory=dict)
    shared: dict[Node, Node] = field(default_factory=dict)

    def one(self, node: NodeT) -> NodeT:
        """The node that stands for all its equals."""
        return cast("NodeT", self.shared.setdefault(node, node))


# --- keys of leaves ---------------------------------------------------------------------------------------------


def phrase_key(terms: Iterable[str]) -> str:
    """What stands for a phrase leaf: the phrases in quotes, which no id contains."""
    return " or ".join(f'"{term}"' for term in terms)


def pattern_key(rule: str, name: str) -> str:
    """What stands for a rule's own pattern."""
    return f"pattern:{rule}/{name}"


ENTITY_ROLES = ("actor:", "place:", "listed:")  # what the keys of names begin with


def entity_key(role: str, wanted: str | EntitySpec) -> str:
    """What stands for an actor or place leaf: `actor:wagner-group`, `place:any`, or a `query_key`."""
    return f"{role}:{wanted}" if isinstance(wanted, str) else query_key(role, kind=wanted.kind, country=wanted.country)


def listed_key(wanted: str | ListedSpec) -> str:
    """What stands for a listed name: `listed:any`, `listed:ofac`, or a `query_key`."""
    if isinstance(wanted, str):
        return f"listed:{wanted}"
    return query_key("listed", list=wanted.list, programme=wanted.programme, kind=wanted.kind)


def query_key(role: str, **wanted: str) -> str:
    """What stands for any entity of a kind, in a country, or both: `actor:kind=pmc,country=RU`."""
    return f"{role}:" + ",".join(f"{name}={value}" for name, value in wanted.items() if value)


# --- compiling --------------------------------------------------------------------------------------------------


def compile_condition(spec: ConditionSpec, scope: Scope | None = None) -> Node:
    """The node of a checked condition. A `none` beside another operator joins it as in `all`."""
    scope = scope or Scope()
    positive = [name for name in spec.operators if name != "none"]
    if spec.none and positive:
        wanted = _one(spec, positive[0], scope)
        beside = wanted.parts if isinstance(wanted, AllOf) else (wanted,)
        return scope.one(AllOf(parts=(*beside, NoneOf(parts=_many(spec.none, scope)))))
    return scope.one(_one(spec, positive[0] if positive else "none", scope))


def _many(specs: Iterable[ConditionSpec], scope: Scope) -> tuple[Node, ...]:
    return tuple(compile_condition(spec, scope) for spec in specs)


def _one(spec: ConditionSpec, operator: str, scope: Scope) -> Node:
    match operator:
        case "all":
            return AllOf(parts=_many(spec.all, scope))
        case "any":
            return AnyOf(parts=_many(spec.any, scope))
        case "none":
            return NoneOf(parts=_many(spec.none, scope))
        case "at_least" if spec.at_least is not None:
            return AtLeast(n=spec.at_least.n, parts=_many(spec.at_least.of, scope))
        case "near" if spec.near is not None:
            return _near(spec.near, scope)
        case _:
            return _amount(spec, operator, scope)


def _amount(spec: ConditionSpec, operator: str, scope: Scope) -> Node:
    match operator:
        case "count" if spec.count is not None:
            leaf = compile_leaf(spec.count, scope)
            return Count(leaf=leaf, at_least=spec.count.at_least, distinct=spec.count.distinct)
        case "score" if spec.score is not None:
            return _score(spec.score, scope)
        case "field" if spec.field is not None:
            return _field(spec.field)
        case "listed" if isinstance(spec.listed, ListedSpec) and len(spec.listed.single) > 1:
            asked = (spec.model_copy(update={"listed": one}) for one in spec.listed.single)
            return AnyOf(parts=tuple(scope.one(compile_leaf(one, scope)) for one in asked))
        case _:
            return compile_leaf(spec, scope)


def _score(spec: ScoreSpec, scope: Scope) -> Score:
    points = tuple(
        Points(
            leaf=compile_leaf(item, scope),
            each=scope.weights.get(item.concept, 1.0) if item.each is None else item.each,
            at_most=item.at_most,
        )
        for item in spec.points
    )
    return Score(at_least=spec.at_least, points=points)


def _field(spec: FieldSpec) -> FieldIs:
    return FieldIs(languages=spec.language, tiers=spec.tier, sources=spec.source)


def compile_leaf(spec: LeafSpec, scope: Scope | None = None) -> Leaf:
    """The leaf of a checked leaf spec."""
    key, name = _key_and_name(spec, spec.leaves[0] if spec.leaves else "phrase", scope or Scope())
    return Leaf(key=intern(key), name=intern(name), in_title=spec.in_ == "title")  # a key is one object everywhere


def _key_and_name(spec: LeafSpec, operator: str, scope: Scope) -> tuple[str, str]:
    match operator:
        case "concept":
            return spec.concept, spec.concept
        case "pattern":
            return pattern_key(scope.rule, spec.pattern), spec.pattern
        case "listed":
            return listed_key(spec.listed), _listed_name(spec.listed)
        case "actor" | "place":
            wanted = spec.actor if operator == "actor" else spec.place
            return entity_key(operator, wanted), _entity_name(operator, wanted)
        case _:
            key = phrase_key(spec.phrase)
            return key, key


def _entity_name(role: str, wanted: str | EntitySpec) -> str:
    """`wagner-group`, `any actor`, `any pmc`, `any place of LY`."""
    if isinstance(wanted, str):
        return wanted if wanted != "any" else f"any {role}"
    return f"any {wanted.kind or role}" + (f" of {wanted.country}" if wanted.country else "")


def _listed_name(wanted: str | ListedSpec) -> str:
    """`a listed name`, `a name on ofac`, `a name on ofac under IRAN`."""
    if isinstance(wanted, str):
        return "a listed name" if wanted == "any" else f"a name on {wanted}"
    on = f"a {wanted.kind or 'name'} on {wanted.list}" if wanted.list else f"a listed {wanted.kind or 'name'}"
    return on + (f" under {wanted.programme}" if wanted.programme else "")


# --- near -------------------------------------------------------------------------------------------------------


def _near(spec: NearSpec, scope: Scope) -> Near:
    """A `near`; an `all` inside it is part of it, and what it wants absent is absent from the same stretch."""
    within, unit = spec.within, spec.in_
    parts: list[Node] = []
    without: list[Node] = []
    for node in _many(spec.of, scope):
        for part in _flat(node):
            if isinstance(part, NoneOf):
                without.extend(part.parts)
            else:
                parts.append(scope.one(_as_near(part, within, unit)))
    return Near(
        within=within,
        unit=unit,
        ordered=spec.ordered,
        parts=tuple(parts),
        without=tuple(without),
        different=spec.different == "country",
    )


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
