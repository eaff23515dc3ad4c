"""Fair shares of the polls in hand: one host with many feeds, or a slow one, must not hold up all the others.

In: the feeds, and which of them are taken in hand and given back. Out: whether a feed's host has a place left.
Manners towards the host itself (connections, pauses) are the fetcher's part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from monitor.ingest.redact import host_of
from monitor.model import Feed


class HostShares:
    """So many polls of one host in hand at a time. Files have no host and no limit."""

    def __init__(self, feeds: Iterable[Feed], *, most: int) -> None:
        self._most = most
        self._in_hand: Counter[str] = Counter()
        self._feeds: dict[str, list[int]] = defaultdict(list)
        for feed in feeds:
            self._feeds[host(feed)].append(feed.id)

    @property
    def without_place(self) -> tuple[int, ...]:
        """Ids of the feeds whose hosts have no place left just now."""
        full = (name for name, polls in self._in_hand.items() if polls >= self._most)
        return tuple(feed_id for name in full for feed_id in self._feeds.get(name, ()))

    def take(self, feed: Feed) -> bool:
        """Take a place at the feed's host; False when there is none."""
        name = host(feed)
        if name and self._in_hand[name] >= self._most:
            return False
        if name:
            self._in_hand[name] += 1
        return True

    def give_back(self, feed: Feed) -> None:
        """Free a place that was taken."""
        name = host(feed)
        self._in_hand[name] -= 1
        if self._in_hand[name] <= 0:
            del self._in_hand[name]


def host(feed: Feed) -> str:
    """The host that a feed is fetched from; empty for a file."""
    return "" if feed.is_file else host_of(feed.url)
