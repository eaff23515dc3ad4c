"""Articles that are teasers → articles with their pages' text. Pages are fetched by tasks on the event loop.

Nothing else waits for a page: the reader takes an article that waits too long as its feed gave it. One page of a host
at a time, so that one connection is left for feeds. What a page's reading raises is put to that article.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

import structlog

from monitor import pipeline, ports
from monitor.errors import LeaseLost, RowRefused, StorageError
from monitor.ingest.redact import host_of
from monitor.model import Article, Claim, Filled, NoPage, PageTrouble
from monitor.service.app import App, Clock
from monitor.service.page_rests import PageRests
from monitor.storage import MAX_TRIES
from monitor.text import FoundPage

log = structlog.get_logger()

PAGES_AT_ONCE = 20
SAID_AT_MOST = 5_000  # hosts and kinds of trouble
NOT_HERE = NoPage(trouble=PageTrouble.OURS, reason="no pages are fetched here")
KILLED = NoPage(trouble=PageTrouble.OURS, reason="the program ended each time while it read the page")


class FillLoop:
    """Articles that are teasers → articles with their pages' text. `filled` is called when some can be read."""

    def __init__(self, app: App, *, pages: ports.PageReader | None, filled: Callable[[], None] = lambda: None) -> None:
        self._app = app
        self._done = filled
        self._rests = PageRests()
        self._pages = _Heeding(pages or Answering(NOT_HERE), self._rests, clock=app.clock)
        self._in_hand: dict[str, asyncio.Task[None]] = {}  # by host
        self._broken_off: list[Claim[Article]] = []
        self._said: set[tuple[str, PageTrouble]] = set()
        self._trouble: StorageError | None = None
        self._stopping = False

    @property
    def tasks(self) -> set[asyncio.Task[None]]:
        """Pages in hand."""
        return set(self._in_hand.values())

    async def tick(self) -> None:
        """Start fetching pages while there is room. Raises `StorageError` while they cannot be recorded."""
        now = self._app.clock()
        if (why := self._rests.network(now=now)) is not None:
            await self._do_without(why)
        elif len(self._in_hand) < PAGES_AT_ONCE and not self._stopping:
            for claim in await self._claim():
                self._start(claim)
        if self._trouble is not None:
            raise self._trouble

    async def pausing(self) -> bool:
        """Whether articles wait for nothing but for a host that wants time between two pages."""
        now = self._app.clock()
        if not self._rests.pausing(now=now):
            return False
        return await asyncio.to_thread(self._app.store.pages.waiting, now=now) > 0

    async def stop(self) -> None:
        """Break off what is in hand and give it back: it is fetched after the next start, or read without."""
        self._stopping = True
        tasks = self.tasks
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        broken_off, self._broken_off = self._broken_off, []
        with contextlib.suppress(StorageError):  # then their leases run out
            await asyncio.to_thread(self._app.store.pages.release, *broken_off)

    async def _claim(self) -> list[Claim[Article]]:
        now = self._app.clock()
        return await asyncio.to_thread(
            self._app.store.pages.claim_pages,
            now=now,
            lease=self._app.config.leases.page,
            limit=PAGES_AT_ONCE - len(self._in_hand),
            besides={*self._in_hand, *self._rests.pausing(now=now)},
        )

    def _start(self, claim: Claim[Article]) -> None:
        if self._stopping:
            self._broken_off.append(claim)
            return
        host = host_of(claim.item.link or "")
        task = asyncio.create_task(self._fill(claim, host))
        self._in_hand[host] = task
        task.add_done_callback(lambda done: self._ended(done, claim, host))

    def _ended(self, task: asyncio.Task[None], claim: Claim[Article], host: str) -> None:
        if self._in_hand.get(host) is task:
            del self._in_hand[host]
        if task.cancelled():
            self._broken_off.append(claim)
        elif error := task.exception():
            log.error("a page ended in an error; its article is read without it", exc_info=error)

    async def _fill(self, claim: Claim[Article], host: str) -> None:
        """Fill one article; when its host rests from now on, the others of that host do without."""
        try:
            filled = await self._filled(claim, KILLED if claim.attempts > MAX_TRIES else None)
            if (why := self._rests.refused(host, now=self._app.clock())) is not None:
                await self._do_without(why, host=host)
        except LeaseLost:
            log.info("an article was edited, or read, while its page was fetched", article=claim.item.id)
        except StorageError as error:
            self._trouble = error
            with contextlib.suppress(StorageError):  # then its lease runs out
                await asyncio.to_thread(self._app.store.pages.release, claim)
        else:
            self._trouble = None
            self._app.tally.has_filled(filled)
            self._done()
            self._say(host, filled.refused)

    async def _filled(self, claim: Claim[Article], no_page: NoPage | None) -> Filled:
        """Run the pipeline's step; what it raises becomes the reason why the article has no page."""
        app = self._app
        pages = self._pages if no_page is None else Answering(no_page)
        try:
            return await pipeline.fill(claim, pages=pages, store=app.store.pages, policy=app.policy, now=app.clock())
        except LeaseLost:
            raise
        except StorageError as error:
            if not isinstance(error, RowRefused) or no_page is not None:
                raise
            return await self._filled(claim, NoPage(trouble=PageTrouble.OURS, reason=str(error)))
        except Exception as error:
            if no_page is not None:
                raise
            log.exception("a page could not be read by a fault of ours", article=claim.item.id)
            reason = f"{type(error).__name__}: {error}"
            return await self._filled(claim, NoPage(trouble=PageTrouble.OURS, reason=reason))

    async def _do_without(self, why: NoPage, *, host: str | None = None) -> None:
        count = await asyncio.to_thread(self._app.store.pages.do_without, why, host=host, now=self._app.clock())
        self._app.tally.have_no_page(count)
        if count:
            self._done()

    def _say(self, host: str, refused: NoPage | None) -> None:
        """Say once a host and kind of trouble: a paywall refuses every article."""
        if refused is None or (host, refused.trouble) in self._said:
            return
        if len(self._said) > SAID_AT_MOST:
            self._said.clear()
        self._said.add((host, refused.trouble))
        log.info(f"a page is not used: {refused.reason}; the feed's own text is read", host=host)


class _Heeding:
    """A reader of pages that leaves hosts alone which rest, and notes those that will."""

    def __init__(self, pages: ports.PageReader, rests: PageRests, *, clock: Clock) -> None:
        self._pages = pages
        self._rests = rests
        self._clock = clock

    async def read_page(self, url: str, /, *, fresh: bool) -> FoundPage | NoPage:
        """As the reader does, but at a host that rests."""
        host = host_of(url)
        if (why := self._rests.refused(host, now=self._clock())) is not None:
            return why
        page = await self._pages.read_page(url, fresh=fresh)
        no_page = page if isinstance(page, NoPage) else None
        self._rests.saw(host, no_page, pause=page.pause, now=self._clock())
        return page


class Answering:
    """A reader of pages that has one answer and fetches nothing."""

    def __init__(self, answer: NoPage) -> None:
        self._answer = answer

    async def read_page(self, _url: str, /, *, fresh: bool) -> FoundPage | NoPage:  # noqa: ARG002 - the port's name
        """The answer."""
        return self._answer
