"""The ways to bring feeds that `benchmarks.ingest` compares. Each runs in a process of its own and prints its figures.

    python -m benchmarks.ingest_ways ours|feedparser|reader|aiohttp '{"port": …, "feeds": …, …}'

Figures are one JSON object: `cpu` in seconds, of this process and of its children, `wall` in seconds, and what else
the way knows. What every start pays once (imports, loading the rules, making the tables) comes before the clocks.
"""

from __future__ import annotations

import asyncio
import gc
import io
import json
import logging
import resource
import sqlite3
import sys
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import structlog

from benchmarks.ingest_feeds import SHAPES, document
from benchmarks.ingest_profile import Stages

BEAT = 0.01
LOOK = 0.1
CONDITIONS = {"If-None-Match": '"1"'}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is measured. `documents` are served in turn to so many `feeds`."""

    port: int
    feeds: int
    documents: int
    shape: int
    workers: int
    folder: str
    now: str
    unchanged: bool = False
    profile: bool = False

    @property
    def urls(self) -> list[str]:
        """The feeds' addresses."""
        return [f"http://127.0.0.1:{self.port}/{number}" for number in range(self.feeds)]

    def bodies(self) -> list[bytes]:
        """The documents that the server has."""
        now = datetime.fromisoformat(self.now)
        return [document(SHAPES[self.shape], number, now=now) for number in range(self.documents)]


# --- ours -------------------------------------------------------------------------------------------------------


@dataclass
class Heart:
    """Beats on the loop and keeps how late each beat was, in seconds."""

    late: list[float] = field(default_factory=list)

    async def beat(self) -> None:
        """Until cancelled."""
        while True:
            asked = time.perf_counter()
            await asyncio.sleep(BEAT)
            self.late.append(time.perf_counter() - asked - BEAT)


def ours(task: Task) -> dict[str, Any]:
    """The daemon with all its loops, until every feed is polled and every article read."""
    from monitor import context, text  # the other ways load nothing of it
    from monitor.config import load_config
    from monitor.service.collector import spare_what_is_loaded
    from monitor.service.run import opened

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    stages = Stages()
    with opened(load_config(_config(task)), {}, stream=io.StringIO()) as app:
        text.warm()
        context.warm()
        app.channels.warm()
        _put_off(task)
        spare_what_is_loaded()
        if task.profile:
            stages.watch()
        begun = _children()
        heart = Heart()
        cpu, wall, on_loop = asyncio.run(_daemon(app, task, heart, stages))
        late = sorted(heart.late)
        return {
            "cpu": cpu + _children() - begun,
            "parent": cpu,
            "wall": wall,
            "stall": late[len(late) * 99 // 100] * 1000,
            "longest": late[-1] * 1000,
            "stages": stages.seconds,
            "loop": on_loop - stages.on_loop,
            "articles": app.tally.read,
            "matched": app.tally.matched,
            "alerts": app.tally.opened,
            "failed": len(app.tally.failures),
        }


async def _daemon(app: Any, task: Task, heart: Heart, stages: Stages) -> tuple[float, float, float]:
    """CPU seconds, seconds, and the CPU seconds of the loop's own thread."""
    from monitor.ingest.pool import ParserPool
    from monitor.ingest.source import Fetching
    from monitor.service.daemon import Daemon
    from monitor.service.revealed import fetch_limits

    async with Fetching(fetch_limits(app.config, {})) as fetching, ParserPool() as parser:
        daemon = Daemon(app, fetcher=fetching, parser=parser)
        running = asyncio.create_task(daemon.run())
        while not {"rules", "health", "canary"} <= app.pulse.ages.keys():  # noqa: ASYNC110 - the rules' examples are run
            await asyncio.sleep(LOOK)
        beating = asyncio.create_task(heart.beat())
        stages.seconds.clear()
        stages.on_loop = 0.0
        cpu, wall, on_loop = time.process_time(), time.perf_counter(), time.thread_time()
        app.store.feeds.make_due(now=app.clock())
        while app.tally.polls < task.feeds or app.tally.read < app.tally.articles:  # noqa: ASYNC110 - nobody tells us
            await asyncio.sleep(LOOK)
        spent = time.process_time() - cpu, time.perf_counter() - wall, time.thread_time() - on_loop
        beating.cancel()
        daemon.stop()
        await running
    return spent


def _config(task: Task) -> Path:
    feeds = "".join(f"  - {{url: '{url}', full_text: never}}\n" for url in task.urls)
    path = Path(task.folder) / "config.yaml"
    fetch = f"fetch: {{per_host: {{connections: {task.workers}, gap: 0s}}, allow_hosts: [127.0.0.1]}}\n"
    nobody = "channels: {screen: {url: 'console://'}}\nroutes: [{name: health, when: {kind: [health]}, to: [screen]}]\n"
    text = f"database: sqlite:///ours.db\nrules: [builtin]\n{fetch}{nobody}feeds:\n{feeds}"
    path.write_text(text, encoding="utf-8")
    return path


def _put_off(task: Task) -> None:
    """Have no feed be due yet; in the unchanged round, have each known as a look earlier today left it."""
    with sqlite3.connect(Path(task.folder) / "ours.db") as connection:
        connection.execute("UPDATE feed SET due_at = '2100-01-01 00:00:00.000000'")
        if task.unchanged:
            hashes = [sha256(body).hexdigest() for body in task.bodies()]
            looked = datetime.fromisoformat(task.now)
            habit = _as_learnt(looked)
            at = looked.replace(tzinfo=None).isoformat(" ", "microseconds")
            connection.executemany(
                "UPDATE feed SET etag = ?, body_hash = ?, last_ok_at = ?, last_item_at = ? WHERE url = ?",
                [('"1"', hashes[number % task.documents], at, at, url) for number, url in enumerate(task.urls)],
            )
            connection.execute("INSERT INTO feed_habit (feed_id, habit) SELECT id, ? FROM feed", [habit])


def _as_learnt(now: datetime) -> str:
    """What is known of a feed that was watched for a month, as the database has it."""
    from monitor.model import Day, Habit, Rhythm
    from monitor.polling.days import packed
    from monitor.storage import codec

    today = now.toordinal()
    habit = Habit(
        watched_since=now - timedelta(days=30),
        days=packed(Day(number=day, items=12, hours=0b111111111111 << 6) for day in range(today - 30, today + 1)),
        rhythm=Rhythm(hours=360, longest=13, span=720),
        document=Rhythm(hours=20, longest=13, span=36),
        newest_at=now - timedelta(hours=3),
        entries=20,
        unchanged=True,
        lags=(300,) * 15,
        articles=360,
        judged_on=today,
    )
    return codec.dump(Habit, habit)


# --- peers ------------------------------------------------------------------------------------------------------


def feedparser(task: Task) -> dict[str, Any]:
    """Feedparser alone on the same bytes, as we ask it to: it neither cleans markup nor resolves addresses in it."""
    import feedparser as library

    bodies = task.bodies()
    gc.collect()
    cpu, wall = time.process_time(), time.perf_counter()
    entries = 0
    for number in range(task.feeds):
        body = bodies[number % len(bodies)]
        parsed = library.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
        entries += len(parsed.entries)
    return {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "articles": entries}


def reader(task: Task) -> dict[str, Any]:
    """The library `reader` on a database file of its own, with as many workers."""
    import feedparser_sgmllib

    sys.modules.setdefault("sgmllib", feedparser_sgmllib)  # its own feedparser looks for it by the old name
    from reader import make_reader

    library = make_reader(str(Path(task.folder) / "reader.db"))
    for url in task.urls:
        library.add_feed(url)
    gc.collect()
    cpu, wall = time.process_time(), time.perf_counter()
    library.update_feeds(workers=task.workers)
    spent = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    return spent | {"articles": library.get_entry_counts().total}


def aiohttp(task: Task) -> dict[str, Any]:
    """As many GETs with the same validators in a plain loop of tasks, each body read."""
    import aiohttp as library

    async def run() -> dict[str, Any]:
        urls = iter(task.urls)
        async with library.ClientSession() as session:

            async def work() -> None:
                for url in urls:
                    async with session.get(url, headers=CONDITIONS) as response:
                        await response.read()

            gc.collect()
            cpu, wall = time.process_time(), time.perf_counter()
            await asyncio.gather(*(work() for _ in range(task.workers)))
            return {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}

    return _run(run())


def _run(work: Coroutine[Any, Any, dict[str, Any]]) -> dict[str, Any]:
    return asyncio.run(work)


def _children() -> float:
    """CPU seconds of the children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


WAYS: dict[str, Callable[[Task], dict[str, Any]]] = {
    "ours": ours,
    "feedparser": feedparser,
    "reader": reader,
    "aiohttp": aiohttp,
}

if __name__ == "__main__":
    with suppress(BrokenPipeError):
        print(json.dumps(WAYS[sys.argv[1]](Task(**json.loads(sys.argv[2])))))
