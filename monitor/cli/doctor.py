"""`vedette doctor`."""

from __future__ import annotations

import os

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, ending, say, say_json


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(epilog=ending("vedette doctor", fine="healthy", problem="something needs a hand"))
    def doctor(config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False) -> None:
        """Examine this installation and say what to mend.

        Looks at the program, the configuration, the rules, the database, the feeds, the channels and the disk. Changes
        and sends nothing.
        """
        from monitor.service.doctor import examine

        checks = examine(config, os.environ)
        if json:
            say_json({"check": c.name, "ok": c.ok, "says": c.says} for c in checks)
        else:
            for check in checks:
                say(f"{'ok ' if check.ok else 'BAD'}  {check.name}: {check.says}")
        raise typer.Exit(0 if all(check.ok for check in checks) else 1)
