"""What a feed's past teaches: how often it publishes, how late it is read, where it moves. Values only.

Small on purpose: it is read and written with every poll.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple


class SourceState(StrEnum):
    """How a feed stands, in one word; troubles first, the gravest at the head."""

    GONE = "gone"  # its server says that it is gone for good (410)
    FAILING = "failing"  # the last look failed
    STALE = "stale"  # it answers, and its newest item is far older than it ever let pass
    SILENT = "silent"  # it answers, and publishes far less than it used to
    RESTING = "resting"  # the server asked for a pause (Retry-After), and gets it
    EMPTY = "empty"  # a feed without a single item
    NEW = "not polled yet"
    UNCHANGED = "unchanged"  # the server says that nothing is new
    FETCHED = "fetched"  # the last look brought the document


class Day(NamedTuple):
    """One UTC day: its number (`date.toordinal`), how many items were published, and in which hours (bit n: hour n).

    `items` is -1 for a day on which nobody looked: what was published then may have been missed.
    """

    number: int
    items: int
    hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How published hours follow each other: how many there are, the longest pause and the whole span, in hours."""

    hours: int
    longest: int
    span: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """A feed that has fallen quiet. `usual` and `least`: items in a week before, typical and fewest; 0 if not known.

    `longest` is the longest pause, in hours, that it used to make; `newest_at` the last item when it was noticed.
    """

    state: SourceState  # stale or silent
    since: datetime
    usual: int = 0
    least: int = 0
    longest: int = 0
    newest_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """A permanent redirect that was seen: where it leads, since when, and how often in a row."""

    to: str
    since: datetime
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """What the polls of the last nine weeks showed, and what the publisher asks for."""

    watched_since: datetime | None = None  # the first document
    days: str = ""  # with an item, or unwatched; oldest first; packed, as there are so many
    rhythm: Rhythm | None = None  # of those days
    document: Rhythm | None = None  # of the dated items in the last document
    newest_at: datetime | None = None  # when the newest item was published
    entries: int | None = None  # in the last document; None for what is no feed
    unchanged: bool = False  # the last answer: nothing new
    lags: tuple[int, ...] = ()  # seconds from published to fetched, of the last items
    articles: int = 0  # of the last some hundreds
    unknown: int = 0  # of them, in a language that was not recognised
    wish: timedelta | None = None  # TTL: how often the publisher wants to be asked
    fresh_for: timedelta | None = None  # Cache-Control or Expires: how long the server calls a copy fresh
    quiet: Quiet | None = None
    judged_on: int = 0  # the day on which its weeks were last compared

    @property
    def fell_quiet_in_sight(self) -> bool:
        """Whether the feed published while it was watched: one that was dead when it was added is no event."""
        newest, since = self.newest_at, self.watched_since
        return newest is not None and since is not None and newest >= since
