"""Two hundred servers that send a byte a second, through the real fetcher: each visit ends, nobody else waits."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from structlog.testing import capture_logs

from monitor import context, text
from monitor.ingest.fetch import HttpFetcher
from monitor.ingest.limits import FetchLimits
from monitor.ingest.pool import ParserPool
from monitor.model import FailureCause
from monitor.service.poll_room import AT_WORK, SLOW_AFTER, PollRoom

SLOW, HEALTHY = 200, 10
FEED = b'<rss version="2.0"><channel><item><title>A port was closed</title><guid>1</guid></item></channel></rss>'
LIMITS = FetchLimits(gap=timedelta(0), allow_hosts=("127.0.0.1",))


class Here(AbstractResolver):
    """Every name is this machine: each feed has a host of its own."""

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host,
                host="127.0.0.1",
                port=port,
                family=socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
        ]

    async def close(self) -> None:
        """Nothing is open."""


@asynccontextmanager
async def served() -> AsyncIterator[int]:
    """A server's port: `/good` is a feed, anything else drips."""

    at_work: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        at_work.add(asyncio.current_task())
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            asked = await reader.readuntil(b"\r\n\r\n")
            if asked.startswith(b"GET /good"):
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(FEED) + FEED)
            else:
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
                while not writer.is_closing():
                    writer.write(b"<")
                    await writer.drain()
                    await asyncio.sleep(1)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=500)
    async with server:
        yield server.sockets[0].getsockname()[1]
        for task in at_work:
            task.cancel()
        await asyncio.gather(*at_work)
        await asyncio.sleep(0.05)  # what is closed is gone before the loop is


async def healthy_polled(desk, *, slow_after: float, deadline: float, within: float) -> tuple[float, float]:
    """Seconds until all healthy feeds were polled, and until all slow ones were given up."""
    text.warm()  # as the daemon does at its start
    context.warm()
    async with served() as port:
        slow = [f"http://slow{n}.example:{port}/slow" for n in range(SLOW)]
        good = [f"http://good{n}.example:{port}/good" for n in range(HEALTHY)]
        app = desk.open(*slow, *good)
        limits = replace(LIMITS, deadline=timedelta(seconds=deadline))
        async with HttpFetcher(limits, resolver=Here()) as fetcher, ParserPool(1) as parser:
            desk.papers.fetch, desk.papers.parse = fetcher.fetch, parser.parse
            loop = desk.polling(app)
            loop._room = PollRoom(slow_after=slow_after)
            begun, healthy = time.monotonic(), 0.0
            with capture_logs():
                while app.tally.polls < SLOW + HEALTHY and time.monotonic() - begun < within:
                    await loop.tick()
                    if not healthy and app.tally.articles == HEALTHY:
                        healthy = time.monotonic() - begun
                    await asyncio.sleep(0.1)
                await loop.stop()
        ended = time.monotonic() - begun
        states = {feed.url: feed.state for feed in app.store.feeds.active()}
        assert {states[url].last_cause for url in slow} == {FailureCause.TIMEOUT}
        assert {states[url].failures for url in good} == {0}
        assert "did not finish within" in (states[slow[0]].last_error or "")
        assert healthy, "the healthy feeds were not polled at all"
        return healthy, ended


async def test_two_hundred_slow_servers_hold_up_nobody(desk) -> None:
    healthy, ended = await healthy_polled(desk, slow_after=0.2, deadline=5, within=30)
    assert healthy < ended  # they came last in line, and did not wait until the slow ones were given up
    assert healthy < 5


@pytest.mark.long
@pytest.mark.timeout(300)
async def test_two_hundred_slow_servers_hold_up_nobody_with_the_limits_as_they_are(desk) -> None:
    rounds = (SLOW + HEALTHY) / AT_WORK
    healthy, ended = await healthy_polled(desk, slow_after=SLOW_AFTER, deadline=30, within=120)
    assert healthy < 2 * rounds * SLOW_AFTER
    assert ended < 30 + 2 * rounds * SLOW_AFTER
