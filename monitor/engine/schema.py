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

    text: Line = Field(description="the sentence or article")
    title: str = Field("", description="its title")
    extract: dict[Id, OneOrMore] = Field(
        default_factory=dict, description="what the match must extract, as far as told"
    )
    labels: Labels = Field(default_factory=dict, description="labels that the match must have")
    tier: Tier | None = Field(None, description="the tier of the feed that it comes from")


Example = Annotated[
    ExampleSpec,
    BeforeValidator(lambda value: {"text": value} if isinstance(value, str) else value),
    JsonSchema({"anyOf": [{"type": "string"}, {"type": "object", "required": ["text"]}]}),
]


class ExamplesSpec(Spec):
    """One language's examples. `todo_*` are known gaps: reported, never a failure."""

    match: tuple[Example, ...] = Field((), description="what the rule must find")
    no_match: tuple[Example, ...] = Field((), description="near-misses that it must leave alone")
    todo_match: tuple[Example, ...] = Field((), description="known gaps: what it should find one day")
    todo_no_match: tuple[Example, ...] = Field((), description="known gaps: what it should leave alone one day")


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

    find: Line = Field(description="the expression, in small letters without accents and punctuation")
    near: Line = Field(description="the concept beside which it is tried")
    within: Distance = Field(description="how far from it, like 6 words")


class AdvancedSpec(Spec):
    """What only few should need."""

    regex: dict[Id, RegexSpec] = Field(default_factory=dict, description="regular expressions of RE2, by their names")


class ExtractSpec(LeafSpec):
    """What to take out of a matching text: a pattern's slot, the words of a leaf, or a number beside a leaf."""

    from_: Annotated[str, Field(alias="from", description="a pattern of this rule")] = ""
    slot: str = Field("", description="the slot of the pattern; all that it found if absent")
    as_: Annotated[str, Field(alias="as", description="how to write the value, like S/RES/{n}")] = ""
    number: bool = Field(default=False, description="take a number beside something")
    all: bool = Field(default=False, description="take every value, not the first alone")
    before: LeafSpec | None = Field(None, description="the value stands before this")
    after: LeafSpec | None = Field(None, description="the value stands behind this")
    near: LeafSpec | None = Field(None, description="the value stands before or behind this")
    within: Distance | None = Field(None, description="how far from it at most, like 6 words; 10 words if absent")


class SetLabelsSpec(Spec):
    """Labels that a match gets when a condition holds as well."""

    when: Annotated[ConditionSpec, BeforeValidator(not_empty)] = Field(description="the condition")
    labels: Annotated[Labels, Field(min_length=1, description="the labels to set")]


# --- rules ------------------------------------------------------------------------------------------------------


class RuleSpec(Spec):
    """A rule file."""

    id: Id = Field(description="the file's name without .yaml")
    title: Line = Field(description="what readers are told that the rule found")
    severity: Severity = Field(description="info, low, medium, high or critical; routes ask for it")
    status: Literal["test", "stable", "deprecated"] = Field("stable", description="how far the rule is trusted")
    labels: Labels = Field(default_factory=dict, description="routes can ask for them")
    falsepositives: tuple[Line, ...] = Field((), description="what the rule is known to find wrongly")
    references: tuple[Line, ...] = Field((), description="where to read more")
    match: Annotated[ConditionSpec, BeforeValidator(not_empty)] = Field(description="what must hold of an article")
    patterns: dict[Id, Pattern] = Field(
        default_factory=dict, description="phrases with slots, by name: resolution <n:3-4 digits>"
    )
    advanced: AdvancedSpec = Field(default_factory=AdvancedSpec, description="what only few should need")
    extract: dict[Id, ExtractSpec] = Field(
        default_factory=dict, description="what to take out of a matching text, by name"
    )
    set_labels: tuple[SetLabelsSpec, ...] = Field((), description="labels decided by what else is found")
    examples: dict[LanguageCode, ExamplesSpec] = Field(
        default_factory=dict, description="by language: what the rule finds and what it leaves alone"
    )


# --- concepts ---------------------------------------------------------------------------------------------------


class UnlessNearSpec(Spec):
    """Words that make a hit a homonym when they stand close by."""

    words: Annotated[int, Field(ge=1, le=1000, description="how close, in words")]
    terms: Terms = Field(description="by language, the words that tell the homonym")


class FromFileSpec(Spec):
    """Terms that stand in a file beside the concept file: plain lines (`name | alias`) or a column of a CSV."""

    file: Line = Field(description="its path from this file on; .txt, .csv or .tsv")
    language: LanguageCode = Field("any", description="the language of all its terms")
    column: str = Field("", description="of a table, the column that has the names")


FromFile = Annotated[
    FromFileSpec,
    BeforeValidator(lambda value: {"file": value} if isinstance(value, str) else value),
    JsonSchema({"anyOf": [{"type": "string"}, {"type": "object", "required": ["file"]}]}),
]


class ConceptSpec(Spec):
    """A word list. It has at least one of `terms`, `includes` and `from_file`."""

    about: str = Field("", description="what the words mean, for people")
    weight: float = Field(1, description="what each word adds to a score")
    exact: bool = Field(default=False, description="capitals and accents count: for short names such as US")
    unless_near: Annotated[UnlessNearSpec | None, BeforeValidator(not_empty)] = Field(
        None, description="words beside which a hit means something else and is dropped"
    )
    includes: OneOrMore = Field((), description="other concepts whose words count as well")
    from_file: FromFile | None = Field(None, description="a file of words: .txt with one a line, or a table")
    terms: Terms = Field(
        default_factory=dict, description='by language, or "any": word, deploy*, "*söldner", =FACT, several words'
    )


class ConceptsSpec(Spec):
    """A concept file."""

    concepts: Annotated[dict[Id, ConceptSpec], Field(min_length=1, description="word lists by their ids")]
