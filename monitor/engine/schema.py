"""The shape of rule and concept files. Comes in: plain values; goes out: frozen specs, or pydantic's complaints.

Says nothing about what the names in a file refer to: `check` does that. `rules/schema.json` is made from here.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    WithJsonSchema,
)

from monitor.model import Severity

LEAVES = ("concept", "actor", "place", "phrase")
GROUPS = ("all", "any", "none")
OPERATORS = (*GROUPS, "at_least", "near", *LEAVES)

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
Line = Annotated[str, StringConstraints(min_length=1)]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^(any|[a-z]{2,3})$")]


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _not_empty(value: Any) -> Any:
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
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Distance = Annotated[int, BeforeValidator(_words), WithJsonSchema({"type": "string", "pattern": "^[0-9]+ words?$"})]
Terms = Annotated[dict[LanguageCode, tuple[Line, ...]], Field(min_length=1)]


class Spec(BaseModel):
    """Unknown keys are errors; nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


# --- conditions -------------------------------------------------------------------------------------------------


class EntitySpec(Spec):
    """Any actor or place of a kind, in a country, or both."""

    kind: Line = ""
    country: Line = ""


def _tag(value: Any) -> str:
    return "many" if isinstance(value, dict | EntitySpec) else "one"


Entity = Annotated[Annotated[Line, Tag("one")] | Annotated[EntitySpec, Tag("many")], Discriminator(_tag)]


class ConditionSpec(Spec):
    """One condition: exactly one key of `OPERATORS`; a leaf may carry `in: title`."""

    all: Annotated[tuple[ConditionSpec, ...], Field(min_length=1)] = ()
    any: Annotated[tuple[ConditionSpec, ...], Field(min_length=1)] = ()
    none: Annotated[tuple[ConditionSpec, ...], Field(min_length=1)] = ()
    at_least: Annotated[AtLeastSpec | None, BeforeValidator(_not_empty)] = None
    near: Annotated[NearSpec | None, BeforeValidator(_not_empty)] = None
    concept: Line = ""
    actor: Entity = ""
    place: Entity = ""
    phrase: OneOrMore = ()
    in_: Annotated[Literal["title", ""], Field(alias="in")] = ""

    @property
    def operators(self) -> tuple[str, ...]:
        """The condition keys that the file wrote, in the order of `OPERATORS`."""
        return tuple(name for name in OPERATORS if name in self.model_fields_set)


class AtLeastSpec(Spec):
    """`n` of several conditions."""

    n: Annotated[int, Field(ge=1)]
    of: Annotated[tuple[ConditionSpec, ...], Field(min_length=2)]


class NearSpec(Spec):
    """Conditions that hold close to one another."""

    within: Distance | None = None
    in_: Annotated[Literal["sentence", "paragraph", "title"] | None, Field(alias="in")] = None
    ordered: bool = False
    of: Annotated[tuple[ConditionSpec, ...], Field(min_length=2)]


# --- rules ------------------------------------------------------------------------------------------------------


class ExampleSpec(Spec):
    """A text that a rule must match, or must not."""

    text: Line
    title: str = ""


Example = Annotated[
    ExampleSpec,
    BeforeValidator(lambda value: {"text": value} if isinstance(value, str) else value),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object", "required": ["text"]}]}),
]


class ExamplesSpec(Spec):
    """One language's examples. `todo_*` are known gaps: reported, never a failure."""

    match: tuple[Example, ...] = ()
    no_match: tuple[Example, ...] = ()
    todo_match: tuple[Example, ...] = ()
    todo_no_match: tuple[Example, ...] = ()


class RuleSpec(Spec):
    """A rule file."""

    id: Id
    title: Line
    severity: Severity
    status: Literal["test", "stable", "deprecated"] = "stable"
    labels: dict[Line, Line] = {}
    falsepositives: tuple[Line, ...] = ()
    references: tuple[Line, ...] = ()
    match: ConditionSpec
    examples: dict[LanguageCode, ExamplesSpec] = {}


# --- concepts ---------------------------------------------------------------------------------------------------


class UnlessNearSpec(Spec):
    """Words that make a hit a homonym when they stand close by."""

    words: Annotated[int, Field(ge=1, le=1000)]
    terms: Terms


class ConceptSpec(Spec):
    """A word list."""

    about: str = ""
    exact: bool = False
    unless_near: Annotated[UnlessNearSpec | None, BeforeValidator(_not_empty)] = None
    terms: Terms


class ConceptsSpec(Spec):
    """A concept file."""

    concepts: Annotated[dict[Id, ConceptSpec], Field(min_length=1)]


def rule_json_schema() -> dict[str, Any]:
    """The JSON schema of a rule file, for editors."""
    return RuleSpec.model_json_schema(by_alias=True)
