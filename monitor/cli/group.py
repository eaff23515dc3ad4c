"""`vedette group`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, say, say_json


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(epilog="Example: vedette group corpus.jsonl --json. Exit codes: 0 grouped, 1 cannot be read.")
    def group(
        corpus: Annotated[
            Path, typer.Argument(metavar="CORPUS.jsonl", help="One text a line; only `text` is required.")
        ],
        config: ConfigPath = DEFAULT_CONFIG,
        json: AsJson = False,
    ) -> None:
        """Group texts into stories, matched or not, as the daemon would join them."""
        from monitor.config import load_config
        from monitor.service.grouping import group_file

        grouped = group_file(load_config(config), corpus)
        if json:
            say_json({"id": item.id, "story": item.story} for item in grouped)
            return
        for item in grouped:
            say(f"{item.story}  {item.id}  {item.title}  [{item.because}]")
