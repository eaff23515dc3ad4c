"""Take a copy of a list that was read: compare it with the version in use, hold it, or store it and tell what changed.

In: a `ListVersion`, the store, the routes. Out: a `ListUpdate`. The first version of a list tells nobody, the same
version again tells nobody, and one that removes much is held until the next copy removes the same.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from monitor import alerting
from monitor.alerting.listings import listing_alerts
from monitor.config import Route
from monitor.model.listing import ListVersion
from monitor.screening.changes import Change, ChangeKind, Difference, difference
from monitor.storage.lists import ListState, ListStore, with_earliest


class Outcome(StrEnum):
    """What an update of one list came to."""

    FIRST = "first version"
    NEW = "new version"
    UNCHANGED = "unchanged"
    HELD = "held"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListUpdate:
    """What became of one list. `alerts` were recorded; `trouble` says what is wrong, `warnings` what is odd."""

    name: str
    outcome: Outcome
    entries: int = 0
    added: int = 0
    removed: int = 0
    changed: int = 0
    alerts: int = 0
    trouble: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """Takes copies of one list. `removed_share`: a copy that removes more of the entries is held until seen twice."""

    store: ListStore
    routes: tuple[Route, ...]
    removed_share: float
    now: datetime

    def take(self, version: ListVersion, state: ListState) -> ListUpdate:
        """Take a copy. `state` is how the list stands after the fetch, with its validators; it is recorded with it."""
        before = self.store.current(version.list)
        base = ListUpdate(
            name=version.list, outcome=Outcome.UNCHANGED, entries=len(version.entries), warnings=version.warnings
        )
        well = replace(state, failures=0, failing_since=None, trouble=None, held=None, held_what=None, ok_at=self.now)
        if before is not None and before.sha256 == version.sha256:
            self._record(well)
            return base
        version = with_earliest(version, before)
        seen = difference(before.entries if before else (), version.entries, removed_share=self.removed_share)
        if before is not None and seen.suspicious and state.held != _digest(seen):
            return self._hold(seen, state, base)
        if before is None:
            return self._first(version, seen, well, base)
        return self._changed(version, before, seen, well, base)

    def _first(self, version: ListVersion, seen: Difference, state: ListState, update: ListUpdate) -> ListUpdate:
        """The first version: nobody is told of thousands of entries that were there already."""
        prepared = self.store.prepared(version, None, _counts(seen))
        with self.store.session(version.list, now=self.now) as session:
            session.record(replace(state, version_id=session.take(prepared)))
        return replace(update, outcome=Outcome.FIRST)

    def _changed(
        self, version: ListVersion, before: ListVersion, seen: Difference, state: ListState, update: ListUpdate
    ) -> ListUpdate:
        counts = _counts(seen)
        prepared = self.store.prepared(version, before, counts)
        alerts = listing_alerts(seen.changes, version, now=self.now)
        with self.store.session(version.list, now=self.now) as session:
            version_id = session.take(prepared)
            for alert in alerts:
                session.announce(alert, alerting.tellings(alert, self.routes, (), now=self.now))
            session.record(replace(state, version_id=version_id))
        added, removed, changed = counts
        return replace(update, outcome=Outcome.NEW, added=added, removed=removed, changed=changed, alerts=len(alerts))

    def _hold(self, seen: Difference, state: ListState, update: ListUpdate) -> ListUpdate:
        """Wait for the next copy; without validators, for only a whole copy can prove it."""
        what = (
            f"the copy of {self.now:%Y-%m-%d %H:%M} UTC lacks {seen.removed:,} of {seen.of:,} entries; the version "
            "before it stays in use until another copy lacks the same"
        )
        held = replace(state, etag=None, last_modified=None, body_hash=None, held=_digest(seen), held_what=what)
        self._record(replace(held, trouble=what, ok_at=self.now))
        return replace(update, outcome=Outcome.HELD, removed=seen.removed, trouble=what)

    def _record(self, state: ListState) -> None:
        with self.store.session(state.name, now=self.now) as session:
            session.record(replace(state, version_id=session.state().version_id))


def _counts(seen: Difference) -> tuple[int, int, int]:
    """Entries added, removed, and changed in whatever way."""
    of = {kind: {change.id for change in seen.changes if change.kind is kind} for kind in ChangeKind}
    changed = set().union(*(ids for kind, ids in of.items() if kind not in {ChangeKind.ADDED, ChangeKind.REMOVED}))
    return len(of[ChangeKind.ADDED]), len(of[ChangeKind.REMOVED]), len(changed)


def _digest(seen: Difference) -> str:
    """Which entries would go."""
    gone = sorted(change.id for change in seen.changes if _is_removal(change))
    return hashlib.sha256("\n".join(gone).encode("utf-8", "replace")).hexdigest()


def _is_removal(change: Change) -> bool:
    return change.kind is ChangeKind.REMOVED
