"""What stands in config.yaml, key by key. Values only; what refers to something else is checked in `checks`.

Keys may be added, never renamed: configurations outlive releases.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from monitor import __version__
from monitor.config.durations import Duration, KeptFor, PositiveDuration, Size
from monitor.config.languages import SHIPPED, LanguageCode
from monitor.config.paths import DatabaseUrl, ExistingFile, ExistingFolder, FeedUrl, RulesFolder, SecretText
from monitor.config.secrets import Secret
from monitor.config.timetable import DigestTimes, QuietHours, RateLimit, TimeZone
from monitor.model import AlertKind, FullText, Severity, Stance, Tier, Watch

LIST_COLUMNS = ("name", "alias", "id")


class Section(BaseModel):
    """A part of the file: unknown keys are refused, values never change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=False)


def _one_or_many(value: object) -> object:
    """`severity: high` means `severity: [high]`."""
    return (value,) if isinstance(value, str) else value


def _columns(columns: dict[str, str]) -> dict[str, str]:
    unknown = [key for key in columns if key not in LIST_COLUMNS]
    if unknown:
        raise ValueError(f'"{unknown[0]}" is no column of a list; write {", ".join(LIST_COLUMNS)}')
    return columns


def _listen(text: str) -> str:
    host, colon, port = text.rpartition(":")
    if not colon or not host or not port.isdecimal() or int(port) > 65_535:  # noqa: PLR2004 - TCP's highest port
        raise ValueError(f'"{text}" is no address to listen at; write "127.0.0.1:8080"')
    return text


def _public_url(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise ValueError(f'"{text}" is no web address; write "https://…"')
    return text.rstrip("/")


Severities = Annotated[tuple[Severity, ...], BeforeValidator(_one_or_many), Field(min_length=1)]
Kinds = Annotated[tuple[AlertKind, ...], BeforeValidator(_one_or_many), Field(min_length=1)]
Stances = Annotated[tuple[Stance, ...], BeforeValidator(_one_or_many), Field(min_length=1)]
Names = Annotated[tuple[str, ...], BeforeValidator(_one_or_many), Field(min_length=1)]


ListedKinds = Annotated[
    tuple[Literal["person", "group", "vessel", "aircraft"], ...], BeforeValidator(_one_or_many), Field(min_length=1)
]


class WhenListed(Section):
    """Somebody on a list: named in the article, or changed on it. All that is given must hold of one entry."""

    lists: Names = ()  # as under `lists`
    programmes: Names = ()
    kind: ListedKinds = ()


class When(Section):
    """What a route selects. A key that is absent (here: empty) means any; all that are given must hold."""

    severity: Severities = ()
    labels: dict[str, str] = {}  # every label given must be equal
    kind: Kinds = ()
    rules: Names = ()  # rule ids
    stance: Stances = ()
    listed: WhenListed | None = None  # only where somebody on a list is named, or changed on it


class Escalation(Section):
    """Who is told besides when nobody acknowledges: `after` the first telling, `to` these channels."""

    after: PositiveDuration = timedelta(minutes=30)
    to: Names


class Route(Section):
    """Which alerts go to which channels. `name` and `to` are required."""

    name: str = Field(min_length=1)
    when: When = When()
    to: Names
    first_alert_after: Duration = timedelta(0)  # a new alert waits this long, to be told with what comes in meanwhile
    update_at_most_every: Duration = timedelta(minutes=30)  # later news of one alert waits this long
    remind_every: PositiveDuration | None = None  # until somebody acknowledges the alert, or its story closes
    escalate: Escalation | None = None  # who else is told of a critical alert that nobody acknowledges
    digest: DigestTimes | None = None  # everything is told at these times, in one message
    quiet_hours: QuietHours | None = None  # what comes meanwhile is told at their end, in one message
    quiet_unless: Severity = Severity.CRITICAL  # from this severity on, alerts break through quiet hours
    at_most: RateLimit | None = None  # messages; the rest is told in one message when there is room again
    time_zone: TimeZone | None = None  # of digest and quiet hours; the configuration's when absent
    language: LanguageCode | None = None  # of the notification; the channel's own when absent


class Channel(Section):
    """One recipient: a person's mail, a Slack channel, the console."""

    url: SecretText  # any Apprise address, or console://
    language: LanguageCode | None = None  # of the notification


class FeedSource(Section):
    """One feed as configured; only `url` is required."""

    url: FeedUrl  # https://…, or file:path beside the configuration
    name: str = ""  # shown to readers; the host when absent
    language: LanguageCode | None = None  # what it is mostly written in: a hint
    tier: Tier = Tier.PRESS  # what kind of source it is
    every: PositiveDuration | None = None  # how often it is polled; `default_every` when absent
    full_text: FullText = FullText.AUTO  # whether the article's page is fetched: when the feed gives a teaser
    watch: Watch | None = None  # a web page without a feed: tell its new links, or its new text


class PerHost(Section):
    """How gently one server is treated."""

    connections: int = Field(default=2, ge=1, le=32)  # at the same time
    gap: Duration = timedelta(seconds=1)  # between two requests


class Fetch(Section):
    """Limits of fetching."""

    deadline: PositiveDuration = timedelta(seconds=30)  # for one feed, redirects included
    max_bytes: Size = Field(default=10_000_000, ge=1)  # after decompression
    per_host: PerHost = PerHost()
    allow_hosts: tuple[str, ...] = ()  # hosts inside the own network that may be reached
    user_agent: str = Field(default=f"Vedette/{__version__}", min_length=1)  # better with a contact in it
    proxy: SecretText | None = None  # http://host:port for all requests


class Leases(Section):
    """How long work may be in hand before another process takes it over: longer than it ever takes."""

    feed: PositiveDuration | None = None  # one poll; reckoned from `fetch` when absent
    page: PositiveDuration = timedelta(minutes=2)  # bringing one article's page takes 45 s at most
    article: PositiveDuration = timedelta(minutes=2)  # reading up to 20 articles
    delivery: PositiveDuration = timedelta(minutes=2)  # sending one message; a channel may take 30 s


class Health(Section):
    """When trouble with Vedette itself is told."""

    after: Duration = timedelta(minutes=15)  # so long feeds, a channel or the database must fail; a blip is not told
    feed_failures: int = Field(default=5, ge=1)  # in a row, of a feed that fails by itself
    free_disk: Size = Field(default=500_000_000, ge=0)  # less than that is told


class Keep(Section):
    """How long what is kept is kept. Whatever was told, and what it was told of, is kept for ever."""

    unmatched: KeptFor = timedelta(days=90)  # texts of articles in which no rule found anything; or `forever`


class Canary(Section):
    """A test message that goes the whole way, from a made-up article to a reader."""

    channel: str = Field(min_length=1)
    every: PositiveDuration = timedelta(hours=24)
    late_after: PositiveDuration = timedelta(minutes=15)  # from being made to having arrived


class ListSource(Section):
    """A sanctions or watch list: fetched from `url`, or read from `file` or `files`, one of the three."""

    url: SecretText | None = None
    file: ExistingFile | None = None
    files: tuple[ExistingFile, ...] = ()  # that make one list: OFAC's CSV set, tables of the EU's Official Journal
    every: PositiveDuration = timedelta(hours=12)  # how often it is looked for a new version
    timeout: PositiveDuration = timedelta(minutes=5)  # of fetching: some lists are made on demand
    removed_share: float = Field(default=0.05, ge=0, le=1)  # a version that removes more is held until seen twice
    headers: dict[str, SecretText] = {}  # sent when fetching, for keys
    columns: Annotated[dict[str, str], AfterValidator(_columns)] = {}  # which column of a CSV file has what

    @model_validator(mode="after")
    def _url_or_file(self) -> ListSource:
        if sum((self.url is not None, self.file is not None, bool(self.files))) != 1:
            raise ValueError('a list has either "url", "file" or "files"; write one of the three')
        if self.columns and self.files:
            raise ValueError('a watch list of your own ("columns") is one file; write "file", and a list for each')
        return self

    @property
    def paths(self) -> tuple[Path, ...]:
        """The file or files that it is read from; none if it is fetched."""
        return self.files if self.file is None else (self.file,)


class Http(Section):
    """The local console and API."""

    listen: Annotated[str, AfterValidator(_listen)] = "127.0.0.1:8080"
    public_url: Annotated[str, AfterValidator(_public_url)] | None = None  # what links in notifications begin with
    open_to_network: bool = False  # whether other machines may ask; who can reach the port, reads it


class ConfigFile(Section):
    """The whole of config.yaml. Every key has a default."""

    database: DatabaseUrl = Field(default=Secret("sqlite:///vedette.db"), validate_default=True)
    rules: Annotated[tuple[RulesFolder, ...], Field(min_length=1)] = ("builtin",)  # later folders win
    languages: Annotated[tuple[LanguageCode, ...], Field(min_length=1)] = SHIPPED  # that texts may be written in
    alert_if_newer_than: PositiveDuration = timedelta(hours=48)  # older articles are counted, not told
    default_every: PositiveDuration = timedelta(minutes=15)  # how often a feed is polled
    time_zone: TimeZone = "UTC"  # of digests and quiet hours
    stop_grace: Duration = timedelta(seconds=10)  # how long work in hand may take when stopping
    leases: Leases = Leases()
    health: Health = Health()
    keep: Keep = Keep()
    canary: Canary | None = None  # off unless set
    fetch: Fetch = Fetch()
    feeds: tuple[FeedSource, ...] = ()
    opml: tuple[ExistingFile, ...] = ()  # more feeds, as other readers export them
    channels: dict[str, Channel] = {}
    routes: tuple[Route, ...] = ()
    lists: dict[str, ListSource] = {}
    http: Http | None = None  # off unless set
    templates: ExistingFolder | None = None  # own templates of notifications

    @model_validator(mode="before")
    @classmethod
    def _empty_means_absent(cls, data: Any) -> Any:
        """A key whose lines are all commented out counts as absent."""
        return {key: value for key, value in data.items() if value is not None} if isinstance(data, dict) else data


EVERYTHING: Literal["everything"] = "everything"


def default_routes(channels: Iterable[str]) -> tuple[Route, ...]:
    """The route that stands in for none: every channel gets everything."""
    return (Route(name=EVERYTHING, to=tuple(channels)),)
