"""`vedette run`."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, ending, say, say_json


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(epilog=ending("vedette run --for 30s", fine="ended", problem="it cannot start"))
    def run(
        config: ConfigPath = DEFAULT_CONFIG,
        for_: Annotated[
            str, typer.Option("--for", metavar="TIME", help="End by itself after this long: 30s, 2h.")
        ] = "",
        log: Annotated[str, typer.Option(metavar="text|json", help="How log lines look, on stderr.")] = "text",
        json: AsJson = False,
        verbose: Annotated[bool, typer.Option("--verbose", help="Log more.")] = False,
    ) -> None:
        """Run the daemon until SIGTERM or Ctrl-C.

        Polls the feeds, matches the rules, tells the channels; prints a summary when it ends.
        """
        from monitor.service import logs

        if log not in {"text", "json"}:
            raise typer.BadParameter("text or json", param_hint="--log")
        logs.configure(json=log == "json", verbose=verbose)
        logs.first_line()
        from monitor.config import load_config
        from monitor.config.durations import duration_from_text
        from monitor.service.ledger_view import receipt_as_json
        from monitor.service.run import run_daemon

        try:
            until = duration_from_text(for_) if for_ else None
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint="--for") from error
        done = run_daemon(load_config(config), os.environ, until=until, stream=sys.stderr if json else sys.stdout)
        if json:
            say_json([receipt_as_json(done)])
        else:
            say(done.text)
