"""`vedette init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.options import AsJson, say, say_json


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(epilog="Example: vedette init my-desk. Exit codes: 0 made, 1 files are in the way.")
    def init(
        folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to set up; made if it is not there.")],
        json: AsJson = False,
    ) -> None:
        """Set up a folder with a configuration, sample feeds and a place for your own rules. Overwrites nothing."""
        from monitor.service.initialise import initialise

        made = initialise(folder)
        if json:
            say_json({"made": str(path)} for path in made)
            return
        for path in made:
            say(f"made {path}")
        say(f"Next: cd {folder} && vedette once")
