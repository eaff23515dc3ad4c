"""Parse in children that can be killed. Satisfies `monitor.ports.Parser`.

In: fetched bytes. Out: a parsed feed, cleaned if so asked, or `IngestError` with a plain reason. A document that hangs,
eats memory or crashes its child costs that child and nothing else. Children start when first needed.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

from monitor.errors import IngestError
from monitor.ingest import codec, hubs
from monitor.ingest.worker import ChildLimits, Worker
from monitor.model import Fetched, ParsedFeed, Watch

DEFAULT_CHILDREN = 2


class ParserPool:
    """`children` processes for feeds and one for pages. Use as an async context manager."""

    def __init__(
        self, children: int = DEFAULT_CHILDREN, *, limits: ChildLimits | None = None, pages: ChildLimits | None = None
    ) -> None:
        limits = limits or ChildLimits()
        self._feeds = _Team([Worker(limits) for _ in range(max(1, children))])
        self._pages = _Team([Worker(pages or limits)])

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.gather(self._feeds.close(), self._pages.close())

    @property
    def pids(self) -> tuple[int, ...]:
        """Process ids of the living children, for `doctor` and for tests."""
        workers = (*self._feeds.workers, *self._pages.workers)
        return tuple(worker.pid for worker in workers if worker.pid is not None)

    async def parse(self, fetched: Fetched, *, clean: bool = False) -> ParsedFeed:
        """Parse a feed document, and `clean` its entries; waits for a free child."""
        header = {
            "kind": "feed",
            "url": fetched.url,
            "content_type": fetched.content_type,
            "charset": fetched.charset,
            "clean": clean,
        }
        parsed = codec.from_answer(*await self._feeds.run(header, fetched.body))
        hub = hubs.from_header(fetched.headers.get("link"), url=fetched.url)
        return replace(parsed, hub=hub) if hub else parsed

    async def watched(self, fetched: Fetched, watch: Watch) -> ParsedFeed:
        """Take the links or the text out of a page that stands in for a feed, in the pages' own child."""
        header = {"kind": "watched", "url": fetched.url, "charset": fetched.charset, "watch": watch.value}
        return codec.from_answer(*await self._pages.run(header, fetched.body))

    async def extract(self, html: bytes, url: str, *, charset: str | None = None) -> dict[str, Any]:
        """Take the text out of a page, in the pages' own child: the fields of `monitor.text.page.Page`.

        `charset` is the one of the HTTP header. Raises `IngestError` for a page without text.
        """
        found, _ = await self._pages.run({"kind": "page", "url": url, "charset": charset}, html)
        return found


class _Team:
    """Workers of one kind; the one that rested least is taken first, so that few children are kept warm."""

    def __init__(self, workers: list[Worker]) -> None:
        self.workers = workers
        self._free: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        for worker in workers:
            self._free.put_nowait(worker)
        self._closed = False

    async def run(self, header: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        worker = await self._free.get()
        try:
            if self._closed:
                raise IngestError("the parser is closed")
            return await worker.run(header, body)
        finally:
            self._free.put_nowait(worker)

    async def close(self) -> None:
        """End all children. A job still running is ended with its child."""
        self._closed = True
        await asyncio.gather(*(worker.close() for worker in self.workers))
