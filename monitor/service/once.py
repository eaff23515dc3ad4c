"""`vedette once`: every feed once, now: poll, read, tell; then a summary.

In: the configuration. Out: what failed and the ledger. Uses the daemon's own loops, so that both do the same.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

from monitor import polling
from monitor.config import Config
from monitor.ingest.pool import ParserPool
from monitor.ingest.source import Fetching
from monitor.service.app import App
from monitor.service.loops import PollLoop, ReadLoop, TellLoop
from monitor.service.revealed import fetch_limits
from monitor.service.run import opened
from monitor.service.summary import run_summary
from monitor.storage import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class OnceResult:
    """`failures` are grouped by cause; `ledger` is the account after the run."""

    summary: str
    failures: tuple[polling.FailureGroup, ...]
    ledger: Ledger


def run_once(config: Config, environ: Mapping[str, str], *, stream: TextIO = sys.stdout) -> OnceResult:
    """Poll every feed, read every article, tell what is due. `stream` is where the console channel prints."""
    with opened(config, environ, stream=stream) as app:
        app.store.feeds.make_due(now=app.clock())
        asyncio.run(_serve(app, environ))
        return OnceResult(
            summary=run_summary(app),
            failures=polling.group_failures(app.tally.failures.items()),
            ledger=app.store.archive.ledger(),
        )


async def _serve(app: App, environ: Mapping[str, str]) -> None:
    async with Fetching(fetch_limits(app.config, environ)) as fetching, ParserPool() as parser:
        await _poll_all(PollLoop(app, fetcher=fetching, parser=parser), expected=len(app.config.feeds))
    read = ReadLoop(app)
    await read.tick()
    read.close()
    tell = TellLoop(app)
    await _tell_all(tell)
    tell.close()


async def _poll_all(loop: PollLoop, *, expected: int) -> None:
    """Claim until each feed was polled once: a claimed feed is not due again within this run."""
    for _ in range(expected):
        await loop.tick()
        if not loop.tasks:
            return
        await asyncio.wait(loop.tasks, return_when=asyncio.FIRST_COMPLETED)
    await asyncio.gather(*loop.tasks)


async def _tell_all(loop: TellLoop) -> None:
    """Tell until nothing is due now; what must be tried again later stays pending."""
    await loop.tick()
    while loop.busy:
        await asyncio.wait(loop.busy.values())
        await loop.tick()
