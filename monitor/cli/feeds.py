"""`vedette feeds`."""

from __future__ import annotations

import os

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, say, say_json, table


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(epilog="Example: vedette feeds. Exit codes: 0 shown, 1 the database cannot be read.")
    def feeds(config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False) -> None:
        """Show each feed's state: last answer, last new article, next check, last error."""
        from monitor.config import load_config
        from monitor.service.views import FEED_COLUMNS, feed_rows, feeds_as_json

        loaded = load_config(config)
        if json:
            say_json(feeds_as_json(loaded, os.environ))
            return
        rows = feed_rows(loaded, os.environ)
        table(FEED_COLUMNS, rows)
        say(f"{len(rows)} feeds")
