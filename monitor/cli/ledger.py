"""`vedette ledger`."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Annotated

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, ending, say, say_json, say_table


class By(StrEnum):
    """What the account can be taken by."""

    FEED = "feed"
    RULE = "rule"
    ROUTE = "route"
    CHANNEL = "channel"


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(epilog=ending("vedette ledger", fine="it balances", problem="it does not, or cannot be read"))
    def ledger(
        config: ConfigPath = DEFAULT_CONFIG,
        json: AsJson = False,
        by: Annotated[By | None, typer.Option("--by", help="Break the account down.")] = None,
    ) -> None:
        """Account for every article and every message.

        What was fetched became something, and so did what was to be told: nothing is dropped, it changes state.
        """
        from monitor.config import load_config
        from monitor.service.ledger_view import (
            breakdown_as_json,
            breakdown_table,
            ledger_as_json,
            ledger_of,
            ledger_text,
        )

        account = ledger_of(load_config(config), os.environ)
        if by is not None and json:
            say_json(breakdown_as_json(account, by.value))
        elif by is not None:
            say_table(breakdown_table(account, by.value))
        elif json:
            say_json([ledger_as_json(account)])
        else:
            say(ledger_text(account))
        raise typer.Exit(0 if account.balanced else 1)
