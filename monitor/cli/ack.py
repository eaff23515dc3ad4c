"""`vedette ack`."""

from __future__ import annotations

import os
from typing import Annotated, Any

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, ending, say, say_json, whole_number
from monitor.cli.who import By, who

AlertId = Annotated[int, typer.Argument(metavar="ALERT", help="As `vedette alerts` shows it.", parser=whole_number)]


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(epilog=ending("vedette ack 12 --note 'on it'", fine="done", problem="there is no such alert"))
    def ack(
        alert_id: AlertId,
        *,
        note: Annotated[str, typer.Option(metavar="TEXT", help="Why, or what is done about it.")] = "",
        false_positive: Annotated[
            bool, typer.Option("--false-positive", help="The rules were wrong: keep them quiet on this story.")
        ] = False,
        rule: Annotated[
            list[str] | None, typer.Option(metavar="ID", help="Which rule was wrong; all that fired by default.")
        ] = None,
        undo: Annotated[bool, typer.Option("--undo", help="Take back what was acknowledged.")] = False,
        by: By = None,
        config: ConfigPath = DEFAULT_CONFIG,
        json: AsJson = False,
    ) -> None:
        """Acknowledge an alert, or call it a false positive.

        It is not reminded of any more and escalates to nobody; news of it are still told.
        """
        from monitor.config import load_config
        from monitor.service import steering_view as view
        from monitor.service.writing import write

        if rule and not false_positive:
            raise typer.BadParameter("--rule says which rule was wrong: it goes with --false-positive")
        if undo and (false_positive or note):
            raise typer.BadParameter("--undo takes back all that was said of the alert; it goes alone")
        asked: dict[str, Any] = {"alert_id": alert_id, "by": who(by)}
        if not undo:
            asked |= {"note": " ".join(note.split()), "false_positive": false_positive, "rules": rule or []}
        answer = write(load_config(config), os.environ, "ack.undo" if undo else "ack", asked)
        if json:
            say_json([answer])
        else:
            say(view.undone_text(alert_id, answer) if undo else view.acknowledged_text(answer))
