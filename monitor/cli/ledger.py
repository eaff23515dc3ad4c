"""`vedette ledger`."""

from __future__ import annotations

import os

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, ending, say, say_json


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(epilog=ending("vedette ledger", fine="it balances", problem="it does not, or cannot be read"))
    def ledger(config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False) -> None:
        """Account for every article and every message.

        What was fetched became something, and so did what was to be told: nothing is dropped, it changes state.
        """
        from monitor.config import load_config
        from monitor.service.ledger_view import ledger_as_json, ledger_of, ledger_text

        account = ledger_of(load_config(config), os.environ)
        if json:
            say_json([ledger_as_json(account)])
        else:
            say(ledger_text(account))
        raise typer.Exit(0 if account.balanced else 1)
