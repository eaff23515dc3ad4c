"""`vedette check`."""

from __future__ import annotations

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, ending, in_words, say, say_json


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(epilog=ending("vedette check", fine="no errors (perhaps warnings)", problem="an error was found"))
    def check(config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False) -> None:
        """Check the configuration and every rule file.

        Prints every problem at once, as file:line: what is wrong, and what to do. Warnings refuse nothing.
        """
        from monitor.service.check import check_all, problem_as_json

        checked = check_all(config)
        if json:
            say_json(problem_as_json(problem) for problem in checked.problems)
        else:
            for problem in checked.problems:
                say(in_words(problem))
            say(checked.sentence)
        raise typer.Exit(1 if checked.errors else 0)
