"""`vedette inspect`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, complain, ending, say, say_json

Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE", help="A text, HTML or .jsonl file, a URL, a stored article's id, or - for stdin."),
]


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(
        epilog=ending(
            "vedette inspect story.txt --json", fine="read, matched or not", problem="a source could not be read"
        )
    )
    def inspect(
        sources: Sources,
        config: ConfigPath = DEFAULT_CONFIG,
        json: AsJson = False,
        rules_only: Annotated[bool, typer.Option("--rules-only", help="Match the rules; skip the context.")] = False,
    ) -> None:
        """Show what the pipeline sees in a text.

        Its language, the matches with their words, people, groups, places, dates, numbers, resolutions, listed names.
        """
        from monitor.config import load_config
        from monitor.service.inspecting import describe, inspect_all

        failed = False
        for item in inspect_all(load_config(config), sources, rules_only=rules_only, environ=os.environ):
            failed |= item.error is not None
            if item.error is not None:
                complain(item.error)
            elif json:
                say_json([item.view])
            else:
                say(describe(item.view))
        raise typer.Exit(1 if failed else 0)
