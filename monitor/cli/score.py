"""`vedette score`."""

from __future__ import annotations

from typing import Annotated

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, complain, ending, say, say_json, say_table


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(epilog=ending("vedette score corpus.jsonl --misses", fine="scored", problem="a line cannot be read"))
    def score(
        corpus: Annotated[
            str,
            typer.Argument(metavar="CORPUS.jsonl", help="One text a line with labels: ids of rules that fire; or -."),
        ],
        config: ConfigPath = DEFAULT_CONFIG,
        json: AsJson = False,
        misses: Annotated[bool, typer.Option("--misses", help="List every miss and false hit, and why.")] = False,
        by_language: Annotated[bool, typer.Option("--by-language", help="Each rule in each language too.")] = False,
    ) -> None:
        """Measure the rules on texts that a person labelled.

        Precision, recall and F1 by rule and by language; stories too, where the texts name theirs. What a text lists
        under "unsure" counts neither way.
        """
        from monitor.config import load_config
        from monitor.service.score_view import json_lines, tables
        from monitor.service.scoring import score_file

        scoring = score_file(load_config(config), corpus, faults=misses)
        if json:
            say_json(json_lines(scoring, by_language=by_language, faults=misses))
        else:
            for number, table in enumerate(tables(scoring, by_language=by_language, faults=misses)):
                if number:
                    say()
                say_table(table)
        for sentence in (*scoring.warnings, *scoring.errors):
            complain(sentence)
        raise typer.Exit(1 if scoring.errors else 0)
