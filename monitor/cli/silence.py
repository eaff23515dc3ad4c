"""`vedette silence [add]|list|end`."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.options import (
    DEFAULT_CONFIG,
    AsJson,
    ConfigPath,
    complain,
    ending,
    given,
    say,
    say_json,
    say_table,
    whole_number,
)
from monitor.cli.who import By, who

if TYPE_CHECKING:
    from monitor.service.steering_asked import Typed

Rules = Annotated[list[str] | None, typer.Option("--rule", metavar="ID", help="Of this rule; any of those given.")]
Labels = Annotated[
    list[str] | None, typer.Option("--label", metavar="KEY=VALUE", help="Of rules with this label; all of those given.")
]
Actors = Annotated[
    list[str] | None, typer.Option("--actor", metavar="NAME", help="That names this actor; any of those given.")
]
Alerts = Annotated[
    list[int] | None, typer.Option("--alert", metavar="ID", help="Of this alert, as it grows.", parser=whole_number)
]
Words = Annotated[
    list[str] | None,
    typer.Option("--words", metavar="TEXT", help="With these words in headline or passage; all of those given."),
]
For = Annotated[str | None, typer.Option("--for", metavar="TIME", help="How long: 12h, 7d.")]
Until = Annotated[str | None, typer.Option("--until", metavar="WHEN", help="Till when: 2026-12-01.")]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show what it would have hidden last week.")]
All = Annotated[bool, typer.Option("--all", help="Those that ended too.")]
SilenceId = Annotated[
    int, typer.Argument(metavar="ID", help="As `vedette silence list` shows it.", parser=whole_number)
]
EXAMPLE = 'vedette silence --rule coups --for 7d --reason "drill"'

silence = typer.Typer(invoke_without_command=True, rich_markup_mode=None)


@silence.callback(epilog=ending(EXAMPLE, fine="done", problem="there is no such rule, actor, label or alert"))
def default(
    context: typer.Context,
    *,
    config: ConfigPath = DEFAULT_CONFIG,
    json: AsJson = False,
    rule: Rules = None,
    label: Labels = None,
    actor: Actors = None,
    alert: Alerts = None,
    words: Words = None,
    for_: For = None,
    until: Until = None,
    reason: Reason = None,
    by: By = None,
    dry_run: DryRun = False,
) -> None:
    """Hold back what would be told, until an end that you set.

    What it would have hidden last week is shown.

    Every kind of condition that is given must hold. Without any option it lists what is silenced.
    """
    if context.invoked_subcommand is not None:
        return
    typed = {"rules": rule, "labels": label, "actors": actor, "alerts": alert, "words": words}
    if any(typed.values()) or for_ or until or reason or dry_run:
        _add(config, typed, (for_, until), reason=reason, by=by, dry_run=dry_run, json=json)
    else:
        _list(config, ended=False, json=json)


@silence.command(epilog=ending(EXAMPLE, fine="done", problem="there is no such rule, actor, label or alert"))
def add(
    context: typer.Context,
    *,
    config: ConfigPath = DEFAULT_CONFIG,
    json: AsJson = False,
    rule: Rules = None,
    label: Labels = None,
    actor: Actors = None,
    alert: Alerts = None,
    words: Words = None,
    for_: For = None,
    until: Until = None,
    reason: Reason = None,
    by: By = None,
    dry_run: DryRun = False,
) -> None:
    """Hold back what would be told; the same as without `add`."""
    typed = {"rules": rule, "labels": label, "actors": actor, "alerts": alert, "words": words}
    config, json = given(context, "config", config), given(context, "json", json)
    _add(config, typed, (for_, until), reason=reason, by=by, dry_run=dry_run, json=json)


@silence.command("list", epilog=ending("vedette silence list --all", fine="shown", problem="no database to read"))
def list_(context: typer.Context, config: ConfigPath = DEFAULT_CONFIG, json: AsJson = False, all_: All = False) -> None:
    """List what is silenced, until when, by whom and why, and how much each silence held back so far."""
    _list(given(context, "config", config), ended=all_, json=given(context, "json", json))


@silence.command(epilog=ending("vedette silence end 3", fine="done", problem="there is no such silence, or it ended"))
def end(
    context: typer.Context,
    silence_id: SilenceId,
    by: By = None,
    config: ConfigPath = DEFAULT_CONFIG,
    json: AsJson = False,
) -> None:
    """End a silence now. What it held back stays untold; what is new from now on is told, with all that was missed."""
    from monitor.config import load_config
    from monitor.service.writing import write

    loaded = load_config(given(context, "config", config))
    answer = write(loaded, os.environ, "silence.end", {"id": silence_id, "by": who(by)})
    if given(context, "json", json):
        say_json([answer])
    else:
        say(f"Silence {silence_id} has ended.")


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.add_typer(silence, name="silence")


def _add(
    config: Path,
    typed: dict[str, Any],
    end: tuple[str | None, str | None],
    *,
    reason: str | None,
    by: str | None,
    dry_run: bool,
    json: bool,
) -> None:
    from monitor.config import load_config
    from monitor.service.revealed import utc_now
    from monitor.service.steering_asked import understood
    from monitor.service.steering_preview import preview
    from monitor.service.steering_view import added_text
    from monitor.service.views import as_json
    from monitor.service.writing import write

    now = utc_now()
    asked = _asked(typed, end, reason=reason, by=by, now=now)
    loaded = load_config(config)
    found = understood(asked, loaded, now=now)
    seen = preview(loaded, os.environ, found.silence, now=now)
    everything = ("it would have hidden every alert of the last week",) if seen.hides_everything else ()
    if not json:
        say(seen.text())
    for remark in found.remarks or everything:
        complain(f"warning: {remark}")
    shown = {"silence": as_json(found.silence), "added": False}
    if not dry_run:
        shown = {**write(loaded, os.environ, "silence.add", as_json(found.silence)), "added": True}
    if json:
        say_json([{**shown, "preview": seen.as_json()}])
    elif dry_run:
        say("Nothing is silenced yet: without --dry-run it is.")
    else:
        say(added_text(shown))


def _asked(
    typed: dict[str, Any], end: tuple[str | None, str | None], *, reason: str | None, by: str | None, now: datetime
) -> Typed:
    """What was typed, once nothing that every silence needs is missing."""
    from monitor.service.steering_asked import Typed, end_of

    _require_conditions(typed)
    why = " ".join((reason or "").split())
    if not why:
        raise typer.BadParameter('say why: --reason "…"; whoever wonders in a month reads it', param_hint="--reason")
    try:
        until = end_of(*end, now=now)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--for / --until") from error
    return Typed(by=who(by), reason=why, until=until, **{key: tuple(value or ()) for key, value in typed.items()})


def _require_conditions(typed: dict[str, Any]) -> None:
    if not any(typed.values()):
        raise typer.BadParameter(
            "say what to silence: --rule, --label, --actor, --alert or --words", param_hint="a condition"
        )
    if any(not word.strip() for key in ("rules", "actors", "words") for word in typed[key] or ()):
        raise typer.BadParameter("a condition without letters would hide everything", param_hint="a condition")


def _list(config: Path, *, ended: bool, json: bool) -> None:
    from monitor.config import load_config
    from monitor.service.revealed import utc_now
    from monitor.service.steering_view import silences_as_json, silences_table

    loaded, now = load_config(config), utc_now()
    if json:
        say_json(silences_as_json(loaded, os.environ, ended=ended, now=now))
    else:
        say_table(silences_table(loaded, os.environ, ended=ended, now=now))
