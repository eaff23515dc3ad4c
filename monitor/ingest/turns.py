"""Manners towards one host: so many fetches at once, and a pause between their starts.

In: a host name. Out: a turn, as an async context. Knows no network; remembers only hosts that are in use or
were within the gap.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

FORGET_ABOVE = 1000  # hosts remembered before idle ones are dropped


@dataclass(slots=True)
class _Host:
    places: asyncio.Semaphore
    next_start: float = 0.0  # the loop's clock
    users: int = 0


class Turns:
    """Gives turns at hosts: at most `at_once` at a time, starts at least `gap` apart."""

    def __init__(self, *, at_once: int, gap: timedelta) -> None:
        self._at_once = max(1, at_once)
        self._gap = gap.total_seconds()
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def at(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn at `host` and hold it."""
        state = self._host(host)
        state.users += 1
        try:
            async with state.places:
                await self._pause(state)
                yield
        finally:
            state.users -= 1

    async def _pause(self, state: _Host) -> None:
        now = asyncio.get_running_loop().time()
        start = max(now, state.next_start)
        state.next_start = start + self._gap
        if start > now:
            await asyncio.sleep(start - now)

    def _host(self, host: str) -> _Host:
        if len(self._hosts) > FORGET_ABOVE:
            now = asyncio.get_running_loop().time()
            self._hosts = {h: s for h, s in self._hosts.items() if s.users or s.next_start > now}
        return self._hosts.setdefault(host, _Host(places=asyncio.Semaphore(self._at_once)))
