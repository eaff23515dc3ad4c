"""The schemas that editors use are those that the loader uses, and every shipped file names its own."""

from __future__ import annotations

import json

import pytest

from monitor import context, engine
from tools.write_schema import FOLDER, schemas, text_of

FILES = sorted(path for path in FOLDER.rglob("*.yaml"))
SCHEMA_OF = {"rules": "schema.json"} | {
    kind: f"../schema-{kind}.json" for kind in ("concepts", "actors", "places")
}  # by the name of a file's folder


@pytest.mark.parametrize("name", schemas())
def test_the_shipped_schema_is_current(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == text_of(schemas()[name]), "run: python -m tools.write_schema"


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_shipped_file_names_its_schema_in_its_first_line(path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    assert first == f"# yaml-language-server: $schema={SCHEMA_OF[path.parent.name]}"


def test_every_key_is_explained() -> None:
    unexplained = {
        f"{name}: {owner}.{key}"
        for name, schema in schemas().items()
        for owner, shape in {"": schema, **schema.get("$defs", {})}.items()
        for key, value in shape.get("properties", {}).items()
        if "description" not in value
    }
    assert not unexplained


@pytest.mark.parametrize(
    "schema",
    [engine.rule_json_schema, engine.concept_json_schema, context.actor_json_schema, context.place_json_schema],
)
def test_a_schema_is_json_and_refuses_unknown_keys(schema) -> None:
    loaded = json.loads(text_of(schema()))
    shapes = [shape for shape in (loaded, *loaded["$defs"].values()) if "properties" in shape]
    assert all(shape["additionalProperties"] is False for shape in shapes)
