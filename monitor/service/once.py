"""`vedette once`: every feed once, now: poll, read, tell; then a summary.

In: the configuration. Out: what failed and the ledger. Uses the daemon's own loops, so that both do the same.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TextIO

from monitor.config import Config
from monitor.ingest.page_source import PageSource
from monitor.ingest.pool import ParserPool
from monitor.ingest.source import Fetching
from monitor.service.app import App
from monitor.service.burst_loop import BurstLoop
from monitor.service.fill_loop import FillLoop
from monitor.service.followup_loop import FollowupLoop
from monitor.service.poll_loop import PollLoop
from monitor.service.read_loop import ReadLoop
from monitor.service.revealed import fetch_limits
from monitor.service.run import end_without_waiting, opened
from monitor.service.steering_notes import EndedSilences
from monitor.service.summary import Receipt, receipt
from monitor.service.tell_loop import TellLoop

TICK = 0.5  # seconds: how often feeds are looked for whose host has a place again
INTERRUPTED = 130  # the exit code of a program that Ctrl-C ended
PATIENCE = timedelta(seconds=30)  # with a database that does not take what was done


def run_once(config: Config, environ: Mapping[str, str], *, stream: TextIO = sys.stdout) -> Receipt:
    """Poll every feed, read every article, tell what is due. `stream` is where the console channel prints.

    Raises `StorageError` when what came in cannot be recorded; nothing is lost by it.
    """
    with opened(config, environ, stream=stream) as app:
        begun = app.clock()
        app.store.feeds.make_due(now=begun)
        try:
            asyncio.run(_serve(app, environ, begun))
        except KeyboardInterrupt:
            end_without_waiting(INTERRUPTED)
            raise
        return receipt(app)


async def _serve(app: App, environ: Mapping[str, str], begun: datetime) -> None:
    async with Fetching(fetch_limits(app.config, environ)) as fetching, ParserPool() as parser:
        poll = PollLoop(app, fetcher=fetching, parser=parser, due_by=begun)
        fill = FillLoop(app, pages=PageSource(fetching, parser, agent=app.config.fetch.user_agent))
        try:
            await _poll_all(poll, fill)
        finally:
            await asyncio.gather(poll.stop(), fill.stop())
            poll.close()
    read, tell = ReadLoop(app), TellLoop(app, patience=PATIENCE)
    try:
        await read.tick()
        await BurstLoop(app, settle=timedelta()).tick()
        await EndedSilences(app).tick()
        await FollowupLoop(app).tick()
        await _tell_all(tell)
    finally:
        read.close()
        tell.close()


async def _poll_all(poll: PollLoop, fill: FillLoop | None = None) -> None:
    """Poll until nothing is left that was due at the beginning, so each feed once; and bring the teasers' pages."""
    while True:
        idle = not _tasks(poll, fill)  # then no article comes that needs its page
        await poll.tick()
        if fill is not None:
            await fill.tick()
        if tasks := _tasks(poll, fill):
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED, timeout=TICK)
        elif not poll.nothing_is_due:
            continue  # those that the last tick began have ended already
        elif idle and (fill is None or not await fill.pausing()):
            return
        elif idle:
            await asyncio.sleep(TICK)


def _tasks(poll: PollLoop, fill: FillLoop | None) -> set[asyncio.Task[None]]:
    return poll.tasks | (fill.tasks if fill is not None else set())


async def _tell_all(loop: TellLoop) -> None:
    """Tell until nothing is due now; what must be tried again later stays pending."""
    await loop.tick()
    while loop.busy:
        await asyncio.wait(loop.busy.values())
        await loop.tick()
