"""The shape of conditions: what may be looked for, and how it is joined, placed and counted.

Comes in: plain values; goes out: frozen specs, or pydantic's complaints. Says nothing about what the names refer to:
`check` does that.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, StringConstraints, Tag
from pydantic import WithJsonSchema as JsonSchema

from monitor.model import Tier

LEAVES = ("concept", "actor", "place", "listed", "phrase", "pattern")
GROUPS = ("all", "any", "none")
OPERATORS = (*GROUPS, "at_least", "near", "count", "score", *LEAVES, "field")

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
Line = Annotated[str, StringConstraints(min_length=1)]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^(any|[a-z]{2,3})$")]


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def not_empty(value: Any) -> Any:
    """Refuse a key with nothing behind it."""
    if value is None:
        raise ValueError("there is nothing behind the key; write its parts below it, or delete it")
    return value


def _words(value: Any) -> Any:
    found = re.fullmatch(r"([0-9]{1,4}) *words?", value.strip()) if isinstance(value, str) else None
    if isinstance(value, int):
        return value
    if found is None:
        raise ValueError(f"{value!r} is no distance; write a number of words, like 15 words")
    return int(found[1])


OneOrMore = Annotated[
    tuple[Line, ...],
    BeforeValidator(_as_list),
    Field(min_length=1),
    JsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Tiers = Annotated[tuple[Tier, ...], BeforeValidator(_as_list), Field(min_length=1)]
Distance = Annotated[int, BeforeValidator(_words), JsonSchema({"type": "string", "pattern": "^[0-9]+ words?$"})]


class Spec(BaseModel):
    """Unknown keys are errors; nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


# --- leaves -----------------------------------------------------------------------------------------------------


class EntitySpec(Spec):
    """Any actor or place of a kind, in a country, or both."""

    kind: Line = ""
    country: Line = ""


class ListedSpec(Spec):
    """Any name on a list, under a programme, or both."""

    list: Line = ""
    programme: Line = ""


def _tag(value: Any) -> str:
    return "many" if isinstance(value, dict | BaseModel) else "one"


Entity = Annotated[Annotated[Line, Tag("one")] | Annotated[EntitySpec, Tag("many")], Discriminator(_tag)]
ListName = Annotated[Annotated[Line, Tag("one")] | Annotated[ListedSpec, Tag("many")], Discriminator(_tag)]


class LeafSpec(Spec):
    """Something that can be found: exactly one key of `LEAVES`, perhaps `in: title`."""

    concept: Line = ""
    actor: Entity = ""
    place: Entity = ""
    listed: ListName = ""
    phrase: OneOrMore = ()
    pattern: Line = ""
    in_: Annotated[Literal["title", ""], Field(alias="in")] = ""

    @property
    def leaves(self) -> tuple[str, ...]:
        """The leaf keys that the file wrote, in the order of `LEAVES`."""
        return tuple(name for name in LEAVES if name in self.model_fields_set)


class FieldSpec(Spec):
    """What is known of the article besides its text; every key that is written must fit."""

    language: OneOrMore = ()
    tier: Tiers = ()
    source: OneOrMore = ()


class CountSpec(LeafSpec):
    """How often something must be found; `distinct` counts different words or entities."""

    at_least: Annotated[int, Field(ge=1, le=1000)]
    distinct: bool = False


class PointsSpec(LeafSpec):
    """What each distinct word or entity found adds to a score; `at_most` caps what this item adds."""

    each: float | None = None
    at_most: float | None = None


class ScoreSpec(Spec):
    """Points that must come together."""

    at_least: float
    points: Annotated[tuple[PointsSpec, ...], Field(min_length=1)]


# --- conditions -------------------------------------------------------------------------------------------------


class ConditionSpec(LeafSpec):
    """One condition: exactly one key of `OPERATORS`; a leaf may carry `in: title`."""

    all: Annotated[tuple[ConditionSpec, ...], Field(min_length=1)] = ()
    any: Annotated[tuple[ConditionSpec, ...], Field(min_length=1)] = ()
    none: Annotated[tuple[ConditionSpec, ...], Field(min_length=1)] = ()
    at_least: Annotated[AtLeastSpec | None, BeforeValidator(not_empty)] = None
    near: Annotated[NearSpec | None, BeforeValidator(not_empty)] = None
    count: Annotated[CountSpec | None, BeforeValidator(not_empty)] = None
    score: Annotated[ScoreSpec | None, BeforeValidator(not_empty)] = None
    field: Annotated[FieldSpec | None, BeforeValidator(not_empty)] = None

    @property
    def operators(self) -> tuple[str, ...]:
        """The condition keys that the file wrote, in the order of `OPERATORS`."""
        return tuple(name for name in OPERATORS if name in self.model_fields_set)


class AtLeastSpec(Spec):
    """`n` of several conditions."""

    n: Annotated[int, Field(ge=1)]
    of: Annotated[tuple[ConditionSpec, ...], Field(min_length=2)]


class NearSpec(Spec):
    """Conditions that hold close to one another. `different: country`: what is found must be of two countries."""

    within: Distance | None = None
    in_: Annotated[Literal["sentence", "paragraph", "title"] | None, Field(alias="in")] = None
    ordered: bool = False
    different: Literal["country", ""] = ""
    of: Annotated[tuple[ConditionSpec, ...], Field(min_length=2)]


def children(spec: ConditionSpec) -> tuple[tuple[tuple[str | int, ...], ConditionSpec], ...]:
    """The conditions directly below a condition, each with its path from there."""
    listed: list[tuple[tuple[str, ...], tuple[ConditionSpec, ...]]] = [
        (("all",), spec.all),
        (("any",), spec.any),
        (("none",), spec.none),
    ]
    if spec.at_least is not None:
        listed.append((("at_least", "of"), spec.at_least.of))
    if spec.near is not None:
        listed.append((("near", "of"), spec.near.of))
    return tuple(((*path, index), part) for path, parts in listed for index, part in enumerate(parts))


def leaf_specs(spec: ConditionSpec) -> tuple[tuple[tuple[str | int, ...], LeafSpec], ...]:
    """Every leaf at or below a condition, those of `count` and `score` too, each with its path from there."""
    found: list[tuple[tuple[str | int, ...], LeafSpec]] = [((), spec)] if spec.leaves else []
    if spec.count is not None:
        found.append((("count",), spec.count))
    if spec.score is not None:
        found.extend((("score", "points", index), points) for index, points in enumerate(spec.score.points))
    for path, child in children(spec):
        found.extend(((*path, *below), leaf) for below, leaf in leaf_specs(child))
    return tuple(found)
