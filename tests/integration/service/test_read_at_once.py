"""What a poll brings is read as it comes: only that in which something is found, or that fails, waits to be read."""

from __future__ import annotations

import asyncio
import sqlite3

from monitor.model import Entry, ReadOutcome
from monitor.service.poll_loop import feed_lease
from tests.integration.service.conftest import START, entry

URL = "https://outlet.example/feed"
OTHER = "https://other.example/feed"


def dull(key: str, title: str = "Rain in the valley") -> Entry:
    return entry(key, f"{title} {key}", "Nobody was hurt, and the road is open again.")


async def test_an_article_in_which_nothing_is_found_is_read_when_its_poll_is_recorded(desk) -> None:
    app = desk.open(URL)
    desk.papers.brings[URL] = [dull("a"), entry("b"), dull("c")]
    await desk.poll(app)

    book = app.store.archive.ledger()
    assert (book.waiting, book.read, book.balanced) == (1, {ReadOutcome.NO_MATCH: 2}, True)
    assert (app.tally.articles, app.tally.read) == (3, 2)

    desk.read(app)
    book = app.store.archive.ledger()
    assert (book.waiting, book.read[ReadOutcome.OPENED], book.balanced) == (0, 1, True)
    assert app.tally.read == 3


async def test_an_id_that_is_no_proper_text_keeps_no_article_waiting(desk) -> None:
    app = desk.open(URL)
    desk.papers.brings[URL] = [dull("a\ud800")]
    await desk.poll(app)

    assert app.store.archive.ledger().read == {ReadOutcome.NO_MATCH: 1}


async def test_an_edit_is_read_by_the_reading_loop(desk) -> None:
    app = desk.open(URL)
    desk.papers.brings[URL] = [dull("a")]
    await desk.poll(app)
    desk.papers.brings[URL] = [Entry(id="a", title="Mercenaries seen in the valley", published=START)]
    desk.clock.move(hours=2)
    await desk.poll(app)

    assert app.store.archive.ledger().waiting == 1
    desk.read(app)
    desk.tell(app)
    assert "Mercenaries seen in the valley" in desk.told()


async def test_after_a_process_that_ended_over_a_poll_each_article_is_read_by_itself(desk) -> None:
    app = desk.open(URL)
    desk.papers.brings[URL] = [dull("a"), dull("b")]
    every, lease = app.policy.default_every, feed_lease(app.config.fetch)
    assert app.store.feeds.claim_feeds(now=START, lease=lease, limit=1, next_check=every)  # and then it was killed
    desk.clock.move(seconds=max(every, lease).total_seconds() + 1)
    await desk.poll(app)

    book = app.store.archive.ledger()
    assert (book.waiting, book.read, book.balanced) == (2, {}, True)
    desk.read(app)
    assert app.store.archive.ledger().read == {ReadOutcome.NO_MATCH: 2}


def findings(desk) -> list[tuple[int, str, str]]:
    with sqlite3.connect(desk.folder / "vedette.db") as connection:
        return connection.execute("SELECT article_id, rule, content FROM finding ORDER BY 1, 2").fetchall()


async def test_what_is_found_as_an_article_comes_is_what_is_found_after_a_restart(desk) -> None:
    app = desk.open(URL)
    more = "The mercenaries had arrived on 3 March, and sanctions were asked for."
    desk.papers.brings[URL] = [entry("a", body=more), entry("b")]
    await desk.poll(app)
    desk.read(app)
    at_once = findings(desk)
    app.store.articles.read_again([1, 2], now=START)
    desk.read(desk.open(URL))

    assert sorted(rule for _, rule, _ in at_once) == ["mercenaries", "mercenaries", "sanctions"]
    assert findings(desk) == at_once


async def test_what_is_found_as_an_article_comes_is_looked_for_anew_when_the_rules_have_changed(desk) -> None:
    app = desk.open(URL)
    desk.papers.brings[URL] = [entry("a", body="Sanctions were asked for.")]
    rule = desk.folder / "rules" / "sanctions.yaml"
    said = rule.read_text(encoding="utf-8")
    rule.unlink()
    app.knowledge = desk.open(URL).knowledge
    await desk.poll(app)
    rule.write_text(said, encoding="utf-8")
    app.knowledge = desk.open(URL).knowledge
    desk.read(app)

    assert [rule for _, rule, _ in findings(desk)] == ["mercenaries", "sanctions"]


async def test_the_reader_is_called_when_no_other_poll_may_bring_more_before_it_looks_by_itself(desk) -> None:
    app = desk.open(URL, OTHER)
    desk.papers.brings = {URL: [entry("a")], OTHER: [entry("b")]}
    desk.papers.holds[OTHER] = asyncio.Event()
    called: list[int] = []
    loop = desk.polling(app, brought=lambda: called.append(app.store.articles.waiting()))
    await loop.tick()
    while not app.store.articles.waiting():  # noqa: ASYNC110 - nobody tells us
        await asyncio.sleep(0.01)
    before = list(called)
    desk.papers.holds[OTHER].set()
    await desk.poll(app, loop)

    assert (before, called) == ([], [2])
