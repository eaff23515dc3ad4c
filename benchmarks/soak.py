"""Whether the daemon stays as it is: weeks of polls in some minutes, under a clock that is set on after each round.

    python -m benchmarks.soak                    # 104 feeds in thirteen languages, 40 rounds of six hours
    python -m benchmarks.soak --lists --rounds 8

Each round every feed has ten new items; one in forty, and what else of the news happens to, tells of something. Printed
for each fifth round: the memory of the daemon and its children, what of the database is kept, and the CPU time of an
article. Exits with 1 when the last rounds hold or take much more than those in the middle: something grows for ever.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import mean
from typing import NamedTuple
from urllib.parse import quote
from urllib.request import urlopen

import structlog

from benchmarks.ingest import MEGABYTE, held
from monitor import context, text
from monitor.config import load_config
from monitor.ingest.pool import ParserPool
from monitor.ingest.source import Fetching
from monitor.service.app import App
from monitor.service.collector import spare_what_is_loaded
from monitor.service.daemon import Daemon
from monitor.service.list_loop import ListLoop
from monitor.service.retention_loop import RetentionLoop
from monitor.service.revealed import fetch_limits, utc_now
from monitor.service.run import opened

DATA = Path(__file__).parents[2] / "shared" / "data"
GROWS, SLOWS = 1.15, 1.5  # at most, the last third of the rounds against the middle one
SHOWN_EACH = 5  # rounds
LOOK = 0.05
READY = {"rules", "health", "canary"}


class Clock:
    """The true time, set on by as much as somebody says."""

    def __init__(self) -> None:
        self.on = timedelta(0)

    def __call__(self) -> datetime:
        """Now."""
        return utc_now() + self.on


@dataclass(frozen=True, slots=True)
class Round:
    """What a round held at its end, in MB, and what an article took, in milliseconds of CPU."""

    memory: float
    database: float
    cpu: float


class _Server(NamedTuple):
    """Who serves the feeds: a child of ours, too, but none of the daemon's."""

    port: int
    pid: int


def main() -> None:
    """Run and print; exit with 1 when something grows for ever."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--feeds", type=int, default=104)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--hours", type=float, default=6.0, help="that the clock is set on by in a round")
    parser.add_argument("--lists", action="store_true", help="with all sanctions lists of the data loaded")
    asked = parser.parse_args()
    if not DATA.is_dir():
        raise SystemExit(f"{DATA} is absent: it has the news that the feeds are made of")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    clock = Clock()
    with _served() as server, tempfile.TemporaryDirectory() as folder:
        config = load_config(_config(Path(folder), server.port, asked))
        with opened(config, {}, stream=io.StringIO(), clock=clock, keeps_lists=asked.lists) as app:
            text.warm()
            context.warm()
            app.channels.warm()
            spare_what_is_loaded()
            rounds = asyncio.run(_soak(app, clock, server, asked))
    sys.exit(0 if _stays(rounds) else 1)


async def _soak(app: App, clock: Clock, server: _Server, asked: argparse.Namespace) -> list[Round]:
    rounds: list[Round] = []
    async with Fetching(fetch_limits(app.config, {})) as fetching, ParserPool() as parser:
        lists = ListLoop(app, {}) if asked.lists else None
        daemon = Daemon(app, fetcher=fetching, parser=parser, lists=lists)
        running = asyncio.create_task(daemon.run())
        wanted = len(app.config.lists)
        while not app.pulse.ages.keys() >= READY or len(app.knowledge.lists.versions) < wanted:  # noqa: ASYNC110
            await asyncio.sleep(LOOK)
        for number in range(1, asked.rounds + 1):
            clock.on += timedelta(hours=asked.hours)
            await asyncio.to_thread(_set_server, server.port, clock())
            rounds.append(await _round(app, asked.feeds, server))
            if number % SHOWN_EACH == 0 or number == 1:
                _show(number, rounds[-1], app)
        daemon.stop()
        await running
    return rounds


async def _round(app: App, feeds: int, server: _Server) -> Round:
    """Poll every feed and read all that it brings; then age out what is old."""
    tally, cpu = app.tally, time.process_time()
    polls, read = tally.polls + feeds, tally.read
    app.store.feeds.make_due(now=app.clock())
    while tally.polls < polls or tally.read < tally.articles:  # noqa: ASYNC110 - nobody tells us
        await asyncio.sleep(LOOK)
    await RetentionLoop(app).tick()
    spent = (time.process_time() - cpu) / max(1, tally.read - read)
    return Round(held(os.getpid()) - held(server.pid), _on_disk(app), 1000 * spent)


def _on_disk(app: App) -> float:
    return sum(file.stat().st_size for file in app.config.path.parent.glob("soak.db*")) / MEGABYTE


def _show(number: int, it: Round, app: App) -> None:
    tally = app.tally
    print(
        f"round {number:3}: {tally.read:6,} articles, {tally.matched:5,} matched, {tally.opened:5,} alerts; "
        f"{it.memory:4.0f} MB held, {it.database:4.0f} MB on disk, {it.cpu:.2f} ms an article",
        flush=True,
    )


def _stays(rounds: list[Round]) -> bool:
    """Whether the last third of the rounds is about like the middle one."""
    third = max(1, len(rounds) // 3)
    middle, last = rounds[-2 * third : -third] or rounds, rounds[-third:]
    fine = True
    for what, most, before, after in (
        ("memory", GROWS, [it.memory for it in middle], [it.memory for it in last]),
        ("CPU time of an article", SLOWS, [it.cpu for it in middle], [it.cpu for it in last]),
    ):
        ratio = mean(after) / mean(before)
        print(f"{what}, the last third of the rounds against the middle one: {ratio:.2f}, at most {most}")
        fine &= ratio <= most
    return fine


@contextmanager
def _served() -> Iterator[_Server]:
    command = [sys.executable, "-m", "benchmarks.soak_server", str(DATA)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own module
        assert server.stdout is not None
        try:
            yield _Server(int(server.stdout.readline()), server.pid)
        finally:
            server.kill()


def _set_server(port: int, now: datetime) -> None:
    with urlopen(f"http://127.0.0.1:{port}/clock?{quote(now.isoformat())}") as response:
        response.read()


def _config(folder: Path, port: int, asked: argparse.Namespace) -> Path:
    feeds = "".join(f"  - {{url: 'http://127.0.0.1:{port}/{n}', full_text: never}}\n" for n in range(asked.feeds))
    lists = _lists(DATA / "sanctions") if asked.lists else ""
    path = folder / "config.yaml"
    fetch = "fetch: {per_host: {connections: 16, gap: 0s}, allow_hosts: [127.0.0.1]}\n"
    told = "channels: {screen: {url: 'console://'}}\nroutes: [{name: all, to: [screen]}]\n"
    whole = f"database: sqlite:///soak.db\nrules: [builtin]\n{fetch}{told}{lists}feeds:\n{feeds}"
    path.write_text(whole, encoding="utf-8")
    return path


def _lists(data: Path) -> str:
    """The latest whole copy of each list."""
    parts = ", ".join(f"'{data}/ofac/cons_{part}.2025-12.csv'" for part in ("prim", "alt", "add", "comments"))
    return (
        f"lists:\n  ofac: {{file: '{data}/ofac/sdn.2024-05-07.xml.gz'}}\n  ofac-other: {{files: [{parts}]}}\n"
        f"  un: {{file: '{data}/un/un_consolidated.2026-02-27.xml.gz'}}\n"
        f"  eu: {{file: '{data}/eu/eu_fsf_full_1_1.2024-05-13.xml.gz'}}\n"
    )


if __name__ == "__main__":
    main()
