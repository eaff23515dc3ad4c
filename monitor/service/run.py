"""`vedette run`: lock, upgrade, wire, run, summarise.

In: the configuration. Out: an exit code. Holds the database's lock from start to end.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import TextIO

import structlog

from monitor import __version__, failpoints
from monitor.config import Config
from monitor.errors import StorageError
from monitor.ingest.hub import HubClient
from monitor.ingest.page_source import PageSource
from monitor.ingest.pool import ParserPool
from monitor.ingest.source import Fetching
from monitor.service.app import App, Clock, build_app
from monitor.service.collector import keep_in_one_piece, spare_what_is_loaded
from monitor.service.daemon import SAME_WISH, SIGNALS, Daemon
from monitor.service.list_loop import ListLoop
from monitor.service.lists_first import store_first_versions
from monitor.service.logs import clock_time
from monitor.service.outage_note import OutageNote
from monitor.service.pages import Pages
from monitor.service.requests import answer
from monitor.service.revealed import database_url, fetch_limits, utc_now
from monitor.service.rules_list import every_rule
from monitor.service.subscribing import Subscriber
from monitor.service.summary import Receipt, receipt
from monitor.service.table import counted
from monitor.service.watchdog import petted
from monitor.storage import DatabaseLock, Store, upgrade
from monitor.storage.engine import sqlite_file
from monitor.web import LocalServer
from monitor.web.http import HttpServer

log = structlog.get_logger()


@contextmanager
def opened(
    config: Config,
    environ: Mapping[str, str],
    *,
    stream: TextIO = sys.stdout,
    clock: Clock = utc_now,
    keeps_lists: bool = False,
) -> Iterator[App]:
    """Lock the database, bring its schema up to date, take back what a killed process held, and wire an `App`.

    `keeps_lists`: it is going to keep the lists up to date.
    """
    keep_in_one_piece()
    url = database_url(config, environ)
    with DatabaseLock(url, since=utc_now()) as lock:
        try:
            done = upgrade(url)
            if keeps_lists:
                store_first_versions(config, environ, now=clock())
            app = build_app(config, environ, stream=stream, clock=clock)
        except StorageError as error:
            OutageNote.of(config, url).failed(str(error), now=utc_now())
            raise
        if done.backup:
            log.info("the database was upgraded", revision=done.after, backup=str(done.backup))
        try:
            failpoints.failpoint("start.reclaiming")
            if lock.path is not None:  # alone with the file: whoever held a lease before is gone
                app.store.reclaim_all()
            if planned := app.store.mend_plans(now=app.clock()):
                log.warning("the clock was wrong in an earlier run; what it had planned is due now", plans=planned)
            yield app
        finally:
            app.store.close()


def run_daemon(
    config: Config, environ: Mapping[str, str], *, until: timedelta | None = None, stream: TextIO = sys.stdout
) -> Receipt:
    """Run the daemon to its end and answer with its receipt. `stream` is where the console channel prints."""
    wished = stop_wish()
    log.info(f"Vedette {__version__} starts", pid=os.getpid(), config=str(config.path))
    if (place := failpoints.armed(environ)) is not None:
        log.warning("this process is going to kill itself: a failpoint is set, as for a test", place=place)
    started = time.monotonic()
    with opened(config, environ, stream=stream, keeps_lists=True) as app:
        sizes = {
            "rule": len(every_rule(app.knowledge.rules)),
            "feed": len(config.feeds),
            "channel": len(config.channels),
        }
        counts = ", ".join(counted(number, what) for what, number in sizes.items())
        log.info(f"watching: {counts}", database=app.store.engine.url.render_as_string(hide_password=True))
        spare_what_is_loaded()
        _say_what_is_due(app)
        for sentence in app.channels.missing_secrets():
            log.warning(sentence)
        if not asyncio.run(_serve(app, environ, until, wished)):
            log.warning("a message is still being sent; it is sent again at the next start, and may arrive twice")
            end_without_waiting()
        for number in SIGNALS:  # it has stopped: a signal that comes late must not spoil the summary
            signal.signal(number, signal.SIG_IGN)
        return receipt(app, seconds=time.monotonic() - started)


def stop_wish() -> threading.Event:
    """Note a signal that comes while the daemon still starts, so that it counts; a second one ends the start."""
    wished = threading.Event()
    at = 0.0

    def note(_number: int, _frame: object) -> None:
        nonlocal at
        if wished.is_set() and time.monotonic() - at > SAME_WISH:
            raise KeyboardInterrupt
        at = at or time.monotonic()
        wished.set()

    for number in SIGNALS:
        signal.signal(number, note)
    return wished


def _say_what_is_due(app: App) -> None:
    """Say so when nothing will happen for a while: a start that shows nothing looks like a fault."""
    planned = [feed.state.next_check_at for feed in app.store.feeds.active() if feed.state.next_check_at]
    if planned and min(planned) > app.clock():
        log.info(f"every feed was read lately; the next one is due at {clock_time(min(planned))}")


async def _serve(app: App, environ: Mapping[str, str], until: timedelta | None, wished: threading.Event) -> bool:
    url, http = database_url(app.config, environ), app.config.http
    reader = Store.open(url, read_only=True)
    pages, limits = Pages(app, reader=reader), fetch_limits(app.config, environ)
    client = HubClient(limits)
    hubs = Subscriber(app, hubs=client, reader=reader) if http and http.public_url else None
    try:
        async with (
            Fetching(limits) as fetching,
            ParserPool() as parser,
            LocalServer(sqlite_file(url), answer(app)),
            client,
            HttpServer(http.listen if http else None, pages.paths, callbacks=hubs.callbacks if hubs else None),
            petted(environ, lambda: pages.loops_turn),
        ):
            pages_read = PageSource(fetching, parser, agent=app.config.fetch.user_agent)
            lists = ListLoop(app, environ)
            daemon = Daemon(app, fetcher=fetching, parser=parser, pages=pages_read, hubs=hubs, lists=lists)
            return await daemon.run(until=until, wished=wished)
    finally:
        reader.close()


def end_without_waiting(code: int = 0) -> None:
    """Have the process end when the main thread has done its work, whatever other threads still do.

    Python, and each of its thread pools, waits for all threads at exit: a channel that hangs would hold the process
    up long after `stop_grace`. The pools' own hook comes before any public one, so this is theirs; without it we wait.
    """

    def end() -> None:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)

    register = getattr(threading, "_register_atexit", None)
    if register is not None:
        register(end)
