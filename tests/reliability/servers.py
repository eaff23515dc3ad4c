"""The outside world, on this machine: feeds, a mail server, a server that speaks as Slack does.

One of each for all worlds; paths and addresses tell them apart. What arrives is appended to a file and synced before it
is acknowledged: what a killed program sent and nobody noted would look lost. A tenth of all sends is put off.
"""

from __future__ import annotations

import asyncio
import email
import email.policy
import json
import os
import random
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from aiohttp import web
from aiosmtpd.smtp import SMTP

from tests.reliability.planted import CHANNELS, CODE, EDIT, PATIENT, Telling

PUT_OFF = 0.1
TOKEN = "abcdefghijklmnopqrstuvwx"


class Feeds(Protocol):
    """Whoever has the documents of a world."""

    def document(self, feed: int) -> bytes: ...


@dataclass(slots=True)
class Receipt:
    """One message as it came in. `at`: monotonic seconds."""

    at: float
    tellings: tuple[Telling, ...]  # several in a digest
    words: str


@dataclass(slots=True)
class Outside:
    """All servers. `worlds`: whose feeds they serve; `putting_off`: which worlds a tenth of the sends fail in."""

    journal: int  # file descriptor
    chance: random.Random
    worlds: dict[int, Feeds] = field(default_factory=dict)
    received: defaultdict[int, list[Receipt]] = field(default_factory=lambda: defaultdict(list))
    putting_off: set[int] = field(default_factory=set)
    web_port: int = 0
    mail_port: int = 0

    def feed_url(self, world: int, feed: int) -> str:
        return f"http://127.0.0.1:{self.web_port}/{world}/{feed}.xml"

    def channel_url(self, world: int, channel: str) -> str:
        """The address of a channel as the configuration has it."""
        if channel.startswith("post"):
            return f"mailto://127.0.0.1:{self.mail_port}?from=vedette@desk.example&to={channel}@w{world}.example"
        return f"slack+http://127.0.0.1:{self.web_port}/T00000000/B{world:04d}{CHANNELS.index(channel):04d}/{TOKEN}"

    def put_off(self, world: int) -> bool:
        return world in self.putting_off and self.chance.random() < PUT_OFF

    def take(self, world: int, channel: str, words: str) -> None:
        """Note a message for good."""
        codes = tuple(dict.fromkeys(CODE.findall(words))) or ("",)
        patient = channel == PATIENT
        edited = not patient and EDIT.lower() in " ".join(words.lower().split())
        tellings = tuple(Telling(code, channel, edited) for code in (codes if patient else codes[:1]))
        receipt = Receipt(time.monotonic(), tellings, words)
        line = {"at": receipt.at, "world": world, "channel": channel, "codes": codes, "edited": edited}
        os.write(self.journal, json.dumps(line).encode() + b"\n")
        os.fsync(self.journal)
        self.received[world].append(receipt)

    async def serve_feed(self, request: web.Request) -> web.Response:
        body = self.worlds[int(request.match_info["world"])].document(int(request.match_info["feed"]))
        return web.Response(body=body, content_type="application/xml")

    async def serve_slack(self, request: web.Request) -> web.Response:
        room = request.match_info["room"]
        world, channel = int(room[1:5]), CHANNELS[int(room[5:9])]
        body = await request.json()
        if self.put_off(world):
            return web.Response(status=503, text="later")
        self.take(world, channel, _plain(json.dumps(body, ensure_ascii=False)))
        return web.Response(text="ok")

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 - the name that aiosmtpd calls
        channel, _, domain = envelope.rcpt_tos[0].partition("@")
        world = int(domain.removeprefix("w").removesuffix(".example"))
        if self.put_off(world):
            return "451 4.3.0 later"
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        text = mail.get_body(("plain",))
        self.take(world, channel, f"{mail['Subject']}\n{text.get_content() if text else ''}")
        return "250 kept"


def _plain(words: str) -> str:
    """Without Slack's marks, which stand in the middle of what is looked for."""
    return words.replace("*", "").replace("\\n", " ").replace("_", " ")


@asynccontextmanager
async def outside(journal: Path, *, chance: random.Random) -> AsyncIterator[Outside]:
    """All servers, running as long as the block."""
    descriptor = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    servers = Outside(descriptor, chance)
    app = web.Application()
    app.router.add_get(r"/{world:\d+}/{feed:\d+}.xml", servers.serve_feed)
    app.router.add_post("/services/{team}/{room}/{token}", servers.serve_slack)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    servers.web_port = runner.addresses[0][1]
    loop = asyncio.get_running_loop()
    mail = await loop.create_server(lambda: SMTP(servers, loop=loop, hostname="mail.example"), "127.0.0.1", 0)
    servers.mail_port = mail.sockets[0].getsockname()[1]
    try:
        yield servers
    finally:
        mail.close()
        await runner.cleanup()
        os.close(descriptor)
