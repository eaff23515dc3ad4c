"""Small makers of values for the storage tests: the least that is needed, the rest by keyword."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from monitor.model import (
    Alert,
    AlertFinding,
    AlertKind,
    Article,
    Claim,
    Conclusion,
    Delivery,
    DeliveryState,
    Evidence,
    Feed,
    FeedState,
    Fetched,
    Finding,
    Fingerprint,
    Joined,
    JoinKind,
    Match,
    Message,
    NotModified,
    Outcome,
    OutcomeStatus,
    Polled,
    Reading,
    ReadOutcome,
    Reason,
    Revision,
    Severity,
    Source,
    Span,
    View,
)
from monitor.storage import Store

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
URL = "https://news.example/feed.xml"


def feed(url: str = URL, **fields) -> Feed:
    return Feed(id=0, url=url, name=fields.pop("name", url), **fields)


def article(entry_id: str, title: str = "A headline", **fields) -> Article:
    return Article(entry_id=entry_id, title=title, paragraphs=(title, "What happened."), **fields)


def polled(*articles: Article, hashes: tuple[str, ...] | None = None, **fields) -> Polled:
    state = fields.pop("state", FeedState(next_check_at=NOW + 10 * MINUTE))
    response = Fetched(url=URL, body=b"", headers={}) if articles else NotModified(url=URL)
    digests = hashes or tuple(f"hash of {a.entry_id}" for a in articles)
    return Polled(response=response, state=state, articles=articles, entry_hashes=digests, **fields)


def claim_feed(store: Store, *, now: datetime = NOW) -> Claim[Feed]:
    (claim,) = store.feeds.claim_feeds(now=now, lease=MINUTE, limit=1, next_check=HOUR)
    return claim


def bring(store: Store, *articles: Article, now: datetime = NOW, **fields) -> None:
    """Have the one feed poll these articles."""
    store.feeds.sync([feed()], now=now)
    store.feeds.make_due(now=now)
    store.feeds.record_poll(claim_feed(store, now=now), polled(*articles, **fields), now=now)


def claim_article(store: Store, *, now: datetime = NOW) -> Claim[Article]:
    (claim,) = store.articles.claim_articles(now=now, lease=MINUTE, limit=1)
    return claim


def fingerprint(text: str = "text", *, canonical: str = "", bands: tuple[str, ...] = ()) -> Fingerprint:
    return Fingerprint(canonical=canonical, text_hash=text, language="en", signature=(1, 2, 3), bands=bands)


def finding(rule: str = "mercenaries", severity: Severity = Severity.HIGH) -> Finding:
    span = Span(start=0, end=1, text="A", concept="hired-gun")
    return Finding(match=Match(rule=rule, title=rule.title(), severity=severity, spans=(span,)))


def telling(*, number: int = 1, recipient: str = "desk", route: str = "all", **fields) -> Delivery:
    fields.setdefault("view", View(severity=Severity.HIGH, sources=number))
    fields.setdefault("due_at", NOW)
    return Delivery(alert_id=0, revision=number, route=route, recipient=recipient, telling=number, **fields)


def story_alert(source: Article, *found: Finding, number: int = 1, **fields) -> Alert:
    reason = Reason.NEW if number == 1 else Reason.SOURCES
    fields.setdefault("revisions", tuple(Revision(number=n, at=NOW, reasons=(reason,)) for n in range(1, number + 1)))
    findings = tuple(
        AlertFinding(article_id=source.id, source=Source(name="News"), finding=one) for one in found or (finding(),)
    )
    return Alert(
        kind=AlertKind.STORY,
        key=fields.pop("key", ""),
        title=source.title,
        severity=Severity.HIGH,
        opened_at=NOW,
        findings=findings,
        **fields,
    )


def health_alert(key: str = "health:article:1", **fields) -> Alert:
    fields.setdefault("revisions", (Revision(number=1, at=NOW, reasons=(Reason.NEW,)),))
    return Alert(
        kind=AlertKind.HEALTH,
        key=key,
        title="An article cannot be read",
        severity=Severity.MEDIUM,
        opened_at=NOW,
        **fields,
    )


def opened(source: Article, *deliveries: Delivery, print_: Fingerprint | None = None) -> Conclusion:
    """The article opens a story, and these are told."""
    return Conclusion(
        outcome=ReadOutcome.OPENED,
        reading=Reading(article=source, findings=(finding(),)),
        fingerprint=print_ or fingerprint(),
        joined=Joined(story_id=None, evidence=(Evidence(kind=JoinKind.OPENED, detail="the first of its story"),)),
        alert=story_alert(source),
        deliveries=deliveries,
    )


def revised(source: Article, alert: Alert, *deliveries: Delivery, print_: Fingerprint | None = None) -> Conclusion:
    """The article joins the alert's story, and these are told anew."""
    number = len(alert.revisions) + 1
    revision = Revision(number=number, at=NOW, reasons=(Reason.SOURCES,))
    return Conclusion(
        outcome=ReadOutcome.REVISED,
        reading=Reading(article=source, findings=(finding(),)),
        fingerprint=print_ or fingerprint(),
        joined=Joined(
            story_id=alert.story_id, evidence=(Evidence(kind=JoinKind.SAME_TEXT, detail="word for word", score=0.9),)
        ),
        alert=replace(alert, revisions=(*alert.revisions, revision)),
        deliveries=deliveries,
    )


def read_as(store: Store, conclude, *, now: datetime = NOW) -> Article:
    """Read the next article with the conclusion that `conclude(article, session)` draws."""
    claim = claim_article(store, now=now)
    with store.articles.joining(now=now) as session:
        session.record(claim, conclude(claim.item, session))
    return claim.item


def no_match(source: Article, _session) -> Conclusion:
    return Conclusion(outcome=ReadOutcome.NO_MATCH, reading=Reading(article=source))


def claim_delivery(store: Store, *, now: datetime = NOW) -> Claim[Delivery]:
    (claim,) = store.deliveries.claim_deliveries(now=now, lease=MINUTE, limit=1)
    return claim


MESSAGE = Message(title="A headline", text="What happened.", html="<p>What happened.</p>", key="story:1")
SENT = Outcome(status=OutcomeStatus.SENT, detail="250 OK")
AGAIN = Outcome(status=OutcomeStatus.RETRY, detail="451 later")
NEVER = Outcome(status=OutcomeStatus.FAILED, detail="550 no such mailbox")


def send(store: Store, claim: Claim[Delivery], outcome: Outcome = SENT, *, now: datetime = NOW) -> Delivery:
    """Record what a channel made of a claimed delivery."""
    states = {
        OutcomeStatus.SENT: DeliveryState.SENT,
        OutcomeStatus.RETRY: DeliveryState.PENDING,
        OutcomeStatus.FAILED: DeliveryState.DEAD,
    }
    after = replace(
        claim.item,
        state=states[outcome.status],
        attempts=claim.item.attempts + 1,
        first_tried_at=claim.item.first_tried_at or now,
        due_at=now + MINUTE,
        last_outcome=outcome.detail,
    )
    store.deliveries.record_delivery(claim, after, MESSAGE, outcome, now=now)
    return after
