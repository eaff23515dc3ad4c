"""`vedette init`: a folder to start from, made of what is shipped.

In: a folder's name. Out: the files made in it. The samples are on and the live feeds commented out, so that the first
run shows alerts and asks nobody anything. Overwrites nothing.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from monitor import shipped
from monitor.errors import VedetteError

_OWN_RULES = """\
# Your own rules

One rule a file, file name = the rule's id. A rule here with the id of a built-in one replaces it.
Check with `vedette check`, try with `vedette test` and `vedette explain`.
Begin a file with this line and your editor completes and checks as you type:

    # yaml-language-server: $schema=schema.json

In a file of concepts/ the schema is ../schema-concepts.json, in actors/ ../schema-actors.json, in places/
../schema-places.json.
"""


def initialise(folder: Path) -> tuple[Path, ...]:
    """Make the folder's files; raises `VedetteError` if one of them is already there or cannot be written."""
    targets = (folder / "config.yaml", folder / "samples", folder / "rules")
    if in_the_way := [target.name for target in targets if target.exists()]:
        there = ", ".join(in_the_way)
        raise VedetteError(f"{folder} has a {there} already; choose another folder, or move it away")
    try:
        _make(folder, *targets)
    except OSError as error:
        raise VedetteError(f"{folder} cannot be set up: {error.strerror or error}; choose another folder") from error
    return targets


def _make(folder: Path, config: Path, samples: Path, rules: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    config.write_text(starter_config(shipped.shipped("config.yaml").read_text(encoding="utf-8")), encoding="utf-8")
    shutil.copytree(shipped.shipped("samples"), samples)
    rules.mkdir()
    (rules / "README.md").write_text(_OWN_RULES, encoding="utf-8")
    for schema in shipped.rules_dir().glob("schema*.json"):
        shutil.copyfile(schema, rules / schema.name)


def starter_config(shipped_config: str) -> str:
    """The shipped configuration with the live feeds commented out and the built-in rules before one's own.

    A feed is an item of the `feeds` list, on one line or several; comments between them stay.
    """
    text = re.sub(r"^rules: \[rules/\]", "rules: [builtin, ./rules]", shipped_config, flags=re.MULTILINE)
    head, feeds = text.split("\nfeeds:\n", 1)
    items = re.split(r"(?m)^(?=  (?:- |#|$))", feeds)
    return f"{head}\nfeeds:\n" + "".join(_commented(item) if _LIVE.search(item) else item for item in items)


_LIVE = re.compile(r"^  - .*https?://", re.DOTALL)


def _commented(item: str) -> str:
    return "".join(f"  # {line[2:]}" if line.strip() else line for line in item.splitlines(keepends=True))
