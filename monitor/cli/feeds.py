"""`vedette feeds`."""

from __future__ import annotations

import os

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, ending, say_json, say_table


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(epilog=ending("vedette feeds", fine="shown", problem="the database cannot be read"))
    def feeds(config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False) -> None:
        """Show the state and health of every feed.

        How many articles it brought, when the last new one came, when it is asked next, and its last error.
        """
        from monitor.config import load_config
        from monitor.service.revealed import utc_now
        from monitor.service.views import feeds_as_json, feeds_table

        loaded = load_config(config)
        if json:
            say_json(feeds_as_json(loaded, os.environ))
        else:
            say_table(feeds_table(loaded, os.environ, now=utc_now()))
