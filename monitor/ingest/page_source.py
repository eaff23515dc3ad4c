"""Bring an article's page: ask robots.txt, fetch past the guard, take the text out in a child. Satisfies `PageReader`.

In: an address. Out: `FoundPage`, or `NoPage` with a plain reason and how long to leave the host alone. Never raises
for what a server or page does, and never takes longer than `WITHIN`.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any, Protocol
from urllib.parse import urlsplit

from monitor.errors import IngestError
from monitor.ingest.redact import host_of
from monitor.ingest.robots import Robots
from monitor.model import NO_PAUSE, Failed, FailureCause, Fetched, NoPage, PageTrouble, Response
from monitor.text import FoundPage, Page

WITHIN = timedelta(seconds=45)  # robots.txt, turns, the page (20 s) and its text together
SHORT = timedelta(seconds=10)  # a server that asks for so little is asked again at once
RESTS = {FailureCause.NETWORK: timedelta(minutes=2), FailureCause.TIMEOUT: timedelta(minutes=10)}
BUSY = frozenset({429, 503})
BUSY_REST = timedelta(minutes=10)  # of a host that asks to be left alone and does not say how long
LATELY = timedelta(minutes=10)  # several feeds of one outlet bring the same articles
REMEMBERED, LONG = 200, 50_000  # pages, and letters of one that is remembered
MARKUP = ("html", "xml", "text/plain")

_TROUBLES = {
    FailureCause.NETWORK: PageTrouble.NETWORK,
    FailureCause.TIMEOUT: PageTrouble.TIMEOUT,
    FailureCause.REFUSED: PageTrouble.REFUSED,
    FailureCause.TOO_BIG: PageTrouble.TOO_BIG,
    FailureCause.HTTP: PageTrouble.HTTP,
    FailureCause.GONE: PageTrouble.HTTP,
}


class Getter(Protocol):
    """Fetches pages within their limits."""

    async def page(self, url: str) -> Response:
        """Fetch a page by its address."""


class Extractor(Protocol):
    """Takes the text out of pages, where that can be killed."""

    async def extract(self, html: bytes, url: str, *, charset: str | None = None) -> dict[str, Any]:
        """The fields of a `Page`; raises `IngestError` for a page without text."""


class PageSource:
    """Reads pages one at a time each; as many at once as are asked for."""

    def __init__(self, getter: Getter, extractor: Extractor, *, agent: str) -> None:
        self._get = getter.page
        self._extractor = extractor
        self._robots = Robots(getter.page, agent=agent)
        self._lately: OrderedDict[str, tuple[float, FoundPage]] = OrderedDict()

    async def read_page(self, url: str, /, *, fresh: bool = False) -> FoundPage | NoPage:
        """Read one page within the deadline; one that was read lately is not asked for again, unless `fresh`."""
        now = asyncio.get_running_loop().time()
        at, known = self._lately.get(url, (0.0, None))
        if known is not None and not fresh and now - at < LATELY.total_seconds():
            return known
        try:
            async with asyncio.timeout(WITHIN.total_seconds()):
                page = await self._read(url)
        except TimeoutError:
            reason = f"{host_of(url)} did not bring it within {WITHIN.total_seconds():g} s"
            return NoPage(trouble=PageTrouble.TIMEOUT, reason=reason, pause=RESTS[FailureCause.TIMEOUT])
        if isinstance(page, FoundPage) and sum(map(len, page.page.paragraphs)) <= LONG:
            self._lately[url] = (now, replace(page, pause=NO_PAUSE))
            while len(self._lately) > REMEMBERED:
                self._lately.popitem(last=False)
        return page

    async def _read(self, url: str) -> FoundPage | NoPage:
        verdict = await self._robots.verdict(url)
        if not verdict.allowed:
            return _kept_away(verdict.reason, verdict.unreachable)
        response = await self._get(url)
        if isinstance(response, Failed) and response.status in BUSY and NO_PAUSE < _wish(response) <= SHORT:
            await asyncio.sleep(_wish(response).total_seconds())
            response = await self._get(url)
        if isinstance(response, Failed):
            refused = refusal(response)
            led_away = host_of(response.url) != host_of(url)  # then it is not the fault of the host that was asked
            return replace(refused, pause=NO_PAUSE) if led_away else refused
        if not isinstance(response, Fetched):
            return NoPage(trouble=PageTrouble.HTTP, reason=f"{host_of(url)} says that it has not changed")
        return await self._judged(url, response, pause=verdict.pause)

    async def _judged(self, url: str, response: Fetched, *, pause: timedelta) -> FoundPage | NoPage:
        """Whether what came is the page, and one that we may read: a redirect leads past the first robots.txt."""
        if (no_page := _no_page(url, response)) is not None:
            return no_page
        if host_of(response.url) != host_of(url):
            verdict = await self._robots.verdict(response.url)
            if not verdict.allowed:
                return NoPage(trouble=PageTrouble.ROBOTS, reason=verdict.reason)
        try:
            found = await self._extractor.extract(response.body, response.url, charset=response.charset)
        except IngestError as error:
            return NoPage(trouble=PageTrouble.NO_PAGE, reason=_plain(str(error)))
        return FoundPage(page=page_of(found), url=response.url, pause=pause)


def refusal(failed: Failed) -> NoPage:
    """What a failed fetch means for the article, and for the others of its host."""
    trouble = _TROUBLES.get(failed.cause, PageTrouble.NO_PAGE)
    pause = RESTS.get(failed.cause, NO_PAUSE)
    if failed.status in BUSY:
        pause = _wish(failed) or BUSY_REST
    return NoPage(trouble=trouble, reason=_plain(failed.reason), pause=pause)


def page_of(found: dict[str, Any]) -> Page:
    """The page again that a child sent; of a newer child, what is known here."""
    known = {one.name for one in fields(Page)}
    return Page(**{**{key: value for key, value in found.items() if key in known}, **_tuples(found)})


def _tuples(found: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    return {key: tuple(value) for key, value in found.items() if isinstance(value, list)}


def _kept_away(reason: str, unreachable: Failed | None) -> NoPage:
    """No page for want of a permission: where the host cannot be reached, that is the trouble."""
    if unreachable is None:
        return NoPage(trouble=PageTrouble.ROBOTS, reason=reason)
    failed = refusal(unreachable)
    if failed.trouble in {PageTrouble.NETWORK, PageTrouble.TIMEOUT, PageTrouble.REFUSED}:
        return failed
    return NoPage(trouble=PageTrouble.ROBOTS, reason=f"{reason} ({failed.reason})", pause=failed.pause or BUSY_REST)


def _no_page(url: str, response: Fetched) -> NoPage | None:
    kind = response.content_type.partition(";")[0].strip().lower()
    if kind and not any(mark in kind for mark in MARKUP):
        return NoPage(trouble=PageTrouble.NO_PAGE, reason=f"{host_of(response.url)} sent {kind[:60]}, not a page")
    if urlsplit(url).path.strip("/") and not urlsplit(response.url).path.strip("/"):
        reason = f"its address leads to the front page of {host_of(response.url)}"
        return NoPage(trouble=PageTrouble.OTHER_TEXT, reason=reason)
    return None


def _wish(failed: Failed) -> timedelta:
    return failed.retry_after or NO_PAUSE


def _plain(reason: str) -> str:
    """The reason without the advice behind it, which is for feeds."""
    return reason.partition(";")[0]
