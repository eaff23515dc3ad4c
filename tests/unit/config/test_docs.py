"""docs/configuration.md names every key, and its examples are right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from monitor.config import load_config
from monitor.config.schema import ConfigFile

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "configuration.md"
EXAMPLES = {
    f"{page.name} {number}": yaml
    for page in (ROOT / "README.md", PAGE)
    for number, yaml in enumerate(re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL), 1)
    if not yaml.startswith("id: ")
}


def keys(model: type[BaseModel]) -> Iterator[str]:
    """The keys of a part of the file and of all parts below it."""
    for name, field in model.model_fields.items():
        yield name
        for part in parts(field.annotation):
            yield from keys(part)


def parts(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from parts(inner)


@pytest.mark.parametrize("key", sorted(set(keys(ConfigFile))))
def test_every_key_is_named(key):
    assert re.search(rf"`[^`\n]*\b{key}\b[^`\n]*`", PAGE.read_text(encoding="utf-8"))


def test_the_keys_of_every_part_are_among_them():
    assert {"gap", "stance", "public_url", "full_text", "columns", "update_at_most_every"} <= set(keys(ConfigFile))


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_can_be_copied_into_a_configuration(example, tmp_path):
    text = EXAMPLES[example]
    for folder in ("rules", "samples"):
        (tmp_path / folder).mkdir()
    (tmp_path / "samples" / "agency-en.xml").touch()
    (tmp_path / "counterparties.csv").touch()
    outline = '<outline text="x" xmlUrl="https://x.example/"/>'
    (tmp_path / "my-feeds.opml").write_text(f'<opml version="2.0"><body>{outline}</body></opml>', encoding="utf-8")
    file = tmp_path / "config.yaml"
    file.write_text(text if "feeds:" in text else text + "feeds: [{url: 'https://x.example/'}]\n", encoding="utf-8")
    assert load_config(file).warnings == ()
