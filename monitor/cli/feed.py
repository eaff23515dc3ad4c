"""`vedette feed`."""

from __future__ import annotations

from typing import Annotated

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, complain, say, say_json


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(epilog="Example: vedette feed https://example.org/rss.xml. Exit codes: 0 read, 1 it is no feed.")
    def feed(
        source: Annotated[str, typer.Argument(help="A feed's address, or a file.")],
        config: ConfigPath = DEFAULT_CONFIG,
        json: AsJson = False,
    ) -> None:
        """Read one feed as the poller does and show its entries; stores nothing."""
        from monitor.service.feed_view import read_feed

        seen = read_feed(config, source)
        if seen.error is not None:
            complain(f"{source}: {seen.error}")
        elif json:
            say_json(seen.entries)
        else:
            say(seen.text)
        raise typer.Exit(1 if seen.error is not None else 0)
