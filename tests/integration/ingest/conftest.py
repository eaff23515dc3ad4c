"""A real HTTP server on 127.0.0.1 for each test, and raw TCP servers for what no HTTP library would send.

`site` takes handlers by path and remembers the requests it saw; `raw` starts a server that answers every connection
with given bytes and counts them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from aiohttp import web

from monitor.ingest.fetch import HttpFetcher
from monitor.ingest.limits import FetchLimits
from monitor.model import Feed, FeedState

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LIMITS = FetchLimits(
    deadline=timedelta(seconds=10),
    max_bytes=1_000_000,
    gap=timedelta(0),
    allow_hosts=("127.0.0.1",),
    user_agent="Test/1",
)


@dataclass
class Site:
    """The server's side of the story."""

    address: str = ""
    port: int = 0
    handlers: dict[str, Handler] = field(default_factory=dict)
    seen: list[web.Request] = field(default_factory=list)

    def answer(self, path: str, body: bytes = b"<rss/>", *, status: int = 200, **headers: str) -> str:
        """Serve fixed bytes at `path`; underscores in header names become hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        async def handle(_: web.Request) -> web.Response:
            return web.Response(body=body, status=status, headers=named)

        return self.on(path, handle)

    def on(self, path: str, handler: Handler) -> str:
        """Serve `path` by a function; gives the address."""
        self.handlers[path] = handler
        return self.address + path

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.seen.append(request)
        return await self.handlers[request.path](request)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    found = Site()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", found.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    place = web.TCPSite(runner, "127.0.0.1", 0)
    await place.start()
    found.port = runner.addresses[0][1]
    found.address = f"http://127.0.0.1:{found.port}"
    yield found
    await runner.cleanup()


@dataclass
class Raw:
    """A TCP server that says its piece and hangs up, or drips for ever."""

    port: int = 0
    connections: int = 0


@pytest.fixture
async def raw() -> AsyncIterator[Callable[..., Awaitable[Raw]]]:
    servers: list[asyncio.Server] = []

    async def start(piece: bytes, *, host: str = "127.0.0.1", drip: bytes = b"", pause: float = 0.05) -> Raw:
        about = Raw()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            about.connections += 1
            try:
                await reader.readuntil(b"\r\n\r\n")
                writer.write(piece)
                while drip:
                    await writer.drain()
                    await asyncio.sleep(pause)
                    writer.write(drip)
            except (ConnectionError, asyncio.IncompleteReadError):
                pass
            finally:
                writer.close()

        server = await asyncio.start_server(serve, host, 0)
        servers.append(server)
        about.port = server.sockets[0].getsockname()[1]
        return about

    yield start
    for server in servers:
        server.close()
        await server.wait_closed()


@pytest.fixture
async def fetcher() -> AsyncIterator[HttpFetcher]:
    async with HttpFetcher(LIMITS) as opened:
        yield opened


def feed(url: str, **state: object) -> Feed:
    return Feed(id=1, url=url, name="Feed", state=FeedState(**state))
