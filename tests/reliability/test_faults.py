"""Faults from outside, injected into a real `vedette run`: nothing is lost, nothing is told twice, it recovers alone.

In `make test` each fault lasts some seconds; `make fault-test` sets FAULT_SECONDS to 60 (docs/reliability.md).
"""

from __future__ import annotations

import asyncio
import http.client
import os
import resource
import socket
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.channels import an_app, measure
from tests.acceptance import feed_text
from tests.acceptance.feed_text import desk_with

SECONDS = float(os.environ.get("FAULT_SECONDS", "4"))
STORIES = 5


@pytest.fixture
def port() -> int:
    """Where the daemon says whether it is ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def telling(desk, site, slack, port):
    """A daemon in the middle of telling: some messages are out, others wait."""
    site.documents["/feed.xml"] = feed_text.rss(*feed_text.mercenary_stories(STORIES))
    slack.delay = 0.2
    more = f"leases: {{article: 5s}}\nhttp: {{listen: '127.0.0.1:{port}'}}\n"  # what the fault cut short
    desk_with(desk, site, f'chat: {{url: "{slack.url}"}}', more=more)
    daemon = desk.start("run")
    wait(lambda: slack.posts, daemon)
    return daemon


def wait(until, daemon, *, seconds: float = 90.0) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert daemon.process.poll() is None, daemon.stderr
        assert time.monotonic() < end, daemon.stderr
        time.sleep(0.1)


def ready(port: int) -> int:
    """What /readyz answers: 200 or 503."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/readyz")
    status = connection.getresponse().status
    connection.close()
    return status


def told(slack) -> list[int]:
    """How often each story arrived."""
    titles = [str(post) for post in slack.posts]
    return [sum(f"Convoy number {n} " in title for title in titles) for n in range(1, STORIES + 1)]


def all_sent(desk) -> bool:
    states = [row["state"] for row in desk.json("deliveries")]
    return len(states) >= STORIES and set(states) == {"sent"}


@pytest.mark.long
def test_a_database_that_another_program_holds_costs_no_message_and_doubles_none(desk, slack, telling) -> None:
    with closing(sqlite3.connect(desk.folder / "vedette.db", timeout=20, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        time.sleep(SECONDS)
        assert telling.process.poll() is None, "it does not end for that"
        assert len(slack.posts) < STORIES, "nothing is sent without a claim that is on disk"
        other.execute("ROLLBACK")
    wait(lambda: min(told(slack)) >= 1, telling)
    wait(lambda: all_sent(desk), telling)
    assert told(slack) == [1] * STORIES
    assert desk.ledger()["balanced"]


@pytest.mark.long
def test_a_full_disk_ends_nothing_and_sends_nothing_without_a_row(desk, slack, telling, port) -> None:
    wait(lambda: ready(port) == 200, telling)
    _, most = resource.prlimit(telling.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(telling.process.pid, resource.RLIMIT_FSIZE, (0, most))
    full = time.monotonic()
    wait(lambda: ready(port) == 503, telling, seconds=10)
    time.sleep(max(0.0, full + SECONDS - time.monotonic()))
    assert telling.process.poll() is None, "it does not end for that"
    resource.prlimit(telling.process.pid, resource.RLIMIT_FSIZE, (most, most))
    wait(lambda: ready(port) == 200, telling, seconds=30)
    wait(lambda: min(told(slack)) >= 1, telling)
    wait(lambda: all_sent(desk), telling)
    assert told(slack) == [1] * STORIES
    assert desk.ledger()["balanced"]


@pytest.mark.long
def test_a_chat_that_counts_requests_is_asked_no_sooner_than_it_wants_and_loses_nothing(desk, site, slack) -> None:
    pause = max(int(SECONDS / 2), 3)
    site.documents["/feed.xml"] = feed_text.rss(*feed_text.mercenary_stories(STORIES))
    slack.statuses, slack.retry_after = [429], pause
    desk_with(desk, site, f'chat: {{url: "{slack.url}"}}')
    daemon = desk.start("run")
    wait(lambda: all_sent(desk), daemon, seconds=90 + pause)
    assert slack.at[1] - slack.at[0] >= pause - 0.1
    assert sum(told(slack)) == STORIES + 1, "one was refused, and all came in the end"
    assert min(told(slack)) == 1


async def test_a_channel_with_a_long_queue_holds_up_no_other(tmp_path: Path) -> None:
    app = await asyncio.to_thread(an_app, tmp_path, f"sqlite:///{tmp_path / 'vedette.db'}")
    figures = await measure(app, waiting=200, seconds=2.0)
    app.store.close()
    assert len(figures.delays) > 5
    assert figures.p99 < 1.0
