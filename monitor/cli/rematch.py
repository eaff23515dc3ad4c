"""`vedette rematch`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, Limit, ending, say, say_json, say_table
from monitor.cli.progress import progress

if TYPE_CHECKING:
    from datetime import timedelta

    from monitor.service.rematch import Rematch

LIMIT = 50


def add_to(app: typer.Typer) -> None:
    """Register the verb."""

    @app.command(epilog=ending("vedette rematch --since 7d", fine="compared", problem="the rules cannot be used"))
    def rematch(
        *,
        config: ConfigPath = DEFAULT_CONFIG,
        since: Annotated[str, typer.Option(metavar="TIME", help="How far back: 24h, 7d.")] = "24h",
        rule: Annotated[list[str] | None, typer.Option(metavar="ID", help="Only this rule; can be repeated.")] = None,
        tell: Annotated[bool, typer.Option("--tell", help="Tell what newly matches.")] = False,
        include_backlog: Annotated[bool, typer.Option("--include-backlog", help="Tell old articles too.")] = False,
        limit: Limit = LIMIT,
        json: AsJson = False,
    ) -> None:
        """Run today's rules over stored articles.

        Shows on which a rule newly fires, and on which it no longer does. With --tell those that newly match are read
        again and told as if they came in now; no reader is told what they know.
        """
        from monitor.config import load_config
        from monitor.service import rematch as service
        from monitor.service import rematch_view as view
        from monitor.service.revealed import utc_now

        span, loaded, now = _span(since), load_config(config), utc_now()
        with progress("articles") as step:
            found = service.rematch(loaded, os.environ, since=now - span, rule_ids=rule or (), now=now, step=step)
        again = None
        if tell:
            again = service.tell(loaded, os.environ, found.to_tell(include_backlog=include_backlog))
        if json:
            say_json(view.changed_as_json(one) for one in found.changed)
            say_json([view.sum_as_json(found, read_again=again)])
            return
        _show(found, limit=limit, told=tell)
        if again is not None:
            newer_than, backlog = loaded.alert_if_newer_than, include_backlog
            for sentence in view.about_telling(found, read_again=again, include_backlog=backlog, newer_than=newer_than):
                say(sentence)


def _span(since: str) -> timedelta:
    from monitor.config.durations import duration_from_text

    try:
        return duration_from_text(since)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--since") from error


def _show(found: Rematch, *, limit: int, told: bool) -> None:
    from monitor.service import rematch_view as view

    for table in (view.articles_of(found, limit=limit), view.rules_of(found)):
        if table.rows or table.empty:
            say_table(table)
    say(" ".join(filter(None, (view.in_sum(found), "" if told else view.hint(found)))))
