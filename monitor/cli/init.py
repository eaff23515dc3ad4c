"""`vedette init`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.options import AsJson, ending, say, say_json


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(
        epilog=ending("vedette init my-desk", fine="made", problem="files are in the way, or it cannot be written")
    )
    def init(
        folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to set up; made if it is not there.")],
        json: AsJson = False,
    ) -> None:
        """Set up a folder to start from.

        Makes a configuration, sample feeds and a place for your own rules. Overwrites nothing.
        """
        from monitor.service.initialise import initialise

        made = initialise(folder)
        if json:
            say_json({"made": str(path)} for path in made)
            return
        for path in made:
            say(f"made {path}")
        there = "" if folder.resolve() == Path.cwd() else f"cd {shlex.quote(str(folder))} && "
        say(f"Next: {there}vedette once")
