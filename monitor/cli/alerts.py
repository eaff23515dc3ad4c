"""`vedette alerts list|show|split|merge`."""

from __future__ import annotations

import getpass
import os
from pathlib import Path
from typing import Annotated, Any

import typer

from monitor.cli.options import (
    DEFAULT_CONFIG,
    AsJson,
    ConfigPath,
    Limit,
    ending,
    given,
    say,
    say_json,
    say_table,
    whole_number,
)
from monitor.model.alert import AlertKind

LIMIT = 50
Kind = Annotated[AlertKind | None, typer.Option("--kind", help="Only alerts of this kind.")]
AlertId = Annotated[int, typer.Argument(metavar="ID", help="As `vedette alerts` shows it.", parser=whole_number)]
ArticleIds = Annotated[
    list[int], typer.Argument(metavar="ARTICLE...", help="As `vedette alerts show` numbers them.", parser=whole_number)
]
OtherId = Annotated[int, typer.Argument(metavar="OTHER", help="The alert that goes into it.", parser=whole_number)]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides; your user name by default.")]


alerts = typer.Typer(invoke_without_command=True, rich_markup_mode=None)


@alerts.callback(epilog=ending("vedette alerts show 12", fine="shown", problem="the database cannot be read"))
def default(
    context: typer.Context,
    config: ConfigPath = DEFAULT_CONFIG,
    json: AsJson = False,
    limit: Limit = LIMIT,
    kind: Kind = None,
) -> None:
    """List what was found, newest first; or show one whole."""
    if context.invoked_subcommand is None:
        _list(config, json=json, limit=limit, kind=kind)


@alerts.command(
    "list", epilog=ending("vedette alerts list --limit 10", fine="shown", problem="the database cannot be read")
)
def list_(
    context: typer.Context,
    config: ConfigPath = DEFAULT_CONFIG,
    json: AsJson = False,
    limit: Limit = LIMIT,
    kind: Kind = None,
) -> None:
    """List alerts, the latest change first."""
    _list(
        given(context, "config", config),
        json=given(context, "json", json),
        limit=given(context, "limit", limit),
        kind=given(context, "kind", kind),
    )


@alerts.command(epilog=ending("vedette alerts show 12", fine="shown", problem="there is no such alert"))
def show(context: typer.Context, alert_id: AlertId, config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False) -> None:
    """Show one alert whole.

    Its message, its revisions, who was told what and when, and why its articles are one story.
    """
    from monitor.config import load_config
    from monitor.service.alert_view import alert_as_json, alert_text

    loaded = load_config(given(context, "config", config))
    if given(context, "json", json):
        say_json([alert_as_json(loaded, os.environ, alert_id)])
    else:
        say(alert_text(loaded, os.environ, alert_id))


@alerts.command(epilog=ending("vedette alerts split 12 341 344", fine="done", problem="the alert has no such articles"))
def split(
    context: typer.Context,
    alert_id: AlertId,
    articles: ArticleIds,
    by: By = None,
    config: ConfigPath = DEFAULT_CONFIG,
    json: AsJson = False,
) -> None:
    """Make articles of an alert an alert of their own: they tell of another event."""
    arguments = {"alert": alert_id, "articles": sorted(set(articles)), "by": by or _user()}
    _sort(given(context, "config", config), "alerts.split", arguments, json=given(context, "json", json))


@alerts.command(epilog=ending("vedette alerts merge 12 15", fine="done", problem="there is no such alert"))
def merge(
    context: typer.Context,
    alert_id: AlertId,
    other: OtherId,
    by: By = None,
    config: ConfigPath = DEFAULT_CONFIG,
    json: AsJson = False,
) -> None:
    """Put all articles of another alert into this one: both tell of one event."""
    arguments = {"alert": alert_id, "other": other, "by": by or _user()}
    _sort(given(context, "config", config), "alerts.merge", arguments, json=given(context, "json", json))


def _sort(config: Path, verb: str, arguments: dict[str, Any], *, json: bool) -> None:
    from monitor.config import load_config
    from monitor.service.sorting import sorted_text
    from monitor.service.writing import write

    answer = write(load_config(config), os.environ, verb, arguments)
    if json:
        say_json([answer])
    else:
        say(sorted_text(answer))


def _user() -> str:
    """Who runs the verb; a container may have no name for it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.add_typer(alerts, name="alerts")


def _list(config: Path, *, json: bool, limit: int, kind: AlertKind | None) -> None:
    from monitor.config import load_config
    from monitor.service.views import alerts_as_json, alerts_table

    loaded = load_config(config)
    if json:
        say_json(alerts_as_json(loaded, os.environ, kind=kind, limit=limit))
    else:
        say_table(alerts_table(loaded, os.environ, kind=kind, limit=limit))
