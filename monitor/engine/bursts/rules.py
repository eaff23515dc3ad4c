"""A burst rule as it is worked with, and what is remembered of its alerts. Values only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from monitor.engine.bursts.schema import Asked, FirstSeenSpec, SpikeSpec, TimelineSpec
from monitor.model import Episode, Severity

RECENT = timedelta(hours=48)  # a first sighting that is known later than this is no news
_SEPARATOR = "|"
_STORY = timedelta(days=7)  # a story may have begun so long before the article that is counted first


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """An example of a burst rule, and where it stands."""

    spec: TimelineSpec
    file: Path
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """A rule that counts what other rules found. `asked` says what; `hash` is over all that decides what it tells."""

    id: str
    title: str
    severity: Severity
    asked: Asked
    hash: str = ""
    status: str = "stable"
    labels: Mapping[str, str] = field(default_factory=dict)
    falsepositives: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    examples: tuple[Timeline, ...] = ()
    file: Path = Path()

    @property
    def horizon(self) -> timedelta:
        """How far back events matter."""
        asked = self.asked
        if isinstance(asked, FirstSeenSpec):
            return asked.not_in + RECENT
        if isinstance(asked, SpikeSpec):
            before = asked.compared_to.average_of if asked.compared_to else timedelta()
        else:
            before = asked.usual.average_of
        return asked.window + before + _STORY


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What was told of a rule before: the last episode by group id, and the keys of all that are remembered.

    `looked_at`: when the rule was judged last; what was found since then can be a first sighting.
    """

    looked_at: datetime
    episodes: Mapping[str, Episode] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()

    @classmethod
    def of(cls, burst: Burst, episodes: Iterable[Episode], *, looked_at: datetime) -> Past:
        """Sort out what was told of this rule; `episodes` may be those of all rules."""
        own = [episode for episode in episodes if episode.key.startswith(f"burst:{burst.id}:")]
        latest = {group_in(episode.key): episode for episode in sorted(own, key=lambda episode: episode.at)}
        return cls(looked_at=looked_at, episodes=latest, keys=frozenset(episode.key for episode in own))

    def told_of(self, burst: Burst, start: datetime) -> frozenset[str]:
        """The things that alerts of this start were about."""
        before, _, after = burst_key(burst, (_SEPARATOR,), start).partition(_SEPARATOR)
        own = [key for key in self.keys if key.startswith(before) and key.endswith(after)]
        return frozenset(thing for key in own for thing in key[len(before) : -len(after)].split(_SEPARATOR))


def burst_key(burst: Burst, groups: Iterable[str], start: datetime) -> str:
    """The key of the alert about an episode of a group, or of several things: the same for whoever finds it."""
    return f"burst:{burst.id}:{_SEPARATOR.join(sorted(groups))}:{start:%Y-%m-%dT%H:%M:%SZ}"


def group_in(key: str) -> str:
    """The group's id in a key that `burst_key` made."""
    return key.split(":", 2)[2][: -len(":2026-03-04T12:00:00Z")]
