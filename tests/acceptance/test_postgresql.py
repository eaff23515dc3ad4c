"""Several processes on one PostgreSQL do what one does on SQLite: each story is told once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.acceptance import feed_text
from tests.acceptance.feed_text import desk_with
from tests.contract.postgresql import new_database, running_server

FEEDS, STORIES = 3, 3


@pytest.fixture
def database() -> Iterator[str]:
    with running_server() as server, new_database(server) as url:
        yield url


def test_two_daemons_and_a_once_on_postgresql_tell_each_story_exactly_once(desk, site, slack, database) -> None:
    paths = tuple(f"/{number}.xml" for number in range(FEEDS))
    for number, path in enumerate(paths):
        stories = feed_text.mercenary_stories(STORIES, first=1 + number * STORIES)
        site.documents[path] = feed_text.rss(*stories)
    slack.delay = 0.1
    desk_with(desk, site, f'chat: {{url: "{slack.url}"}}', feeds=paths, more=f'database: "{database}"\n')
    daemons = [desk.start("run", "--for", "5s") for _ in range(2)]  # on a database that neither has seen
    assert [daemon.process.wait(40) for daemon in daemons] == [0, 0], [daemon.stderr for daemon in daemons]
    once = desk.vedette("once")
    assert once.returncode == 0, once.stderr
    titles = [str(post) for post in slack.posts]
    counts = [sum(f"Convoy number {n} " in title for title in titles) for n in range(1, 1 + FEEDS * STORIES)]
    assert counts == [1] * (FEEDS * STORIES)
    assert sorted(site.requests) == sorted(paths * 2), "each feed once by the daemons together, once by `once`"
    assert "ledger    balances; waiting: 0 articles to read, 0 messages to send" in once.stdout
