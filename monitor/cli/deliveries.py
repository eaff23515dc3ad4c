"""`vedette deliveries list|retry`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.options import (
    DEFAULT_CONFIG,
    AsJson,
    ConfigPath,
    Limit,
    complain,
    ending,
    given,
    say,
    say_json,
    say_table,
    whole_number,
)
from monitor.model.alert import DeliveryState

LIMIT = 50
State = Annotated[DeliveryState | None, typer.Option("--state", help="Only deliveries in this state.")]
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
    config: ConfigPath = DEFAULT_CONFIG,
    json: AsJson = False,
    limit: Limit = LIMIT,
    state: State = None,
) -> None:
    """Show who was told what, when and why, and if not, why not."""
    if context.invoked_subcommand is None:
        _list(config, json=json, limit=limit, state=state)


@deliveries.command(
    "list", epilog=ending("vedette deliveries list --limit 10", fine="shown", problem="the database cannot be read")
)
def list_(
    context: typer.Context,
    config: ConfigPath = DEFAULT_CONFIG,
    json: AsJson = False,
    limit: Limit = LIMIT,
    state: State = None,
) -> None:
    """List deliveries, newest first, with the channel's own words."""
    _list(
        given(context, "config", config),
        json=given(context, "json", json),
        limit=given(context, "limit", limit),
        state=given(context, "state", state),
    )


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


def _list(config: Path, *, json: bool, limit: int, state: DeliveryState | None) -> None:
    from monitor.config import load_config
    from monitor.service.views import deliveries_as_json, deliveries_table

    loaded = load_config(config)
    if json:
        say_json(deliveries_as_json(loaded, os.environ, state=state, limit=limit))
    else:
        say_table(deliveries_table(loaded, os.environ, state=state, limit=limit))
