"""What the looking verbs show: alerts, as tables for a person and as JSON for scripts.

Opens the database read-only, so that it works beside a running daemon. Writes nothing.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from monitor.config import Config
from monitor.model import AlertKind
from monitor.service.revealed import database_url
from monitor.service.table import Row, Table
from monitor.storage import Store, codec

Environ = Mapping[str, str]


@contextmanager
def looking(config: Config, environ: Environ) -> Iterator[Store]:
    """The database, read-only; one that is not made yet is a `StorageError` with the next step."""
    store = Store.open(database_url(config, environ), read_only=True)
    try:
        yield store
    finally:
        store.close()


# --- alerts -----------------------------------------------------------------------------------------------------


def alerts_table(config: Config, environ: Environ, *, kind: AlertKind | None, limit: int) -> Table:
    """One row an alert, the latest change first."""
    with looking(config, environ) as store:
        found = store.archive.alerts(kind=kind, limit=limit + 1)
    rows = [
        Row(cells=(str(a.id), a.severity.value, a.kind.value, moment(a.opened_at), str(a.revisions), a.title))
        for a in found[:limit]
    ]
    return Table(
        header=("id", "severity", "kind", "opened", "rev", "title"),
        rows=tuple(rows),
        wide=frozenset({"title"}),
        empty=f"No alerts of kind {kind.value}." if kind else "No alerts so far; `vedette ledger` says what was read.",
        after=_more(len(found), limit),
    )


def alerts_as_json(config: Config, environ: Environ, *, kind: AlertKind | None, limit: int) -> list[dict[str, Any]]:
    """One object an alert, the latest change first."""
    with looking(config, environ) as store:
        return [plain(summary) for summary in store.archive.alerts(kind=kind, limit=limit)]


# --- shared -----------------------------------------------------------------------------------------------------


def moment(when: datetime | None) -> str:
    """Local time to the minute, as a desk's clock shows it."""
    return f"{when.astimezone():%Y-%m-%d %H:%M}" if when else "–"


def distance(when: datetime | None, now: datetime) -> str:
    """How far off a moment is, in its largest unit: `3 min ago`, `in 14 min`, `2 d ago`; `now` within a minute."""
    if when is None:
        return "–"
    minutes = round(abs(when - now) / timedelta(minutes=1))
    if not minutes:
        return "now"
    amount = next(f"{minutes // size} {unit}" for unit, size in _UNITS if minutes >= size)
    return f"in {amount}" if when > now else f"{amount} ago"


_UNITS = (("d", 24 * 60), ("h", 60), ("min", 1))


def _more(found: int, limit: int) -> str:
    return f"The latest {limit}; --limit shows more." if found > limit else ""


def as_json(value: object) -> dict[str, Any]:
    """A value of `monitor.model` as it is stored: JSON types, no secrets in it."""
    return dict(json.loads(codec.dump(type(value), value)))


def iso(when: datetime) -> str:
    """ISO 8601 in UTC, as stored values have it."""
    return when.isoformat().replace("+00:00", "Z")


def plain(value: Any) -> Any:
    """A small dataclass as JSON types; times as ISO 8601."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return iso(value) if isinstance(value, datetime) else value
