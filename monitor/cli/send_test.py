"""`vedette send-test`."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, ending, say, say_json


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command("send-test", epilog=ending("vedette send-test desk", fine="sent", problem="not sent"))
    def send_test(
        channel: Annotated[str, typer.Argument(metavar="CHANNEL", help="A channel's name in the configuration.")],
        config: ConfigPath = DEFAULT_CONFIG,
        json: AsJson = False,
    ) -> None:
        """Send a made-up alert through one channel.

        To see that it arrives, and how it looks.
        """
        from monitor.config import load_config
        from monitor.service.send_test import send_test_message

        sent = send_test_message(load_config(config), os.environ, channel, stream=sys.stderr if json else sys.stdout)
        if json:
            say_json([{"channel": channel, "outcome": sent.status.value, "says": sent.detail}])
        else:
            say(f"{channel}: {sent.status.value}" + (f": {sent.detail}" if sent.detail else ""))
        raise typer.Exit(0 if sent.status == "sent" else 1)
