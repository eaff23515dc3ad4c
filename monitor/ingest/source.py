"""Choose how a feed is brought: over HTTP or from a file. Satisfies `monitor.ports.Fetcher`.

In: a feed. Out: a response, never an exception for what a server or file does.
"""

from __future__ import annotations

from types import TracebackType
from typing import Self

from monitor.ingest.fetch import HttpFetcher
from monitor.ingest.files import FileFetcher
from monitor.ingest.limits import FetchLimits
from monitor.model import Feed, Response


class Fetching:
    """Fetches any feed by its scheme. Use as an async context manager."""

    def __init__(self, limits: FetchLimits | None = None) -> None:
        limits = limits or FetchLimits()
        self._files = FileFetcher(max_bytes=limits.max_bytes)
        self._http = HttpFetcher(limits)

    async def __aenter__(self) -> Self:
        await self._http.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.__aexit__(kind, error, trace)

    async def fetch(self, feed: Feed) -> Response:
        """Fetch once, conditionally."""
        return await (self._files if feed.is_file else self._http).fetch(feed)

    async def get(self, url: str) -> Response:
        """Fetch a page by its address, under the same limits and guard."""
        return await self._http.get(url)
