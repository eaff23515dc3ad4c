"""The JSON schema of rule files, by which editors complete and check them: of rules over texts, and of burst rules.

Made from the specs that the loader uses. Which of the two a file is shows by its keys, as for the loader.
"""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from monitor.engine.bursts.schema import KINDS, BurstSpec
from monitor.engine.schema import RuleSpec


def rule_json_schema() -> dict[str, Any]:
    """The JSON schema of a rule file."""
    by_model, shared = models_json_schema([(RuleSpec, "validation"), (BurstSpec, "validation")], by_alias=True)
    rule, burst = (by_model[spec, "validation"] for spec in (RuleSpec, BurstSpec))
    means_burst = {"anyOf": [{"required": [kind]} for kind in KINDS]}
    return {"title": "A rule of Vedette", **shared, "type": "object", "if": means_burst, "then": burst, "else": rule}
