"""The shape of rule and concept files. Comes in: plain values; goes out: frozen specs, or pydantic's complaints.

Says nothing about what the names in a file refer to: `check` does that. `json_schema` makes rules/schema.json of it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic import WithJsonSchema as JsonSchema

from monitor.engine.condition_schema import (
    ConditionSpec,
    Distance,
    Id,
    LanguageCode,
    LeafSpec,
    Line,
    OneOrMore,
    Spec,
    not_empty,
)
from monitor.model import Severity, Tier

Terms = Annotated[dict[LanguageCode, OneOrMore], Field(min_length=1)]
Labels = dict[Line, Line]


# --- examples ---------------------------------------------------------------------------------------------------


class ExampleSpec(Spec):
    """A text that a rule must match, or must not. `extract` and `labels` are parts of what a match must say."""

    text: Line
    title: str = ""
    extract: dict[Id, OneOrMore] = Field(default_factory=dict)
    labels: Labels = Field(default_factory=dict)
    tier: Tier | None = None


Example = Annotated[
    ExampleSpec,
    BeforeValidator(lambda value: {"text": value} if isinstance(value, str) else value),
    JsonSchema({"anyOf": [{"type": "string"}, {"type": "object", "required": ["text"]}]}),
]


class ExamplesSpec(Spec):
    """One language's examples. `todo_*` are known gaps: reported, never a failure."""

    match: tuple[Example, ...] = ()
    no_match: tuple[Example, ...] = ()
    todo_match: tuple[Example, ...] = ()
    todo_no_match: tuple[Example, ...] = ()


# --- patterns and what is taken out of a text -------------------------------------------------------------------


def _by_language(value: Any) -> Any:
    """`"…"`, a list, `{any_of: […]}` and `{en: […]}` say the same: terms by language."""
    if isinstance(value, str | list):
        return {"any": value}
    if isinstance(value, dict) and set(value) == {"any_of"}:
        return {"any": value["any_of"]}
    return value


Pattern = Annotated[
    Terms,
    BeforeValidator(_by_language),
    JsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"type": "object"}]}),
]


class RegexSpec(Spec):
    """A regular expression of RE2, tried on folded text within some words of a concept."""

    find: Line
    near: Line
    within: Distance


class AdvancedSpec(Spec):
    """What only few should need."""

    regex: dict[Id, RegexSpec] = Field(default_factory=dict)


class ExtractSpec(LeafSpec):
    """What to take out of a matching text: a pattern's slot, the words of a leaf, or a number beside a leaf."""

    from_: Annotated[str, Field(alias="from")] = ""
    slot: str = ""
    as_: Annotated[str, Field(alias="as")] = ""
    number: bool = False
    all: bool = False
    before: LeafSpec | None = None
    after: LeafSpec | None = None
    near: LeafSpec | None = None
    within: Distance | None = None


class SetLabelsSpec(Spec):
    """Labels that a match gets when a condition holds as well."""

    when: Annotated[ConditionSpec, BeforeValidator(not_empty)]
    labels: Annotated[Labels, Field(min_length=1)]


# --- rules ------------------------------------------------------------------------------------------------------


class RuleSpec(Spec):
    """A rule file."""

    id: Id
    title: Line
    severity: Severity
    status: Literal["test", "stable", "deprecated"] = "stable"
    labels: Labels = Field(default_factory=dict)
    falsepositives: tuple[Line, ...] = ()
    references: tuple[Line, ...] = ()
    match: Annotated[ConditionSpec, BeforeValidator(not_empty)]
    patterns: dict[Id, Pattern] = Field(default_factory=dict)
    advanced: AdvancedSpec = AdvancedSpec()
    extract: dict[Id, ExtractSpec] = Field(default_factory=dict)
    set_labels: tuple[SetLabelsSpec, ...] = ()
    examples: dict[LanguageCode, ExamplesSpec] = Field(default_factory=dict)


# --- concepts ---------------------------------------------------------------------------------------------------


class UnlessNearSpec(Spec):
    """Words that make a hit a homonym when they stand close by."""

    words: Annotated[int, Field(ge=1, le=1000)]
    terms: Terms


class FromFileSpec(Spec):
    """Terms that stand in a file beside the concept file: plain lines (`name | alias`) or a column of a CSV."""

    file: Line
    language: LanguageCode = "any"
    column: str = ""


FromFile = Annotated[
    FromFileSpec,
    BeforeValidator(lambda value: {"file": value} if isinstance(value, str) else value),
    JsonSchema({"anyOf": [{"type": "string"}, {"type": "object", "required": ["file"]}]}),
]


class ConceptSpec(Spec):
    """A word list. It has at least one of `terms`, `includes` and `from_file`."""

    about: str = ""
    weight: float = 1
    exact: bool = False
    unless_near: Annotated[UnlessNearSpec | None, BeforeValidator(not_empty)] = None
    includes: OneOrMore = ()
    from_file: FromFile | None = None
    terms: Terms = Field(default_factory=dict)


class ConceptsSpec(Spec):
    """A concept file."""

    concepts: Annotated[dict[Id, ConceptSpec], Field(min_length=1)]
