"""`vedette feed`."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Annotated

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, complain, ending, if_there, say, say_json


class WatchChoice(StrEnum):
    """What is watched; the model's own words, which take longer to load."""

    LINKS = "links"
    TEXT = "text"


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(epilog=ending("vedette feed https://example.org/rss.xml --json", fine="read", problem="it is no feed"))
    def feed(
        source: Annotated[str, typer.Argument(metavar="SOURCE", help="A feed's address, or a file.")],
        config: ConfigPath = DEFAULT_CONFIG,
        watch: Annotated[
            WatchChoice | None, typer.Option(help="Read it as a page that is watched for new links, or for new text.")
        ] = None,
        json: AsJson = False,
    ) -> None:
        """Read one feed as the poller does; store nothing.

        Shows its entries. In `--json` what a feed leaves out is null. Needs no configuration. The address of a site
        will do: its feed is looked for.
        """
        from monitor.model import Watch
        from monitor.service.feed_view import read_feed

        seen = read_feed(if_there(config), source, os.environ, watch=Watch(watch.value) if watch else None)
        if seen.error is not None:
            complain(f"{source}: {seen.error}")
            raise typer.Exit(1)
        if json:
            say_json(seen.entries)
        else:
            say(seen.text)
        for remark in seen.remarks:
            complain(remark)
