"""Real servers on the loopback that take what channels send: a mail server and a web hook. Both obey a script."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiohttp import web
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Mailbox:
    """What a mail server took. `answers` are given in turn at RCPT or DATA; then it takes everything."""

    rcpt: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd looks for this name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _o: object
    ) -> str:
        if self.rcpt:
            return self.rcpt.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - as above
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.data:
            return self.data.pop(0)
        content = envelope.content
        assert isinstance(content, bytes)
        self.mails.append(message_from_bytes(content, _class=EmailMessage, policy=policy.default))
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 OK"

    @property
    def url(self) -> str:
        return f"mailto://127.0.0.1:{self.port}/?from=vedette@watch.example&to=desk@news.example"


@asynccontextmanager
async def mail_server(**script: list[str]) -> AsyncIterator[Mailbox]:
    mailbox = Mailbox(**script)
    talks: list[SMTP] = []

    def talk() -> SMTP:
        talks.append(SMTP(mailbox))
        return talks[-1]

    server = await asyncio.get_running_loop().create_server(talk, "127.0.0.1", 0)
    mailbox.port = server.sockets[0].getsockname()[1]
    try:
        yield mailbox
    finally:
        server.close()
        for one in talks:
            if one.transport is not None:
                one.transport.close()
        await server.wait_closed()


@asynccontextmanager
async def silent_server() -> AsyncIterator[int]:
    """Takes connections and never says a word. Yields its port."""
    open_ends: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(lambda _r, w: open_ends.append(w), "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for writer in open_ends:
            writer.close()
        await server.wait_closed()


@asynccontextmanager
async def breaking_server() -> AsyncIterator[int]:
    """A mail server that resets the connection in the middle of DATA. Yields its port."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 ready\r\n")
        while line := await reader.readline():
            if line == b"DATA\r\n":
                writer.write(b"354 go on\r\n")
                await reader.readline()
                writer.transport.abort()
                return
            writer.write(b"250 OK\r\n")
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


@dataclass
class Hook:
    """What a web hook took. `answers` are (status, body) in turn; then every post is fine."""

    answers: list[tuple[int, str]] = field(default_factory=list)
    posts: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    retry_after: str = ""  # given with every answer but 200
    port: int = 0

    async def take(self, request: web.Request) -> web.Response:
        json = request.content_type == "application/json"
        self.posts.append((request.path, await request.json() if json else dict(await request.post())))
        status, body = self.answers.pop(0) if self.answers else (200, "ok")
        headers = {"Retry-After": self.retry_after} if self.retry_after and status != 200 else {}
        return web.Response(status=status, text=body, headers=headers)


@asynccontextmanager
async def hook_server(*answers: tuple[int, str], retry_after: str = "") -> AsyncIterator[Hook]:
    hook = Hook(answers=list(answers), retry_after=retry_after)
    app = web.Application()
    app.router.add_post("/{rest:.*}", hook.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hook.port = runner.addresses[0][1]
    try:
        yield hook
    finally:
        await runner.cleanup()
