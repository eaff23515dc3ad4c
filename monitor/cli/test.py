"""`vedette test`."""

from __future__ import annotations

from typing import Annotated

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, ending, say, say_json


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(
        epilog=ending("vedette test mercenaries", fine="all hold", problem="one does not, or there is no such rule")
    )
    def test(
        rules: Annotated[list[str] | None, typer.Argument(metavar="RULE", help="Rule ids; all by default.")] = None,
        config: ConfigPath = DEFAULT_CONFIG,
        json: AsJson = False,
    ) -> None:
        """Run the examples that stand in each rule.

        What must match, what must not, and what is a known gap; each failure with the condition that came nearest.
        """
        from monitor.config import load_config
        from monitor.service.examples import example_as_json, test_rules

        report = test_rules(load_config(config), tuple(rules or ()))
        if json:
            say_json(example_as_json(failure) for failure in report.failures)
        else:
            for failure in report.failures:
                say(str(failure))
            say(report.sentence)
        raise typer.Exit(1 if report.failures else 0)
