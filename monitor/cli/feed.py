"""`vedette feed`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, complain, ending, if_there, say, say_json


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(epilog=ending("vedette feed https://example.org/rss.xml --json", fine="read", problem="it is no feed"))
    def feed(
        source: Annotated[str, typer.Argument(metavar="SOURCE", help="A feed's address, or a file.")],
        config: ConfigPath = DEFAULT_CONFIG,
        json: AsJson = False,
    ) -> None:
        """Read one feed as the poller does; store nothing.

        Shows its entries. In `--json` what a feed leaves out is null. Needs no configuration.
        """
        from monitor.service.feed_view import read_feed

        seen = read_feed(if_there(config), source, os.environ)
        if seen.error is not None:
            complain(f"{source}: {seen.error}")
            raise typer.Exit(1)
        if json:
            say_json(seen.entries)
        else:
            say(seen.text)
        for remark in seen.remarks:
            complain(remark)
