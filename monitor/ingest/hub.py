"""Ask a hub for a subscription (WebSub 5.1): one POST, past the address guard, within a deadline.

In: the hub's address and the form. Out: None when the hub took it, else why not, as a sentence. Follows redirects that
keep the request (307, 308) and no others; reads no more than the beginning of an answer; never raises for what a hub
does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from yarl import URL

from monitor.ingest import reasons
from monitor.ingest.fetch import SCHEMES
from monitor.ingest.limits import FetchLimits
from monitor.ingest.redact import host_of
from monitor.ingest.session import GuardedSession
from monitor.model import Failed

KEPT = frozenset({307, 308})  # redirects after which the request is made again as it is
MOST_REDIRECTS = 3
MOST_READ = 2_000  # bytes of an answer, for its reason


class HubClient:
    """Asks hubs. Use as an async context manager."""

    def __init__(self, limits: FetchLimits | None = None) -> None:
        self._limits = limits or FetchLimits()
        self._session = GuardedSession(self._limits)

    async def __aenter__(self) -> Self:
        await self._session.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.__aexit__(kind, error, trace)

    async def ask(self, hub: str, form: Mapping[str, str]) -> str | None:
        """Post the form; None when the hub took it (2xx), else the reason."""
        try:
            async with asyncio.timeout(self._limits.deadline.total_seconds()):
                return await self._follow(hub, form)
        except TimeoutError:
            return f"{host_of(hub)} did not answer within {self._limits.deadline.total_seconds():g} s"

    async def _follow(self, hub: str, form: Mapping[str, str]) -> str | None:
        place = hub
        for _ in range(MOST_REDIRECTS + 1):
            answer = await self._visit(place, form)
            if not isinstance(answer, URL):
                return answer
            place = str(answer)
        return f"{host_of(hub)} redirects too often"

    async def _visit(self, place: str, form: Mapping[str, str]) -> str | URL | None:
        """One request: None for yes, a reason, or where to ask instead."""
        try:
            target = URL(place)
        except ValueError:
            return "the hub's address is malformed"
        if target.scheme not in SCHEMES or not target.host:
            return f"{host_of(place)} cannot be asked: only http and https addresses can"
        if self._session.refuses(target):
            return reasons.refused(place, [target.host]).reason
        with self._session.visiting(target) as visit:
            try:
                return await self._post(target, form)
            except Exception as error:  # noqa: BLE001 - one hub's fault, whatever it is, is that hub's answer
                failed: Failed = (
                    reasons.refused(place, visit.refused) if visit.refused else reasons.from_exception(place, error)
                )
                return failed.reason

    async def _post(self, target: URL, form: Mapping[str, str]) -> str | URL | None:
        request = self._session.http.post(target, data=dict(form), allow_redirects=False, proxy=self._limits.proxy)
        async with request as response:
            if response.status in KEPT and "Location" in response.headers:
                return response.url.join(URL(response.headers["Location"]))
            if 200 <= response.status < 300:  # noqa: PLR2004 - the protocol's numbers
                return None
            said = (await response.content.read(MOST_READ)).decode("utf-8", "replace")
            words = " ".join(said.split())[:100]
            return f"{target.host} answered {response.status}" + (f": {words}" if words and "<" not in words else "")
