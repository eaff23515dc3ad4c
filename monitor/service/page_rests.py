"""Which hosts' pages are to be left alone, and for how long. In: what came of pages. Out: whom to visit, whom not.

A host that could not be reached, was slow or asked for a pause rests: its articles do without their pages. One that
asks for time between two pages is waited for. When one host after the other cannot be reached, it is our own network:
then no article waits for any page. Kept in memory: a restart tries each host anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.model import NO_PAUSE, NoPage, PageTrouble

UNREACHABLE = 3  # hosts in a row, with no answer between: the network is down
DOWN_FOR = timedelta(seconds=30)  # then one page is tried again
REFUSALS = 5  # pages in a row that a host answered with an error: it does not want us
SLOW = 2  # pages in a row that did not come in time: the host is slow
REFUSED_FOR = timedelta(hours=1)
FORGET_ABOVE = 5_000  # hosts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rest:
    until: datetime
    why: NoPage | None = None  # None: it only wants time between two pages


class PageRests:
    """Remembers hosts by name. Not to be shared by threads."""

    def __init__(self) -> None:
        self._rests: dict[str, _Rest] = {}
        self._refusals: Counter[str] = Counter()
        self._unreachable: set[str] = set()
        self._down: _Rest | None = None

    def saw(self, host: str, no_page: NoPage | None, *, pause: timedelta = NO_PAUSE, now: datetime) -> None:
        """Note what came of a page: `no_page` when nothing did; `pause` is what the host asks for besides."""
        pause = self._wanted(host, no_page) if no_page is not None else pause
        self._forget(now)
        if pause > NO_PAUSE:
            self._rests[host] = _Rest(until=now + pause, why=_again(no_page))
        if no_page is None:
            self._refusals.pop(host, None)
        if no_page is None or no_page.trouble is not PageTrouble.NETWORK:
            self._unreachable.clear()
            self._down = None
            return
        self._unreachable.add(host)
        if len(self._unreachable) >= UNREACHABLE:
            why = NoPage(trouble=PageTrouble.NETWORK, reason="no host can be reached: the network seems to be down")
            self._down = _Rest(until=now + DOWN_FOR, why=why)

    def _wanted(self, host: str, no_page: NoPage) -> timedelta:
        """How long the host is to be left alone: as it asks, or for having failed so many times in a row.

        One slow page proves nothing: the host may only lead to a slow one.
        """
        if no_page.trouble not in {PageTrouble.HTTP, PageTrouble.TIMEOUT}:
            return no_page.pause
        self._refusals[host] += 1
        if no_page.trouble is PageTrouble.TIMEOUT:
            return no_page.pause if self._refusals[host] >= SLOW else NO_PAUSE
        return max(no_page.pause, REFUSED_FOR if self._refusals[host] >= REFUSALS else NO_PAUSE)

    def _forget(self, now: datetime) -> None:
        if len(self._rests) > FORGET_ABOVE:
            self._rests = {name: rest for name, rest in self._rests.items() if rest.until > now}
        if len(self._refusals) > FORGET_ABOVE:
            self._refusals.clear()

    def network(self, *, now: datetime) -> NoPage | None:
        """Why no page at all is fetched now."""
        return self._down.why if self._down is not None and self._down.until > now else None

    def refused(self, host: str, *, now: datetime) -> NoPage | None:
        """Why the articles of a host do without their pages now."""
        rest = self._rests.get(host)
        return rest.why if rest is not None and rest.until > now else None

    def pausing(self, *, now: datetime) -> Iterable[str]:
        """Hosts that want time before their next page."""
        return [host for host, rest in self._rests.items() if rest.why is None and rest.until > now]


def _again(no_page: NoPage | None) -> NoPage | None:
    """What the host's other articles are told."""
    if no_page is None or no_page.trouble in {PageTrouble.NETWORK, PageTrouble.TIMEOUT, PageTrouble.ROBOTS}:
        return no_page
    return NoPage(trouble=PageTrouble.RESTING, reason=no_page.reason)
