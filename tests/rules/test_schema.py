"""The schema that editors use is the one that the loader uses."""

from __future__ import annotations

from tools.write_schema import TARGET, schema_text


def test_the_shipped_schema_is_current() -> None:
    assert TARGET.read_text(encoding="utf-8") == schema_text(), "run: python -m tools.write_schema"
