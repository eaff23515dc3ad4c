"""Fair shares of the polls in hand: one host with many feeds, or a slow one, must not hold up all the others.

In: feeds that were claimed, and which polls end. Out: whose poll begins next, and which feeds need not be claimed now.
Manners towards the host itself (connections, pauses) are the fetcher's part.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable

from monitor.ingest.redact import host_of
from monitor.model import Claim, Feed


class FairQueue:
    """Feeds that were claimed and wait for their polls to begin, longest due first.

    So many polls of one host are in hand at a time, at `most`, and as many times `ahead` claimed in all. Files have no
    host and no limit.
    """

    def __init__(self, feeds: Iterable[Feed], *, most: int, ahead: int = 1) -> None:
        self._most = most
        self._most_claimed = most * ahead
        self._in_hand: Counter[str] = Counter()
        self._claimed: Counter[str] = Counter()  # in hand or waiting
        self._ready: deque[tuple[str, Claim[Feed]]] = deque()
        self._held_up: dict[str, deque[Claim[Feed]]] = defaultdict(deque)  # by host: behind others of it
        self._feeds: dict[str, list[int]] = defaultdict(list)
        for feed in feeds:
            self._feeds[host(feed)].append(feed.id)

    def __len__(self) -> int:
        """How many wait, as far as is known for nothing but for room."""
        return len(self._ready)

    @property
    def without_place(self) -> tuple[int, ...]:
        """Ids of the feeds whose hosts have no place left just now."""
        full = (name for name, polls in self._claimed.items() if name and polls >= self._most_claimed)
        return tuple(feed_id for name in full for feed_id in self._feeds.get(name, ()))

    def add(self, claim: Claim[Feed]) -> bool:
        """Have a feed wait; False when its host has no place left."""
        name = host(claim.item)
        if name and self._claimed[name] >= self._most_claimed:
            return False
        self._claimed[name] += 1
        self._ready.append((name, claim))
        return True

    def take(self) -> Claim[Feed] | None:
        """The feed whose poll begins now, if there is one."""
        while self._ready:
            name, claim = self._ready.popleft()
            if not name or self._in_hand[name] < self._most:
                self._in_hand[name] += 1
                return claim
            self._held_up[name].append(claim)
        return None

    def give_back(self, feed: Feed) -> None:
        """A poll has ended: the next one of its host may begin."""
        name = host(feed)
        for counts in (self._in_hand, self._claimed):
            left = counts[name] - 1
            if left > 0:
                counts[name] = left
            else:
                del counts[name]
        if waiting := self._held_up.get(name):
            self._ready.appendleft((name, waiting.popleft()))
            if not waiting:
                del self._held_up[name]

    def drain(self) -> list[Claim[Feed]]:
        """All that wait; then none does."""
        waiting = [claim for _, claim in self._ready] + [claim for held in self._held_up.values() for claim in held]
        self._ready.clear()
        self._held_up.clear()
        for claim in waiting:
            self._claimed[host(claim.item)] -= 1
        return waiting


def host(feed: Feed) -> str:
    """The host that a feed is fetched from; empty for a file."""
    return "" if feed.is_file else host_of(feed.url)
