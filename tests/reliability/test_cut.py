"""The network between two daemons and their PostgreSQL breaks and comes back: nothing is lost, little is repeated."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack

import psycopg
import pytest

from tests.acceptance import feed_text
from tests.contract.postgresql import new_database, running_server
from tests.reliability.relay import Relay, relayed

DAEMONS = 2
LEASE = 6  # seconds
CUT = 8  # seconds: longer than a lease
IN_FLIGHT = 3  # seconds until what is being sent has arrived; the service wants 1.2 s between two messages
STORIES = 8
CONFIG = """\
rules: [rules]
database: "{database}"
leases: {{feed: 6s, article: 6s, delivery: 6s}}
fetch: {{allow_hosts: ['127.0.0.1'], per_host: {{gap: 0s}}}}
feeds: [{{url: "{feed}", every: 1s, full_text: never}}]
channels: {{chat: {{url: "{chat}"}}}}
"""
RULE = "id: mercenaries\ntitle: Mercenaries\nseverity: high\nmatch: {phrase: [mercenaries]}\n"


@pytest.fixture
def server() -> Iterator[str]:
    with running_server() as server, new_database(server) as url:
        yield url


@pytest.fixture
def relays(server) -> Iterator[list[Relay]]:
    """Each daemon has a line of its own."""
    with ExitStack() as stack:
        yield [stack.enter_context(relayed(server)) for _ in range(DAEMONS)]


def until(true, daemons, *, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "\n".join(daemon.stderr for daemon in daemons)
        assert all(daemon.process.poll() is None for daemon in daemons), "no daemon ends for that"
        time.sleep(0.1)


def told(slack) -> Counter[str]:
    posts = [str(post) for post in slack.posts]
    return Counter(f"{n}" for n in range(1, 1 + 3 * STORIES) for post in posts if f"Convoy number {n} " in post)


@pytest.mark.long
def test_a_network_that_is_cut_loses_nothing_and_repeats_no_more_than_was_in_flight(
    desk, site, slack, server, relays
) -> None:
    (desk.folder / "rules").mkdir()
    (desk.folder / "rules" / "mercenaries.yaml").write_text(RULE, encoding="utf-8")
    slack.delay = 0.3
    for number, relay in enumerate(relays):
        text = CONFIG.format(database=relay.address, feed=site.url("/feed.xml"), chat=slack.url)
        (desk.folder / f"{number}.yaml").write_text(text, encoding="utf-8")

    def publish(count: int) -> None:
        site.documents["/feed.xml"] = feed_text.rss(*feed_text.mercenary_stories(count))

    publish(STORIES)
    daemons = [desk.start("run", "--config", f"{number}.yaml") for number in range(DAEMONS)]
    until(lambda: len(slack.posts) >= 3, daemons)

    relays[0].cut()  # one of them is alone: the other takes over what it held
    time.sleep(CUT)
    publish(2 * STORIES)
    relays[0].mend()
    until(lambda: len(told(slack)) >= STORIES + 3, daemons)

    for relay in relays:  # both of them
        relay.cut()
    time.sleep(IN_FLIGHT)
    arrived = len(slack.posts)
    time.sleep(CUT)
    assert len(slack.posts) == arrived, "nothing is sent without a claim in the database"
    publish(3 * STORIES)
    for relay in relays:
        relay.mend()
    mended = time.monotonic()
    until(lambda: len(told(slack)) == 3 * STORIES, daemons)
    took = time.monotonic() - mended
    until(lambda: all(d.stderr.count("the database can be used again") >= 1 for d in daemons), daemons)

    with psycopg.connect(server) as connection:
        rows = connection.execute("SELECT alert_id, recipient, count(*) FROM delivery GROUP BY 1, 2").fetchall()
        until(lambda: _states(connection) == {"sent"}, daemons)
    assert len(rows) == 3 * STORIES
    assert {count for _, _, count in rows} == {1}, "one row a reader and alert"
    repeats = sum(told(slack).values()) - 3 * STORIES
    assert repeats <= 2 * DAEMONS, told(slack)  # one in flight a process at each cut
    assert [daemon.end() for daemon in daemons] == [0, 0]
    assert not any("Traceback" in daemon.stderr for daemon in daemons)
    print(f"\n{repeats} repeats; {3 * STORIES} told, the last {took:.1f} s after the network was back")  # noqa: T201 - a figure


def _states(connection: psycopg.Connection) -> set[str]:
    with connection.transaction():
        return {state for (state,) in connection.execute("SELECT DISTINCT state FROM delivery")}
