"""A story worth telling, what is told to whom, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.model.article import Source
from monitor.model.finding import Finding
from monitor.model.listing import ListingChange
from monitor.model.match import Severity
from monitor.model.story import Evidence


class AlertKind(StrEnum):
    """What an alert is about. All kinds leave by the same way."""

    STORY = "story"
    BURST = "burst"
    LISTING = "listing"
    HEALTH = "health"
    CANARY = "canary"


class Reason(StrEnum):
    """Why a reader is told (again)."""

    NEW = "new"
    RULE = "a rule newly fired"
    SEVERITY = "severity rose"
    ACTOR = "a new actor"
    PLACE = "a new place"
    QUANTITY = "a new quantity"
    RESOLUTION = "a new resolution"
    DATE = "a new date"
    STANCE = "the stance changed"
    OFFICIAL = "an official source"
    LISTED = "a listed name"
    SOURCES = "more sources"
    TROUBLE = "another trouble"
    RECOVERED = "recovered"
    SPLIT = "split by hand"
    MERGED = "merged by hand"
    REMINDER = "a reminder"  # nobody acknowledged it
    ESCALATED = "escalated"  # nobody acknowledged it in time, and others are told


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One change of an alert: `number` counts from 1."""

    number: int
    at: datetime
    reasons: tuple[Reason, ...]
    detail: tuple[str, ...] = ()  # what is new, for people: 'actor: Wagner Group'


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFinding:
    """A finding together with the article that it came from."""

    article_id: int
    source: Source
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What is told. A story's alert has findings by rule and sources; a health alert has `text` alone.

    `key` names the subject: 'story:12', 'health:article:77'. `id` is 0 until stored.
    """

    id: int = 0
    kind: AlertKind
    key: str
    title: str
    severity: Severity
    opened_at: datetime
    story_id: int | None = None
    text: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[AlertFinding, ...] = ()
    sources: tuple[Source, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    related: tuple[Evidence, ...] = ()  # other stories that may tell of the same: shown, never joined
    revisions: tuple[Revision, ...] = ()
    merged_into: int | None = None  # somebody merged it into this alert: it is history, and grows no more
    changes: tuple[ListingChange, ...] = ()  # what a listing alert tells of
    concerns: tuple[str, ...] = ()  # what an alert about Vedette itself is about: ids of feeds, articles, messages

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the rules that fired, each once, most severe first."""
        ordered = sorted(self.findings, key=lambda f: -f.finding.match.severity.rank)
        return tuple(dict.fromkeys(f.finding.match.rule for f in ordered))


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a recipient knows of an alert: compared with the alert's present state before telling again."""

    severity: Severity
    rules: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()  # actor and person ids
    places: tuple[str, ...] = ()
    resolutions: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    quantities: tuple[tuple[str, int, int], ...] = ()  # of, low, high
    listed: tuple[str, ...] = ()
    stances: tuple[tuple[str, str], ...] = ()  # rule, stance
    official: bool = False
    sources: int = 0
    reported: tuple[str, ...] = ()  # first and last day on which its reports came out, ISO 8601


class DeliveryState(StrEnum):
    """What became of one telling. Nothing is dropped; it changes state."""

    PENDING = "pending"
    SENT = "sent"
    SUPERSEDED = "superseded"  # by a later telling of the same alert
    DEFERRED = "deferred"
    SILENCED = "silenced"
    IN_DIGEST = "in digest"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The n-th telling of an alert to one recipient of one route. `id` is 0 until stored."""

    id: int = 0
    alert_id: int
    revision: int
    route: str
    recipient: str  # the channel's name in the configuration
    telling: int = 1
    state: DeliveryState = DeliveryState.PENDING
    reasons: tuple[Reason, ...] = (Reason.NEW,)
    detail: tuple[str, ...] = ()  # what is new since the last telling, for people
    view: View | None = None  # what the recipient will know once this is sent
    due_at: datetime
    attempts: int = 0
    first_tried_at: datetime | None = None
    last_outcome: str = ""  # the channel's own words, redacted
    why: str = ""  # what holds or held it back: 'quiet hours 22:00-06:00'
    gathered: bool = False  # it goes out in one message with all others that are put off until then
    digest: int | None = None  # the message that it went out in, with others
    silence: int | None = None  # by which it was silenced
    message: int | None = None  # which message of the alert to this recipient it is, known when it goes out


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One notification, rendered; kept as it was sent."""

    title: str  # one line, no control characters
    text: str
    html: str
    chat: str = ""  # simple HTML in a size for chat; empty: `html` serves
    markdown: str = ""
    key: str = ""  # stable id of the alert, for threading and the footer


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestEntry:
    """One telling of a digest, with the findings that its reader is shown."""

    alert: Alert
    delivery: Delivery
    findings: tuple[AlertFinding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Tellings of one route to one recipient that go out in one message: most severe first, then as they came."""

    route: str
    recipient: str
    at: datetime
    why: tuple[str, ...]  # what held them back, each once: 'quiet hours 22:00-06:00'
    entries: tuple[DigestEntry, ...]


class OutcomeStatus(StrEnum):
    """What a channel made of a message."""

    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"  # for good


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of one send, with the channel's own words (secrets taken out)."""

    status: OutcomeStatus
    detail: str = ""
    retry_after: timedelta | None = None
    at: datetime | None = None  # when the channel had answered; a slow one must not eat up its own pause
