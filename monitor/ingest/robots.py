"""May a page be fetched? What a host's robots.txt says to us, asked once a day.

In: an address. Out: a `Verdict`. After RFC 9309: no file (4xx) allows everything; one that cannot be had (5xx, no
answer, 429) forbids everything for a while. Feeds are published for programs and are not asked about. Never raises.
"""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from protego import Protego
from yarl import URL

from monitor.ingest.redact import host_of
from monitor.model import NO_PAUSE, Failed, Fetched, Response

KEPT = timedelta(hours=24)
KEPT_FAILURE = timedelta(minutes=10)
MOST_HOSTS = 2_000
MOST_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB are read
LONGEST_PAUSE = timedelta(minutes=5)  # a longer crawl-delay is taken for this
_TOO_MANY = 429
_AGENT = re.compile(r"^\s*user[- ]?agent\s*:?\s*(.*?)\s*(?:#.*)?$", re.IGNORECASE)
_TOKEN = re.compile("[A-Za-z_-]+")

Get = Callable[[str], Awaitable[Response]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether we may fetch; else why not, for people. `pause`: what the host asks for between two pages.

    `unreachable` is the failure behind a robots.txt that could not be had.
    """

    allowed: bool
    reason: str = ""
    pause: timedelta = NO_PAUSE
    unreachable: Failed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What was learnt of a host, until a time of the loop's clock."""

    until: float
    rules: Protego | None = None  # None: everything is allowed
    failed: Failed | None = None


class Robots:
    """Remembers what hosts allow. `get` fetches an address once; `agent` is our user agent, as it is sent."""

    def __init__(self, get: Get, *, agent: str) -> None:
        self._get = get
        self._token = product_token(agent)
        self._known: OrderedDict[str, _Known] = OrderedDict()

    async def verdict(self, url: str) -> Verdict:
        """Ask the host's robots.txt, or remember what it said."""
        origin = _origin(url)
        if origin is None:
            return Verdict(allowed=True)  # no web address: the fetcher says so better
        known = self._known.get(origin)
        if known is None or known.until <= asyncio.get_running_loop().time():
            known = await self._ask(origin)
        host = host_of(url)
        if known.failed is not None:
            return Verdict(allowed=False, reason=f"the robots.txt of {host} cannot be had", unreachable=known.failed)
        if known.rules is None:
            return Verdict(allowed=True)
        if not known.rules.can_fetch(url, self._token):
            return Verdict(allowed=False, reason=f"the robots.txt of {host} does not allow it")
        seconds = known.rules.crawl_delay(self._token) or 0.0
        return Verdict(allowed=True, pause=min(timedelta(seconds=min(seconds, 86_400.0)), LONGEST_PAUSE))

    async def _ask(self, origin: str) -> _Known:
        response = await self._get(f"{origin}/robots.txt")
        now = asyncio.get_running_loop().time()
        if isinstance(response, Fetched):
            rules = await asyncio.to_thread(parse_robots, response.body, self._token)
            known = _Known(until=now + KEPT.total_seconds(), rules=rules)
        elif isinstance(response, Failed) and not _absent(response):
            known = _Known(until=now + KEPT_FAILURE.total_seconds(), failed=response)
        else:
            known = _Known(until=now + KEPT.total_seconds())
        self._known[origin] = known
        self._known.move_to_end(origin)
        while len(self._known) > MOST_HOSTS:
            self._known.popitem(last=False)
        return known


def product_token(agent: str) -> str:
    """The name in a user agent that robots.txt files know us by: 'Vedette' of 'Vedette/1.0 (…)'."""
    found = _TOKEN.match(agent.strip())
    return found[0] if found else "Vedette"


def parse_robots(body: bytes, token: str) -> Protego:
    """The rules of a robots.txt; of one that is no such file, none.

    Groups for others are made one group first: a file of many names and many rules would cost their product.
    """
    text = body[:MOST_BYTES].decode("utf-8-sig", errors="replace")
    return Protego.parse("\n".join(_ours(line, token.casefold()) for line in text.splitlines()))


def _ours(line: str, token: str) -> str:
    found = _AGENT.match(line[:200])
    if found is None:
        return line
    name = found[1].strip().strip("*").casefold()
    return line[:200] if not name or name in token else "User-agent: -"


def _absent(failed: Failed) -> bool:
    """The server says that there is no such file, or not for us (RFC 9309, 2.3.1.3)."""
    status = failed.status or 0
    return 400 <= status < 500 and status != _TOO_MANY  # noqa: PLR2004 - HTTP's numbers


def _origin(url: str) -> str | None:
    try:
        parsed = URL(url)
        return str(parsed.origin()) if parsed.scheme in {"http", "https"} and parsed.host else None
    except ValueError:
        return None
