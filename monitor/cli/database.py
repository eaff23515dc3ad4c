"""`vedette db upgrade`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, ending, say, say_json

if TYPE_CHECKING:
    from monitor.storage import Upgraded


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    database = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    app.add_typer(database, name="db")

    @database.callback(epilog=ending("vedette db upgrade", fine="done", problem="the database cannot be used"))
    def group() -> None:
        """Look after the database."""

    @database.command(epilog=ending("vedette db upgrade", fine="up to date", problem="it cannot be upgraded"))
    def upgrade(config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False) -> None:
        """Bring the database up to date.

        Makes it if there is none, and copies a file before changing it. `run` and `once` do all this by themselves.
        """
        from monitor.config import load_config
        from monitor.service.writing import upgrade_database

        done = upgrade_database(load_config(config), os.environ)
        if json:
            backup = str(done.backup) if done.backup else None
            say_json([{"before": done.before, "revision": done.after, "backup": backup}])
        else:
            say(_in_words(done))


def _in_words(done: Upgraded) -> str:
    if not done.changed:
        return f"The database is up to date (revision {done.after})."
    if done.before is None:
        return f"The database was made (revision {done.after})."
    backup = f"; as it was: {done.backup}" if done.backup else ""
    return f"The database was brought from revision {done.before} to {done.after}{backup}"
