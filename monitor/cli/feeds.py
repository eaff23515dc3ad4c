"""`vedette feeds`, `feeds import`, `feeds export`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

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

feeds = typer.Typer(invoke_without_command=True, rich_markup_mode=None)


def _state(text: object) -> str:
    """One of the words that a feed's state has."""
    from monitor.service.feeds_view import WORDS

    word = str(text).strip().lower()
    if word not in WORDS:
        raise typer.BadParameter(f'"{text}" is no state of a feed; there are: {", ".join(WORDS)}')
    return word


States = Annotated[
    list[str] | None, typer.Option("--state", metavar="STATE", parser=_state, help="Only feeds in that state.")
]


@feeds.callback(epilog=ending("vedette feeds --state failing", fine="shown", problem="the database cannot be read"))
def default(
    context: typer.Context, config: ConfigPath = DEFAULT_CONFIG, state: States = None, json: AsJson = False
) -> None:
    """Show the state and health of every feed, troubles first.

    How many items it brought and brings a day; how late they are read after they are published (lag); how many of them
    are in a language that was not recognised (unknown); when the last one came, when the feed is asked next, and
    beneath it what is wrong.

    States: gone (410), failing, stale (nothing new for far longer than usual), silent (far less than usual),
    resting (it asked for a pause), empty (no items), not polled yet, unchanged, fetched; and not configured.
    """
    if context.invoked_subcommand is None:
        _show(config, states=state or (), json=json)


@feeds.command("import", epilog=ending("vedette feeds import reader.opml", fine="done", problem="not all are feeds"))
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An OPML file, as other readers export it.")],
    config: ConfigPath = DEFAULT_CONFIG,
    json: AsJson = False,
) -> None:
    """Take the feeds of another reader over.

    Writes them into a file beside the configuration, and its name under `opml` into the configuration.
    """
    from monitor.service.feed_lists import import_opml

    done = import_opml(given(context, "config", config), file)
    for problem in done.problems:
        complain(in_words(problem))
    if given(context, "json", json):
        say_json([{"feeds": done.feeds, "file": str(done.file), "left_out": len(done.problems)}])
    else:
        feeds = f"{done.feeds} feed{'' if done.feeds == 1 else 's'}"
        say(f"{feeds} taken over into {done.file}; `vedette once` reads them.")
    raise typer.Exit(1 if done.problems else 0)


@feeds.command(epilog=ending("vedette feeds export > feeds.opml", fine="done", problem="the configuration is broken"))
def export(context: typer.Context, config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False) -> None:
    """Print the configured feeds as OPML, for another reader."""
    from monitor.config import load_config
    from monitor.service.feed_lists import export_opml, feeds_as_json

    loaded = load_config(given(context, "config", config))
    if given(context, "json", json):
        say_json(feeds_as_json(loaded))
    else:
        say(export_opml(loaded).rstrip())


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.add_typer(feeds, name="feeds")


def _show(config: Path, *, states: Sequence[str], json: bool) -> None:
    from monitor.config import load_config
    from monitor.service.feeds_view import feeds_as_json, feeds_table
    from monitor.service.revealed import utc_now

    loaded, now = load_config(config), utc_now()
    if json:
        say_json(feeds_as_json(loaded, os.environ, states=states, now=now))
    else:
        say_table(feeds_table(loaded, os.environ, states=states, now=now))
