"""Is it them or is it us? Tells a feed that cannot be reached from a machine that has no network.

In: the results of polls. Out: one event when every remote feed is out of reach, one when the first answers again.
Never touches the network itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.model import Failed, FailureCause, Feed, Response

RETRY_FIRST = timedelta(minutes=1)
RETRY_MOST = timedelta(minutes=10)
ENOUGH = 3  # feeds that fail in a row, with none answering, before the network is blamed


class NetworkEvent(StrEnum):
    """What a poll's result changed."""

    DOWN = "down"
    STILL_DOWN = "still down"
    UP = "up"


@dataclass(slots=True, kw_only=True)
class NetworkWatch:
    """An episode begins when at least `ENOUGH` remote feeds (or all, if fewer) fail and none answers."""

    remote_feeds: int
    unreachable: set[int] = field(default_factory=set)
    down_since: datetime | None = None
    retry_at: datetime | None = None
    tries: int = 0

    def saw(self, feed: Feed, response: Response, *, now: datetime) -> NetworkEvent | None:
        """Take one poll's result in; answer with what changed, if anything did."""
        if feed.is_file:
            return None
        if isinstance(response, Failed) and response.cause is FailureCause.NETWORK:
            return self._failed(feed, now)
        return self._answered()

    def _failed(self, feed: Feed, now: datetime) -> NetworkEvent | None:
        self.unreachable.add(feed.id)
        if len(self.unreachable) < min(ENOUGH, self.remote_feeds):
            return None
        if self.down_since is None:
            self.down_since = now
            self._plan(now)
            return NetworkEvent.DOWN
        if self.retry_at is not None and now >= self.retry_at:
            self._plan(now)
        return NetworkEvent.STILL_DOWN

    def _answered(self) -> NetworkEvent | None:
        self.unreachable.clear()
        was_down, self.down_since, self.retry_at, self.tries = self.down_since is not None, None, None, 0
        return NetworkEvent.UP if was_down else None

    def _plan(self, now: datetime) -> None:
        self.retry_at = now + min(RETRY_FIRST * 2**self.tries, RETRY_MOST)
        self.tries += 1
