"""`vedette db upgrade`."""

from __future__ import annotations

import os

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, say, say_json


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    database = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    app.add_typer(database, name="db", help="Look after the database.")

    @database.callback()
    def group() -> None:
        """Look after the database."""

    @database.command(epilog="Example: vedette db upgrade. Exit codes: 0 up to date, 1 it cannot be upgraded.")
    def upgrade(config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False) -> None:
        """Bring the database to this version's form, after a backup copy of the file. `run` does this by itself."""
        from monitor.config import load_config
        from monitor.service.writing import upgrade_database

        done = upgrade_database(load_config(config), os.environ)
        backup = str(done.backup) if done.backup else None
        if json:
            say_json([{"revision": done.after, "backup": backup}])
        else:
            say(f"the database is at revision {done.after}" + (f"; backup: {backup}" if backup else ""))
