"""How long from publishing to the reader's mailbox by polling: a real daemon, a local feed, a local mail server.

In: how many feeds and items, and how often a feed is asked. Out: seconds from the moment an item stands in its feed
until the mail server has the message of it, as one line; exits with 1 when the median is over half the interval and a
second, or a message never came.

    python -m benchmarks.latency                       # 1 feed, 30 items, every 10 s; five minutes
    python -m benchmarks.latency --every 30 --items 60

Items are far enough apart that the mailbox, which takes one message a second, is no queue.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from statistics import median
from typing import Any

from aiohttp import web
from aiosmtpd.smtp import SMTP

VEDETTE = Path(sys.executable).with_name("vedette")
CODE = re.compile(rb"item-(\d+)-end")
SHOWN = 20  # items that a feed's document holds
SECOND = 1.0
APART = (5.0, 15.0)  # seconds between two items, the least and the most
BOOT = 60.0  # seconds, at the most, until the daemon has asked every feed once
CONFIG = """
database: sqlite:///vedette.db
rules: [rules]
default_every: {every}s
fetch: {{allow_hosts: ["127.0.0.1"], per_host: {{connections: 4, gap: 0s}}}}
channels: {{desk: {{url: "mailto://127.0.0.1:{mail}?from=vedette@desk.example&to=reader@desk.example"}}}}
routes: [{{name: desk, to: [desk], update_at_most_every: 0s}}]
feeds:
"""
WORDS = "concepts: {ship: {terms: {en: [ferry]}}}\n"
RULE = "id: ship\ntitle: Ship\nseverity: high\nmatch: {concept: ship}\n"
# Each item its own event: no two share a word that is rare, nor a place nor a number.
SYLLABLES = ("ba", "do", "fi", "gu", "ka", "lo", "mi", "nu", "pe", "ra", "so", "tu", "va", "wo", "xi", "zu")


@dataclass(slots=True)
class Outside:
    """Feeds and the mail server. `published` and `received`: item number → seconds (monotonic)."""

    feeds: list[list[int]]
    asked: set[int] = field(default_factory=set)
    published: dict[int, float] = field(default_factory=dict)
    received: dict[int, float] = field(default_factory=dict)

    def publish(self, number: int) -> None:
        """Put an item into the next feed."""
        self.feeds[number % len(self.feeds)].append(number)
        self.published[number] = time.monotonic()

    async def serve(self, request: web.Request) -> web.Response:
        """A feed's document."""
        feed = int(request.match_info["feed"])
        self.asked.add(feed)
        items = "".join(map(_item, self.feeds[feed][-SHOWN:]))
        body = f'<rss version="2.0"><channel><title>Feed {feed}</title>{items}</channel></rss>'
        return web.Response(body=body.encode(), content_type="application/rss+xml")

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a message."""
        for code in CODE.findall(envelope.content.replace(b"=\r\n", b"")):
            self.received.setdefault(int(code), time.monotonic())
        return "250 kept"


def _item(number: int) -> str:
    """An item about an event of its own."""
    chance = random.Random(number)
    words = " ".join("".join(chance.choices(SYLLABLES, k=4)).title() for _ in range(12))
    return (
        f"<item><guid>{number}</guid><title>Ferry item-{number}-end of {words}</title>"
        f"<link>http://127.0.0.1/{number}</link><description>A ferry of {words} sailed.</description>"
        f"<pubDate>{format_datetime(datetime.now(UTC))}</pubDate></item>"
    )


@asynccontextmanager
async def servers(outside: Outside) -> AsyncIterator[tuple[int, int]]:
    """The web server and the mail server; gives their ports."""
    app = web.Application()
    app.router.add_get(r"/{feed:\d+}.xml", outside.serve)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    loop = asyncio.get_running_loop()
    mail = await loop.create_server(lambda: SMTP(outside, loop=loop, hostname="mail.example"), "127.0.0.1", 0)
    try:
        yield runner.addresses[0][1], mail.sockets[0].getsockname()[1]
    finally:
        mail.close()
        await runner.cleanup()


@asynccontextmanager
async def daemon(folder: Path) -> AsyncIterator[None]:
    """`vedette run` in a folder that is set up, as a process of its own."""
    with (folder / "log").open("wb") as log:
        command = (VEDETTE, "run")
        process = await asyncio.create_subprocess_exec(*command, cwd=folder, stdout=log, stderr=log)
    try:
        yield
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.wait()


def set_up(folder: Path, *, feeds: int, every: int, web_port: int, mail_port: int) -> None:
    """A configuration, one rule, one concept."""
    (folder / "rules" / "concepts").mkdir(parents=True)
    (folder / "rules" / "concepts" / "words.yaml").write_text(WORDS, encoding="utf-8")
    (folder / "rules" / "ship.yaml").write_text(RULE, encoding="utf-8")
    lines = (
        f'  - {{url: "http://127.0.0.1:{web_port}/{n}.xml", every: {every}s, full_text: never}}\n' for n in range(feeds)
    )
    config = CONFIG.format(every=every, mail=mail_port) + "".join(lines)
    (folder / "config.yaml").write_text(config, encoding="utf-8")


async def measure(*, feeds: int, items: int, every: int) -> list[float | None]:
    """Seconds from published to received, an item each; None for one that did not come."""
    outside = Outside([[] for _ in range(feeds)])
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with servers(outside) as (web_port, mail_port):
            set_up(folder, feeds=feeds, every=every, web_port=web_port, mail_port=mail_port)
            async with daemon(folder):
                await _until(lambda: len(outside.asked) == feeds, BOOT)
                if len(outside.asked) < feeds:
                    sys.exit(f"the daemon asked no feed within {BOOT:.0f} s:\n{(folder / 'log').read_text()[-2000:]}")
                await asyncio.sleep(every)
                for number in range(items):
                    outside.publish(number)
                    await asyncio.sleep(chance.uniform(*APART))
                await _until(lambda: len(outside.received) == items, 3 * every + BOOT)
    return [outside.received[n] - at if n in outside.received else None for n, at in outside.published.items()]


async def _until(done: Callable[[], bool], seconds: float) -> None:
    """Wait for it, so long at the most."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if done():
            return
        await asyncio.sleep(0.05)


def report(delays: Sequence[float | None], *, feeds: int, every: int) -> bool:
    """Print the line; whether the target is met."""
    came = sorted(delay for delay in delays if delay is not None)
    if not came:
        print("no message came")
        return False
    p99, target = came[max(0, -(-len(came) * 99 // 100) - 1)], every / 2 + SECOND
    who = f"{len(came)} of {len(delays)} items of {feeds} feed{'' if feeds == 1 else 's'}, asked every {every} s"
    figures = f"median {median(came):.1f} s (target {target:.1f}), p99 {p99:.1f} s, worst {came[-1]:.1f} s"
    print(f"{who}: from published to in the mailbox: {figures}")
    return len(came) == len(delays) and median(came) <= target


def main() -> None:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--feeds", type=int, default=1)
    parser.add_argument("--items", type=int, default=30)
    parser.add_argument("--every", type=int, default=10, help="seconds")
    given = parser.parse_args()
    delays = asyncio.run(measure(feeds=given.feeds, items=given.items, every=given.every))
    sys.exit(0 if report(delays, feeds=given.feeds, every=given.every) else 1)


if __name__ == "__main__":
    main()
