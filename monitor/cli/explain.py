"""`vedette explain`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, complain, ending, say, say_json

if TYPE_CHECKING:
    from monitor.service.explaining import Explained


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(
        epilog=ending(
            "vedette explain story.txt --rule sanctions", fine="shown", problem="it cannot be read, or no such rule"
        )
    )
    def explain(
        rule: Annotated[str, typer.Option("--rule", metavar="ID", help="The rule to explain.")],
        source: Annotated[
            str | None,
            typer.Argument(
                metavar="SOURCE",
                help="A text, HTML or .jsonl file, a URL, a stored article's id, or -; none for a burst rule.",
                show_default=False,
            ),
        ] = None,
        config: ConfigPath = DEFAULT_CONFIG,
        json: AsJson = False,
    ) -> None:
        """Show why a rule fired on a text, or did not.

        Each condition, true or false, with the words that made it so; for a miss the condition that came nearest. A
        burst rule looks at stored alerts: what is counted now, what is usual, and what it would take.
        """
        from monitor.config import load_config
        from monitor.service.explaining import SourceMissingError, explain_all

        failed = False
        try:
            for item in explain_all(load_config(config), source, rule, environ=os.environ):
                failed |= _failed(item, json=json)
        except SourceMissingError as error:
            raise typer.BadParameter(str(error), param_hint="SOURCE") from error
        raise typer.Exit(1 if failed else 0)


def _failed(item: Explained, *, json: bool) -> bool:
    """Print one explanation; True when there is none."""
    if item.error is not None:
        complain(item.error)
    elif json:
        say_json([item.view])
    else:
        say(item.text)
    return item.error is not None
