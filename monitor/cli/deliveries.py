"""`vedette deliveries list|show|retry`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from monitor.cli.options import (
    DEFAULT_CONFIG,
    AsJson,
    ConfigPath,
    Limit,
    Since,
    complain,
    ending,
    given,
    say,
    say_json,
    say_table,
    time_ago,
    whole_number,
)
from monitor.model.alert import DeliveryState

LIMIT = 50
State = Annotated[DeliveryState | None, typer.Option("--state", help="Only deliveries in this state.")]
AlertId = Annotated[
    int | None, typer.Option("--alert", metavar="ID", help="Only those of this alert.", parser=whole_number)
]
RouteName = Annotated[str | None, typer.Option("--route", metavar="NAME", help="Only those by this route.")]
Channel = Annotated[str | None, typer.Option("--channel", metavar="NAME", help="Only those to this channel.")]
DeliveryId = Annotated[int, typer.Argument(metavar="ID", help="As `vedette deliveries` shows it.", parser=whole_number)]
DeliveryIds = Annotated[
    list[int] | None,
    typer.Argument(metavar="ID", help="Ids of deliveries; every dead one by default.", parser=whole_number),
]


deliveries = typer.Typer(invoke_without_command=True, rich_markup_mode=None)


@deliveries.callback(
    epilog=ending("vedette deliveries --state dead", fine="shown", problem="the database cannot be read")
)
def default(
    context: typer.Context,
    *,
    config: ConfigPath = DEFAULT_CONFIG,
    json: AsJson = False,
    limit: Limit = LIMIT,
    state: State = None,
    alert: AlertId = None,
    route: RouteName = None,
    channel: Channel = None,
    since: Since = None,
) -> None:
    """Show who was told what, when and why, and if not, why not."""
    if context.invoked_subcommand is None:
        _list(
            config,
            {"state": state, "alert": alert, "route": route, "channel": channel, "since": since},
            json=json,
            limit=limit,
        )


@deliveries.command(
    "list", epilog=ending("vedette deliveries list --limit 10", fine="shown", problem="the database cannot be read")
)
def list_(
    context: typer.Context,
    *,
    config: ConfigPath = DEFAULT_CONFIG,
    json: AsJson = False,
    limit: Limit = LIMIT,
    state: State = None,
    alert: AlertId = None,
    route: RouteName = None,
    channel: Channel = None,
    since: Since = None,
) -> None:
    """List deliveries, newest first: what put each off or kept it from its reader, in the channel's own words."""
    typed = {"state": state, "alert": alert, "route": route, "channel": channel, "since": since}
    asked = {name: given(context, name, value) for name, value in typed.items()}
    config, json = given(context, "config", config), given(context, "json", json)
    _list(config, asked, json=json, limit=given(context, "limit", limit))


@deliveries.command(epilog=ending("vedette deliveries show 41", fine="shown", problem="there is no such delivery"))
def show(
    context: typer.Context, delivery_id: DeliveryId, config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False
) -> None:
    """Show one delivery whole: why it was told, what became of it, and the message as sent."""
    from monitor.config import load_config
    from monitor.service.deliveries_view import delivery_text, one_as_json

    loaded = load_config(given(context, "config", config))
    if given(context, "json", json):
        say_json([one_as_json(loaded, os.environ, delivery_id)])
    else:
        say(delivery_text(loaded, os.environ, delivery_id))


@deliveries.command(epilog=ending("vedette deliveries retry", fine="done", problem="an id given is no dead delivery"))
def retry(
    context: typer.Context,
    ids: DeliveryIds = None,
    config: ConfigPath = DEFAULT_CONFIG,
    json: AsJson = False,
) -> None:
    """Send given-up deliveries again.

    The running daemon does it at once; without one it is done at the next `vedette run` or `vedette once`.
    """
    from monitor.config import load_config
    from monitor.service.writing import write

    wanted = sorted(set(ids or []))
    answer = write(load_config(given(context, "config", config)), os.environ, "deliveries.retry", {"ids": wanted})
    retried = int(answer["retried"])
    if given(context, "json", json):
        say_json([answer])
    else:
        say(_retried(retried))
    if retried < len(wanted):
        complain(
            f"nothing is done for {len(wanted) - retried} of the ids given: they are not dead, or a later message "
            "has overtaken them; `vedette deliveries` shows each"
        )
        raise typer.Exit(1)


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.add_typer(deliveries, name="deliveries")


def _retried(count: int) -> str:
    if not count:
        return "No delivery is dead: nothing is sent again."
    return f"{count} {'delivery' if count == 1 else 'deliveries'} will be tried again."


def _list(config: Path, asked: Mapping[str, Any], *, json: bool, limit: int) -> None:
    from monitor.config import load_config
    from monitor.service.deliveries_view import Which, deliveries_as_json, deliveries_table

    which = Which(
        state=asked["state"],
        alert_id=asked["alert"],
        route=asked["route"],
        recipient=asked["channel"],
        since=time_ago(asked["since"]) if asked["since"] else None,
    )
    loaded = load_config(config)
    if json:
        say_json(deliveries_as_json(loaded, os.environ, which=which, limit=limit))
    else:
        say_table(deliveries_table(loaded, os.environ, which=which, limit=limit))
