"""Is it them or is it us? Tells feeds that cannot be reached from a machine that has no network.

In: the results of polls. Out: what they mean together: one episode when nothing can be reached, and which feeds it
concerns; or feeds that failed while others answered. Never touches the network itself.

A feed that failed before says nothing about our network, nor do several feeds of one host. So an episode begins when
feeds of `ENOUGH` hosts that answered last time fail, with no answer from anywhere in between; or when no host at all
is left that did not fail, as on a first start without a network.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.model import Failed, FailureCause, Feed, Response
from monitor.service.hosts import host

RETRY_FIRST = timedelta(minutes=1)
RETRY_MOST = timedelta(minutes=10)
ENOUGH = 3  # hosts (or all, if there are fewer)
# Neither proves a network nor the want of one: a server may be slow, and a captive portal has addresses of its own.
SAYS_NOTHING = frozenset({FailureCause.TIMEOUT, FailureCause.REFUSED, FailureCause.OURS})


class NetworkEvent(StrEnum):
    """What a poll's result changed."""

    DOWN = "down"
    STILL_DOWN = "still down"
    UP = "up"
    ALONE = "alone"  # another feed answers: those that failed did so by themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A feed that could not be reached, as it stood before."""

    feed: Feed
    failed: Failed

    @property
    def lately(self) -> bool:
        """It did not fail for long: its pauses have not grown, and must not grow while it is our fault."""
        return self.feed.state.failures <= 1

    @property
    def proves(self) -> bool:
        """It answered last time: that it does not now says something about us."""
        return self.feed.state.failures == 0 and self.feed.state.last_ok_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkChange:
    """What happened, and the feeds that it is about."""

    event: NetworkEvent
    lost: tuple[Lost, ...] = ()

    @property
    def feed_ids(self) -> tuple[int, ...]:
        """Feeds whose next look is to be planned anew: those that failed for long keep their own pace."""
        return tuple(one.feed.id for one in self.lost if one.lately)


class NetworkWatch:
    """Remembers who could not be reached since the last answer from any remote feed."""

    def __init__(self, feeds: Iterable[Feed]) -> None:
        self._hosts = frozenset(host(feed) for feed in feeds if not feed.is_file)
        self._lost: dict[int, Lost] = {}
        self._recovering: set[int] = set()  # feeds of the last episode that have not been polled since
        self._tries = 0
        self.retry_at: datetime | None = None  # set while an episode lasts

    def saw(self, feed: Feed, response: Response, *, now: datetime) -> NetworkChange | None:
        """Take one poll's result in; answer with what changed, if anything did."""
        if feed.is_file:
            return None
        if not isinstance(response, Failed):
            return self._answered()
        if response.cause is FailureCause.NETWORK:
            return self._failed(Lost(feed=feed, failed=response), now)
        return None if response.cause in SAYS_NOTHING else self._answered()

    def _failed(self, lost: Lost, now: datetime) -> NetworkChange | None:
        if lost.feed.id in self._recovering:  # its poll may have begun before the network was back: once more
            self._recovering.discard(lost.feed.id)
            return NetworkChange(event=NetworkEvent.STILL_DOWN, lost=(lost,))
        self._lost[lost.feed.id] = lost
        if self.retry_at is not None:
            if now >= self.retry_at:
                self._plan(now)
            return NetworkChange(event=NetworkEvent.STILL_DOWN, lost=(lost,))
        if not self._is_us():
            return None
        self._plan(now)
        return NetworkChange(event=NetworkEvent.DOWN, lost=tuple(self._lost.values()))

    def _is_us(self) -> bool:
        all_lost = {host(one.feed) for one in self._lost.values()}
        proven = {host(one.feed) for one in self._lost.values() if one.proves}
        return len(proven) >= min(ENOUGH, max(len(self._hosts), 1)) or all_lost >= self._hosts

    def _answered(self) -> NetworkChange | None:
        if not self._lost and self.retry_at is None:  # as nearly always
            self._tries = 0
            return None
        lost, self._lost = tuple(self._lost.values()), {}
        was_down, self.retry_at, self._tries = self.retry_at is not None, None, 0
        if was_down:
            self._recovering = {one.feed.id for one in lost}
            return NetworkChange(event=NetworkEvent.UP, lost=lost)
        return NetworkChange(event=NetworkEvent.ALONE, lost=lost) if lost else None

    def _plan(self, now: datetime) -> None:
        self.retry_at = now + min(RETRY_FIRST * 2**self._tries, RETRY_MOST)
        self._tries = min(self._tries + 1, 10)
