"""How the canary does: from the database's test messages and the note of who makes them.

In: an `App`, or a configuration and a store that are only looked at. Out: `CanaryNow`, for the alarm, the metrics and
the doctor alike.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Self

from monitor.alerting.health_canary import CanaryNow, canary_steps
from monitor.alerting.trouble import Step
from monitor.config.schema import Canary
from monitor.model import Alert
from monitor.service.app import App
from monitor.storage import Store
from monitor.storage.canaries import last_canary

NOTE = "canary"  # the key under which it is remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class CanaryNote:
    """Since when which channel is tested, when making one was tried last, and since when that fails."""

    channel: str
    since: datetime
    tried: datetime | None = None
    failing_since: datetime | None = None
    error: str = ""

    @classmethod
    def read(cls, note: str | None, *, channel: str, now: datetime) -> Self:
        """What a note says; one of another channel, or that means nothing, begins anew."""
        try:
            said = json.loads(note or "")
            found = cls(
                channel=said["channel"],
                since=_moment(said["since"]),
                tried=_moment(said["tried"]) if said["tried"] else None,
                failing_since=_moment(said["failing_since"]) if said["failing_since"] else None,
                error=str(said["error"]),
            )
        except (ValueError, KeyError, TypeError):
            return cls(channel=channel, since=now)
        return found if found.channel == channel else cls(channel=channel, since=now)

    def written(self) -> str:
        """What `read` reads."""
        times = {"since": self.since, "tried": self.tried, "failing_since": self.failing_since}
        said = {name: when.isoformat() if when else None for name, when in times.items()}
        return json.dumps({"channel": self.channel, **said, "error": self.error})

    def after(self, error: str, *, now: datetime) -> Self:
        """The note after a try; an empty `error` is a success."""
        return replace(self, tried=now, failing_since=(self.failing_since or now) if error else None, error=error)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def canary_now(store: Store, canary: Canary | None, *, now: datetime) -> CanaryNow | None:
    """How the canary does; None when the configuration has none."""
    if canary is None:
        return None
    note = CanaryNote.read(store.note(NOTE), channel=canary.channel, now=now)
    last = last_canary(store.engine)
    return CanaryNow(
        channel=canary.channel,
        every=canary.every,
        late_after=canary.late_after,
        since=note.since,
        made_at=last.made_at,
        arrived_at=last.arrived_at,
        failing_since=note.failing_since,
        error=note.error or last.error,
    )


def canary_steps_of(app: App, episodes: Sequence[Alert], *, now: datetime) -> Sequence[Step]:
    """What to tell of the canary."""
    return tuple(canary_steps(canary_now(app.store, app.config.canary, now=now), episodes, now=now))
