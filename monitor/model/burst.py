"""What burst rules count, and what is remembered of their alerts. Values only.

Times are those of our own clock, when an article was first seen: a report that is dated last week and came today
belongs to today, and reading it once more moves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a finding names: an actor, a place, a label's value. `name` is for people."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A rule fired on an article, and an alert has it. `id` is the finding's; `found_at` is when it was read."""

    id: int = 0
    rule: str = ""
    at: datetime  # when the article was first seen
    found_at: datetime
    story: int
    article: int
    source: str = ""
    title: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    actors: tuple[Thing, ...] = ()
    places: tuple[Thing, ...] = ()
    countries: tuple[Thing, ...] = ()
    resolutions: tuple[Thing, ...] = ()
    listed: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """An alert of a burst rule: when it was opened, and whether it has come to its end. `id` is the alert's."""

    key: str
    at: datetime
    ended: bool = False
    id: int = 0
