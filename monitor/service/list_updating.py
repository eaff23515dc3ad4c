"""Look for a new version of each configured list, fetch it, and take it.

In: the configuration, the store, an address or file a list. Out: a `ListUpdate` a list; what is wrong is recorded as
the list's trouble, and the last good version stays. Own watch lists in a file are read with the rules and never stored.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

from monitor.config import Config
from monitor.config.schema import ListSource
from monitor.errors import ListRefused, MissingSecret, RowRefused, VedetteError
from monitor.ingest.fetch import HttpFetcher
from monitor.model import Failed, FailureCause, FeedState, Fetched, NotModified, Response
from monitor.model.listing import ListVersion
from monitor.service.list_reading import read_body, read_file
from monitor.service.list_taking import ListUpdate, Outcome, Taking
from monitor.service.revealed import fetch_limits
from monitor.storage.lists import ListState, ListStore

ACCEPT = "application/xml, text/csv, application/json;q=0.9, */*;q=0.5"
LARGEST = 200_000_000  # bytes of a list, unpacked
TRIES, PAUSE = 3, 5.0  # within one update; seconds, doubled each time
AGAIN = timedelta(minutes=5)  # after a failure, doubled each time up to the list's own interval
_REFUSALS = (ListRefused, MissingSecret, RowRefused)
_PASSING = frozenset({FailureCause.NETWORK, FailureCause.TIMEOUT, FailureCause.HTTP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Updater:
    """What updating needs. `pause` is the first pause between tries, in seconds."""

    config: Config
    environ: Mapping[str, str]
    store: ListStore
    pause: float = PAUSE

    async def update(self, name: str, *, now: datetime) -> ListUpdate:
        """Look for a new version of one list and take it."""
        source = self.config.lists[name]
        if source.url is None:
            return await asyncio.to_thread(self.update_file, name, now=now)
        state = await asyncio.to_thread(self._state, name, source, now)
        try:
            return await self._from_address(name, source, state, now)
        except _REFUSALS as error:
            return await asyncio.to_thread(self._failed, state, source, _why(error), now)

    def update_file(self, name: str, *, now: datetime) -> ListUpdate:
        """Read a list that stands in files, and take what is new."""
        source = self.config.lists[name]
        state = self._state(name, source, now)
        try:
            return self._take(read_file(name, source), state, source, now)
        except _REFUSALS as error:
            return self._failed(state, source, _why(error), now)

    def _state(self, name: str, source: ListSource, now: datetime) -> ListState:
        """How a list stands as it is looked for."""
        known = self.store.states().get(name, ListState(name=name, due_at=now))
        return replace(known, tried_at=now, due_at=now + source.every)

    async def _from_address(self, name: str, source: ListSource, state: ListState, now: datetime) -> ListUpdate:
        response = await self._fetched(name, source, state)
        if isinstance(response, Failed):
            return await asyncio.to_thread(self._failed, state, source, response.reason, now)
        if isinstance(response, NotModified) or response.body_hash == state.body_hash:
            return await asyncio.to_thread(self._unchanged, state, now)
        return await asyncio.to_thread(self._from_body, name, source, state, response, now)

    def _from_body(
        self, name: str, source: ListSource, state: ListState, response: Fetched, now: datetime
    ) -> ListUpdate:
        version = read_body(name, source, response.body, day=_day(response, now))
        known = replace(state, etag=response.etag, last_modified=response.last_modified, body_hash=response.body_hash)
        return self._take(version, known, source, now)

    def _take(self, version: ListVersion, state: ListState, source: ListSource, now: datetime) -> ListUpdate:
        share = source.removed_share
        taking = Taking(store=self.store, routes=self.config.routes, removed_share=share, now=now)
        return taking.take(version, state)

    async def _fetched(self, name: str, source: ListSource, state: ListState) -> Response:
        """The response of the last try."""
        if source.url is None:
            raise ListRefused("no address is given", "write `url:`", list_name=name)
        used_by = f"lists.{name}"
        limits = replace(fetch_limits(self.config, self.environ), deadline=source.timeout, max_bytes=LARGEST)
        headers = {key: value.reveal(self.environ, used_by=used_by) for key, value in source.headers.items()}
        url = source.url.reveal(self.environ, used_by=used_by)
        known = FeedState(etag=state.etag, last_modified=state.last_modified) if state.version_id else FeedState()
        async with HttpFetcher(limits) as fetcher:
            for tried in range(TRIES):
                response = await fetcher.get(url, accept=ACCEPT, known=known, headers=headers)
                if not isinstance(response, Failed) or response.cause not in _PASSING:
                    break
                if tried < TRIES - 1:
                    await asyncio.sleep(self.pause * 2**tried * random.uniform(0.8, 1.2))  # noqa: S311 - spread, no secret
        return response

    def _unchanged(self, state: ListState, now: datetime) -> ListUpdate:
        well = replace(state, failures=0, failing_since=None, trouble=state.held_what, ok_at=now)
        with self.store.session(state.name, now=now) as session:
            session.record(replace(well, version_id=session.state().version_id))
        return ListUpdate(name=state.name, outcome=Outcome.UNCHANGED)

    def _failed(self, state: ListState, source: ListSource, what: str, now: datetime) -> ListUpdate:
        """Note the trouble; the last good version stays, and the next try comes sooner than usual."""
        wait = min(source.every, AGAIN * 2 ** min(state.failures, 10))
        failed = replace(
            state,
            due_at=now + wait,
            failures=state.failures + 1,
            failing_since=state.failing_since or now,
            trouble=what,
        )
        with self.store.session(state.name, now=now) as session:
            session.record(replace(failed, version_id=session.state().version_id))
        return ListUpdate(name=state.name, outcome=Outcome.FAILED, trouble=what)


def _day(response: Fetched, now: datetime) -> date:
    """When the server says that the file was last changed; today if it does not say."""
    try:
        return parsedate_to_datetime(response.last_modified or "").date()
    except ValueError:
        return now.date()


def _why(error: VedetteError) -> str:
    return f"{error.what}; {error.todo}" if isinstance(error, ListRefused) else str(error)
