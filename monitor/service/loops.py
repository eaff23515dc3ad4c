"""The three loops at work: claim, hand to the pipeline, count. Each claims only while there is room.

Polling runs as tasks on the event loop, reading on one thread of its own, telling on one thread a channel.
What a step raises is put to the row that it concerns; a loop itself never ends by an exception.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import structlog

from monitor import alerting, pipeline
from monitor.errors import LeaseLost, StorageError
from monitor.model import (
    Article,
    Claim,
    Delivery,
    DeliveryState,
    Failed,
    FailureCause,
    Feed,
    Polled,
    ReadOutcome,
    Severity,
)
from monitor.service.app import App
from monitor.service.network import NetworkEvent, NetworkWatch
from monitor.storage import Notice

log = structlog.get_logger()

POLLS_AT_ONCE = 50
ARTICLES_A_CLAIM = 20
CHANNELS_AT_ONCE = 32
FEED_LEASE = timedelta(seconds=120)  # longer than the fetch deadline and the parser's together
ARTICLE_LEASE = timedelta(seconds=120)
DELIVERY_LEASE = timedelta(seconds=120)  # longer than a channel's timeout of 30 s


class PollLoop:
    """Feeds due → articles."""

    def __init__(self, app: App, *, fetcher: pipeline.Fetcher, parser: pipeline.Parser) -> None:
        self._app = app
        self._fetcher = fetcher
        self._parser = parser
        self._network = NetworkWatch(
            remote_feeds=sum(item.active and not item.feed.is_file for item in app.store.feeds.feeds())
        )
        self.tasks: set[asyncio.Task[None]] = set()

    async def tick(self) -> None:
        """Claim what is due and start polling it."""
        room = POLLS_AT_ONCE - len(self.tasks)
        if room <= 0:
            return
        now = self._app.clock()
        claims = await asyncio.to_thread(
            self._app.store.feeds.claim_feeds,
            now=now,
            lease=FEED_LEASE,
            limit=room,
            next_check=self._app.policy.default_every,
        )
        for claim in claims:
            task = asyncio.create_task(self._poll(claim))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def _poll(self, claim: Claim[Feed]) -> None:
        feed, app = claim.item, self._app
        try:
            polled = await pipeline.poll(
                claim,
                fetcher=self._fetcher,
                parser=self._parser,
                store=app.store.feeds,
                policy=app.policy,
                now=app.clock(),
            )
        except asyncio.CancelledError:
            app.store.feeds.release(claim, due_at=app.clock())
            raise
        except LeaseLost as error:
            log.warning(
                "a poll took longer than its lease; another worker has the feed", feed=feed.name, why=str(error)
            )
            return
        except Exception:
            log.exception("polling failed; the feed is tried again when it is next due", feed=feed.name)
            await asyncio.to_thread(app.store.feeds.release, claim)
            return
        app.tally.polled(feed.name, polled)
        await self._say(feed, polled)

    async def _say(self, feed: Feed, polled: Polled) -> None:
        """One line for what is worth one; the network's state once an episode, not once a feed."""
        event = self._network.saw(feed, polled.response, now=self._app.clock())
        retry = self._network.retry_at
        if event in {NetworkEvent.DOWN, NetworkEvent.STILL_DOWN} and retry:
            await asyncio.to_thread(self._app.store.feeds.postpone_unreachable, until=retry)
        if event is NetworkEvent.DOWN and retry:
            wait = round((retry - self._app.clock()).total_seconds())
            log.warning(f"the network is unreachable: no remote feed answers; trying again in {wait} s and then on")
        elif event is NetworkEvent.UP:
            log.info("the network is back")
            await asyncio.to_thread(self._app.store.feeds.make_unreachable_due, now=self._app.clock())
        elif isinstance(polled.response, Failed) and event is None and self._worth_a_line(polled):
            next_check = polled.state.next_check_at
            log.warning(f"feed failed: {feed.name}: {polled.response.reason}", next_check=f"{next_check:%H:%M:%S}")
        elif polled.articles:
            log.info(f"polled {feed.name}", new=len(polled.articles), known=polled.known, failed=len(polled.failed))

    @staticmethod
    def _worth_a_line(polled: Polled) -> bool:
        """Unreachable feeds are told together, by `NetworkWatch`, unless others answer."""
        response = polled.response
        return not (isinstance(response, Failed) and response.cause is FailureCause.NETWORK)


class ReadLoop:
    """Articles new → alerts. Runs on one thread, so that matching never holds up the event loop."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="read")
        self.stopping = False

    async def tick(self) -> None:
        """Read until nothing is left."""
        while not self.stopping and await asyncio.get_running_loop().run_in_executor(self._thread, self.read_some):
            pass

    def read_some(self) -> bool:
        """Claim a few articles and read them; False when there were none."""
        claims = self._app.store.articles.claim_articles(
            now=self._app.clock(), lease=ARTICLE_LEASE, limit=ARTICLES_A_CLAIM
        )
        for claim in claims:
            if self.stopping:
                self._app.store.articles.release(claim)
            else:
                self._read(claim)
        return bool(claims)

    def _read(self, claim: Claim[Article]) -> None:
        app, now = self._app, self._app.clock()
        try:
            done = pipeline.read(claim, knowledge=app.knowledge, store=app.store.articles, policy=app.policy, now=now)
        except LeaseLost:
            log.warning("reading took longer than its lease; another worker has the article", article=claim.item.id)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001 - a poisonous article spoils itself alone
            self._spoilt(claim, f"{type(error).__name__}: {error}")
        else:
            app.tally.has_read(done.outcome)
            if done.alert and done.outcome is ReadOutcome.OPENED:
                log.info(f"alert: {done.alert.title}", rules=",".join(done.alert.rules), tellings=len(done.deliveries))

    def _spoilt(self, claim: Claim[Article], reason: str) -> None:
        """Try again later, or put the article aside and say so."""
        app, now, article = self._app, self._app.clock(), claim.item
        alert = alerting.health_alert(
            subject=f"article:{article.id}",
            title=f"An article could not be read: {article.title or article.link or article.id}",
            text=f"It was put aside after {claim.attempts} tries, from {article.source.name}. Reason: {reason}",
            severity=Severity.MEDIUM,
            now=now,
        )
        deliveries = alerting.tellings(alert, app.policy.routes, (), now=now)
        quarantined = app.store.articles.fail_article(
            claim, reason, now=now, notice=Notice(alert=alert, deliveries=deliveries)
        )
        if quarantined:
            app.tally.has_read(ReadOutcome.QUARANTINED)
            log.error("an article was put aside: it cannot be read", article=article.id, why=reason)
        else:
            log.warning("an article could not be read; it is tried again", article=article.id, why=reason)

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)


class TellLoop:
    """Deliveries due → channels. One at a time to a channel, channels side by side."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._threads = ThreadPoolExecutor(max_workers=CHANNELS_AT_ONCE, thread_name_prefix="tell")
        self.busy: dict[str, asyncio.Task[None]] = {}
        self.stopping = False

    async def tick(self) -> None:
        """Start a worker for each channel that has something due and none at work."""
        recipients = await asyncio.to_thread(self._app.store.deliveries.pending_recipients, self._app.clock())
        for recipient in recipients:
            if recipient not in self.busy and not self.stopping:
                self.busy[recipient] = asyncio.create_task(self._work(recipient))

    async def _work(self, recipient: str) -> None:
        try:
            loop = asyncio.get_running_loop()
            while not self.stopping and await loop.run_in_executor(self._threads, self.tell_one, recipient):
                pass
        finally:
            self.busy.pop(recipient, None)

    def tell_one(self, recipient: str) -> bool:
        """Claim one delivery of a channel and send it; False when none is due."""
        app, now = self._app, self._app.clock()
        claims = app.store.deliveries.claim_deliveries(now=now, lease=DELIVERY_LEASE, limit=1, recipient=recipient)
        for claim in claims:
            self._tell(claim)
        return bool(claims)

    def _tell(self, claim: Claim[Delivery]) -> None:
        app, delivery = self._app, claim.item
        try:
            after = pipeline.tell(claim, sender=app.channels, store=app.store.deliveries, now=app.clock())
        except LeaseLost:
            log.warning("sending took longer than its lease; it may arrive twice", delivery=delivery.id)
            return
        app.tally.has_told(after)
        if after.state is DeliveryState.PENDING:
            log.warning(f"not sent to {delivery.recipient}: {after.last_outcome}", again_at=f"{after.due_at:%H:%M:%S}")
        elif after.state is DeliveryState.DEAD:
            log.error(f"could not be sent to {delivery.recipient}: {after.last_outcome}", delivery=delivery.id)

    def close(self) -> None:
        """Start nothing more; sends in flight go on until they end or the process does."""
        self._threads.shutdown(wait=False, cancel_futures=True)
