"""The command line: one file a verb, no logic. Exit codes: 0 fine, 1 problems found, 2 wrong usage.

Heavy modules load inside the verb that needs them, so that `--help` is quick.
"""

from __future__ import annotations

import sys

import typer

from monitor.cli import (
    alerts,
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
    once,
    run,
    send_test,
    test,
)
from monitor.errors import InputError, VedetteError

app = typer.Typer(
    name="vedette",
    help="Watch news and official feeds, and tell people once, with the evidence, when a rule matches.",
    epilog="Start with: vedette init my-desk && cd my-desk && vedette once",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for module in (run, once, check, test, inspect, explain, group, feed, feeds):
    module.add_to(app)
for module in (alerts, deliveries, ledger, init, doctor, database, send_test):
    module.add_to(app)


def main() -> None:
    """Run the command line; what a person can mend ends in a sentence, not in a traceback."""
    try:
        app()
    except InputError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        count = len(error.problems)
        print(f"{count} problem{'s' if count != 1 else ''}", file=sys.stderr)
        sys.exit(1)
    except VedetteError as error:
        print(f"vedette: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()  # `vedette … | head` is no error
        sys.exit(0)
