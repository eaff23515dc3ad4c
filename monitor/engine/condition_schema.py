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

    kind: Line = Field("", description="person, pmc, armed-group, state-force, organisation; country, region, city")
    country: Line = Field("", description="two-letter code, like LY: where an actor belongs, or a place lies")


class ListedSpec(Spec):
    """A name on one of some lists, under one of some programmes, of a kind: all that is given holds of one entry."""

    list: Line = Field("", description="a list of the configuration, by its name")
    lists: OneOrMore = Field((), description="the same, several")
    programme: Line = Field("", description="a programme, as the list calls it")
    programmes: OneOrMore = Field((), description="the same, several")
    kind: Literal["person", "group", "vessel", "aircraft", ""] = Field("", description="what is listed")

    @property
    def single(self) -> tuple[ListedSpec, ...]:
        """The same as questions for one list and one programme each."""
        lists = (*filter(None, (self.list,)), *self.lists) or ("",)
        programmes = (*filter(None, (self.programme,)), *self.programmes) or ("",)
        wanted = ((one, programme) for one in lists for programme in programmes)
        return tuple(
            ListedSpec.model_construct(list=one, programme=programme, kind=self.kind) for one, programme in wanted
        )


def _tag(value: Any) -> str:
    return "many" if isinstance(value, dict | BaseModel) else "one"


Entity = Annotated[Annotated[Line, Tag("one")] | Annotated[EntitySpec, Tag("many")], Discriminator(_tag)]
ListName = Annotated[Annotated[Line, Tag("one")] | Annotated[ListedSpec, Tag("many")], Discriminator(_tag)]


class LeafSpec(Spec):
    """Something that can be found: exactly one key of `LEAVES`, perhaps `in: title`."""

    concept: Line = Field("", description="a word list of concepts/, by its id")
    actor: Entity = Field(
        "", description="a person, group or force of actors/, by its id; `any`; or {kind: pmc, country: RU}"
    )
    place: Entity = Field("", description="a place of places/, by its id; `any`; or {kind: city, country: LY}")
    listed: ListName = Field(
        "", description="a name on a list of the configuration; `any`; or {lists: […], programmes: […], kind: …}"
    )
    phrase: OneOrMore = Field((), description="words of any language, one term or a list of them")
    pattern: Line = Field("", description="a pattern of this rule, by its name")
    in_: Annotated[Literal["title", ""], Field(alias="in", description="look in the title alone")] = ""

    @property
    def leaves(self) -> tuple[str, ...]:
        """The leaf keys that the file wrote, in the order of `LEAVES`."""
        return tuple(name for name in LEAVES if name in self.model_fields_set)


class FieldSpec(Spec):
    """What is known of the article besides its text; every key that is written must fit."""

    language: OneOrMore = Field((), description="the language of the text, like ar")
    tier: Tiers = Field((), description="the tier of the feed")
    source: OneOrMore = Field((), description="the name of the feed")


class CountSpec(LeafSpec):
    """How often something must be found; `distinct` counts different words or entities."""

    at_least: Annotated[int, Field(ge=1, le=1000, description="how often it must be found")]
    distinct: bool = Field(default=False, description="count different words or entities")


class PointsSpec(LeafSpec):
    """What each distinct word or entity found adds to a score; `at_most` caps what this item adds."""

    each: float | None = Field(None, description="points for each; the concept's weight, or 1, if absent")
    at_most: float | None = Field(None, description="what this item adds at most")


class ScoreSpec(Spec):
    """Points that must come together."""

    at_least: float = Field(description="the sum that must be reached")
    points: Annotated[tuple[PointsSpec, ...], Field(min_length=1, description="what adds points, and how many")]


# --- conditions -------------------------------------------------------------------------------------------------


Conditions = Annotated[tuple["ConditionSpec", ...], Field(min_length=1)]


class ConditionSpec(LeafSpec):
    """One condition: exactly one key of `OPERATORS`; a leaf may carry `in: title`."""

    all: Conditions = Field((), description="every item holds")
    any: Conditions = Field((), description="at least one item holds")
    none: Conditions = Field((), description="no item holds")
    at_least: Annotated[AtLeastSpec | None, BeforeValidator(not_empty)] = Field(None, description="that many hold")
    near: Annotated[NearSpec | None, BeforeValidator(not_empty)] = Field(None, description="all items stand that close")
    count: Annotated[CountSpec | None, BeforeValidator(not_empty)] = Field(None, description="found that often")
    score: Annotated[ScoreSpec | None, BeforeValidator(not_empty)] = Field(
        None, description="points add up to that many"
    )
    field: Annotated[FieldSpec | None, BeforeValidator(not_empty)] = Field(
        None, description="what is known of the article besides its text"
    )

    @property
    def operators(self) -> tuple[str, ...]:
        """The condition keys that the file wrote, in the order of `OPERATORS`."""
        return tuple(name for name in OPERATORS if name in self.model_fields_set)


class AtLeastSpec(Spec):
    """`n` of several conditions."""

    n: Annotated[int, Field(ge=1, description="how many must hold")]
    of: Annotated[tuple[ConditionSpec, ...], Field(min_length=2, description="of these")]


class NearSpec(Spec):
    """Conditions that hold close to one another. `different: country`: what is found must be of two countries."""

    within: Distance | None = Field(None, description="how far apart at most, like 15 words; neighbours are 1 apart")
    in_: Annotated[
        Literal["sentence", "paragraph", "title"] | None, Field(alias="in", description="what they stand in together")
    ] = None
    ordered: bool = Field(default=False, description="in this order")
    different: Literal["country", ""] = Field("", description="what is found must be of two countries")
    of: Annotated[tuple[ConditionSpec, ...], Field(min_length=2, description="what stands together")]


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
