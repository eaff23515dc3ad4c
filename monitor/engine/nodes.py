"""Conditions as the engine evaluates them: small frozen nodes. Data alone: `conditions` compiles them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from monitor.model import Tier


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

    Words are counted from the end of the first to the beginning of the last; neighbours are 1 apart. `different`: what
    is found belongs to at least two countries.
    """

    within: int | None
    unit: str | None
    ordered: bool
    parts: tuple[Node, ...]
    without: tuple[Node, ...] = ()
    different: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """The leaf is found `at_least` times; `distinct` counts different terms or entities."""

    leaf: Leaf
    at_least: int
    distinct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """What each distinct term or entity of a leaf adds to a score, and how much it may add at most."""

    leaf: Leaf
    each: float
    at_most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The points come to `at_least`."""

    at_least: float
    points: tuple[Points, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldIs:
    """The article's language, its source's tier, its source's name: those that are named must fit."""

    languages: tuple[str, ...] = ()
    tiers: tuple[Tier, ...] = ()
    sources: tuple[str, ...] = ()


Node: TypeAlias = Leaf | AllOf | AnyOf | NoneOf | AtLeast | Near | Count | Score | FieldIs
NodeT = TypeVar("NodeT", bound=Node)
