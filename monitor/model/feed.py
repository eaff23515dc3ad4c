"""What is polled and what comes back: Feed, Response, Entry. Values only; no behaviour but derived facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.model.cleaned import Cleaned
from monitor.model.habit import Habit, Moving


class Tier(StrEnum):
    """What kind of source a feed is."""

    OFFICIAL = "official"
    AGENCY = "agency"
    PRESS = "press"
    STATE = "state"
    BLOG = "blog"


class FullText(StrEnum):
    """Whether the article's page is fetched besides the feed's own text."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Watch(StrEnum):
    """What is looked for on a web page that stands in for a feed."""

    LINKS = "links"  # each new link is an entry
    TEXT = "text"  # what was added to its text is one entry


class DocumentKind(StrEnum):
    """What a document turned out to be. All but a feed list addresses of which most are old when first seen."""

    FEED = "feed"
    NEWS_SITEMAP = "news sitemap"  # with titles and dates of publication, of the last two days
    SITEMAP = "sitemap"  # every page of a site
    LINKS = "links"  # of a watched page
    TEXT = "text"  # of a watched page


class FailureCause(StrEnum):
    """Why a fetch or parse failed, coarse enough to group many feeds under one reason."""

    NETWORK = "network"  # name resolution or connecting failed: perhaps our own network
    TIMEOUT = "timeout"
    HTTP = "http"  # the server answered with an error status
    REFUSED = "refused"  # our own guard refused the address
    TOO_BIG = "too big"
    ENCODING = "encoding"  # content-encoding that we do not decode
    PARSE = "parse"  # not a feed, or the parser was killed at its limit
    FILE = "file"  # a local file is missing or unreadable
    GONE = "gone"  # the server says that it is gone for good (410)
    OURS = "ours"  # a fault of our own, or our database's: the source did its part


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What was learnt by polling: validators for conditional GET, and health."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    failures: int = 0  # in a row
    failing_since: datetime | None = None  # the first of them; None when all is well
    next_check_at: datetime | None = None
    last_ok_at: datetime | None = None  # last answer that was a feed, or "not modified" while healthy
    last_item_at: datetime | None = None  # when a new article last came
    last_error: str | None = None
    last_cause: FailureCause | None = None
    resting_until: datetime | None = None  # the server asked for a pause until then
    gone_at: datetime | None = None  # the server said that the feed is gone for good; None once it brought a document
    moved_to: str | None = None  # where permanent redirects led for long enough; the feed is known by `url` yet
    moving: Moving | None = None  # a permanent redirect that is not believed yet
    habit: Habit = field(default_factory=Habit)
    found_at: str | None = None  # the feed that the configured site names, while that one answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One address to poll. `every` is the configured interval, None for the default."""

    id: int
    url: str  # http(s)://… or file:PATH (absolute once loaded)
    name: str
    language: str | None = None  # as declared by the user, ISO 639-1
    tier: Tier = Tier.PRESS
    every: timedelta | None = None
    full_text: FullText = FullText.AUTO
    watch: Watch | None = None  # the address is a web page, watched for changes
    state: FeedState = field(default_factory=FeedState)

    @property
    def is_file(self) -> bool:
        """Feeds from a file are exempt from the backlog rule and never touch the network."""
        return self.url.startswith("file:")

    @property
    def address(self) -> str:
        """Where the feed is asked for: where it moved to, and at every other failure the configured address again.

        A site that names its feed is asked for that one, until it fails.
        """
        if self.state.found_at and self.watch is None:
            return self.state.found_at
        return self.state.moved_to if self.state.moved_to and self.state.failures % 2 == 0 else self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The bytes of a feed after decompression. `headers` has lower-case names."""

    url: str  # after redirects
    body: bytes
    headers: dict[str, str]
    content_type: str = ""
    charset: str | None = None  # as the HTTP header declares it
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str = ""
    moved: str | None = None  # where permanent redirects (301, 308) led, before any that is for now only


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server says 304, or the body has the hash of the last one."""

    url: str
    moved: str | None = None  # as of `Fetched`


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """No feed came. `reason` is for people; `retry_after` is the server's own wish, if it stated one."""

    url: str
    cause: FailureCause
    reason: str
    retry_after: timedelta | None = None
    status: int | None = None  # that the server answered with, if it did


Response = Fetched | NotModified | Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item as published. `id` is as stated unless it needed repair (guid, guid+link, hash).

    One that was `cleaned` where it was parsed comes without the markup that its text was made of.
    """

    id: str
    id_from: str = "guid"  # guid | guid+link | hash
    title: str = ""
    link: str | None = None
    published: datetime | None = None  # aware, UTC
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    summary: str | None = None  # markup as published, not sanitised: never show it
    content: str | None = None
    language: str | None = None
    digest: str | None = None  # of what it says, where that was taken already (`text.entry_hash`)
    cleaned: Cleaned | None = None

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing to read, neither here nor behind a link."""
        return not (self.title or self.link or self.summary or self.content or self.cleaned)


@dataclass(frozen=True, slots=True, kw_only=True)
class HubLink:
    """Where a feed can be subscribed to (WebSub), and the name that it has there."""

    hubs: tuple[str, ...]
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed document's entries, and which items could not be used and why (they lose nobody else)."""

    entries: tuple[Entry, ...]
    title: str = ""
    language: str | None = None
    ttl: timedelta | None = None
    failed: tuple[str, ...] = ()  # one reason an unusable item
    held: tuple[str, ...] = ()  # one reason an item held back (over the cap)
    notes: tuple[str, ...] = ()  # mended encodings, capped length, bozo warnings
    kind: DocumentKind = DocumentKind.FEED
    parts: tuple[str, ...] = ()  # of a sitemap's index: the sitemaps to read, likeliest first
    paragraphs: tuple[str, ...] = ()  # of a page whose text is watched
    hub: HubLink | None = None
