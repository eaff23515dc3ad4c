"""Fetch over HTTP: conditionally, within a deadline and a size, past the address guard.

In: a feed (or a page's address). Out: `Fetched`, `NotModified` or `Failed`. Never raises for what a server does,
never follows to another scheme or to an address that is not public, never uses proxies or passwords from the
environment, keeps no cookies.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from aiohttp.hdrs import ACCEPT, IF_MODIFIED_SINCE, IF_NONE_MATCH
from yarl import URL

from monitor.ingest import reasons
from monitor.ingest.deadlines import Deadline, Deadlines
from monitor.ingest.large import FREE, LargeDocuments
from monitor.ingest.limits import FetchLimits
from monitor.ingest.redact import host_of
from monitor.ingest.session import GuardedSession
from monitor.ingest.turns import Turns
from monitor.model import Failed, FailureCause, Feed, FeedState, Fetched, NotModified, Response

ACCEPT_FEED = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
ACCEPT_PAGE = "text/html, application/xhtml+xml, */*;q=0.5"
ENCODINGS = "gzip, br"  # asked for; a bomb of these stays within one chunk of memory
DECODED = frozenset({"", "identity", "gzip", "x-gzip", "deflate", "br"})
SCHEMES = frozenset({"http", "https"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})
CHUNK = 64 * 1024
ENVELOPE = 512 * 1024  # bytes that an answer may have besides its body: headers, the lengths of chunks


@dataclass(frozen=True, slots=True, kw_only=True)
class Onward:
    """A redirect."""

    to: URL
    for_good: bool


class HttpFetcher:
    """One aiohttp session for all feeds. Use as an async context manager.

    `clock` serves Retry-After dates alone and gives aware UTC. Two that visit the same hosts share their `turns`.
    `resolver` stands in for the system's name servers.
    """

    def __init__(
        self,
        limits: FetchLimits | None = None,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        turns: Turns | None = None,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._limits = limits or FetchLimits()
        self._clock = clock
        self._deadlines = Deadlines(self._limits.deadline.total_seconds())
        most = self._limits.max_bytes + ENVELOPE
        self._session = GuardedSession(
            self._limits, headers={"Accept-Encoding": ENCODINGS}, most=most, resolver=resolver
        )
        self._large = LargeDocuments()
        self.turns = turns or Turns(at_once=self._limits.connections_per_host, gap=self._limits.gap)

    async def __aenter__(self) -> Self:
        await self._session.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.__aexit__(kind, error, trace)

    async def fetch(self, feed: Feed) -> Response:
        """Fetch a feed once. After a failure without validators: only a whole document proves a recovery."""
        known = feed.state if feed.state.failures == 0 else FeedState()
        response = await self.get(feed.address, accept=ACCEPT_PAGE if feed.watch else ACCEPT_FEED, known=known)
        if isinstance(response, Fetched) and known.body_hash == response.body_hash:
            return NotModified(url=response.url, moved=response.moved)
        return response

    async def get(
        self,
        url: str,
        *,
        accept: str = ACCEPT_PAGE,
        known: FeedState | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Fetch any address once, under the same limits; `known` has the validators to send.

        `headers`, which may hold a key, go to the address's own host alone.
        """
        own = {ACCEPT: accept} | (_conditions(known) if known else {})
        turn = self.turns.at(host_of(url))
        if not turn.taken_at_once():
            await turn.wait()
        deadline = self._deadlines.begin()
        try:
            answer = await self._visit(url, {**own, **headers} if headers else own, deadline)
            if not isinstance(answer, Onward):
                return answer
            return await self._follow(url, answer, headers=own, private=headers or {}, deadline=deadline)
        except asyncio.CancelledError:
            if not deadline.is_over():
                raise
            reason = f"{host_of(url)} did not finish within {self._deadlines.seconds:g} s"
            return Failed(url=url, cause=FailureCause.TIMEOUT, reason=reason)
        finally:
            deadline.end()
            turn.leave()

    async def _follow(
        self, url: str, onward: Onward, *, headers: dict[str, str], private: Mapping[str, str], deadline: Deadline
    ) -> Response:
        """Visit where a redirect leads to, each step past the guard; `private` headers at the address's own host."""
        place, moved, lasting = url, None, True
        for left in reversed(range(self._limits.max_redirects + 1)):
            if onward.to.scheme not in SCHEMES:
                reason = f"{host_of(place)} redirects to an address that is neither http nor https"
                return Failed(url=url, cause=FailureCause.REFUSED, reason=reason)
            if not left:
                break
            place, lasting = str(onward.to), lasting and onward.for_good
            moved = place if lasting else moved
            keeps = bool(private) and _is_at_home(place, url)
            answer = await self._visit(place, {**headers, **private} if keeps else headers, deadline)
            if not isinstance(answer, Onward):
                return answer if isinstance(answer, Failed) or moved is None else replace(answer, moved=moved)
            onward = answer
        reason = f"{host_of(url)} redirects more than {self._limits.max_redirects} times"
        return Failed(url=url, cause=FailureCause.HTTP, reason=reason)

    async def _visit(self, url: str, headers: dict[str, str], deadline: Deadline) -> Response | Onward:
        """One request: a response, or where it redirects to."""
        target = _target(url)
        if target is None:
            reason = f"{host_of(url)} cannot be visited: only http and https addresses are"
            return Failed(url=url, cause=FailureCause.REFUSED, reason=reason)
        if self._session.refuses(target):
            return reasons.refused(url, [target.host or ""])
        http = self._session.http
        with self._session.visiting(target) as visit:
            allowance = self._session.guard.renewed(visit)
            try:
                response = await http.get(target, headers=headers, allow_redirects=False, proxy=self._limits.proxy)
                try:
                    answer = self._judged(target, response, headers) or await self._read(response, deadline)
                finally:
                    response.release()  # as `async with` would, and no more
            except Exception as error:  # noqa: BLE001 - one feed's fault, whatever it is, is that feed's answer
                if visit.refused:
                    return reasons.refused(url, visit.refused)
                answer = reasons.from_exception(url, error)
            return reasons.flood(url) if allowance.flooded else answer

    def _judged(
        self, target: URL, response: aiohttp.ClientResponse, headers: dict[str, str]
    ) -> Response | Onward | None:
        """What an answer's status and headers tell; None when its body is to be read."""
        status = response.status
        if status == 304 and (IF_NONE_MATCH in headers or IF_MODIFIED_SINCE in headers):  # noqa: PLR2004 - the protocol's number
            return NotModified(url=str(target))
        if status in REDIRECTS and "Location" in response.headers:
            return Onward(to=target.join(URL(response.headers["Location"])), for_good=status in FOR_GOOD)
        if not 200 <= status < 300:  # noqa: PLR2004 - the protocol's numbers
            wait = reasons.retry_after(response.headers.get("Retry-After"), now=self._clock())
            return reasons.from_status(str(target), status, wait)
        return self._refusal(response)

    def _refusal(self, response: aiohttp.ClientResponse) -> Failed | None:
        """What the headers already tell to be unusable."""
        encoding = ", ".join(response.headers.getall("Content-Encoding", [])).strip().lower()
        if encoding not in DECODED:
            reason = f"{response.url.host} sent the content encoding '{encoding[:60]}', which is not understood"
            return Failed(url=str(response.url), cause=FailureCause.ENCODING, reason=reason)
        return self._too_big(response) if (response.content_length or 0) > self._limits.max_bytes else None

    def _too_big(self, response: aiohttp.ClientResponse) -> Failed:
        reason = f"{response.url.host} sent more than {self._limits.max_bytes / 1024 / 1024:.3g} MB"
        return Failed(url=str(response.url), cause=FailureCause.TOO_BIG, reason=f"{reason}; raise fetch.max_bytes")

    async def _read(self, response: aiohttp.ClientResponse, deadline: Deadline) -> Response:
        body = bytearray()
        with ExitStack() as turn:
            async for chunk in response.content.iter_chunked(CHUNK):
                if len(body) <= FREE < len(body) + len(chunk):
                    turn.callback(await self._large.turn(deadline))
                body += chunk
                if len(body) > self._limits.max_bytes:
                    response.close()  # do not drain a bomb to keep a connection
                    return self._too_big(response)
        return _fetched(response, bytes(body))


def _fetched(response: aiohttp.ClientResponse, body: bytes) -> Fetched:
    return Fetched(
        url=str(response.url),
        body=body,
        headers={name.lower(): ", ".join(response.headers.getall(name)) for name in response.headers},
        content_type=response.headers.get("Content-Type", ""),
        charset=response.charset,
        etag=response.headers.get("ETag"),
        last_modified=response.headers.get("Last-Modified"),
        body_hash=hashlib.sha256(body).hexdigest(),
    )


def _is_at_home(place: str, url: str) -> bool:
    """Whether a redirect stays at the address's own host, and does not fall back to where others listen in."""
    return host_of(place) == host_of(url) and (place.startswith("https:") or not url.startswith("https:"))


def _conditions(known: FeedState) -> dict[str, str]:
    headers: dict[str, str] = {}
    if known.etag:
        headers[IF_NONE_MATCH] = known.etag
    if known.last_modified:
        headers[IF_MODIFIED_SINCE] = known.last_modified
    return headers


@lru_cache(maxsize=10_000)  # feeds, asked again and again: an address takes as long to read as the answer to it
def _target(url: str) -> URL | None:
    """The address if it can be visited: http or https, with a host."""
    try:
        target = URL(url)
    except ValueError:
        return None
    host = target.host or ""
    return target if target.scheme in SCHEMES and host.split() == [host] else None
