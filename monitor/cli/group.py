"""`vedette group`."""

from __future__ import annotations

from typing import Annotated

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, complain, ending, if_there, say_json, say_table


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(epilog=ending("vedette group corpus.jsonl --json", fine="grouped", problem="a line cannot be read"))
    def group(
        corpus: Annotated[
            str, typer.Argument(metavar="CORPUS.jsonl", help="One text a line, only `text` is required; or -.")
        ],
        config: ConfigPath = DEFAULT_CONFIG,
        json: AsJson = False,
    ) -> None:
        """Group texts into stories, matched or not.

        As the daemon would join them: within 72 hours where they are dated, by content alone where they are not. Needs
        no configuration but for the languages and your own names.
        """
        from monitor.service.grouping import group_file, reader_of

        grouping = group_file(corpus, reader_of(if_there(config)))
        if json:
            say_json({"id": item.id, "story": item.story} for item in grouping.texts)
        else:
            say_table(grouping.table())
        for error in grouping.errors:
            complain(error)
        raise typer.Exit(1 if grouping.errors else 0)
