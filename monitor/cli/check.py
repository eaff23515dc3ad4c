"""`vedette check`."""

from __future__ import annotations

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, say, say_json


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(epilog="Example: vedette check. Exit codes: 0 fine (warnings too), 1 an error was found.")
    def check(config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False) -> None:
        """Check the configuration and every rule file; print each problem as file:line: what, and what to do."""
        from monitor.service.check import check_all, problem_as_json

        checked = check_all(config)
        if json:
            say_json(problem_as_json(problem) for problem in checked.problems)
        else:
            for problem in checked.problems:
                say(str(problem) if problem.level == "error" else f"{problem} (warning)")
            say(checked.sentence)
        raise typer.Exit(1 if checked.errors else 0)
