"""What each loop made of one row: handed to the store, which records it in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.model.alert import Alert, Delivery, View
from monitor.model.article import Article
from monitor.model.feed import FeedState, HubLink, Response
from monitor.model.finding import Reading
from monitor.model.story import Fingerprint, Joined
from monitor.model.subscription import PageMemory


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """One poll of one feed. fetched = len(articles) + known + len(held) + len(failed): the ledger counts on it."""

    response: Response
    state: FeedState  # what the feed's row becomes
    articles: tuple[Article, ...] = ()  # new, or updated (`revision` > 1), oldest first
    entry_hashes: tuple[str, ...] = ()  # one an article: tells an edited entry from a known one
    known: int = 0
    held: tuple[str, ...] = ()  # a reason each
    failed: tuple[str, ...] = ()  # a reason each
    notes: tuple[str, ...] = ()  # what is worth a line in the log
    hub: HubLink | None = None  # as the document names it
    page: PageMemory | None = None  # what becomes of the memory of a page whose text is watched
    concluded: tuple[Conclusion | None, ...] = ()  # one an article, or none: what is read at once; None waits

    @property
    def is_state_alone(self) -> bool:
        """Whether nothing came but news of the feed itself: most polls end so."""
        return not (self.articles or self.known or self.held or self.failed or self.hub or self.page)

    @property
    def waiting(self) -> bool:
        """Whether some of the articles wait to be read."""
        return bool(self.articles) and not (self.concluded and all(self.concluded))

    @property
    def fetched(self) -> int:
        """How many items the document held."""
        return len(self.articles) + self.known + len(self.held) + len(self.failed)


class ReadOutcome(StrEnum):
    """What became of an article that was read. Every read article has exactly one."""

    NO_MATCH = "no match"
    OPENED = "opened a story"
    REVISED = "revised one"
    JOINED = "joined one"
    BACKLOG = "backlog"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a recipient of a route was last told of an alert. `view` is None if nothing was told yet."""

    route: str
    recipient: str
    view: View | None
    at: datetime | None
    telling: int  # highest number used so far


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """The end of reading one article: its outcome, and the alert and tellings that follow from it.

    Its features are counted as those of `stands_for` articles: 0 when it is not in the sample that is counted. Of an
    article that joins no story they are all that is kept: `features` has their keys, each once.
    """

    outcome: ReadOutcome
    reading: Reading
    fingerprint: Fingerprint | None = None
    features: tuple[str, ...] | None = None
    stands_for: int = 1
    joined: Joined | None = None
    alert: Alert | None = None
    deliveries: tuple[Delivery, ...] = ()
