"""Write rules/schema.json, by which editors complete and check rule files. Run after changing the rule language."""

from __future__ import annotations

import json
from pathlib import Path

from monitor.engine import rule_json_schema

TARGET = Path(__file__).resolve().parents[1] / "rules" / "schema.json"


def schema_text() -> str:
    """The schema as the file has it."""
    return json.dumps(rule_json_schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    TARGET.write_text(schema_text(), encoding="utf-8")
    print(f"wrote {TARGET}")
