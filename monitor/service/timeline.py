"""`vedette check --timeline ROUTE`: what its reader would get of a made-up evening, as a table and for scripts.

In: the configuration and a route's name. Out: rows. Reads no database and sends nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from monitor.alerting.timeline import Line, Timeline, timeline
from monitor.config import Config, Route
from monitor.errors import VedetteError
from monitor.service.table import Row, Table, counted
from monitor.service.views import iso

BEGINS = datetime(2026, 3, 5, 21, 30)  # noqa: DTZ001 - a Thursday evening on the route's own clock
NAMED = 3  # headlines of one message that a row names


def timeline_table(config: Config, name: str) -> Table:
    """One row a message, or several of the same moment and kind; times are the route's own."""
    route = _route(config, name)
    zone, made = ZoneInfo(route.time_zone or "UTC"), _made(route)
    rows = tuple(_row(tuple(lines), zone) for _, lines in groupby(made.lines, _kind))
    return Table(
        header=("when", "to", "messages", "what", "why"),
        rows=rows,
        wide=frozenset({"what", "why"}),
        empty=f"Readers of {name} would get nothing: it selects none of these {made.stories} stories.",
        after=_sum(made, name, zone),
    )


def timeline_as_json(config: Config, name: str) -> Iterator[dict[str, Any]]:
    """One object a message."""
    for line in _made(_route(config, name)).lines:
        yield {"at": iso(line.at), "to": line.recipient, "what": list(line.what), "why": line.why}


def _made(route: Route) -> Timeline:
    zone = ZoneInfo(route.time_zone or "UTC")
    return timeline(route, begin=BEGINS.replace(tzinfo=zone).astimezone(ZoneInfo("UTC")))


def _route(config: Config, name: str) -> Route:
    for route in config.routes:
        if route.name == name:
            return route
    names = ", ".join(route.name for route in config.routes)
    raise VedetteError(f"there is no route {name!r}; write one of {names}")


def _kind(line: Line) -> tuple[object, ...]:
    return line.at, line.recipient, line.why, len(line.what) > 1


def _row(lines: Sequence[Line], zone: ZoneInfo) -> Row:
    first, titles = lines[0], [title for line in lines for title in line.what]
    more = f" and {len(titles) - NAMED} more" if len(titles) > NAMED else ""
    what = f"{', '.join(titles[:NAMED])}{more}"
    together = f"{len(titles)} alerts in one: {what}" if len(first.what) > 1 else what
    when = f"{first.at.astimezone(zone):%a %H:%M}"
    return Row(cells=(when, first.recipient, str(len(lines)), together, first.why))


def _sum(made: Timeline, name: str, zone: ZoneInfo) -> str:
    """What happened, and how much of it reached the readers."""
    others = made.stories - made.selected
    left = f"; {others} of them are not for this route" if others else ""
    day = timedelta(days=1)
    begin = BEGINS.replace(tzinfo=zone)
    on_first = sum(line.at < begin + day for line in made.lines)
    later = len(made.lines) - on_first
    after = f", {later} later" if later else ""
    return (
        f"Made up: {made.stories} stories in an hour from {begin:%a %H:%M} ({zone.key}) on, two of them critical, one "
        f"that grows{left}; nobody acknowledges any. {counted(on_first, 'message')} of {name} in 24 hours{after}."
    )
