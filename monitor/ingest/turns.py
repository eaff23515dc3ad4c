"""Manners towards one host: so many fetches at once, and a pause between their starts.

In: a host name. Out: a turn, as an async context. Knows no network; remembers only hosts that are in use or
were within the gap.
"""

from __future__ import annotations

import asyncio
from collections import deque
from datetime import timedelta
from types import TracebackType

FORGET_ABOVE = 1000  # hosts remembered before idle ones are dropped


class HostTurns:
    """The turns at one host, as a context that many enter: each holds a turn inside.

    Who is in a hurry asks `taken_at_once` first, `wait`s if there was none to take, and leaves by `leave`.
    """

    __slots__ = ("_free", "_gap", "_waiting", "next_start", "users")

    def __init__(self, *, at_once: int, gap: float) -> None:
        self._free = at_once
        self._waiting: deque[asyncio.Future[None]] = deque()  # whoever is woken has a place already
        self._gap = gap
        self.next_start = 0.0  # the loop's clock
        self.users = 0

    async def __aenter__(self) -> None:
        if not self.taken_at_once():
            await self.wait()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()

    def taken_at_once(self) -> bool:
        """Take a turn if nobody has to wait for it; False when one must `wait`."""
        if not self._free:
            return False
        if self._gap:
            now = asyncio.get_running_loop().time()
            if now < self.next_start:
                return False
            self.next_start = now + self._gap
        self._free -= 1
        self.users += 1
        return True

    async def wait(self) -> None:
        """Wait for a turn and take it."""
        self.users += 1
        if self._free:
            self._free -= 1
        else:
            await self._place()
        if not self._gap:
            return
        try:
            await self._pause()
        except BaseException:
            self.leave()
            raise

    def leave(self) -> None:
        """Give a turn back that was taken."""
        self.users -= 1
        while self._waiting:
            given = self._waiting.popleft()
            if not given.done():
                given.set_result(None)
                return
        self._free += 1

    async def _place(self) -> None:
        """Wait until somebody leaves a place to us."""
        given = asyncio.get_running_loop().create_future()
        self._waiting.append(given)
        try:
            await given
        except BaseException:  # broken off
            if given.cancelled():
                self.users -= 1  # whoever leaves passes it over
            else:
                self.leave()
            raise

    async def _pause(self) -> None:
        now = asyncio.get_running_loop().time()
        start = max(now, self.next_start)
        self.next_start = start + self._gap
        if start > now:
            await asyncio.sleep(start - now)


class Turns:
    """Gives turns at hosts: at most `at_once` at a time, starts at least `gap` apart."""

    def __init__(self, *, at_once: int, gap: timedelta) -> None:
        self._at_once = max(1, at_once)
        self._gap = gap.total_seconds()
        self._hosts: dict[str, HostTurns] = {}

    def at(self, host: str) -> HostTurns:
        """Where to wait for a turn at `host` and to hold it."""
        known = self._hosts.get(host)
        if known is None:
            self._forget()
            known = self._hosts[host] = HostTurns(at_once=self._at_once, gap=self._gap)
        return known

    def _forget(self) -> None:
        if len(self._hosts) > FORGET_ABOVE:
            now = asyncio.get_running_loop().time()
            self._hosts = {name: one for name, one in self._hosts.items() if one.users or one.next_start > now}
