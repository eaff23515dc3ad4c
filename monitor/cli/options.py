"""The options that verbs share, and the two ways a verb prints: for a person, or one JSON object a line."""

from __future__ import annotations

import json as json_module
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

ConfigPath = Annotated[
    Path, typer.Option("--config", metavar="PATH", help="The configuration file.", show_default=True)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line, and nothing else, on stdout.")]
DEFAULT_CONFIG = Path("config.yaml")


def say(line: str = "") -> None:
    """Print a line for a person."""
    print(line)


def complain(line: str) -> None:
    """Print a line about trouble, to standard error."""
    print(line, file=sys.stderr)


def say_json(objects: Iterable[Mapping[str, Any]]) -> None:
    """Print one JSON object a line."""
    for item in objects:
        say(json_module.dumps(item, ensure_ascii=False))


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Print rows in columns as wide as their widest cell; nothing is cut, so that output can be searched."""
    from rich.cells import cell_len

    lines = [header, *rows]
    widths = [max(cell_len(line[column]) for line in lines) for column in range(len(header))]
    for line in lines:
        cells = (cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True))
        say("  ".join(cells).rstrip())
