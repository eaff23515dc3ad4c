"""Today's rules over stored articles: the difference, and what telling it does to readers who know some of it.

Strategy: a desk whose articles were read by two rules of one concept each; then rules are added, dropped or widened on
disk and the articles compared. `--tell` goes over the socket of a daemon that holds the lock.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import update

from monitor.errors import VedetteError
from monitor.model import ReadOutcome
from monitor.service import rematch_view
from monitor.service.app import App
from monitor.service.knowledge import require_knowledge
from monitor.service.rematch import Rematch, rematch, tell
from monitor.service.requests import answer
from monitor.storage import DatabaseLock, tables
from monitor.web import LocalServer
from tests.integration.service.conftest import RULE, START, Desk, entry

URL = "https://outlet.example/feed"
NEW_RULE = "id: {0}\ntitle: About {0}\nseverity: high\nmatch: {{phrase: [{0}]}}\n"
DAY = timedelta(days=1)


def save(desk: Desk, name: str, text: str) -> None:
    (desk.folder / "rules" / f"{name}.yaml").write_text(text, encoding="utf-8")


def compare(desk: Desk, app: App, *rules: str, since: timedelta = DAY) -> Rematch:
    now = desk.clock()
    return rematch(app.config, {}, since=now - since, rule_ids=rules, now=now)


@asynccontextmanager
async def daemon(app: App, desk: Desk):
    """What a running daemon holds and answers, with the rules as they are on disk."""
    app.knowledge = require_knowledge(app.config)
    with DatabaseLock(str(app.store.engine.url), since=START):
        async with LocalServer(desk.folder / "vedette.db", answer(app)):
            yield


async def read_and_told(desk: Desk, *entries) -> App:
    app = desk.open(URL)
    desk.papers.brings[URL] = list(entries)
    await desk.poll(app)
    desk.read(app)
    desk.tell(app)
    return app


async def test_the_difference_is_by_article_and_rule(desk: Desk) -> None:
    app = await read_and_told(
        desk,
        entry("a", "Mercenaries shut the harbour"),
        entry("b", "Sanctions hit the harbour"),
        entry("c", "Rain"),
        entry("d", "More mercenaries and sanctions, writes the paper in its morning edition"),
    )
    save(desk, "harbour", NEW_RULE.format("harbour"))
    (desk.folder / "rules" / "sanctions.yaml").unlink()

    found = compare(desk, app)

    assert {one.article.entry_id: (one.new, one.gone, one.kept) for one in found.changed} == {
        "a": (("harbour",), (), ("mercenaries",)),
        "b": (("harbour",), ("sanctions",), ()),
        "d": ((), ("sanctions",), ("mercenaries",)),
    }
    assert (found.compared, found.new, found.gone, found.kept) == (
        4,
        {"harbour": 2},
        {"sanctions": 2},
        {"mercenaries": 2},
    )
    assert rematch_view.in_sum(found).endswith(": 2 newly match, 2 match less.")
    assert [one.article.entry_id for one in found.to_tell(include_backlog=True)] in (["a", "b"], ["b", "a"])
    assert app.store.archive.ledger().waiting == 0, "looking writes nothing"


async def test_named_rules_alone_are_compared_and_must_exist(desk: Desk) -> None:
    app = await read_and_told(desk, entry("a", "Mercenaries shut the harbour by day"))
    save(desk, "harbour", NEW_RULE.format("harbour"))
    save(desk, "day", NEW_RULE.format("day"))

    found = compare(desk, app, "day")

    assert [one.new for one in found.changed] == [("day",)]
    assert found.kept == {}
    with pytest.raises(VedetteError, match='there is no rule "harbor"; did you mean harbour'):
        compare(desk, app, "harbor")


async def test_what_cannot_be_compared_is_counted_and_said(desk: Desk) -> None:
    app = await read_and_told(desk, entry("a"), entry("b"), entry("c"))
    table = tables.article
    with app.store.engine.begin() as connection:
        connection.execute(update(table).where(table.c.id == 1).values(content="{"))
        connection.execute(update(table).where(table.c.id == 2).values(state="quarantined"))
    desk.clock.move(hours=1)
    desk.papers.brings[URL] = [entry("d")]
    app.store.feeds.make_due(now=desk.clock())
    await desk.poll(app)

    found = compare(desk, app)

    assert (found.compared, found.unread, found.set_aside, found.without_text) == (1, 1, 1, 1)
    assert rematch_view.in_sum(found).endswith(
        "0 match less; 1 not read yet; 1 put aside as unreadable; 1 without a text, which is no longer kept."
    )
    assert compare(desk, app, since=timedelta(minutes=30)).unread == 1


async def test_a_reader_is_told_what_is_new_of_a_story_and_nothing_twice(desk: Desk) -> None:
    app = await read_and_told(desk, entry("a", "Mercenaries shut the harbour"), entry("b", "Rain on the harbour wall"))
    assert desk.told().count("first message") == 1
    save(desk, "harbour", NEW_RULE.format("harbour"))
    desk.clock.move(hours=1)
    async with daemon(app, desk):
        found = compare(desk, app)
        assert await asyncio.to_thread(tell, app.config, {}, found.to_tell(include_backlog=False)) == 2
        desk.read(app)
        desk.tell(app)
    assert desk.messages("Rain on the harbour wall") == 1
    assert desk.messages("update 2: a rule newly fired") == 1
    assert "+ rule: About harbour" in desk.told()
    assert len(app.store.archive.alerts()) == 2

    async with daemon(app, desk):
        found = compare(desk, app)
        assert found.changed == []
        assert await asyncio.to_thread(tell, app.config, {}, [*found.changed]) == 0
        app.store.articles.read_again([1, 2], now=desk.clock())  # even if somebody insists
        desk.clock.move(hours=1)
        desk.read(app)
        desk.tell(app)
    assert len(app.store.archive.deliveries()) == 3
    book = app.store.archive.ledger()
    assert book.balanced, book.problems
    assert book.read[ReadOutcome.JOINED] == 2


async def test_articles_of_one_event_that_newly_match_are_one_alert(desk: Desk) -> None:
    body = "The harbour master said that the quay is shut until further notice and that no ship may leave this week."
    app = await read_and_told(
        desk, entry("a", "Quay shut", body), entry("b", "No ship leaves", f"{body} Fishermen were asked to stay home.")
    )
    save(desk, "harbour", NEW_RULE.format("harbour"))
    async with daemon(app, desk):
        found = compare(desk, app)
        await asyncio.to_thread(tell, app.config, {}, found.to_tell(include_backlog=False))
        desk.read(app)
        desk.tell(app)
    [alert] = app.store.archive.alerts()
    assert len(app.store.archive.alert(alert.id).alert.sources) == 2
    assert desk.messages("HIGH · story") == 1


async def test_old_articles_are_told_only_if_asked_for(desk: Desk) -> None:
    app = await read_and_told(
        desk,
        entry("late", "Harbour news of yesterday", published=START - timedelta(hours=30)),
        entry("old", "Harbour chronicle", published=START - timedelta(days=9)),
        entry("fresh", "Harbour opens", published=START + timedelta(hours=20)),
    )
    save(desk, "harbour", NEW_RULE.format("harbour"))
    desk.clock.move(hours=20)
    found = compare(desk, app)
    asked = {
        backlog: sorted(one.article.entry_id for one in found.to_tell(include_backlog=backlog))
        for backlog in (False, True)
    }
    assert asked == {False: ["fresh"], True: ["fresh", "late", "old"]}
    said = list(
        rematch_view.about_telling(
            found, read_again=1, include_backlog=False, newer_than=app.config.alert_if_newer_than
        )
    )
    assert said[0].startswith("1 article will be read again and told")
    assert said[1].startswith("2 articles older than 2d (`alert_if_newer_than`) left untold; --include-backlog")
    async with daemon(app, desk):
        await asyncio.to_thread(tell, app.config, {}, found.to_tell(include_backlog=True))
        desk.read(app)
        desk.tell(app)
    assert all(desk.messages(title) == 1 for title in ("of yesterday", "chronicle", "opens"))


async def test_without_a_daemon_the_next_start_tells(desk: Desk) -> None:
    app = await read_and_told(desk, entry("a", "Rain on the harbour wall"))
    save(desk, "harbour", NEW_RULE.format("harbour"))
    found = compare(desk, app)
    app.store.close()
    assert tell(app.config, {}, found.to_tell(include_backlog=False)) == 1
    again = desk.open(URL)
    assert again.store.articles.waiting() == 1


async def test_an_article_that_is_edited_meanwhile_is_left_to_its_own_reading(desk: Desk) -> None:
    app = await read_and_told(desk, entry("a", "Rain on the harbour wall"))
    save(desk, "harbour", NEW_RULE.format("harbour"))
    found = compare(desk, app)
    desk.papers.brings[URL] = [entry("a", "Hail on the harbour wall")]
    app.store.feeds.make_due(now=desk.clock())
    await desk.poll(app)
    async with daemon(app, desk):
        told = await asyncio.to_thread(tell, app.config, {}, found.to_tell(include_backlog=False))
    [sentence] = rematch_view.about_telling(found, read_again=told, include_backlog=False, newer_than=DAY)
    assert told == 0
    assert sentence == "1 article edited meanwhile: the new text is read by today's rules anyway."


def test_nothing_new_is_said_to_be_nothing(desk: Desk) -> None:
    app = desk.open(URL)
    save(desk, "sanctions", RULE.format(id="sanctions").replace("high", "low"))
    found = compare(desk, app)
    [sentence] = rematch_view.about_telling(found, read_again=0, include_backlog=False, newer_than=DAY)
    assert sentence == "Nothing newly matches: nobody is told anything."
    assert rematch_view.rules_of(found).empty == "Every rule fires as it did."
