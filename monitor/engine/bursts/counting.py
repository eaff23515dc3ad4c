"""Counting what came in a time, and what is usual. Windows slide: they end at any moment, whatever the calendar. Pure.

A story and an article count once, when they first come; a source counts in every window in which it has something.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.engine.bursts.coverage import NO_TIME, Coverage
from monitor.engine.bursts.events import by_time
from monitor.model import Event

_UNIT: Mapping[str, Callable[[Event], int | str]] = {
    "stories": lambda event: event.story,
    "articles": lambda event: event.article,
    "sources": lambda event: event.source,
}


@dataclass(frozen=True, slots=True)
class Tally:
    """Events in order of time, ready to be counted by `unit`."""

    events: tuple[Event, ...]
    times: tuple[datetime, ...]
    unit: Callable[[Event], int | str]

    @classmethod
    def of(cls, events: Iterable[Event], count: str) -> Tally:
        """Take what counts: of stories and articles the first event each."""
        unit = _UNIT[count]
        ordered = sorted(events, key=by_time)
        if count != "sources":
            ordered = list(_first_of_each(ordered, unit))
        return cls(tuple(ordered), tuple(event.at for event in ordered), unit)

    def between(self, start: datetime, end: datetime, *, found_after: datetime | None = None) -> tuple[Event, ...]:
        """One event a unit that came later than `start` and not later than `end`, oldest first.

        With `found_after` those that had been read by then are left out.
        """
        within = self.events[bisect_right(self.times, start) : bisect_right(self.times, end)]
        if found_after is not None:
            within = tuple(event for event in within if event.found_at > found_after)
        return _first_of_each(within, self.unit)


def _first_of_each(events: Iterable[Event], unit: Callable[[Event], int | str]) -> tuple[Event, ...]:
    found: dict[int | str, Event] = {}
    for event in events:
        found.setdefault(unit(event), event)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Usual:
    """The average of a number of windows. `over` is the time that they cover; it is enough when `known`."""

    average: float
    over: timedelta
    known: bool


def usual(tally: Tally, coverage: Coverage, end: datetime, *, window: timedelta, average_of: timedelta) -> Usual:
    """What a window holds on average in the time before `end`; known when half of that time is covered."""
    counts = [
        len(tally.between(start, stop))
        for start, stop in coverage.windows_before(end, window=window, within=average_of)
    ]
    over = sum((window for _ in counts), NO_TIME)
    average = sum(counts) / len(counts) if counts else 0.0
    return Usual(average=average, over=over, known=over * 2 >= average_of and bool(counts))
