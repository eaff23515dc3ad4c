"""`vedette alerts examples`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, ending, given, say, say_json

Rules = Annotated[list[str] | None, typer.Option("--rule", metavar="ID", help="Only this rule; can be repeated.")]


def examples(
    context: typer.Context, rule: Rules = None, config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False
) -> None:
    """Print what people called false positives as `no_match` examples, ready for the rule files."""
    from monitor.config import load_config
    from monitor.service.steering_examples import as_json_lines, as_yaml, wrong_texts

    loaded = load_config(given(context, "config", config))
    found = wrong_texts(loaded, os.environ, tuple(rule or ()))
    if given(context, "json", json):
        say_json(as_json_lines(found))
    else:
        say(as_yaml(found, loaded).rstrip("\n"))


def add_to(alerts: typer.Typer) -> None:
    """Register the verb under `alerts`."""
    alerts.command(
        epilog=ending("vedette alerts examples --rule coups", fine="shown", problem="the rules cannot be used")
    )(examples)
