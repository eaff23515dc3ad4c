"""`vedette deliveries list|retry`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, say, say_json, table


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    deliveries = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
    app.add_typer(deliveries, name="deliveries", help="Who was told what, when and why, and if not, why not.")

    @deliveries.callback(epilog="Example: vedette deliveries retry 41. Exit codes: 0 fine, 1 cannot be read.")
    def default(context: typer.Context, config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False) -> None:
        """List deliveries, newest first; `retry` sends dead ones again."""
        if context.invoked_subcommand is None:
            _list(config, json=json, limit=50)

    @deliveries.command(
        "list", epilog="Example: vedette deliveries list --limit 10. Exit codes: 0 shown, 1 cannot be read."
    )
    def list_(
        config: ConfigPath = DEFAULT_CONFIG,
        json: AsJson = False,
        limit: Annotated[int, typer.Option(help="How many.", min=1)] = 50,
    ) -> None:
        """List deliveries, newest first, with the channel's own words."""
        _list(config, json=json, limit=limit)

    @deliveries.command(epilog="Example: vedette deliveries retry. Exit codes: 0 done, 1 it cannot be done.")
    def retry(
        ids: Annotated[
            list[int] | None, typer.Argument(metavar="[ID…]", help="Delivery ids; all dead ones by default.")
        ] = None,
        config: ConfigPath = DEFAULT_CONFIG,
        json: AsJson = False,
    ) -> None:
        """Send given-up deliveries again, by the running daemon or, without one, when it next runs."""
        from monitor.config import load_config
        from monitor.service.writing import write

        answer = write(load_config(config), os.environ, "deliveries.retry", {"ids": ids or []})
        if json:
            say_json([answer])
        else:
            say(f"{answer['retried']} deliveries will be tried again")


def _list(config: ConfigPath, *, json: bool, limit: int) -> None:
    from monitor.config import load_config
    from monitor.service.views import DELIVERY_COLUMNS, deliveries_as_json, delivery_rows

    loaded = load_config(config)
    if json:
        say_json(deliveries_as_json(loaded, os.environ, limit=limit))
    else:
        table(DELIVERY_COLUMNS, delivery_rows(loaded, os.environ, limit=limit))
