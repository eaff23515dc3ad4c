"""The command line: one file a verb, no logic. Exit codes: 0 fine, 1 problems found, 2 wrong usage.

Heavy modules load inside the verb that needs them, so that `--help` is quick.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from monitor import __version__
from monitor.cli import (
    ack,
    alerts,
    alerts_examples,
    alerts_export,
    check,
    database,
    deliveries,
    doctor,
    explain,
    feed,
    feeds,
    group,
    init,
    inspect,
    ledger,
    lists,
    once,
    rematch,
    rules,
    run,
    score,
    send_test,
    silence,
    test,
)
from monitor.cli.options import complain, in_words
from monitor.errors import InputError, VedetteError

app = typer.Typer(
    name="vedette",
    epilog="\b\nStart with: vedette init my-desk && cd my-desk && vedette once\nExit codes: 0 fine; 1 problems found; "
    "2 wrong usage.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"vedette {__version__}")
        raise typer.Exit


@app.callback()
def vedette(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,
) -> None:
    """Watch news and official feeds, and tell people once, with the evidence, when a rule matches."""


for module in (run, once, check, test, inspect, explain, score, group, feed, feeds):
    module.add_to(app)
for module in (rules, rematch, alerts, ack, silence, deliveries, ledger, lists):
    module.add_to(app)
for module in (init, doctor, database, send_test):
    module.add_to(app)
for module in (alerts_examples, alerts_export):
    module.add_to(alerts.alerts)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and answer with the exit code; what a person can mend ends in a sentence."""
    code = _run(arguments)
    try:
        if sys.stdout is not None:  # as it is in `vedette … >&-`
            sys.stdout.flush()
    except OSError as error:
        return _cannot_write(error, code)
    return code


def _run(arguments: Sequence[str] | None) -> int:
    """Run a verb. Typer ends it with `SystemExit`, also for wrong usage."""
    try:
        app(arguments, prog_name="vedette")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except InputError as error:
        for problem in error.problems:
            complain(in_words(problem))
        count = sum(problem.level == "error" for problem in error.problems)
        complain(f"{count} problem{'s' if count != 1 else ''}")
    except VedetteError as error:
        complain(f"vedette: {error}")
    except OSError as error:
        return _cannot_write(error, 1)
    return 1


def _cannot_write(error: OSError, code: int) -> int:
    """Output that nobody takes (`vedette … | head`) is no error; a full disk is one."""
    with contextlib.suppress(OSError, ValueError):  # what is still buffered goes nowhere, without a complaint at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return code
    where = f"{error.filename}: " if error.filename else ""
    complain(f"vedette: {where}{error.strerror or error}")
    return 1
