"""When Vedette ran and when it did not, remembered in the database: what was not heard is not silence.

In: a note of an earlier look, and the time. Out: the note to keep, and the pauses of which it tells. Runs that follow
one another within the hour are one. Pure.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from monitor.engine.bursts import Pause

NOTE = "listening"  # the key under which the note is kept
A_PAUSE = timedelta(hours=1)  # what is shorter is none
NOTED_EVERY = timedelta(minutes=10)
REMEMBERED = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Listening:
    """When Vedette listened last, and the pauses before."""

    last: datetime
    pauses: tuple[Pause, ...] = ()

    @classmethod
    def read(cls, note: str | None, *, now: datetime) -> Listening:
        """What a note says; one that is not there, or means nothing, says that nothing is known."""
        try:
            said = json.loads(note or "")
            return cls(_moment(said["last"]), tuple(Pause(_moment(a), _moment(b)) for a, b in said["pauses"]))
        except (ValueError, KeyError, TypeError):
            return cls(now)

    def note(self) -> str:
        """What `read` reads."""
        pauses = [[pause.start.isoformat(), pause.end.isoformat()] for pause in self.pauses]
        return json.dumps({"last": self.last.isoformat(), "pauses": pauses})

    def at(self, now: datetime) -> Listening:
        """Listening now: a longer time since the last note was a pause."""
        pauses = tuple(pause for pause in self.pauses if pause.end > now - REMEMBERED)
        if now - self.last > A_PAUSE:
            pauses = (*pauses, Pause(self.last, now))
        return Listening(now, pauses)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
