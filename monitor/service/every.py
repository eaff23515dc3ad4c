"""When the scheduler wakes a loop: now, and from then on so long after each waking.

APScheduler's own interval goes through every time that was missed since the last one. A clock that is set forward by
years, as on a machine that starts without knowing the date, would have it count for hours and fill the memory.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from apscheduler.triggers.base import BaseTrigger


class Every(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """Every `interval`, reckoned from the last waking and never in the past."""

    def __init__(self, interval: timedelta) -> None:
        self.interval = interval

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """When to wake next; APScheduler asks."""
        if previous_fire_time is None:
            return now
        return max(previous_fire_time, now) + self.interval
