"""Subscriptions at hubs: a real hub and the real HTTP port on this machine, a real database, a clock moved by hand."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import aiohttp
import pytest
from aiohttp import web
from structlog.testing import capture_logs

from monitor.ingest.hub import HubClient
from monitor.ingest.limits import FetchLimits
from monitor.model import Feed, Fetched, HubLink, ParsedFeed, Response, Subscription, SubscriptionState
from monitor.service.app import App
from monitor.service.feeds_view import feeds_as_json
from monitor.service.subscribing import GAP, Subscriber
from monitor.storage import Store
from monitor.web.http import HttpServer
from tests.integration.service.conftest import entry

TOPIC = "https://wire.example/feed.xml"


@dataclass
class Hub:
    """A hub: `forms` that it was sent, `status` that it answers with. Verifies when told to."""

    forms: list[dict[str, str]] = field(default_factory=list)
    status: int = 202
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hub"

    async def take(self, request: web.Request) -> web.Response:
        self.forms.append({name: str(value) for name, value in (await request.post()).items()})
        return web.Response(status=self.status, text="no such topic" if self.status >= 400 else "")


@dataclass
class Wire:
    """A feed that names the hub; `polls` counts."""

    hub: Hub
    titles: list[str] = field(default_factory=lambda: ["Mercenaries land"])
    polls: int = 0
    holds: asyncio.Event | None = None

    async def fetch(self, feed: Feed) -> Response:
        self.polls += 1
        if self.holds:
            await self.holds.wait()
        return Fetched(url=feed.url, body=b"", headers={})

    async def parse(self, _fetched: Fetched, *, clean: bool = False) -> ParsedFeed:
        items = tuple(entry(title, title) for title in self.titles)
        return ParsedFeed(entries=items, hub=HubLink(hubs=(self.hub.url,), topic=TOPIC))


class Steady:
    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@dataclass
class Scene:
    """Everything at once, and what a hub does with it."""

    desk: object
    app: App
    hub: Hub
    wire: Wire
    subscriber: Subscriber
    steady: Steady
    session: aiohttp.ClientSession

    async def tick(self, **later: float) -> None:
        """Some time later the hubs' turn comes, and what they are asked is answered."""
        self.desk.clock.move(**later)
        await self.subscriber.tick()
        while self.subscriber.asking:
            await asyncio.wait(self.subscriber.asking)

    async def poll(self) -> None:
        await self.desk.poll(self.app)

    @property
    def subscription(self) -> Subscription:
        (only,) = self.app.store.subscriptions.all()
        return only

    async def verify(self, *, form: dict[str, str] | None = None, **query: str) -> tuple[int, str]:
        form = form or self.hub.forms[-1]
        asked = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "c4", "hub.lease_seconds": "864000"}
        changed = {f"hub.{name}": value for name, value in query.items()}
        async with self.session.get(form["hub.callback"], params=asked | changed) as answer:
            return answer.status, await answer.text()

    async def push(self, *, secret: str | None = None, method: str = "sha256") -> int:
        form, body = self.hub.forms[-1], b"<rss/>"
        signature = hmac.new((secret or form["hub.secret"]).encode(), body, getattr(hashlib, method)).hexdigest()
        headers = {"X-Hub-Signature": f"{method}={signature}"}
        async with self.session.post(form["hub.callback"], data=body, headers=headers) as answer:
            return answer.status

    async def subscribed(self) -> None:
        """From nothing to a verified subscription."""
        await self.poll()
        await self.tick()
        assert await self.verify() == (200, "c4")


@pytest.fixture
async def scene(desk) -> AsyncIterator[Scene]:
    hub = Hub()
    async with serving(hub):
        desk.papers = Wire(hub)
        async with living(desk, hub) as made:
            yield made


@asynccontextmanager
async def serving(hub: Hub) -> AsyncIterator[None]:
    app = web.Application()
    app.add_routes([web.post("/hub", hub.take)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    hub.port = free_port()
    await web.TCPSite(runner, "127.0.0.1", hub.port).start()
    yield
    await runner.cleanup()


@asynccontextmanager
async def living(desk, hub: Hub, *, allowed: bool = True) -> AsyncIterator[Scene]:
    """The port and the subscriber of one run."""
    port = free_port()
    http = f'http: {{listen: "127.0.0.1:{port}", public_url: "http://127.0.0.1:{port}"}}\n'
    app = desk.open(TOPIC, more=http)
    reader = Store.open(app.store.engine.url.render_as_string(hide_password=False), read_only=True)
    steady = Steady()
    limits = FetchLimits(allow_hosts=("127.0.0.1",) if allowed else (), deadline=timedelta(seconds=5))
    async with HubClient(limits) as client, aiohttp.ClientSession() as session:
        subscriber = Subscriber(app, hubs=client, reader=reader, steady=steady)
        async with HttpServer(f"127.0.0.1:{port}", {}, callbacks=subscriber.callbacks):
            yield Scene(desk, app, hub, desk.papers, subscriber, steady, session)
    reader.close()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


async def test_a_feed_that_names_a_hub_is_subscribed_to_and_verified(scene: Scene) -> None:
    await scene.poll()
    await scene.tick()
    (form,) = scene.hub.forms
    assert (form["hub.mode"], form["hub.topic"], form["hub.lease_seconds"]) == ("subscribe", TOPIC, "864000")
    assert scene.subscription.state is SubscriptionState.ASKED
    assert await scene.verify() == (200, "c4")
    assert scene.subscription.state is SubscriptionState.VERIFIED
    assert scene.subscription.until == scene.desk.clock.now + timedelta(days=10)
    await scene.tick(hours=1)
    assert len(scene.hub.forms) == 1


async def test_the_callback_tells_nothing_to_who_does_not_know_it_and_nothing_of_the_feed(scene: Scene) -> None:
    await scene.poll()
    await scene.tick()
    callback = scene.hub.forms[0]["hub.callback"]
    token = callback.rpartition("/")[2]
    assert len(token) >= 32
    assert "wire" not in callback
    base = callback.removesuffix(token)
    answers = []
    for address in (f"{base}{'x' * len(token)}", f"{base}..%2f", base.replace("websub", "absent") + "x"):
        async with scene.session.get(address) as answer:
            answers.append((answer.status, await answer.text()))
    assert set(answers) == {(404, "404: Not Found")}


@pytest.mark.parametrize(
    "query",
    [{"topic": "https://other.example/"}, {"mode": "unsubscribe"}, {"mode": "publish"}, {"challenge": ""}],
    ids=lambda query: next(iter(query)),
)
async def test_only_what_was_asked_is_verified(scene: Scene, query: dict[str, str]) -> None:
    await scene.poll()
    await scene.tick()
    assert (await scene.verify(**query))[0] == 404
    assert scene.subscription.state is SubscriptionState.ASKED


async def test_a_verification_that_nobody_asked_for_is_not_answered(scene: Scene) -> None:
    await scene.subscribed()
    assert (await scene.verify())[0] == 404


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
async def test_a_push_has_the_feed_polled_at_once(scene: Scene, method: str) -> None:
    await scene.subscribed()
    scene.wire.titles.append("Sanctions on a shipowner")
    assert await scene.push(method=method) == 202
    await scene.poll()
    scene.desk.read(scene.app)
    scene.desk.tell(scene.app)
    assert scene.wire.polls == 2
    assert "Sanctions on a shipowner" in scene.desk.told()


@pytest.mark.parametrize("wrong", [{"secret": "guessed"}, {"method": "md5"}])
async def test_a_push_with_a_wrong_signature_is_answered_and_ignored(scene: Scene, wrong: dict[str, str]) -> None:
    await scene.subscribed()
    assert await scene.push(**wrong) == 202
    await scene.poll()
    assert scene.wire.polls == 1
    assert scene.subscription.pushed_at is None


async def test_a_hub_that_pushes_all_the_time_brings_a_poll_every_ten_seconds(scene: Scene) -> None:
    await scene.subscribed()
    for _ in range(30):
        await scene.push()
        await scene.poll()
        scene.steady.at += 1
        await scene.tick(seconds=1)
    assert 1 + 30 // GAP <= scene.wire.polls <= 2 + 30 // GAP


async def test_a_push_while_the_feed_is_being_polled_has_it_polled_again(scene: Scene) -> None:
    await scene.subscribed()
    scene.wire.holds = asyncio.Event()
    scene.app.store.feeds.make_due(now=scene.desk.clock())
    loop = scene.desk.polling(scene.app)
    await loop.tick()
    await asyncio.sleep(0)
    await scene.push()
    scene.wire.holds.set()
    while loop.tasks:
        await asyncio.wait(loop.tasks)
    await scene.tick(seconds=1)
    await scene.desk.poll(scene.app, loop)
    assert scene.wire.polls == 3


async def test_a_subscription_is_renewed_before_its_lease_ends(scene: Scene) -> None:
    await scene.subscribed()
    await scene.tick(days=7)
    assert len(scene.hub.forms) == 1
    await scene.tick(days=1, minutes=1)
    assert len(scene.hub.forms) == 2
    assert scene.hub.forms[0]["hub.callback"] == scene.hub.forms[1]["hub.callback"]
    assert scene.subscription.state is SubscriptionState.VERIFIED  # the old lease holds meanwhile
    assert await scene.verify(lease_seconds="3600") == (200, "c4")
    assert scene.subscription.until == scene.desk.clock.now + timedelta(hours=1)


async def test_a_lease_of_a_second_does_not_have_the_hub_asked_every_second(scene: Scene) -> None:
    await scene.poll()
    await scene.tick()
    await scene.verify(lease_seconds="1")
    for _ in range(20):
        await scene.tick(seconds=1)
        if scene.subscription.asked_at:
            await scene.verify(lease_seconds="1")
    assert 4 <= len(scene.hub.forms) <= 5


async def test_a_lease_of_ten_seconds_is_renewed_before_it_ends(scene: Scene) -> None:
    await scene.poll()
    await scene.tick()
    await scene.verify(lease_seconds="10")
    await scene.tick(seconds=9)
    assert len(scene.hub.forms) == 2


async def test_a_hub_that_refuses_is_asked_ever_more_rarely_and_said_once(scene: Scene) -> None:
    scene.hub.status = 404
    with capture_logs() as lines:
        await scene.poll()
        for _ in range(72):
            await scene.tick(hours=1)
    assert 5 <= len(scene.hub.forms) <= 9
    assert sum("no pushes from" in line["event"] for line in lines) == 1
    assert scene.subscription.last_error == "127.0.0.1 answered 404: no such topic"
    scene.hub.status = 202
    await scene.tick(days=1)
    assert await scene.verify() == (200, "c4")
    assert scene.subscription.failures == 0


async def test_a_hub_that_never_comes_to_verify_has_failed(scene: Scene) -> None:
    await scene.poll()
    await scene.tick()
    await scene.tick(minutes=11)
    assert len(scene.hub.forms) == 1
    assert scene.subscription.state is SubscriptionState.FAILED
    assert "did not come to verify" in scene.subscription.last_error
    assert await scene.verify() == (200, "c4")  # late, but asked for
    assert scene.subscription.state is SubscriptionState.VERIFIED


async def test_a_hub_that_denies_is_believed(scene: Scene) -> None:
    await scene.subscribed()
    assert (await scene.verify(mode="denied", reason="moved"))[0] == 202
    assert scene.subscription.state is SubscriptionState.FAILED
    assert scene.subscription.last_error == "the hub denied it: moved"


async def test_a_restart_keeps_the_subscription(scene: Scene) -> None:
    await scene.subscribed()
    async with living(scene.desk, scene.hub) as again:
        await again.tick()
        assert again.subscription.token == scene.hub.forms[0]["hub.callback"].rpartition("/")[2]
        assert again.subscription.state is SubscriptionState.VERIFIED
        assert len(scene.hub.forms) == 1


async def test_another_hub_is_another_subscription(scene: Scene) -> None:
    await scene.subscribed()
    before = scene.subscription
    other = Hub()
    async with serving(other):
        scene.wire.hub = other
        scene.app.store.feeds.make_due(now=scene.desk.clock())
        await scene.poll()
        await scene.tick()
    assert [form["hub.topic"] for form in other.forms] == [TOPIC]
    assert scene.subscription.token != before.token
    assert scene.subscription.secret != before.secret


async def test_a_hub_at_an_address_that_is_not_public_is_not_asked(desk) -> None:
    hub = Hub()
    async with serving(hub):
        desk.papers = Wire(hub)
        async with living(desk, hub, allowed=False) as scene:
            await scene.poll()
            await scene.tick()
            assert hub.forms == []
            assert "not a public address" in scene.subscription.last_error


async def test_a_feed_that_left_the_configuration_takes_no_pushes(scene: Scene) -> None:
    await scene.subscribed()
    scene.app.store.feeds.sync((), now=scene.desk.clock())
    assert await scene.push() == 410
    await scene.tick(days=9)
    assert len(scene.hub.forms) == 1


async def test_the_list_of_feeds_says_who_pushes_and_who_does_not(scene: Scene) -> None:
    def shown() -> tuple[str | None, str | None]:
        (feed,) = feeds_as_json(scene.app.config, {}, now=scene.desk.clock())
        return feed["pushed_by"], feed["why"]

    await scene.subscribed()
    assert shown() == ("127.0.0.1", None)
    await scene.verify(mode="denied", reason="moved")
    assert shown() == (None, "no pushes from 127.0.0.1: the hub denied it: moved")
