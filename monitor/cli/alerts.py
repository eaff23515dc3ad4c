"""`vedette alerts list|show`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, say, say_json, table


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    alerts = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
    app.add_typer(alerts, name="alerts", help="Look at what was found and told.")

    @alerts.callback(epilog="Example: vedette alerts show 12. Exit codes: 0 shown, 1 cannot be read.")
    def default(context: typer.Context, config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False) -> None:
        """List alerts, newest first; `show ID` shows one whole."""
        if context.invoked_subcommand is None:
            _list(config, json=json, limit=50)

    @alerts.command("list", epilog="Example: vedette alerts list --limit 10. Exit codes: 0 shown, 1 cannot be read.")
    def list_(
        config: ConfigPath = DEFAULT_CONFIG,
        json: AsJson = False,
        limit: Annotated[int, typer.Option(help="How many.", min=1)] = 50,
    ) -> None:
        """List alerts, newest first."""
        _list(config, json=json, limit=limit)

    @alerts.command(epilog="Example: vedette alerts show 12. Exit codes: 0 shown, 1 there is no such alert.")
    def show(
        alert_id: Annotated[int, typer.Argument(metavar="ID")],
        config: ConfigPath = DEFAULT_CONFIG,
        json: AsJson = False,
    ) -> None:
        """Show one alert whole: findings, sources, revisions, and who was told what."""
        from monitor.config import load_config
        from monitor.service.views import alert_as_json, alert_text

        loaded = load_config(config)
        if json:
            say_json([alert_as_json(loaded, os.environ, alert_id)])
        else:
            say(alert_text(loaded, os.environ, alert_id))


def _list(config: ConfigPath, *, json: bool, limit: int) -> None:
    from monitor.config import load_config
    from monitor.service.views import ALERT_COLUMNS, alert_rows, alerts_as_json

    loaded = load_config(config)
    if json:
        say_json(alerts_as_json(loaded, os.environ, limit=limit))
    else:
        table(ALERT_COLUMNS, alert_rows(loaded, os.environ, limit=limit))
