"""The HTTP port and systemd's watchdog, with a real server, a real database and a real socket."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from monitor.errors import StorageError
from monitor.service.app import App
from monitor.service.pages import Pages
from monitor.service.watchdog import petted
from monitor.storage import Store
from monitor.web.http import Answer, HttpServer
from tests.integration.service.conftest import entry, lost

LOOPS = ("poll", "read", "tell", "health")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class Steady:
    """A clock that only goes on when told to."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


@asynccontextmanager
async def asking(app: App, **options) -> AsyncIterator:
    """A served `App`; gives what answers a path with status and text."""
    reader = Store.open(app.store.engine.url.render_as_string(hide_password=False), read_only=True)
    pages, port = Pages(app, reader=reader, **options), free_port()
    async with HttpServer(f"127.0.0.1:{port}", pages.paths), aiohttp.ClientSession() as session:

        async def ask(path: str) -> tuple[int, str]:
            async with session.get(f"http://127.0.0.1:{port}{path}") as response:
                return response.status, await response.text()

        yield ask
    reader.close()


def beat(app: App) -> None:
    for loop in LOOPS:
        app.pulse.beat(loop)


async def test_a_process_that_works_is_alive_and_ready(desk):
    app = desk.open("https://outlet.example/feed")
    async with asking(app) as ask:
        assert await ask("/healthz") == (200, "alive\n")
        assert await ask("/readyz") == (503, "the loops have not begun yet\n")
        beat(app)
        assert await ask("/readyz") == (200, "ready\n")
        assert (await ask("/elsewhere"))[0] == 404


async def test_a_loop_that_hangs_is_named_though_the_process_lives(desk):
    app, clock = desk.open(), Steady()
    app.pulse = type(app.pulse)(clock)
    beat(app)
    async with asking(app, steady=clock) as ask:
        clock.at += 61
        app.pulse.beat("poll")
        status, said = await ask("/readyz")
        assert (status, "the tell loop was last seen 61 s ago" in said, "poll" in said) == (503, True, False)
        assert (await ask("/healthz"))[0] == 200


async def test_a_locked_database_is_told_within_seconds_and_over_when_it_is_free(desk):
    app = desk.open()
    beat(app)
    async with asking(app) as ask:
        with locked(app):
            async with asyncio.timeout(10):
                status, said = await ask("/readyz")
            assert (status, "the database" in said) == (503, True)
            assert (await ask("/metrics"))[0] == 200
        await asyncio.sleep(0.5)  # SQLite looks again
        assert await ask("/readyz") == (200, "ready\n")


@contextmanager
def locked(app: App) -> Iterator[None]:
    """Another program holds the database."""
    holder = sqlite3.connect(str(app.store.engine.url.database), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        holder.execute("ROLLBACK")
        holder.close()


async def test_what_the_loops_run_into_makes_it_unready(desk):
    app = desk.open()
    beat(app)
    app.outages.failed("tell", StorageError("the disk is full"), now=desk.clock())
    async with asking(app) as ask:
        assert await ask("/readyz") == (503, "the disk is full\n")


async def test_the_figures_are_those_of_the_database_and_the_run(desk):
    good, bad = "https://outlet.example/feed", "https://lost.example/feed?token=s3cret"
    app = desk.open(good, bad, more="canary: {channel: screen}\n")
    desk.papers.brings = {good: [entry("a"), entry("b", "Nothing of note")], bad: lost(bad)}
    await desk.poll(app)
    desk.read(app)
    desk.clock.move(minutes=2)
    async with asking(app) as ask:
        before = (await ask("/metrics"))[1]
        desk.tell(app)
        after = (await ask("/metrics"))[1]
    assert "s3cret" not in before
    found = samples(before)
    assert found["vedette_feeds", ()] == 2
    assert found["vedette_feeds_failing", ()] == 1
    assert (found["vedette_feeds_gone", ()], found["vedette_feeds_quiet", ()]) == (0, 0)
    assert found["vedette_ledger_total", (("reason", ""), ("what", "new"))] == 2
    assert found["vedette_ledger_total", (("reason", "no match"), ("what", "read"))] == 1
    assert found["vedette_rule_matches_total", (("rule", "mercenaries"),)] == 1
    assert found["vedette_deliveries", (("channel", "screen"), ("state", "pending"))] == 1
    assert found["vedette_outbox_oldest_seconds", ()] == 120
    assert found["vedette_canary_absent", ()] == 0
    assert found["vedette_process_memory_bytes", ()] > 1e7
    told = samples(after)
    assert told["vedette_delivery_tries_total", (("channel", "screen"), ("result", "sent"))] == 1
    assert told["vedette_outbox_oldest_seconds", ()] == 0


def samples(text: str) -> dict:
    """Values by name and labels; every family has a help text and our prefix."""
    families = list(text_string_to_metric_families(text))
    assert all(family.documentation and family.name.startswith("vedette") for family in families)
    return {(one.name, tuple(sorted(one.labels.items()))): one.value for family in families for one in family.samples}


async def test_a_port_that_is_taken_costs_only_itself(desk):
    async def alive() -> Answer:
        return Answer(body="alive\n")

    listen = f"127.0.0.1:{free_port()}"
    async with HttpServer(listen, {"/": alive}), HttpServer(listen, {"/": alive}):
        pass


async def test_systemd_hears_of_the_start_of_signs_of_life_and_of_the_end():
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        address = str(Path(folder) / "notify")
        manager.bind(address)
        manager.settimeout(5)
        environ = {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "1000000"}
        lively = True
        async with petted(environ, lambda: lively):
            await asyncio.sleep(0.1)
            lively = False
            await asyncio.sleep(0.6)
        assert [manager.recv(64) for _ in range(3)] == [b"READY=1", b"WATCHDOG=1", b"STOPPING=1"]


async def test_without_systemd_nothing_is_sent():
    async with petted({}, lambda: True):
        await asyncio.sleep(0)
