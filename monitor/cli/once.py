"""`vedette once`."""

from __future__ import annotations

import os
import sys

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, complain, ending, say, say_json


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(epilog=ending("vedette once", fine="done", problem="a feed failed, or it cannot start"))
    def once(config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False) -> None:
        """Poll every feed once, now; read, and tell.

        Prints a summary with the ledger. Failed feeds are listed once, grouped by cause.
        """
        from monitor.config import load_config
        from monitor.service import logs
        from monitor.service.ledger_view import receipt_as_json
        from monitor.service.once import run_once

        logs.configure(json=json)
        done = run_once(load_config(config), os.environ, stream=sys.stderr if json else sys.stdout)
        if json:
            say_json([receipt_as_json(done)])
        else:
            say(done.text)
        if done.failures and not json:
            complain("Some feeds failed; `vedette feeds` shows each, `vedette feed URL` tries one.")
        raise typer.Exit(1 if done.failures else 0)
