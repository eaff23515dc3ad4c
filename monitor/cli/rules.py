"""`vedette rules list|diff`."""

from __future__ import annotations

from pathlib import Path

import typer

from monitor.cli.options import (
    DEFAULT_CONFIG,
    AsJson,
    ConfigPath,
    complain,
    ending,
    given,
    in_words,
    say,
    say_json,
    say_table,
)

rules = typer.Typer(invoke_without_command=True, rich_markup_mode=None)


@rules.callback(epilog=ending("vedette rules", fine="shown", problem="the rules cannot be loaded"))
def default(context: typer.Context, config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False) -> None:
    """List the rules in force; or show what your own change."""
    if context.invoked_subcommand is None:
        _list(config, json=json)


@rules.command("list", epilog=ending("vedette rules list", fine="shown", problem="the rules cannot be loaded"))
def list_(context: typer.Context, config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False) -> None:
    """List the rules in force: severity, status, how many examples, and where each stands."""
    _list(given(context, "config", config), json=given(context, "json", json))


@rules.command(epilog=ending("vedette rules diff", fine="shown", problem="a file cannot be read"))
def diff(context: typer.Context, config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False) -> None:
    """Show what your own files change in the built-in rules.

    Each rule, concept, actor and place that replaces one of an earlier folder, with the difference in lines; and what
    is new.
    """
    from monitor.config import load_config
    from monitor.service.rules_diff import diff_lines, override_as_json, rules_diff

    found = rules_diff(load_config(given(context, "config", config)))
    if given(context, "json", json):
        say_json(override_as_json(override) for override in found.overrides)
    else:
        for line in diff_lines(found):
            say(line)
    for problem in found.problems:
        complain(in_words(problem))
    raise typer.Exit(1 if found.problems else 0)


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.add_typer(rules, name="rules")


def _list(config: Path, *, json: bool) -> None:
    from monitor.config import load_config
    from monitor.service.rules_list import rules_as_json, rules_table

    loaded = load_config(config)
    if json:
        say_json(rules_as_json(loaded))
    else:
        say_table(rules_table(loaded))
