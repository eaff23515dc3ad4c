"""Who runs a verb: the login name, or whom `--by` names."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides; your user name by default.")]
LONGEST = 80  # letters of a name


def who(by: str | None) -> str:
    """A name in one line. A container may have none for its user: then it must be given."""
    try:
        name = by if by is not None else getpass.getuser()
    except (OSError, KeyError, ImportError):
        name = ""
    name = " ".join(name.split())[:LONGEST]
    if not name:
        raise typer.BadParameter("say who decides this: --by NAME", param_hint="--by")
    return name
