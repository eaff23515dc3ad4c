"""`vedette check`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, ending, in_words, say, say_json, say_table


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(epilog=ending("vedette check", fine="no errors (perhaps warnings)", problem="an error was found"))
    def check(
        config: ConfigPath = DEFAULT_CONFIG,
        json: AsJson = False,
        strict: Annotated[bool, typer.Option("--strict", help="Exit 1 for warnings too.")] = False,
        timeline: Annotated[
            str | None,
            typer.Option(metavar="ROUTE", help="Show instead what readers of a route would get on a made-up evening."),
        ] = None,
    ) -> None:
        """Check the configuration and every rule file.

        Prints every problem at once, as file:line: what is wrong, and what to do. Warnings refuse nothing. Rules of
        your own are also measured on stored articles, if there are any.
        """
        if timeline is not None:
            _timeline(config, timeline, json=json)
            return
        from monitor.service.check import check_all, problem_as_json

        checked = check_all(config, os.environ)
        if json:
            say_json(problem_as_json(problem) for problem in checked.problems)
        else:
            for problem in checked.problems:
                say(in_words(problem))
            say(checked.sentence)
        raise typer.Exit(1 if checked.errors or (strict and checked.warnings) else 0)


def _timeline(path: Path, route: str, *, json: bool) -> None:
    from monitor.config import load_config
    from monitor.service.timeline import timeline_as_json, timeline_table

    config = load_config(path)
    if json:
        say_json(timeline_as_json(config, route))
    else:
        say_table(timeline_table(config, route))
