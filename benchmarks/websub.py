"""How long from publishing to the reader's mailbox when a hub pushes: real hub, feeds, daemon process and SMTP server.

In: how many items. Out: seconds from the moment an item stands in its feed until the mail server has the message of it
(median, p90, worst), and what the hub and the daemon said to each other. Exits with 1 when the median is over 2 s.

    python -m benchmarks.websub                # 20 items in 5 feeds, a minute
    python -m benchmarks.websub --teasers      # the feeds give teasers: the page of each item is fetched too
"""

from __future__ import annotations

import argparse
import asyncio
import email
import email.policy
import hashlib
import hmac
import os
import random
import signal
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from aiosmtpd.controller import Controller

FEEDS = 5
PAUSE = 2.7  # seconds between two items: no multiple of any tick
TARGET = 2.0  # seconds, median
LATEST = 30.0  # seconds until a message counts as lost
VEDETTE = Path(sys.executable).with_name("vedette")
CONFIG = """
database: sqlite:///websub.db
rules: [rules]
default_every: 6h
fetch: {{allow_hosts: ["127.0.0.1"]}}
http: {{listen: "127.0.0.1:{port}", public_url: "http://127.0.0.1:{port}"}}
feeds:
{feeds}
channels: {{desk: {{url: "mailto://127.0.0.1:{smtp}?from=vedette@desk.example&to=analyst@desk.example"}}}}
routes: [{{name: desk, to: [desk], update_at_most_every: 0s}}]
"""


@dataclass(slots=True)
class Press:
    """Feeds, their pages and their hub on one web server."""

    items: list[list[int]]  # by feed, newest first
    teasers: bool = False
    port: int = 0
    subscribed: dict[str, Mapping[str, str]] = field(default_factory=dict)
    verifying: list[asyncio.Task[None]] = field(default_factory=list)
    polls: int = 0
    pushes: int = 0

    def feed(self, number: int) -> str:
        """One feed's document."""
        self.polls += 1
        items = "".join(self._item(item) for item in self.items[number])
        return (
            '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
            f"<title>Wire {number}</title><link>{self._at('/')}</link><description>news</description>"
            f'<atom:link rel="hub" href="{self._at("/hub")}"/><atom:link rel="self" href="{self.topic(number)}"/>'
            f"{items}</channel></rss>"
        )

    def topic(self, number: int) -> str:
        """The feed's own name."""
        return self._at(f"/feed/{number}")

    def page(self, item: int) -> str:
        """The page of an item."""
        return f"<html><body><main><article><h1>{_title(item)}</h1><p>{_text(item)}</p></article></main></body></html>"

    async def publish(self, item: int) -> float:
        """Put an item into its feed and have the hub push it; returns when it stood there."""
        number = item % len(self.items)
        self.items[number].insert(0, item)
        at = time.monotonic()
        form = self.subscribed[self.topic(number)]
        body = self.feed(number).encode()
        self.polls -= 1
        signature = hmac.new(form["hub.secret"].encode(), body, hashlib.sha256).hexdigest()
        headers = {"X-Hub-Signature": f"sha256={signature}", "Content-Type": "application/rss+xml"}
        async with aiohttp.ClientSession() as session:
            await session.post(form["hub.callback"], data=body, headers=headers)
        self.pushes += 1
        return at

    async def subscribe(self, form: Mapping[str, str]) -> None:
        """Ask whether it was meant, as hubs do, a moment later."""
        await asyncio.sleep(0.2)
        query = {
            "hub.mode": "subscribe",
            "hub.topic": form["hub.topic"],
            "hub.challenge": "a-word",
            "hub.lease_seconds": "86400",
        }
        async with aiohttp.ClientSession() as session, session.get(form["hub.callback"], params=query) as answer:
            if await answer.text() == query["hub.challenge"]:
                self.subscribed[form["hub.topic"]] = form

    def _item(self, item: int) -> str:
        text = "" if self.teasers else _text(item)
        return (
            f"<item><title>{_title(item)}</title><guid>{item}</guid><link>{self._at(f'/page/{item}')}</link>"
            f"<pubDate>{formatdate(usegmt=True)}</pubDate><description>{text}</description></item>"
        )

    def _at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@dataclass(slots=True)
class Mailbox:
    """An SMTP server that notes when each item's message came."""

    came: dict[int, float] = field(default_factory=dict)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the name that aiosmtpd calls
        """Keep the time."""
        at, message = time.monotonic(), email.message_from_bytes(envelope.content, policy=email.policy.default)
        words = str(message["Subject"]).casefold()
        for item in range(1000):
            if _word(item) in words:
                self.came.setdefault(item, at)
        return "250 kept"


def _word(item: int) -> str:
    return f"zq{item:03d}zq"


def _text(item: int) -> str:
    """A text that shares nothing with that of another item, so that each is a story of its own."""
    draw = random.Random(item)
    words = ["".join(draw.choices("abdefgiklmnoprstu", k=draw.randint(4, 9))) for _ in range(60)]
    return " ".join(draw.choices(words, k=200)) + "."


def _title(item: int) -> str:
    return " ".join((_word(item), *_text(item).split()[:4])).capitalize()


async def measure(items: int, folder: Path, *, feeds: int = FEEDS, teasers: bool = False) -> tuple[list[float], Press]:
    """Publish so many items one after another; seconds until each one's message, lost ones left out."""
    press, mailbox = Press(items=[[] for _ in range(feeds)], teasers=teasers), Mailbox()
    runner = await _serve(press)
    smtp = _free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=smtp)
    controller.start()
    _write(folder, press, smtp=smtp, items=items)
    with (folder / "log").open("wb") as log:
        daemon = await asyncio.create_subprocess_exec(
            VEDETTE, "run", cwd=folder, env=_environment(), stderr=log, stdout=asyncio.subprocess.DEVNULL
        )
    try:
        await _until(lambda: len(press.subscribed) == feeds)
        published = {}
        for item in range(items):
            published[item] = await press.publish(item)
            await asyncio.sleep(PAUSE if item + 1 < items else 0)
        await _until(lambda: len(mailbox.came) == items)
    finally:
        daemon.send_signal(signal.SIGTERM)
        await daemon.wait()
        controller.stop()
        await runner.cleanup()
    return [mailbox.came[item] - at for item, at in published.items() if item in mailbox.came], press


async def _serve(press: Press) -> web.AppRunner:
    async def hub(request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        press.verifying.append(asyncio.create_task(press.subscribe(form)))
        return web.Response(status=202)

    async def feed(request: web.Request) -> web.Response:
        return web.Response(text=press.feed(int(request.match_info["n"])), content_type="application/rss+xml")

    async def page(request: web.Request) -> web.Response:
        return web.Response(text=press.page(int(request.match_info["n"])), content_type="text/html")

    app = web.Application()
    app.add_routes([web.post("/hub", hub), web.get("/feed/{n}", feed), web.get("/page/{n}", page)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    press.port = _free_port()
    await web.TCPSite(runner, "127.0.0.1", press.port).start()
    return runner


def _write(folder: Path, press: Press, *, smtp: int, items: int) -> None:
    concepts = folder / "rules" / "concepts"
    concepts.mkdir(parents=True)
    words = "".join(f"  item{n}: {{terms: {{en: [{_word(n)}]}}}}\n" for n in range(items))
    (concepts / "words.yaml").write_text(f"concepts:\n{words}", encoding="utf-8")
    for n in range(items):  # a rule an item: even one that joins the story of another is told at once
        rule = f"id: item{n}\ntitle: Item {n}\nseverity: high\nmatch: {{concept: item{n}}}\n"
        (folder / "rules" / f"item{n}.yaml").write_text(rule, encoding="utf-8")
    feeds = "".join(f'  - {{url: "{press.topic(n)}"}}\n' for n in range(len(press.items)))
    config = CONFIG.format(port=_free_port(), smtp=smtp, feeds=feeds)
    (folder / "config.yaml").write_text(config, encoding="utf-8")


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("VEDETTE")}


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


async def _until(done: Callable[[], bool]) -> None:
    for _ in range(int(LATEST * 20)):
        if done():
            return
        await asyncio.sleep(0.05)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.websub", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--items", type=int, default=20)
    parser.add_argument("--teasers", action="store_true", help="feeds give titles alone; pages are fetched")
    parser.add_argument("--log", action="store_true", help="print what the daemon logged")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        delays, press = asyncio.run(measure(asked.items, Path(folder), teasers=asked.teasers))
        if asked.log or len(delays) < asked.items:
            print((Path(folder) / "log").read_text("utf-8"))
    if not delays:
        print("no message came")
        return 1
    ordered = sorted(delays)
    median, p90 = statistics.median(ordered), ordered[min(len(ordered) - 1, round(len(ordered) * 0.9))]
    print(f"{len(delays)} of {asked.items} items told; {press.pushes} pushes, {press.polls} polls of {FEEDS} feeds")
    print(f"from publishing to the mailbox: median {median:.2f} s, p90 {p90:.2f} s, worst {ordered[-1]:.2f} s")
    return 0 if len(delays) == asked.items and median <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
