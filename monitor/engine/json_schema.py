"""The JSON schemas by which editors complete and check rule and concept files.

Made from the specs that the loader uses. Whether a rule file is a rule over texts or a burst rule shows by its keys, as
for the loader.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from monitor.engine.bursts.schema import KINDS, BurstSpec
from monitor.engine.schema import ConceptsSpec, RuleSpec

_SAYS_MORE = ("enum", "const", "pattern", "format")


def rule_json_schema() -> dict[str, Any]:
    """The JSON schema of a rule file."""
    by_model, shared = models_json_schema([(RuleSpec, "validation"), (BurstSpec, "validation")], by_alias=True)
    rule, burst = (by_model[spec, "validation"] for spec in (RuleSpec, BurstSpec))
    means_burst = {"anyOf": [{"required": [kind]} for kind in KINDS]}
    whole = {"description": "A rule of Vedette", **shared, "type": "object"}
    return _for_editors({**whole, "if": means_burst, "then": burst, "else": rule})


def concept_json_schema() -> dict[str, Any]:
    """The JSON schema of a concept file."""
    return json_schema_of(ConceptsSpec)


def json_schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of files of one shape."""
    return _for_editors(model.model_json_schema(by_alias=True))


def _for_editors(schema: dict[str, Any]) -> dict[str, Any]:
    """Without titles that repeat the keys; where text stands, `747` and `no` may, which are text to the loader."""
    kept = {key: _inside(item) for key, item in schema.items() if key != "title" or not isinstance(item, str)}
    if kept.get("type") == "string" and not any(key in kept for key in _SAYS_MORE):
        kept["type"] = ["string", "number", "boolean"]
    return kept


def _inside(value: Any) -> Any:
    if isinstance(value, list):
        return [_inside(item) for item in value]
    return _for_editors(value) if isinstance(value, dict) else value
