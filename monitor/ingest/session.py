"""The one way to open HTTP sessions: each connection past the address guard, no cookies, nothing of the environment.

In: limits. Out: an aiohttp session whose connections the guard opens, and what a proxy must not be asked for. Never
follows a redirect: whoever asks judges each step.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from monitor.ingest.guard import AddressGuard, Visit, visiting
from monitor.ingest.limits import FetchLimits

CONNECT_SECONDS = 10
DNS_SECONDS, DNS_TRIES = 3, 2  # a dead resolver must show as 'network', well before the deadline shows 'timeout'


class GuardedSession:
    """Use as an async context manager. `most` is how many bytes a connection may bring until it is renewed."""

    def __init__(
        self,
        limits: FetchLimits,
        *,
        headers: Mapping[str, str] | None = None,
        most: int = sys.maxsize,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._headers = {"User-Agent": limits.user_agent, **(headers or {})}
        self._resolver = resolver
        self._proxy_host = URL(limits.proxy).host if limits.proxy else None
        proxies = (self._proxy_host,) if self._proxy_host else ()
        self.guard = AddressGuard((*limits.allow_hosts, *proxies), most=most)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            socket_factory=self.guard.socket,
            resolver=self._resolver or aiohttp.AsyncResolver(timeout=DNS_SECONDS, tries=DNS_TRIES),
            limit=0,  # the callers' own bounds hold; here slow servers would keep places from all others
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS),
            headers=self._headers,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    @property
    def http(self) -> aiohttp.ClientSession:
        """The session; `RuntimeError` outside the `async with`."""
        if self._session is None:
            raise RuntimeError(f"{type(self).__name__} is used outside its `async with`")
        return self._session

    def visiting(self, target: URL) -> Visit:
        """Say which host the connections opened inside are meant for: the target's, or the proxy's."""
        return visiting(self._proxy_host or target.host or "")

    def refuses(self, target: URL) -> bool:
        """Whether a proxy must not be asked for this address.

        A proxy resolves names itself; what can be judged here are addresses written as such.
        """
        if not self._proxy_host:
            return False
        host = target.host or ""
        literal = ":" in host or host.replace(".", "").isdigit()
        return literal and not self.guard.allows(host, host=host)
