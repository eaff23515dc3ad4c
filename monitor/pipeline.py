"""The three loops, step by step. If you read one file, read this one.

    poll   Feed ─fetch→ Response ─parse→ Entry ─clean→ Article, and done if no rule fires
    fill   Article that is a teaser ─fetch its page→ Article with the page's text
    read   Article ─match→ Match ─understand→ Finding ─join→ Story ─decide→ Alert ─route→ Delivery
    tell   Delivery ─render→ Message ─send→ Outcome

Each method takes a claimed row, works with no transaction open, and ends in one `record_…`.
What it needs of the outside world stands in `ports` as Protocols; `monitor.service` hands it in.
Knows no database, no network library and no clock: `now` is an argument.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType
from zlib import crc32

from monitor import alerting, context, engine, polling, stories
from monitor.arriving import Arrived, arrive
from monitor.config import Route
from monitor.errors import LeaseLost
from monitor.filling import with_its_page
from monitor.knowledge import Knowledge
from monitor.model import (
    Article,
    Claim,
    Conclusion,
    Context,
    Delivery,
    DigestEntry,
    Feed,
    Filled,
    Fingerprint,
    Match,
    Mentions,
    Polled,
    Reading,
    ReadOutcome,
)
from monitor.ports import FillStore, Outside, PageReader, PollStore, ReadStore, Sender, StorySession, TellStore
from monitor.taking_in import take_in
from monitor.text.fold import Folded, fold_each

Counted = Mapping[str, int]  # articles whose features were counted so far, by language
NONE_COUNTED: Counted = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The settings that steps read."""

    routes: tuple[Route, ...]
    alert_if_newer_than: timedelta
    languages: tuple[str, ...]
    default_every: timedelta


# --- poll -------------------------------------------------------------------------------------------------------


async def poll(
    claim: Claim[Feed],
    *,
    outside: Outside,
    store: PollStore,
    policy: Policy,
    knowledge: Knowledge | None = None,
    now: datetime,
) -> Polled:
    """Poll one feed: fetch, parse, clean what is new, record. With `knowledge` most of it is read by then, too."""
    feed = claim.item
    new = feed.state.last_item_at is None  # nothing of it is stored
    arrived = await arrive(feed, fetcher=outside.fetcher, parser=outside.parser, clean=new)
    taken = None
    if (parsed := arrived.parsed) is not None:
        work = partial(_take_in, claim, arrived, store=store, policy=policy, knowledge=knowledge, now=now)
        taken = await store.on_thread(work)
    articles, every = taken.articles if taken else (), policy.default_every
    state = polling.after_poll(feed, arrived.response, parsed, articles=articles, default_every=every, now=now)
    if state.found_at != arrived.found_at:
        state = replace(state, found_at=arrived.found_at)
    polled = replace(taken, state=state) if taken else Polled(response=arrived.response, state=state)
    await store.record_poll(claim, polled, now=now)
    return polled


def _take_in(
    claim: Claim[Feed],
    arrived: Arrived,
    *,
    store: PollStore,
    policy: Policy,
    knowledge: Knowledge | None,
    now: datetime,
) -> Polled:
    """Clean what is new or edited, and conclude at once what nothing is found in: it need not wait to be read.

    Not so when a process ended over this poll: then each article is read by itself.
    """
    newer_than, languages = policy.alert_if_newer_than, policy.languages
    taken = take_in(claim.item, arrived, store=store, languages=languages, newer_than=newer_than, now=now)
    if knowledge is None or not taken.articles or claim.attempts > 1:
        return taken
    counted = store.counted()
    each = zip(taken.articles, fold_each([one.text for one in taken.articles]), strict=True)
    return replace(taken, concluded=tuple(conclude_at_once(one, folded, knowledge, counted) for one, folded in each))


def conclude_at_once(article: Article, folded: Folded, knowledge: Knowledge, counted: Counted) -> Conclusion | None:
    """Conclude an article just brought if nothing is found in it; None leaves it to be read. What is found is kept.

    What waits for its page is left, and what was stored before, and what raises: reading puts that to the article.
    """
    if article.page_wanted or article.revision > 1:
        return None
    with suppress(Exception):  # it is raised anew when the article is read, and told then
        names = knowledge.names(article, folded)
        if not (matches := engine.match(knowledge.rules, article, names)):
            return _nothing_found(article, names, counted, folded)
        knowledge.at_hand.keep(article, matches, names.mentions)
    return None


# --- fill -------------------------------------------------------------------------------------------------------


async def fill(claim: Claim[Article], *, pages: PageReader, store: FillStore, policy: Policy, now: datetime) -> Filled:
    """Bring the page of an article whose entry is a teaser; what it says more becomes the article's text."""
    edited = claim.item.revision > 1
    page = await pages.read_page(claim.item.link or "", fresh=edited)
    languages = policy.languages
    filled = await asyncio.to_thread(with_its_page, claim.item, page, store=store, languages=languages, now=now)
    await asyncio.to_thread(store.record_page, claim, filled, now=now)
    return filled


# --- read -------------------------------------------------------------------------------------------------------


def read(claim: Claim[Article], *, knowledge: Knowledge, store: ReadStore, policy: Policy, now: datetime) -> Conclusion:
    """Read one article: match, understand, join, decide, route, record."""
    conclusion = sift(claim.item, knowledge=knowledge)
    if isinstance(conclusion, Conclusion):
        if store.record_unmatched([(claim, conclusion)], now=now):
            raise LeaseLost(f"article {claim.item.id} was edited, or taken over, while it was read")
        return conclusion
    return decide_together([(claim, conclusion)], store=store, policy=policy, now=now)[0]


def sift(article: Article, *, knowledge: Knowledge, counted: Counted = NONE_COUNTED) -> Reading | Conclusion:
    """Match and understand an article. One in which nothing is found is concluded with that: it joins no story."""
    if (found := knowledge.at_hand.take(article)) is not None:
        return _understood(article, *found, knowledge)
    names = knowledge.names(article)
    if matches := engine.match(knowledge.rules, article, names):
        return _understood(article, matches, names.mentions, knowledge)
    return _nothing_found(article, names, counted)


def _nothing_found(article: Article, names: engine.Named, counted: Counted, folded: Folded | None = None) -> Conclusion:
    worth = _stands_for(article, counted)
    keys = stories.features_alone(article, names.mentions, folded) if worth else None
    return Conclusion(outcome=ReadOutcome.NO_MATCH, reading=Reading(article=article), features=keys, stands_for=worth)


def _stands_for(article: Article, counted: Counted) -> int:
    number = crc32(article.entry_id.encode(errors="replace"))  # half a surrogate pair is no reason to fail
    return stories.stands_for(number, counted=counted.get(article.language.code or "", 0))


def decide_together(
    read: Sequence[tuple[Claim[Article], Reading]],
    *,
    store: ReadStore,
    policy: Policy,
    counted: Counted = NONE_COUNTED,
    now: datetime,
) -> tuple[Conclusion, ...]:
    """Join what was found to stories, decide who is told, record: of some articles, in order, all of it or nothing."""
    prints = [stories.fingerprint(reading.article, reading.context.mentions) for _, reading in read]
    done: list[Conclusion] = []
    with store.joining(now=now) as session:
        session.expect([claim for claim, _ in read], prints)
        for (claim, reading), fingerprint in zip(read, prints, strict=True):
            conclusion = conclude(reading, fingerprint, session=session, policy=policy, now=now)
            done.append(replace(conclusion, stands_for=_stands_for(reading.article, counted)))
            session.record(claim, done[-1])
    return tuple(done)


def understand(article: Article, *, knowledge: Knowledge, facts_always: bool = False) -> Reading:
    """Match the rules and gather the facts. Facts of an article that matched nothing are asked for by name."""
    names = knowledge.names(article)
    matches = engine.match(knowledge.rules, article, names)
    if not matches and not facts_always:
        return Reading(article=article, context=Context(mentions=names.mentions))
    return _understood(article, matches, names.mentions, knowledge)


def _understood(article: Article, matches: Sequence[Match], mentions: Mentions, knowledge: Knowledge) -> Reading:
    """The matches with the facts that go with them."""
    screened = knowledge.screen(article, mentions)
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
