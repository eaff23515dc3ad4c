"""What the pipeline needs of the outside world, as Protocols; `monitor.service` hands it in.

No code, no library of an adapter: fetching, parsing, storing and sending satisfy these from the outside.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from monitor.model import (
    Alert,
    AlertFinding,
    Article,
    Claim,
    Conclusion,
    Delivery,
    Digest,
    Feed,
    Fetched,
    Filled,
    Fingerprint,
    Frequencies,
    Member,
    Message,
    NoPage,
    Outcome,
    PageMemory,
    ParsedFeed,
    Polled,
    Response,
    SeenParagraph,
    Standing,
    Told,
    Watch,
)

if TYPE_CHECKING:  # who reads a feed alone need not load what reads texts
    from monitor.config.timetable import Rate
    from monitor.text import FoundPage

T = TypeVar("T")


class Fetcher(Protocol):
    """Brings the bytes of a feed."""

    async def fetch(self, feed: Feed) -> Response:
        """Fetch once, conditionally. Never raises for what a server or file does: it answers `Failed`."""


class Parser(Protocol):
    """Turns bytes into entries, in a child process that can be killed."""

    async def parse(self, fetched: Fetched, *, clean: bool = False) -> ParsedFeed:
        """Parse a feed document; raise `IngestError` when it is none, or the child was killed at its limit.

        `clean`: all of it is new, so its entries may come cleaned, without their markup.
        """

    async def watched(self, fetched: Fetched, watch: Watch) -> ParsedFeed:
        """Take the links, or the text, out of a web page that stands in for a feed; raises as `parse` does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What a poll reaches the outside by."""

    fetcher: Fetcher
    parser: Parser


class PollStore(Protocol):
    """What polling keeps."""

    async def on_thread(self, work: Callable[[], T], /) -> T:
        """Do work that looks things up here, off the event loop."""

    def known_entries(self, feed_id: int, entry_ids: Sequence[str]) -> Mapping[str, str]:
        """Content hash by entry id, for those of `entry_ids` that the feed brought before."""

    def known_links(self, feed_id: int, links: Sequence[str]) -> Mapping[str, str]:
        """Title by address, for those of `links` that the feed brought before."""

    def known_titles(self, feed_id: int, titles: Sequence[str]) -> Collection[str]:
        """Those of `titles` that the feed brought before, under whatever address."""

    def counted(self) -> Mapping[str, int]:
        """How many articles had their features counted, by language ('' for unknown)."""

    def page_memory(self, feed_id: int) -> PageMemory | None:
        """What is remembered of a page whose text is watched; None before the first look."""

    async def record_poll(self, claim: Claim[Feed], polled: Polled, *, now: datetime) -> None:
        """Store new and updated articles, the feed's state and the ledger's counts; release the claim."""


class PageReader(Protocol):
    """Brings an article's page and takes its text out."""

    async def read_page(self, url: str, /, *, fresh: bool) -> FoundPage | NoPage:
        """Read one page, if its host allows; never raises for what a server or page does.

        One that was read lately need not be asked for again, unless it is to be `fresh`.
        """


class FillStore(Protocol):
    """What filling keeps."""

    def seen(self, host: str, keys: Iterable[str], *, now: datetime) -> Mapping[str, SeenParagraph]:
        """What is known of these paragraphs of a host, by key."""

    def record_page(self, claim: Claim[Article], filled: Filled, *, now: datetime) -> None:
        """Store the fuller text, or why there is none; the article is due to be read; release the claim."""


class StorySession(Protocol):
    """Some articles' turn at the story index: a transaction under the one join lock."""

    def expect(self, claims: Sequence[Claim[Article]], prints: Sequence[Fingerprint]) -> None:
        """Look up in one go what these articles, which will be recorded, ask for one by one."""

    def frequencies(self, fingerprint: Fingerprint) -> Frequencies:
        """How often each feature of the fingerprint (and of others) was seen before, by language."""

    def candidates(self, fingerprint: Fingerprint, *, keys: Sequence[str], since: datetime) -> Sequence[Member]:
        """Members of open stories that share an address, a text hash, a band or two of the feature `keys`.

        Their bands may be left out.
        """

    def alert_of(self, story_id: int) -> Alert | None:
        """The alert of a story."""

    def told(self, alert_id: int) -> Sequence[Told]:
        """What each (route, recipient) was last told of the alert."""

    def record(self, claim: Claim[Article], conclusion: Conclusion) -> None:
        """Store the conclusion, supersede what it overtakes, mark the article read; release the claim."""


class ReadStore(Protocol):
    """Where stories and alerts live."""

    def joining(self, *, now: datetime) -> AbstractContextManager[StorySession]:
        """Open a session under the join lock; commits at its end, rolls back on an exception."""

    def record_unmatched(
        self, read: Sequence[tuple[Claim[Article], Conclusion]], *, now: datetime
    ) -> Sequence[tuple[Claim[Article], Conclusion]]:
        """Record articles in which nothing was found, in one transaction; returns those whose claims were lost."""


class Sender(Protocol):
    """Hands a message to a channel."""

    def render(self, alert: Alert, delivery: Delivery, findings: tuple[AlertFinding, ...]) -> Message:
        """Turn the alert into the notification that this recipient reads, who is shown these findings."""

    def render_digest(self, digest: Digest) -> Message:
        """Turn many tellings into one notification."""

    def send(self, recipient: str, message: Message) -> Outcome:
        """Send to one recipient once; blocks; never raises for what a channel does."""


class TellStore(Protocol):
    """What telling keeps."""

    def alert(self, alert_id: int) -> Alert:
        """The alert as it stands."""

    def standing(self, delivery: Delivery, *, at_most: Rate | None, now: datetime) -> Standing:
        """What bears on the telling at this moment: silences, acknowledgements, what its reader was told and when."""

    def record_delivery(
        self, claim: Claim[Delivery], delivery: Delivery, message: Message, outcome: Outcome, *, now: datetime
    ) -> None:
        """Store the delivery's new state and the message as sent; release the claim."""

    def record_held(self, claim: Claim[Delivery], delivery: Delivery) -> None:
        """Store that the delivery was put off or silenced; release the claim."""

    def record_together(
        self,
        claims: Sequence[Claim[Delivery]],
        deliveries: Sequence[Delivery],
        digest: Digest,
        message: Message | None,
        *,
        now: datetime,
    ) -> tuple[int, ...]:
        """Store what became of deliveries that were sent as one message; release the claims."""
