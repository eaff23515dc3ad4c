"""The events that burst rules count, and the alerts that they opened: kept in memory, brought up to date each minute.

In: the database, and the rules in force. Out: events and episodes. What is here is a cache: whoever records an alert
looks once more, under the lock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from monitor.engine.bursts import Burst
from monitor.model import Episode, Event
from monitor.storage import BurstStore

OVERLAP = timedelta(minutes=10)  # between looks: several processes, and clocks that differ a little


class EventLog:
    """Events of the rules that any burst rule counts, back to the farthest time that one of them asks for."""

    def __init__(self, store: BurstStore) -> None:
        self._store = store
        self._events: dict[str, list[Event]] = {}  # by rule
        self._since: datetime | None = None
        self._last = 0  # the highest id so far

    def refresh(self, bursts: Sequence[Burst], *, now: datetime) -> None:
        """Read what is new; everything once more if the rules now ask for more than before."""
        rules = sorted({rule for burst in bursts for rule in burst.asked.of})
        since = now - max(burst.horizon for burst in bursts)
        if self._since is None or since < self._since or not self._events.keys() >= set(rules):
            self._events, self._last = {}, 0
        self._since = since
        kept = {rule: [event for event in self._events.get(rule, ()) if event.at >= since] for rule in rules}
        for event in self._store.events(rules, since=since, after=self._last):
            kept[event.rule].append(event)
            self._last = max(self._last, event.id)
        self._events = kept

    def of(self, burst: Burst) -> tuple[Event, ...]:
        """The events that a rule counts."""
        return tuple(event for rule in dict.fromkeys(burst.asked.of) for event in self._events.get(rule, ()))


class EpisodeLog:
    """The burst alerts of this database, by key."""

    def __init__(self) -> None:
        self._episodes: dict[str, Episode] = {}
        self.since: datetime | None = None  # what changed before is here

    def add(self, episodes: Iterable[Episode], *, now: datetime) -> None:
        """Take in what changed until now."""
        self._episodes.update((episode.key, episode) for episode in episodes)
        self.since = now - OVERLAP

    @property
    def all(self) -> tuple[Episode, ...]:
        """Every episode."""
        return tuple(self._episodes.values())
