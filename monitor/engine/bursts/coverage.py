"""Which time the archive knows of: since when it is kept, and when nobody listened. Pure.

A young archive must not make everything a spike, a stop must not look like silence, and what comes in at once after a
stop must not look like a rush. So averages are taken over whole windows that the archive covers, and what is told from
them waits until it covers half of the time asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

NO_TIME = timedelta()


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which Vedette did not run."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What is known of the past. After a pause, articles that are not older than `catch_up` come in late, others never.

    `settle`: how long after a pause it takes until the feeds have been asked, and what is late has come.
    """

    since: datetime
    pauses: tuple[Pause, ...] = ()
    catch_up: timedelta = timedelta(hours=48)
    settle: timedelta = NO_TIME

    def whole(self, start: datetime, end: datetime) -> bool:
        """Whether everything of this time came in, be it late."""
        return start >= self.since and self._lost(start, end) is None

    def _lost(self, start: datetime, end: datetime) -> Pause | None:
        """The last pause of which something in this time was lost."""
        lost = [p for p in self.pauses if p.start < end and p.end - self.catch_up > max(start, p.start)]
        return max(lost, key=lambda pause: pause.start, default=None)

    def settled(self, now: datetime) -> bool:
        """Whether what was published in the last pause had time to come in."""
        return all(now - pause.end >= self.settle for pause in self.pauses if pause.end <= now)

    def reaches_back(self, start: datetime) -> datetime:
        """From when on the articles are that came in since `start`: earlier if that is in or just after a pause."""
        across = (pause for pause in self.pauses if pause.start < start < pause.end + self.settle)
        return min((start, *(max(pause.start, pause.end - self.catch_up) for pause in across)))

    def windows_before(
        self, end: datetime, *, window: timedelta, within: timedelta
    ) -> Iterator[tuple[datetime, datetime]]:
        """Windows of which everything came in, one before the other, from `end` back to `end - within`."""
        stop = max(self.since, end - within)
        while end - window >= stop:
            lost = self._lost(end - window, end)
            if lost is None:
                yield end - window, end
            end = end - window if lost is None else lost.start
