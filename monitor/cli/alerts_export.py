"""`vedette alerts export`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, ending, given, say, say_json, time_ago

Since = Annotated[str, typer.Option("--since", metavar="TIME", help="Alerts that changed since: 24h, 7d.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print a table for spreadsheets, one line an alert.")]
RouteName = Annotated[str | None, typer.Option("--route", metavar="NAME", help="Only alerts that this route told.")]


def add_to(alerts: typer.Typer) -> None:
    """Register the verb."""

    @alerts.command(
        epilog=ending(
            "vedette alerts export --since 7d --csv > week.csv", fine="printed", problem="no database to read"
        )
    )
    def export(
        context: typer.Context,
        *,
        since: Since = "7d",
        csv: AsCsv = False,
        json: AsJson = False,
        route: RouteName = None,
        config: ConfigPath = DEFAULT_CONFIG,
    ) -> None:
        """Print alerts whole: what was found, facts, sources, who was told when and why, who acknowledged.

        JSON, one object a line, unless --csv is given.
        """
        if csv and json:
            raise typer.BadParameter("choose one of the two", param_hint="--json, --csv")
        from monitor.config import load_config
        from monitor.service.export import csv_lines, export

        records = export(load_config(given(context, "config", config)), os.environ, since=time_ago(since), route=route)
        if csv:
            for line in csv_lines(records):
                say(line)
        else:
            say_json(records)
