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
from monitor.ingest.pool import ParserPool
from monitor.ingest.source import Fetching
from monitor.service.app import App
from monitor.service.burst_loop import BurstLoop
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
        try:
            await _poll_all(poll)
        finally:
            await poll.stop()
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


async def _poll_all(loop: PollLoop) -> None:
    """Claim and poll until nothing is left that was due at the beginning: so each feed is polled once."""
    while True:
        idle = not loop.tasks  # then no host was full, and the tick claims whatever is left
        await loop.tick()
        if loop.tasks:
            await asyncio.wait(loop.tasks, return_when=asyncio.FIRST_COMPLETED, timeout=TICK)
        elif idle:
            return


async def _tell_all(loop: TellLoop) -> None:
    """Tell until nothing is due now; what must be tried again later stays pending."""
    await loop.tick()
    while loop.busy:
        await asyncio.wait(loop.busy.values())
        await loop.tick()
