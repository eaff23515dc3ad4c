"""Feeds at hubs (WebSub): ask for subscriptions, answer their verification, and take a push as 'due now'.

In: subscriptions that are due, and what hubs call back with. Out: requests, answers, feeds made due. Pushes only
shorten the wait: what stands in one is not read, and each feed is polled as if there were no hub. A hub that pushes all
the time brings no more than a poll every ten seconds. A hub that fails is asked again rarely, and said once.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import structlog

from monitor.errors import StorageError
from monitor.ingest.hub import HubClient
from monitor.ingest.redact import host_of
from monitor.model import Claim, Subscription
from monitor.polling import subscribing
from monitor.service.app import App
from monitor.storage import Store
from monitor.web.http import Answer, Call, Calls

log = structlog.get_logger()

PATH = "/websub"
ASKED_EVERY = timedelta(seconds=0.5)
AT_ONCE = 10  # hubs asked in one tick
LEASE = timedelta(minutes=2)  # of one asking: its deadline, and time to record
GAP = 10.0  # seconds between two polls of one feed that pushes bring about
MOST_PUSHED = 10 * 1024 * 1024  # bytes
LONGEST_CHALLENGE = 2_000

NOTHING_HERE = Answer(body="404: Not Found", status=404)
GONE = Answer(body="gone\n", status=410)
TAKEN = Answer(body="", status=202)


class Subscriber:
    """Subscriptions of one running daemon. `reader` is a read-only store: callbacks wait for no writer."""

    def __init__(
        self, app: App, *, hubs: HubClient, reader: Store, steady: Callable[[], float] = time.monotonic
    ) -> None:
        self._app = app
        self._hubs = hubs
        self._reader = reader
        self._steady = steady
        self._public = (app.config.http.public_url if app.config.http else None) or ""
        self._pushed: set[int] = set()  # feeds that are to be polled as soon as may be
        self._made_due: dict[int, float] = {}
        self.asking: set[asyncio.Task[None]] = set()

    @property
    def callbacks(self) -> Mapping[str, Calls]:
        """By path; a web server before us may hand the path of the public address on, or leave it out."""
        outside = urlsplit(self._public).path.rstrip("/")
        return dict.fromkeys({PATH, f"{outside}{PATH}"}, self.called)

    # --- asking -----------------------------------------------------------------------------------------------

    async def tick(self) -> None:
        """Make pushed feeds due, and ask the hubs whose time has come."""
        await self._make_due()
        room = AT_ONCE - len(self.asking)
        if room <= 0:
            return
        store, now = self._app.store.subscriptions, self._app.clock()
        for claim in await asyncio.to_thread(store.claim_due, now=now, lease=LEASE, limit=room):
            task = asyncio.create_task(self._ask(claim))
            self.asking.add(task)
            task.add_done_callback(self.asking.discard)

    async def stop(self) -> None:
        """Break off what is being asked; its lease runs out, and it is asked again."""
        for task in self.asking:
            task.cancel()
        await asyncio.gather(*self.asking, return_exceptions=True)

    async def _ask(self, claim: Claim[Subscription]) -> None:
        """Ask one hub, or note that it never came back after it was asked."""
        store, now = self._app.store.subscriptions, self._app.clock()
        wanted = claim.item
        try:
            if subscribing.waits(wanted):
                why = f"{host_of(wanted.hub)} did not come to verify it; can it reach {self._public}?"
                after = subscribing.failed(wanted, why, now=now)
            else:
                wanted = replace(wanted, asked_at=now)
                await asyncio.to_thread(store.asking, claim, now=now)
                after = await self._answered(wanted)
            await asyncio.to_thread(store.record, claim, after)
        except StorageError as error:
            log.warning("a hub's answer could not be recorded; it is asked again", why=str(error))
            return
        self._say(wanted, after)

    async def _answered(self, wanted: Subscription) -> Subscription:
        form = {
            "hub.mode": "subscribe",
            "hub.topic": wanted.topic,
            "hub.callback": f"{self._public}{PATH}/{wanted.token}",
            "hub.secret": wanted.secret,
            "hub.lease_seconds": str(round(subscribing.WANTED.total_seconds())),
        }
        why = await self._hubs.ask(wanted.hub, form)
        now = self._app.clock()
        if why is None:
            return subscribing.requested(wanted, now=now)
        return subscribing.failed(replace(wanted, asked_at=None), why, now=now)

    def _say(self, before: Subscription, after: Subscription) -> None:
        if after.failures == 1 and not before.failures:
            log.warning(
                f"no pushes from {host_of(after.hub)}: {after.last_error}; the feed is polled as before",
                topic=host_of(after.topic),
            )

    # --- being called -----------------------------------------------------------------------------------------

    async def called(self, call: Call) -> Answer:
        """Answer a hub. An address that is none of ours looks like any other that is not there."""
        found = await asyncio.to_thread(self._reader.subscriptions.by_token, call.name)
        if found is None:
            return NOTHING_HERE
        return await (self._push(found, call) if call.method == "POST" else self._verify(found, call))

    async def _verify(self, found: Subscription, call: Call) -> Answer:
        """The hub asks whether we asked; yes is its own challenge, word for word."""
        mode, topic = call.query.get("hub.mode", ""), call.query.get("hub.topic", "")
        challenge, now = call.query.get("hub.challenge", ""), self._app.clock()
        if mode == "denied" and topic == found.topic:
            why = " ".join(call.query.get("hub.reason", "").split())[:100]
            after = subscribing.failed(found, f"the hub denied it{why and f': {why}'}", now=now, final=True)
            await asyncio.to_thread(self._app.store.subscriptions.verified, replace(after, asked_at=None))
            self._say(found, after)
            return TAKEN
        right = challenge and len(challenge) <= LONGEST_CHALLENGE
        if not right or not subscribing.accepts(found, mode=mode, topic=topic, now=now):
            return NOTHING_HERE
        after = subscribing.verified(found, lease=_seconds(call.query.get("hub.lease_seconds")), now=now)
        await asyncio.to_thread(self._app.store.subscriptions.verified, after)
        if found.until is None or found.failures:
            log.info(f"{host_of(found.hub)} will push news of {host_of(found.topic)}", until=f"{after.until:%Y-%m-%d}")
        return Answer(body=challenge)

    async def _push(self, found: Subscription, call: Call) -> Answer:
        """News, it says. One that is signed wrongly is answered like any other, and forgotten (WebSub 8.1)."""
        if not found.active:
            return GONE
        body = await call.read(MOST_PUSHED)
        if body is None:
            return Answer(body="too much\n", status=413)
        if subscribing.signed_right(call.headers.get("x-hub-signature", ""), body, found.secret):
            self._pushed.add(found.feed_id)
            with contextlib.suppress(StorageError):  # then at the next tick
                await self._make_due()
        return TAKEN

    async def _make_due(self) -> None:
        """Have pushed feeds polled now; those that were lately, or are being polled just now, a little later."""
        steady = self._steady()
        for feed_id in sorted(self._pushed):
            if steady - self._made_due.get(feed_id, -GAP) < GAP:
                continue
            store = self._app.store.subscriptions
            if await asyncio.to_thread(store.pushed, feed_id, now=self._app.clock()):
                self._made_due[feed_id] = steady
                self._pushed.discard(feed_id)


def _seconds(text: str | None) -> timedelta | None:
    """The lease that a hub grants; None when it does not say one."""
    if not text or not text.isascii() or not text.isdigit():
        return None
    return timedelta(seconds=int(text[:9]))
