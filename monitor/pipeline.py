"""The three loops, step by step. If you read one file, read this one.

    poll   Feed ─fetch→ Response ─parse→ Entry ─clean→ Article
    read   Article ─match→ Match ─understand→ Finding ─join→ Story ─decide→ Alert ─route→ Delivery
    tell   Delivery ─render→ Message ─send→ Outcome

Each method takes a claimed row, works with no transaction open, and ends in one `record_…`.
What it needs of the outside world stands in `ports` as Protocols; `monitor.service` hands it in.
Knows no database, no network library and no clock: `now` is an argument.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor import alerting, context, engine, polling, screening, stories, text
from monitor.config import Route
from monitor.errors import IngestError
from monitor.model import (
    Article,
    Claim,
    Conclusion,
    Context,
    Delivery,
    DigestEntry,
    Entry,
    Failed,
    FailureCause,
    Feed,
    Fetched,
    Fingerprint,
    Mentions,
    ParsedFeed,
    Polled,
    Reading,
    ReadOutcome,
    Response,
)
from monitor.ports import Fetcher, Parser, PollStore, ReadStore, Sender, StorySession, TellStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What to look for. Replaced as a whole when a rule file changes, never edited."""

    rules: engine.RuleSet
    gazetteer: context.Gazetteer
    lists: screening.Lists

    def mentions(self, article: Article) -> Mentions:
        """What the article names; names on a list too, when a rule asks for them."""
        mentions = self.gazetteer.find(article)
        if not self.rules.asks_for_lists:
            return mentions
        return replace(mentions, listed=screening.screen(self.lists, article, mentions).listed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The settings that steps read."""

    routes: tuple[Route, ...]
    alert_if_newer_than: timedelta
    languages: tuple[str, ...]
    default_every: timedelta


# --- poll -------------------------------------------------------------------------------------------------------


async def poll(
    claim: Claim[Feed], *, fetcher: Fetcher, parser: Parser, store: PollStore, policy: Policy, now: datetime
) -> Polled:
    """Poll one feed: fetch, parse, clean what is new, record."""
    feed = claim.item
    response, parsed = await fetch_and_parse(feed, fetcher=fetcher, parser=parser)
    polled = Polled(response=response, state=feed.state)
    if parsed is not None:
        polled = await asyncio.to_thread(_take_in, feed, parsed, polled, store=store, policy=policy, now=now)
    every = policy.default_every
    state = polling.after_poll(feed, response, parsed, articles=polled.articles, default_every=every, now=now)
    polled = replace(polled, state=state)
    await asyncio.to_thread(store.record_poll, claim, polled, now=now)
    return polled


async def fetch_and_parse(feed: Feed, *, fetcher: Fetcher, parser: Parser) -> tuple[Response, ParsedFeed | None]:
    """Fetch a feed and parse it; a document that cannot be parsed is a failure like any other."""
    response = await fetcher.fetch(feed)
    if not isinstance(response, Fetched):
        return response, None
    try:
        return response, await parser.parse(response)
    except IngestError as error:
        return Failed(url=response.url, cause=FailureCause.PARSE, reason=str(error)), None


def _take_in(
    feed: Feed, parsed: ParsedFeed, polled: Polled, *, store: PollStore, policy: Policy, now: datetime
) -> Polled:
    """Clean the entries that are new or edited; count the others."""
    known = store.known_entries(feed.id, [entry.id for entry in parsed.entries])
    fresh: list[tuple[Entry, str]] = []
    for entry in parsed.entries:
        digest = text.entry_hash(entry)
        if known.get(entry.id) != digest:
            fresh.append((entry, digest))
    articles, hashes, failed = [], [], list(parsed.failed)
    for entry, digest in reversed(fresh):
        try:
            article = text.article_from_entry(entry, feed, parsed, languages=policy.languages, now=now)
        except Exception as error:  # noqa: BLE001 - one bad item never loses the rest; the ledger counts it as failed
            failed.append(f"{entry.id}: {type(error).__name__}: {error}")
            continue
        edited = entry.id in known
        old = alerting.is_backlog(article, feed, newer_than=policy.alert_if_newer_than, now=now)
        articles.append(replace(article, backlog=old, revision=2 if edited else 1))
        hashes.append(digest)
    asked = polling.suspects(articles, entries=len(parsed.entries))
    titles = store.known_links(feed.id, asked) if asked else {}
    return replace(
        polled,
        articles=polling.hushed(articles, known=titles),
        entry_hashes=tuple(hashes),
        known=len(parsed.entries) - len(fresh),
        held=parsed.held,
        failed=tuple(failed),
    )


# --- read -------------------------------------------------------------------------------------------------------


def read(claim: Claim[Article], *, knowledge: Knowledge, store: ReadStore, policy: Policy, now: datetime) -> Conclusion:
    """Read one article: match, understand, join, decide, route, record."""
    reading = understand(claim.item, knowledge=knowledge)
    fingerprint = stories.fingerprint(reading.article, reading.context.mentions)
    with store.joining(now=now) as session:
        conclusion = conclude(reading, fingerprint, session=session, policy=policy, now=now)
        session.record(claim, conclusion)
    return conclusion


def understand(article: Article, *, knowledge: Knowledge, facts_always: bool = False) -> Reading:
    """Match the rules and gather the facts. Facts of an article that matched nothing are asked for by name."""
    mentions = knowledge.mentions(article)
    matches = engine.match(knowledge.rules, article, mentions)
    if not matches and not facts_always:
        return Reading(article=article, context=Context(mentions=mentions))
    screened = screening.screen(knowledge.lists, article, mentions)
    facts = context.gather(article, mentions, screened, names=knowledge.gazetteer.names)
    return Reading(article=article, context=facts, findings=context.findings(article, matches, facts))


def conclude(
    reading: Reading, fingerprint: Fingerprint, *, session: StorySession, policy: Policy, now: datetime
) -> Conclusion:
    """Join the article to a story, let the alert grow, and decide who is told."""
    if not reading.findings:
        return Conclusion(outcome=ReadOutcome.NO_MATCH, reading=reading, fingerprint=fingerprint)
    if reading.article.backlog:
        return Conclusion(outcome=ReadOutcome.BACKLOG, reading=reading, fingerprint=fingerprint)
    weights = stories.weigh(fingerprint, session.frequencies(fingerprint))
    candidates = session.candidates(fingerprint, keys=stories.rare(weights), since=now - stories.WINDOW)
    joined = stories.join(reading.article, fingerprint, candidates, weights=weights)
    before = session.alert_of(joined.story_id) if joined.story_id is not None else None
    alert = alerting.grow(before, reading, joined, now=now)
    told = session.told(before.id) if before else ()
    deliveries = alerting.tellings(alert, policy.routes, told, now=now)
    return Conclusion(
        outcome=alerting.outcome(before, alert),
        reading=reading,
        fingerprint=fingerprint,
        joined=joined,
        alert=alert,
        deliveries=deliveries,
    )


# --- tell -------------------------------------------------------------------------------------------------------


def tell(
    claim: Claim[Delivery], *, sender: Sender, store: TellStore, routes: Sequence[Route], now: datetime
) -> Delivery:
    """Tell one recipient once, unless something holds it back now: render, send, record. Blocks on the channel."""
    entry = ready(claim, store=store, routes=routes, now=now)
    return entry if isinstance(entry, Delivery) else tell_ready(claim, entry, sender=sender, store=store, now=now)


def ready(
    claim: Claim[Delivery], *, store: TellStore, routes: Sequence[Route], now: datetime
) -> DigestEntry | Delivery:
    """What the recipient is to be told now; or the telling as it was recorded, put off or silenced."""
    delivery = claim.item
    alert = store.alert(delivery.alert_id)
    at_most = next((route.at_most for route in routes if route.name == delivery.route), None)
    standing = store.standing(delivery, at_most=at_most, now=now)
    held = alerting.gate(delivery, alert, routes, standing, now=now)
    if held is not None:
        after = alerting.held_back(delivery, held)
        store.record_held(claim, after)
        return after
    findings = alerting.shown(alert, delivery, routes, standing)
    delivery = alerting.as_shown(delivery, alert, routes, standing)
    delivery = alerting.with_acknowledgements(delivery, standing.acknowledgements)
    delivery = replace(delivery, message=standing.heard + 1)
    return DigestEntry(alert=alert, delivery=delivery, findings=findings)


def tell_ready(
    claim: Claim[Delivery], entry: DigestEntry, *, sender: Sender, store: TellStore, now: datetime
) -> Delivery:
    """Send one telling by itself."""
    delivery = entry.delivery
    message = sender.render(entry.alert, delivery, entry.findings)
    outcome = sender.send(delivery.recipient, message)
    answered = outcome.at or now
    after = alerting.after_send(delivery, outcome, now=answered)
    store.record_delivery(claim, after, message, outcome, now=answered)
    return after


def tell_together(
    claims: Sequence[Claim[Delivery]],
    entries: Sequence[DigestEntry],
    *,
    sender: Sender,
    store: TellStore,
    now: datetime,
) -> tuple[Delivery, ...]:
    """Send tellings of one route to one recipient as one message; a single one goes out as itself."""
    if len(entries) == 1:
        (claim,) = (claim for claim in claims if claim.item.id == entries[0].delivery.id)
        return (tell_ready(claim, entries[0], sender=sender, store=store, now=now),)
    digest = alerting.digest_of(entries, now=now)
    message = sender.render_digest(digest)
    outcome = sender.send(digest.recipient, message)
    answered = outcome.at or now
    after = alerting.after_send_together([entry.delivery for entry in digest.entries], outcome, now=answered)
    store.record_together(claims, after, digest, message, now=answered)
    return after
