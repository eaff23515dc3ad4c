"""Write the schemas by which editors complete and check rules, concepts, actors and places. Run after changing them.

Each kind of file has its own, in the rules folder: schema.json for rules, schema-concepts.json and so on.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from monitor import context, engine

FOLDER = Path(__file__).resolve().parents[1] / "rules"


def schemas() -> dict[str, dict[str, Any]]:
    """Each schema by the name of its file."""
    return {
        "schema.json": engine.rule_json_schema(),
        "schema-concepts.json": engine.concept_json_schema(),
        "schema-actors.json": context.actor_json_schema(),
        "schema-places.json": context.place_json_schema(),
    }


def text_of(schema: dict[str, Any]) -> str:
    """A schema as its file has it."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for name, schema in schemas().items():
        (FOLDER / name).write_text(text_of(schema), encoding="utf-8")
        print(f"wrote {FOLDER / name}")
