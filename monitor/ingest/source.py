"""Choose how a feed is brought: over HTTP or from a file. Satisfies `monitor.ports.Fetcher`. Brings pages too.

In: a feed, or a page's address. Out: a response, never an exception for what a server or file does.
"""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import replace
from datetime import timedelta
from types import TracebackType
from typing import Any, Self

from monitor.ingest.fetch import HttpFetcher
from monitor.ingest.files import FileFetcher
from monitor.ingest.limits import FetchLimits
from monitor.model import Feed, Response

PAGE_DEADLINE = timedelta(seconds=20)
PAGE_BYTES = 3 * 1024 * 1024  # twenty at once are less than what a feed may bring in children and parent together


class Fetching:
    """Fetches any feed by its scheme, and articles' pages. Use as an async context manager.

    Pages have tighter limits than feeds, and share the turns at their hosts with them.
    """

    def __init__(self, limits: FetchLimits | None = None) -> None:
        limits = limits or FetchLimits()
        self._files = FileFetcher(max_bytes=limits.max_bytes)
        self._http = HttpFetcher(limits)
        tight = replace(
            limits,
            deadline=min(limits.deadline, PAGE_DEADLINE),
            max_bytes=min(limits.max_bytes, PAGE_BYTES),
        )
        self._pages = HttpFetcher(tight, turns=self._http.turns)

    async def __aenter__(self) -> Self:
        await self._http.__aenter__()
        await self._pages.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._pages.__aexit__(kind, error, trace)
        await self._http.__aexit__(kind, error, trace)

    def fetch(self, feed: Feed) -> Coroutine[Any, Any, Response]:
        """Fetch once, conditionally."""
        return self._files.fetch(feed) if feed.is_file else self._http.fetch(feed)

    async def page(self, url: str) -> Response:
        """Fetch an article's page, past the same guard."""
        return await self._pages.get(url)

    async def get(self, url: str) -> Response:
        """Fetch any address, under the same limits and guard as feeds."""
        return await self._http.get(url)
