"""`vedette lists status` and `diff`: how each list stands, and what changed between two of its versions.

Opens the database read-only, so that it works beside a running daemon. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from monitor.alerting.listings import sides
from monitor.config import Config
from monitor.errors import StorageError, VedetteError
from monitor.model.listing import ListVersion
from monitor.screening.changes import Change, ChangeKind, changes
from monitor.service.list_reading import is_own, kept_lists, read_file
from monitor.service.table import Row, Table
from monitor.service.views import Environ, distance, iso, looking
from monitor.storage import Store
from monitor.storage.lists import ListState, Taken

MOST_SHOWN = 200  # changes in a table; --json gives all


# --- status -----------------------------------------------------------------------------------------------------


def status_table(config: Config, environ: Environ, *, now: datetime) -> Table:
    """One row a list, what is wrong beneath it."""
    return Table(
        header=("list", "format", "entries", "names", "as of", "last looked", "next look", "versions"),
        rows=tuple(_row(one, now) for one in _status(config, environ)),
        wide=frozenset({"format"}),
        spare=("versions", "names", "format"),
        empty="No lists are configured; write them under `lists:` (docs/configuration.md).",
    )


def status_as_json(config: Config, environ: Environ) -> list[dict[str, Any]]:
    """One object a list."""
    return list(_status(config, environ))


def _status(config: Config, environ: Environ) -> Iterator[dict[str, Any]]:
    states, versions = _stored(config, environ)
    for name, source in config.lists.items():
        taken, state = versions.get(name, ()), states.get(name)
        if name not in kept_lists(config) or (not taken and state is None and source.paths):
            yield _of_file(name, config)
            continue
        latest = next((one for one in taken if state and one.id == state.version_id), None)
        yield {
            "list": name,
            "own": is_own(source),
            "format": latest.format if latest else None,
            "entries": latest.entries if latest else 0,
            "names": latest.names if latest else 0,
            "as_of": (latest.published or latest.taken_at.date()).isoformat() if latest else None,
            "taken_at": iso(latest.taken_at) if latest else None,
            "sha256": latest.sha256 if latest else None,
            "complete": latest.complete if latest else None,
            "versions": len(taken),
            "looked_at": iso(state.tried_at) if state and state.tried_at else None,
            "next_look_at": iso(state.due_at) if state else None,
            "trouble": (state.trouble if state else None) or ("" if latest else _NEVER),
            "held": bool(state and state.held),
        }


_NEVER = "never fetched: nothing is screened by this list; `vedette lists update` fetches it now"


def _of_file(name: str, config: Config) -> dict[str, Any]:
    """A list of which no version is stored, as its file is now."""
    trouble, version = "", None
    try:
        version = read_file(name, config.lists[name])
    except VedetteError as error:
        trouble = str(error)
    return {
        "list": name,
        "own": is_own(config.lists[name]),
        "format": version.format if version else None,
        "entries": len(version.entries) if version else 0,
        "names": sum(len(one.names) for one in version.entries) if version else 0,
        "as_of": version.published.isoformat() if version and version.published else None,
        "trouble": trouble,
        "held": False,
    }


def _row(one: dict[str, Any], now: datetime) -> Row:
    looked, due = one.get("looked_at"), one.get("next_look_at")
    cells = (
        one["list"],
        one["format"] or "–",
        f"{one['entries']:,}" if one["as_of"] else "–",
        f"{one['names']:,}" if one["as_of"] else "–",
        one["as_of"] or "–",
        distance(datetime.fromisoformat(looked), now) if looked else "",
        distance(datetime.fromisoformat(due), now) if due else "",
        str(one.get("versions") or ""),
    )
    return Row(cells=cells, note=one["trouble"])


def _stored(config: Config, environ: Environ) -> tuple[dict[str, ListState], dict[str, tuple[Taken, ...]]]:
    """What the database has; nothing where there is none yet."""
    if not kept_lists(config):
        return {}, {}
    try:
        with looking(config, environ) as store:
            versions = {name: store.lists.versions(name) for name in kept_lists(config)}
            return dict(store.lists.states()), versions
    except StorageError:
        return {}, {}


# --- diff -------------------------------------------------------------------------------------------------------


def list_changes(
    config: Config, environ: Environ, name: str | None, *, since: datetime | None, details: bool = False
) -> list[Change]:
    """What changed: between the last two versions, or from the version of a time on. Raises `VedetteError`."""
    names = (name,) if name else kept_lists(config)
    with looking(config, environ) as store:
        found = [change for one in names for change in _changes(store, one, since=since)]
    return [change for change in found if details or change.kind is not ChangeKind.DETAILS]


def diff_table(found: Sequence[Change], *, since: datetime | None) -> Table:
    """One row a change."""
    more = f"The first {MOST_SHOWN} of {len(found):,}; --json gives all." if len(found) > MOST_SHOWN else ""
    return Table(
        header=("list", "change", "entry", "name", "before → after"),
        rows=tuple(Row(cells=_cells(change)) for change in found[:MOST_SHOWN]),
        wide=frozenset({"name", "before → after"}),
        empty=f"Nothing changed since {since:%Y-%m-%d}." if since else "No list has changed since its first version.",
        after=more,
    )


def change_as_json(change: Change) -> dict[str, Any]:
    """A change for scripts."""
    before, after = sides(change)
    listing = change.after or change.before
    return {
        "list": change.list,
        "entry": change.id,
        "change": change.kind.value,
        "name": listing.name if listing else change.id,
        "kind": listing.kind.value if listing else "",
        "programmes": list(listing.programmes) if listing else [],
        "since": listing.since.isoformat() if listing and listing.since else None,
        "what": list(change.what),
        "before": list(before),
        "after": list(after),
    }


def _cells(change: Change) -> tuple[str, ...]:
    listing = change.after or change.before
    before, after = sides(change)
    said = ", ".join(change.what) if change.kind is ChangeKind.DETAILS else _arrow(change, before, after)
    return change.list, change.kind.value, change.id, listing.name if listing else "", said


def _arrow(change: Change, before: Sequence[str], after: Sequence[str]) -> str:
    if change.kind is ChangeKind.ADDED:
        return ", ".join(change.after.programmes) if change.after else ""
    if change.kind is ChangeKind.REMOVED:
        return ", ".join(change.before.programmes) if change.before else ""
    return f"{', '.join(before) or '–'} → {', '.join(after) or '–'}"


def _changes(store: Store, name: str, *, since: datetime | None) -> tuple[Change, ...]:
    taken = store.lists.versions(name)
    if not taken:
        raise VedetteError(f'no version of the list "{name}" is stored; `vedette lists update {name}` fetches it')
    before = _version_at(taken, since)
    if before is None or before is taken[0]:
        return ()
    earlier, later = (_entries(store, one) for one in (before, taken[0]))
    return changes(earlier.entries, later.entries)


def _version_at(taken: Sequence[Taken], since: datetime | None) -> Taken | None:
    """The version to compare the latest with: the one before it, or the one that was in use at a time."""
    if since is None:
        return taken[1] if len(taken) > 1 else None
    return next((one for one in taken if one.taken_at <= since), taken[-1])


def _entries(store: Store, taken: Taken) -> ListVersion:
    return store.lists.version(taken)
