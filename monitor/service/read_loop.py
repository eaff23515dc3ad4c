"""Articles new → alerts. Reads on one thread of its own, so that matching never holds up the event loop.

What reading an article raises is put to that article: it is tried again, then set aside with a `health` alert. What
the database raises is not: then everything claimed goes back, and no try is counted. Articles in which nothing was
found, which most are, are recorded together; those that matched are decided on a few in a transaction, and each in one
of its own where that fails.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import structlog

from monitor import pipeline
from monitor.alerting.health_articles import unread_subject, unread_trouble
from monitor.errors import LeaseLost, RowRefused, StorageError
from monitor.model import Article, Claim, Conclusion, Reading, ReadOutcome
from monitor.service.app import App
from monitor.service.episode_steps import record_step
from monitor.storage import EpisodeSession, Notice
from monitor.storage.articles import MAX_TRIES

log = structlog.get_logger()

T = TypeVar("T")
Unmatched = tuple[Claim[Article], Conclusion]
Matched = tuple[Claim[Article], Reading]

ARTICLES_A_CLAIM = 50  # as long as a quarter of their lease suffices; then the others go back
MOST_TOGETHER = 10  # matched articles in one transaction: 50 ms or so in which nobody else writes
MOST_ENDS = 10  # of the program over one article, with growing pauses: a kill may have nothing to do with what was read
TAKEN = "an article was edited, or taken over, while it was read; it is read anew"
KILLED = "the program ended every time while it read this article (or was killed)"


class ReadLoop:
    """Articles new → alerts."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="read")
        self._stopping = False
        self._unread: list[Claim[Article]] = []  # to be given back as soon as the database works again

    async def tick(self) -> None:
        """Read until nothing is left."""
        while not self._stopping and await asyncio.get_running_loop().run_in_executor(self._thread, self.read_some):
            pass

    async def on_thread(self, work: Callable[[], T]) -> T:
        """Do other work on the reading thread, between two claims."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def stop(self) -> None:
        """Read the article in hand to its end and give the others back."""
        self._stopping = True

    def close(self) -> None:
        """End the thread."""
        self._stopping = True
        self._thread.shutdown(wait=False, cancel_futures=True)

    def read_some(self) -> bool:
        """Claim a few articles and read them; False when there were none."""
        self._release_unread()
        now, lease = self._app.clock(), self._app.config.leases.article
        with self._app.turns:
            claims = self._app.store.articles.claim_articles(now=now, lease=lease, limit=ARTICLES_A_CLAIM)
            counted = self._app.store.articles.counted() if claims else {}
        unmatched: list[Unmatched] = []
        matched: list[Matched] = []
        for number, claim in enumerate(claims):
            if self._stopping or (number and self._app.clock() > now + lease / 4):
                self._app.store.articles.release(*claims[number:], due_at=self._app.clock())
                break
            try:
                self._sift(claim, counted, unmatched, matched)
                if len(matched) == MOST_TOGETHER:
                    self._decide(matched, counted)
                    matched = []
            except StorageError:
                self._give_back([*(one for one, _ in (*unmatched, *matched)), *claims[number:]])
                raise
            self._app.pulse.beat("read")
        self._end(unmatched, matched, counted)
        return bool(claims)

    def _end(self, unmatched: Sequence[Unmatched], matched: Sequence[Matched], counted: pipeline.Counted) -> None:
        """Decide on the last of the claimed articles, and record those in which nothing was found."""
        try:
            self._decide(matched, counted)
        except StorageError:
            self._give_back([claim for claim, _ in (*unmatched, *matched)])
            raise
        self._record(unmatched)

    def _give_back(self, claims: Sequence[Claim[Article]]) -> None:
        self._unread += claims
        with contextlib.suppress(StorageError):  # then before the next claim
            self._release_unread()

    def _release_unread(self) -> None:
        if self._unread:
            self._app.store.articles.release(*self._unread, due_at=self._app.clock())
            self._unread = []

    def _record(self, unmatched: Sequence[Unmatched]) -> None:
        """Record what matched nothing in one transaction; one by one if the database does not take a row of it."""
        store = self._app.store.articles
        if not unmatched:
            return
        try:
            with self._app.turns:
                lost = store.record_unmatched(unmatched, now=self._app.clock())
        except RowRefused as error:
            if len(unmatched) == 1:
                self._spoilt(unmatched[0][0], str(error))
                return
            for one in unmatched:
                self._record([one])
            return
        except StorageError:
            self._give_back([claim for claim, _ in unmatched])
            raise
        for claim, _ in lost:
            log.info(TAKEN, article=claim.item.id)
        for _ in range(len(unmatched) - len(lost)):
            self._app.tally.has_read(ReadOutcome.NO_MATCH)

    def _sift(
        self, claim: Claim[Article], counted: pipeline.Counted, unmatched: list[Unmatched], matched: list[Matched]
    ) -> None:
        """Read one article, and put it with those like it."""
        if claim.attempts > MOST_ENDS:  # no try came to an end, not even to a bad one
            self._spoilt(claim, KILLED)
            return
        try:
            with self._app.turns:
                sifted = pipeline.sift(claim.item, knowledge=self._app.knowledge, counted=counted)
        except Exception as error:  # noqa: BLE001 - a poisonous article spoils itself alone
            self._spoilt(claim, f"{type(error).__name__}: {error}")
            return
        if isinstance(sifted, Conclusion):
            unmatched.append((claim, sifted))
        else:
            matched.append((claim, sifted))

    def _decide(self, read: Sequence[Matched], counted: pipeline.Counted) -> None:
        """Decide on matched articles in one transaction; if anything is wrong with one of them, on each by itself."""
        if not read:
            return
        app, claim = self._app, read[0][0]
        try:
            with app.turns:
                done = pipeline.decide_together(
                    read, store=app.store.articles, policy=app.policy, counted=counted, now=app.clock()
                )
        except Exception as error:
            if isinstance(error, StorageError) and not isinstance(error, LeaseLost | RowRefused):
                raise
            if len(read) == 1:
                self._undecided(claim, error)
            else:
                for one in read:
                    self._decide([one], counted)
            return
        for conclusion in done:
            self._count(conclusion)

    def _undecided(self, claim: Claim[Article], error: Exception) -> None:
        """Leave an article to whoever has it now; else put what was wrong to it."""
        if isinstance(error, LeaseLost):
            log.info(TAKEN, article=claim.item.id)
        else:
            self._spoilt(claim, str(error) if isinstance(error, RowRefused) else f"{type(error).__name__}: {error}")

    def _count(self, done: Conclusion) -> None:
        """Count and say what was found."""
        self._app.tally.has_read(done.outcome)
        self._app.tally.has_matched(finding.match.rule for finding in done.reading.findings)
        if done.alert and done.outcome is ReadOutcome.OPENED:
            log.info(f"alert: {done.alert.title}", rules=",".join(done.alert.rules), tellings=len(done.deliveries))

    def _spoilt(self, claim: Claim[Article], reason: str) -> None:
        """Try again later, or put the article aside and say so."""
        article = claim.item
        try:
            quarantined = self._app.store.articles.fail_article(
                claim, reason, now=self._app.clock(), notice=self._notice(claim, reason)
            )
        except LeaseLost:
            return  # edited meanwhile: the new text may be a better one
        if quarantined:
            self._app.tally.has_read(ReadOutcome.QUARANTINED)
            log.error("an article was put aside: it cannot be read", article=article.id, why=reason)
        else:
            log.warning("an article could not be read; it is tried again", article=article.id, why=reason)

    def _notice(self, claim: Claim[Article], reason: str) -> Notice:
        """One alert for all that fail for one reason: a fault of ours may spoil a thousand articles."""
        tries = MOST_ENDS if reason == KILLED else MAX_TRIES

        def tell(session: EpisodeSession) -> None:
            step = unread_trouble(session.alert, claim.item, reason, tries=tries)
            record_step(self._app, session, step, now=self._app.clock())

        return Notice(subject=unread_subject(reason), tell=tell)
