"""`vedette explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, complain, say, say_json


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(epilog="Example: vedette explain story.txt --rule sanctions. Exit codes: 0 shown, 1 cannot be read.")
    def explain(
        source: Annotated[str, typer.Argument(help="A text, HTML or .jsonl file, a URL, a stored article's id, or -.")],
        rule: Annotated[str, typer.Option("--rule", metavar="ID", help="The rule to explain.")],
        config: ConfigPath = DEFAULT_CONFIG,
        json: AsJson = False,
    ) -> None:
        """Show why a rule fired on a text or did not: each condition, true or false, with the words that made it so."""
        from monitor.config import load_config
        from monitor.service.explaining import explain_all

        failed = False
        for item in explain_all(load_config(config), source, rule):
            failed |= item.error is not None
            if item.error is not None:
                complain(f"{source}: {item.error}")
            elif json:
                say_json([item.view])
            else:
                say(item.text)
        raise typer.Exit(1 if failed else 0)
