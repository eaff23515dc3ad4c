"""`vedette lists`, `lists status`, `lists update`, `lists diff`, `lists screen`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.options import (
    DEFAULT_CONFIG,
    AsJson,
    ConfigPath,
    Since,
    complain,
    ending,
    given,
    say,
    say_json,
    say_table,
    time_ago,
)

lists = typer.Typer(invoke_without_command=True, rich_markup_mode=None)

Names = Annotated[list[str] | None, typer.Argument(metavar="LIST", help="Only these; all without one.")]


@lists.callback(epilog=ending("vedette lists", fine="shown", problem="the configuration is broken"))
def default(context: typer.Context, config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False) -> None:
    """Show the sanctions lists; update, compare, screen a text.

    Each list with its entries, as of when, when it is looked for next, and beneath it what is wrong.
    """
    if context.invoked_subcommand is None:
        _status(config, json=json)


@lists.command(epilog=ending("vedette lists status", fine="shown", problem="the configuration is broken"))
def status(context: typer.Context, config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False) -> None:
    """Show each list: its entries, as of when, when it is looked for next, and beneath it what is wrong."""
    _status(given(context, "config", config), json=given(context, "json", json))


@lists.command(epilog=ending("vedette lists update ofac", fine="done", problem="a list was not updated, or is held"))
def update(
    context: typer.Context, names: Names = None, config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False
) -> None:
    """Fetch the lists now and take what is new.

    A running daemon is asked to do it. A copy that is damaged is refused, one that removes much is held until the next
    one removes the same; the last good version stays in use.
    """
    from monitor.config import load_config
    from monitor.service.lists_updated import update_lists
    from monitor.service.lists_words import update_as_json, update_in_words

    done = update_lists(load_config(given(context, "config", config)), names or (), os.environ)
    if given(context, "json", json):
        say_json([*map(update_as_json, done.updates), *({"list": name, "outcome": "asked"} for name in done.asked)])
    else:
        for one in done.updates:
            say(update_in_words(one))
        if done.asked:
            say(
                f"The running daemon fetches now: {', '.join(done.asked)}; `vedette lists status` says when it is done."
            )
    raise typer.Exit(1 if any(one.trouble for one in done.updates) else 0)


@lists.command(epilog=ending("vedette lists diff ofac --since 30d", fine="shown", problem="no version is stored"))
def diff(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="LIST", help="Only this list.")] = None,
    since: Since = None,
    details: Annotated[bool, typer.Option("--details", help="Remarks, numbers and dates too.")] = False,
    config: ConfigPath = DEFAULT_CONFIG,
    json: AsJson = False,
) -> None:
    """Show what changed between the last two versions of a list, or since a time."""
    from monitor.config import load_config
    from monitor.service.lists_view import change_as_json, diff_table, list_changes

    loaded, begin = load_config(given(context, "config", config)), time_ago(since) if since else None
    found = list_changes(loaded, os.environ, name, since=begin, details=details)
    if given(context, "json", json):
        say_json(map(change_as_json, found))
    else:
        say_table(diff_table(found, since=begin))


@lists.command(
    epilog=ending('vedette lists screen "Wagner Group in Mali"', fine="read, listed or not", problem="not readable")
)
def screen(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="TEXT|FILE", help="Words, or a source as `inspect` takes it.")],
    config: ConfigPath = DEFAULT_CONFIG,
    json: AsJson = False,
) -> None:
    """Say who in a text is on a list: by which name, since when, for which programmes, and why it counts."""
    from monitor.config import load_config
    from monitor.service.lists_screened import describe, screen_source

    failed, as_json = False, given(context, "json", json)
    for item in screen_source(load_config(given(context, "config", config)), source, environ=os.environ):
        failed |= item.error is not None
        if item.error is not None:
            complain(item.error)
        elif as_json:
            say_json([item.view])
        else:
            say(describe(item.view))
    raise typer.Exit(1 if failed else 0)


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.add_typer(lists, name="lists")


def _status(config: Path, *, json: bool) -> None:
    from monitor.config import load_config
    from monitor.service.lists_view import status_as_json, status_table
    from monitor.service.revealed import utc_now

    loaded = load_config(config)
    if json:
        say_json(status_as_json(loaded, os.environ))
    else:
        say_table(status_table(loaded, os.environ, now=utc_now()))
