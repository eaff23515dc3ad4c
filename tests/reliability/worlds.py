"""One world: a database, the processes on it, its feeds, and who is told. Starts, kills, plants, and counts.

A world knows what was served and what arrived, and asks the program for one thing alone: its ledger, at the end.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from monitor.failpoints import VARIABLE
from tests.acceptance.places import ROOT
from tests.reliability.planted import CHANNELS, KINDS, PATIENT, RULES, Event, Planted, Telling
from tests.reliability.servers import Outside

LEASE = 6  # seconds: longer than any step takes, a busy machine's pauses included
BEGUN = "Vedette "  # its first line with its version
READY = "watching:"  # what the daemon says when its loops are about to run
PATIENCE = 90  # seconds until something that should happen counts as not happening
LOOK = 0.05
FEWEST_FEEDS, MOST_FEEDS = 4, 30  # a new one with each start, which is due at once: so polls are spread over time

CONFIG = """
database: "{database}"
rules: [rules]
languages: [en]
default_every: 1s
stop_grace: 10s
leases: {{feed: {lease}s, page: {lease}s, article: {lease}s, delivery: {lease}s}}
fetch: {{allow_hosts: ['127.0.0.1'], per_host: {{gap: 0s, connections: 4}}}}
feeds:
{feeds}
channels:
{channels}
routes:
{routes}
"""


@dataclass(slots=True)
class Process:
    """A started `vedette`. `code` comes when it has ended."""

    pid: int
    log: Path
    ended: asyncio.Future[int]
    begun: float = field(default_factory=time.monotonic)

    @property
    def has_begun(self) -> bool:
        """Whether it has said that it starts: from then on it takes signals."""
        return BEGUN in _text(self.log)

    async def ready(self, *, seconds: float = PATIENCE) -> bool:
        """Wait until its loops run; False when it ended before."""
        while not self.ended.done() and time.monotonic() - self.begun < seconds:
            if READY in _text(self.log):
                return True
            await asyncio.sleep(LOOK)
        return False


class Forks:
    """Starts processes by `tests.forks.server`."""

    def __init__(self, server: asyncio.subprocess.Process) -> None:
        self._server = server
        self._started: dict[str, asyncio.Future[int]] = {}
        self._ended: dict[str, asyncio.Future[int]] = {}
        self._reading = asyncio.create_task(self._read())
        self._count = 0

    async def start(
        self, *arguments: str, cwd: Path, log: Path, environ: Mapping[str, str] | None = None, whole: bool = False
    ) -> Process:
        """Start a process; `whole`: the installed program with all its imports."""
        self._count += 1
        id_, loop = str(self._count), asyncio.get_running_loop()
        self._started[id_], self._ended[id_] = loop.create_future(), loop.create_future()
        asked = {"id": id_, "cwd": str(cwd), "out": str(log), "err": str(log), "arguments": arguments}
        asked["environ"] = {**os.environ, **(environ or {})}
        assert self._server.stdin is not None
        self._server.stdin.write(json.dumps({**asked, "exec": whole}).encode() + b"\n")
        return Process(await self._started[id_], log, self._ended[id_])

    async def _read(self) -> None:
        assert self._server.stdout is not None
        while line := await self._server.stdout.readline():
            said = json.loads(line)
            if "started" in said:
                self._started[said["started"]].set_result(said["pid"])
            else:
                self._ended[said["ended"]].set_result(said["code"])

    async def close(self) -> None:
        assert self._server.stdin is not None
        self._server.stdin.close()
        await self._server.wait()
        self._reading.cancel()


@asynccontextmanager
async def forking() -> AsyncIterator[Forks]:
    """The server of forks, as long as the block."""
    command = ("-m", "tests.forks.server")
    pipe = asyncio.subprocess.PIPE
    server = await asyncio.create_subprocess_exec(sys.executable, *command, cwd=ROOT, stdin=pipe, stdout=pipe)
    forks = Forks(server)
    try:
        yield forks
    finally:
        await forks.close()


@dataclass(slots=True, kw_only=True)
class Kill:
    """One SIGKILL: when (monotonic seconds), and at which failpoint, if at one."""

    at: float
    place: str = ""


class World:
    """One database and what happens around it."""

    at_most = "4/minute"  # of the one patient reader, whom a digest tells the rest

    def __init__(self, number: int, folder: Path, database: str, *, outside: Outside, forks: Forks, seed: int) -> None:
        self.number = number
        self.folder = folder
        self.sqlite = database.startswith("sqlite")
        self.chance = random.Random(f"{seed} {number}")
        self.planted = Planted(chance=self.chance)
        self.kills: list[Kill] = []
        self.resumed: list[float] = []  # seconds from a kill at a failpoint to the work being done
        self.logs: list[Path] = []
        self._outside = outside
        self._forks = forks
        outside.worlds[number] = self
        self._database = database
        self._feeds = FEWEST_FEEDS
        (folder / "rules").mkdir(parents=True)
        for name, text in RULES.items():
            (folder / "rules" / f"{name}.yaml").write_text(text, encoding="utf-8")

    def document(self, feed: int) -> bytes:
        """Serve a feed: what it shows counts as served from now on."""
        body, shown = self.planted.document(feed, settled=self.settled())
        for event, edited in shown:
            event.served = True
            event.edit_served |= edited
        return body

    async def start(self, *, place: str = "", whole: bool = False) -> Process:
        """Start one `vedette run`."""
        self._configure()
        log = self.folder / f"log-{len(self.logs)}.txt"
        self.logs.append(log)
        environ = {VARIABLE: place} if place else {}
        return await self._forks.start("run", cwd=self.folder, log=log, environ=environ, whole=whole)

    async def kill(self, process: Process) -> bool:
        """SIGKILL; False when it was gone already, which it should not be."""
        if process.ended.done():
            return False
        self.kills.append(Kill(at=time.monotonic()))
        _signal(process, signal.SIGKILL)
        return await process.ended == -signal.SIGKILL

    async def stop(self, process: Process) -> int:
        """SIGTERM, and wait."""
        _signal(process, signal.SIGTERM)
        return await asyncio.wait_for(process.ended, PATIENCE)

    def arrived(self) -> set[Telling]:
        """What came in, once each."""
        return {telling for receipt in self._outside.received[self.number] for telling in receipt.tellings}

    def settled(self) -> set[str]:
        """Codes of the events that everybody was told of."""
        untold = {telling.code for telling in self.untold()}
        return {event.code for event in self.planted.events if event.served and event.code not in untold}

    def untold(self) -> list[Telling]:
        """Expected and not arrived. A first telling that already shows the edit tells of both."""
        arrived = self.arrived()
        return [telling for telling in self.planted.expected() if telling not in arrived]

    async def told(self, event: Event, *, seconds: float = PATIENCE) -> bool:
        """Wait until an event was told to everybody that it concerns."""
        wanted = {Telling(event.code, channel, edited=False) for channel in KINDS[event.kind]}
        return await until(lambda: wanted <= self.arrived(), seconds=seconds)

    async def ledger(self) -> dict:
        """The program's own account."""
        log = self.folder / f"ledger-{len(self.logs)}.txt"
        process = await self._forks.start("ledger", "--json", cwd=self.folder, log=log)
        await asyncio.wait_for(process.ended, PATIENCE)
        return json.loads(log.read_text(encoding="utf-8"))

    def integrity(self) -> str:
        """What SQLite says of its file; PostgreSQL has no such question."""
        if not self.sqlite:
            return "ok"
        with closing(sqlite3.connect(self.folder / "vedette.db")) as connection:
            return str(connection.execute("PRAGMA integrity_check").fetchone()[0])

    def _configure(self) -> None:
        """Write the configuration with one more feed; whoever reads it just now sees the old or the new one."""
        self._feeds = min(self._feeds + 1, MOST_FEEDS)
        out = self._outside
        feeds = [
            f'  - {{url: "{out.feed_url(self.number, feed)}", name: "Outlet {feed}", every: 1s, '
            f"full_text: {'always' if feed % 2 else 'never'}}}"  # nobody answers for their pages
            for feed in range(self._feeds)
        ]
        channels = [f'  {channel}: {{url: "{out.channel_url(self.number, channel)}"}}' for channel in CHANNELS]
        routes = [
            f"  - {{name: {kind}, when: {{kind: story, rules: [{kind}, ferries]}}, to: [{', '.join(to)}], "
            "update_at_most_every: 0s}"
            for kind, to in KINDS.items()
        ]
        all_kinds = f"{{kind: story, rules: [{', '.join(KINDS)}]}}"
        routes.append(
            f"  - {{name: patient, when: {all_kinds}, to: [{PATIENT}], update_at_most_every: 0s, "
            f"at_most: {self.at_most}}}"
        )
        text = CONFIG.format(
            database=self._database,
            lease=LEASE,
            feeds="\n".join(feeds),
            channels="\n".join(channels),
            routes="\n".join(routes),
        )
        partial = self.folder / "config.yaml.new"
        partial.write_text(text, encoding="utf-8")
        partial.replace(self.folder / "config.yaml")


async def until(condition: Callable[[], bool], *, seconds: float) -> bool:
    """Wait for something; False when it did not come."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        await asyncio.sleep(LOOK)
    return True


def _text(log: Path) -> str:
    return log.read_text(encoding="utf-8") if log.exists() else ""


def _signal(process: Process, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process.pid, number)
