"""What verbs share: their options, the end of their help, and the two ways to print, for a person or JSON lines."""

from __future__ import annotations

import contextlib
import json as json_module
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.errors import Problem
    from monitor.service.table import Table

DEFAULT_CONFIG = Path("config.yaml")
MOST = 2**63 - 1  # the largest number that a database counts to
PIPED_WIDTH = 120  # of tables, where no terminal says how wide it is


def whole_number(text: object) -> int:
    """A number as the lists show them, from 1 on; Typer hands defaults in too, which are numbers already."""
    digits = str(text).strip()
    if not (digits.isascii() and digits.isdecimal() and 1 <= int(digits[:20]) <= MOST):
        raise typer.BadParameter(f'"{text}" is no such number; write one from 1 on, as the lists show them')
    return int(digits)


ConfigPath = Annotated[
    Path, typer.Option("--config", metavar="PATH", help="The configuration file.", show_default=True)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line, and nothing else, on stdout.")]
Since = Annotated[str | None, typer.Option("--since", metavar="TIME", help="Only what is new since: 24h, 7d.")]
Limit = Annotated[int, typer.Option("--limit", metavar="N", help="How many at most.", parser=whole_number)]


def time_ago(text: str) -> datetime:
    """The moment that lies `24h` or `7d` back."""
    from datetime import UTC, datetime

    from monitor.config.durations import duration_from_text

    try:
        return datetime.now(UTC) - duration_from_text(text)
    except (ValueError, OverflowError) as error:
        raise typer.BadParameter(str(error), param_hint="--since") from error


def ending(example: str, *, fine: str, problem: str) -> str:
    """The end of a verb's help: one example, and what each exit code means."""
    return f"\b\nExample: {example}\nExit codes: 0 {fine}; 1 {problem}; 2 wrong usage."


def given(context: typer.Context, name: str, value: Any) -> Any:
    """An option of a group's verb: as it stands behind the verb, else as it stands before it, else the default."""
    source = context.get_parameter_source(name)
    if context.parent is None or (source is not None and source.name != "DEFAULT"):
        return value
    return context.parent.params.get(name, value)


def if_there(config: Path) -> Path | None:
    """The configuration for verbs that need none: None if nobody named one and there is none here."""
    return None if config == DEFAULT_CONFIG and not config.exists() else config


def say(text: str = "") -> None:
    """Print for a person. Control characters of a feed or a file never reach the terminal."""
    _print(text.translate(_HARMLESS))


def complain(text: str) -> None:
    """Print about trouble, to standard error."""
    print(text.translate(_HARMLESS), file=sys.stderr)


def say_json(objects: Iterable[Mapping[str, Any]]) -> None:
    """Print one JSON object a line, in characters that the output can take."""
    for item in objects:
        line = json_module.dumps(item, ensure_ascii=False)
        try:
            line.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
        except UnicodeEncodeError:
            line = json_module.dumps(item)
        _print(line)


def _print(line: str) -> None:
    """Print to whoever still reads: `vedette … | head` is no error."""
    try:
        print(line)
    except BrokenPipeError as error:
        raise typer.Exit(0) from error
    except UnicodeEncodeError as error:
        print(line.encode(error.encoding, "replace").decode(error.encoding))


def say_table(table: Table) -> None:
    """Print a table as wide as the terminal, or `COLUMNS`, allows."""
    for line in table.lines(shutil.get_terminal_size((PIPED_WIDTH, 0)).columns):
        say(line)


def in_words(problem: Problem) -> str:
    """A problem in one line, its file as seen from here, which editors and terminals open at a click."""
    with contextlib.suppress(ValueError, OSError):
        problem = replace(problem, file=problem.file.relative_to(Path.cwd()))
    return str(problem) if problem.level == "error" else f"{problem} (warning)"


# C0 and C1 controls but tab and line feed: in a terminal they can move the cursor, hide text or worse.
_HARMLESS = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)], "\N{REPLACEMENT CHARACTER}")
