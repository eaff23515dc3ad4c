"""Sanctions lists over a real server: fetched, refused, held, taken, told once, and taken into use."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from monitor.config import Config, load_config
from monitor.errors import RulesError
from monitor.model import AlertKind, Article, Language
from monitor.service.app import App
from monitor.service.health import HealthLoop
from monitor.service.list_copies import stored_copies
from monitor.service.list_loop import ListLoop
from monitor.service.list_taking import ListUpdate, Outcome
from monitor.service.list_updating import Updater
from monitor.service.reload import Reloader
from monitor.service.revealed import database_url
from monitor.service.run import opened as started
from monitor.storage import Store
from tests.integration.service.conftest import Desk
from tests.integration.service.list_server import KEY, Publisher, entity, publishing, whole

HERE = "fetch: {allow_hosts: [127.0.0.1], per_host: {gap: 0s}}\n"


@pytest.fixture
async def publisher() -> AsyncIterator[Publisher]:
    async with publishing(Publisher(body=whole())) as made:
        yield made


def opened(desk: Desk, publisher: Publisher, *, more: str = "") -> App:
    return desk.open(more=f'{HERE}lists: {{isles: {{url: "{publisher.url}", every: 6h{more}}}}}\n')


async def update(app: App, environ=None) -> ListUpdate:
    updater = Updater(config=app.config, environ=environ or {}, store=app.store.lists, pause=0.0)
    return await updater.update("isles", now=app.clock())


def titles(app: App, kind: AlertKind = AlertKind.LISTING) -> list[str]:
    return [alert.title for alert in reversed(app.store.archive.alerts(kind=kind, limit=99))]


async def test_the_first_version_tells_nobody_and_the_same_again_neither(desk, publisher):
    app = opened(desk, publisher)
    first = await update(app)
    assert (first.outcome, first.entries, first.alerts) == (Outcome.FIRST, 40, 0)
    assert (await update(app)).outcome is Outcome.UNCHANGED
    assert titles(app) == []
    assert len(app.store.lists.versions("isles")) == 1


async def test_what_changed_is_told_once_with_before_and_after(desk, publisher):
    app = opened(desk, publisher)
    await update(app)
    publisher.body = whole(
        41, day=2, besides={7: entity(7, "HERON BAND 7", programme="Islands"), 9: entity(9, "GREY BAND")}
    )
    assert (await update(app)).alerts == 3
    assert (await update(app)).outcome is Outcome.UNCHANGED
    desk.tell(app)
    assert sorted(titles(app)) == [
        "isles: GREY BAND: renamed, before: HERON BAND 9",
        "isles: HERON BAND 41: added",
        "isles: HERON BAND 7: programme added: Islands; programme gone: Isles",
    ]
    assert desk.messages("Programmes: Isles → Islands") == 1
    assert desk.messages("Name: HERON BAND 9 → GREY BAND") == 1
    assert "The list as of 2026-03-02." in desk.told()
    assert app.store.archive.ledger().balanced


async def test_many_changes_are_one_alert_with_a_table(desk, publisher):
    app = opened(desk, publisher)
    await update(app)
    publisher.body = whole(60, day=2)
    assert (await update(app)).alerts == 1
    assert titles(app) == ["isles: 20 changes: 20 added"]


async def test_a_server_that_says_unchanged_is_not_asked_for_the_whole(desk, publisher):
    publisher.etag = '"v1"'
    app = opened(desk, publisher)
    await update(app)
    assert (await update(app)).outcome is Outcome.UNCHANGED
    assert publisher.asked[-1]["If-None-Match"] == '"v1"'


async def test_a_key_goes_with_the_request(desk, publisher):
    app = opened(desk, publisher, more=', headers: {X-Key: "${LIST_KEY}"}')
    assert (await update(app, {"LIST_KEY": KEY})).outcome is Outcome.FIRST
    assert publisher.asked[-1]["X-Key"] == KEY
    assert "LIST_KEY" in (await update(app)).trouble


async def test_a_packed_list_is_read(desk, publisher):
    publisher.body = gzip.compress(whole())
    assert (await update(opened(desk, publisher))).outcome is Outcome.FIRST


@pytest.mark.parametrize(
    ("body", "status", "why"),
    [
        (b"", 200, "the file is empty"),
        (whole()[:-400], 200, "breaks off"),
        (b"<!doctype html><html>Down for maintenance</html>", 200, "web page"),
        (whole(0), 200, "no entries"),
        (whole(), 500, "500"),
        (b"\x1f\x8b\x08\x00rubbish", 200, "isles"),
    ],
)
async def test_a_damaged_copy_is_refused_and_the_last_good_version_stays(desk, publisher, body, status, why):
    app = opened(desk, publisher)
    await update(app)
    publisher.body, publisher.status = body, status
    failed = await update(app)
    assert failed.outcome is Outcome.FAILED
    assert why in failed.trouble or why == "isles"
    assert len(app.store.lists.current("isles").entries) == 40
    assert titles(app) == []
    publisher.body, publisher.status = whole(day=2), 200
    assert (await update(app)).trouble == ""
    assert titles(app) == []


async def test_a_copy_that_removes_much_is_held_until_another_removes_the_same(desk, publisher):
    app = opened(desk, publisher)
    await update(app)
    publisher.body = whole(30, day=2)
    held = await update(app)
    assert held.outcome is Outcome.HELD
    assert "lacks 10 of 40 entries" in held.trouble
    assert len(app.store.lists.current("isles").entries) == 40
    publisher.body = whole(day=3)
    assert (await update(app)).trouble == ""
    publisher.body = whole(30, day=4)
    assert (await update(app)).outcome is Outcome.HELD
    publisher.body = whole(29, day=5)
    assert (await update(app)).outcome is Outcome.HELD, "another removal is another matter"
    publisher.body = whole(29, day=6)
    taken = await update(app)
    assert (taken.outcome, taken.removed) == (Outcome.NEW, 11)
    assert titles(app) == ["isles: 11 changes: 11 removed"]


async def test_trouble_that_lasts_is_told_once_and_its_end_too(desk, publisher):
    app = opened(desk, publisher)
    await update(app)
    publisher.status = 503
    await update(app)
    health = HealthLoop(app)
    health.look()
    assert titles(app, AlertKind.HEALTH) == []
    desk.clock.move(minutes=20)
    await update(app)
    health.look()
    health.look()
    assert titles(app, AlertKind.HEALTH) == ["List isles: not updated"]
    publisher.status = 200
    await update(app)
    health.look()
    assert titles(app, AlertKind.HEALTH) == ["List isles is up to date again after 0 s"]


async def test_the_daemon_fetches_what_is_due_and_takes_it_into_use(desk, publisher):
    app = opened(desk, publisher)
    loop, reloader = ListLoop(app, {}, pause=0.0), Reloader(app, settled_after=0.0, alarm_after=0.0)
    article = Article(paragraphs=("The Heron Band 12 left the harbour.",), language=Language(code="en", sure=True))
    try:
        await loop.tick()
        reloader.look()
        before = app.knowledge.lists
        assert [one.entry for one in app.knowledge.screen(article, app.knowledge.gazetteer.find(article)).listed] == [
            "ISe.012"
        ]
        publisher.body = whole(day=2, besides={12: entity(12, "GREY BAND")})
        await loop.tick()
        reloader.look()
        assert app.knowledge.lists is before, "not due for hours"
        desk.clock.move(hours=7)
        await loop.tick()
        reloader.look()
        assert app.knowledge.lists is not before
        assert app.knowledge.screen(article, app.knowledge.gazetteer.find(article)).listed == ()
        assert titles(app) == ["isles: GREY BAND: renamed, before: HERON BAND 12"]
    finally:
        reloader.close()
        await loop.stop()


async def test_a_verb_uses_what_is_stored(desk, publisher):
    app = opened(desk, publisher)
    await update(app)
    (copy,) = stored_copies(app.config, {}).values()
    assert (copy.list, len(copy.entries)) == ("isles", 40)


async def test_a_file_that_was_replaced_is_taken_like_any_other_copy(desk, tmp_path):
    (tmp_path / "isles.xml").write_bytes(whole())
    app = desk.open(more="lists: {isles: {file: isles.xml}}\n")
    assert len(app.knowledge.lists.versions[0].entries) == 40, "read from the file until a version is stored"
    await update(app)
    (tmp_path / "isles.xml").write_bytes(b"")
    assert "empty" in (await update(app)).trouble
    (tmp_path / "isles.xml").write_bytes(whole(41, day=2))
    assert (await update(app)).added == 1
    assert len(stored_copies(app.config, {})["isles"].entries) == 41


LISTS = Path(__file__).parents[2] / "data" / "lists"


@pytest.mark.parametrize(
    ("names", "changed", "line", "alias"),
    [
        (("ofac_sdn.csv", "ofac_alt.csv"), 1, '103,7,"aka","LANTERN OF QUAY",-0- \r\n', "LANTERN OF QUAY"),
        (
            ("eu_journal.csv", "eu_journal_amendment.csv"),
            1,
            "{row},Dry Docks of Ansel,,,,,,,,,,,\n",
            "Dry Docks of Ansel",
        ),
    ],
)
async def test_several_files_are_one_list_and_a_change_of_one_is_a_new_version(
    desk, tmp_path, names, changed, line, alias
):
    for name in names:
        (tmp_path / name).write_bytes((LISTS / name).read_bytes())
    app = desk.open(more=f"lists: {{isles: {{files: [{', '.join(names)}]}}}}\n")
    (version,) = app.knowledge.lists.versions
    assert (version.list, version.published is not None) == ("isles", True)
    assert len(version.entries) >= 3
    assert (await update(app)).outcome is Outcome.FIRST
    assert (await update(app)).outcome is Outcome.UNCHANGED
    file = tmp_path / names[changed]
    ended = file.read_bytes().removesuffix(b"\x1a\r\n").removesuffix(b"\x1a")
    row = "32030R0007,32031R0001,3,EU-TES,I.B,Asset freeze,5.3.2031,,LegalEntity,Ansel Dry Docks"
    file.write_bytes(ended + line.replace("{row}", row).encode() + (b"\x1a" if "ofac" in names[0] else b""))
    assert (await update(app)).alerts == 1
    copy = stored_copies(app.config, {})["isles"]
    assert alias in {name.text for entry in copy.entries for name in entry.names}


async def test_a_list_of_several_files_is_refused_when_one_of_them_is_damaged(desk, tmp_path):
    for name in ("ofac_sdn.csv", "ofac_alt.csv"):
        (tmp_path / name).write_bytes((LISTS / name).read_bytes())
    app = desk.open(more="lists: {isles: {files: [ofac_sdn.csv, ofac_alt.csv]}}\n")
    await update(app)
    (tmp_path / "ofac_alt.csv").write_bytes(b"")
    assert "empty" in (await update(app)).trouble
    assert len(stored_copies(app.config, {})["isles"].entries) == len(app.knowledge.lists.versions[0].entries)


def configured(desk: Desk) -> Config:
    more = "lists: {isles: {file: isles.xml}}\n"
    (desk.folder / "config.yaml").write_text(f"rules: [rules]\nfeeds: []\n{more}", encoding="utf-8")
    return load_config(desk.folder / "config.yaml")


async def test_the_daemon_stores_a_list_in_a_file_before_it_loads_it_and_builds_it_once(desk):
    (desk.folder / "isles.xml").write_bytes(whole())
    with started(configured(desk), {}, stream=desk.printed, clock=desk.clock, keeps_lists=True) as app:
        assert [taken.number for taken in app.store.lists.versions("isles")] == [1]
        assert app.copies.keys() == {"isles"}
        before = app.knowledge.lists
        loop, reloader = ListLoop(app, {}, pause=0.0), Reloader(app, settled_after=0.0, alarm_after=0.0)
        try:
            for later in (0, 7 * 24):
                desk.clock.move(hours=later)
                await loop.tick()
                reloader.look()
            assert app.knowledge.lists is before
        finally:
            reloader.close()
        assert len(app.store.lists.versions("isles")) == 1


def test_who_keeps_no_lists_stores_none(desk):
    (desk.folder / "isles.xml").write_bytes(whole())
    with started(configured(desk), {}, stream=desk.printed, clock=desk.clock) as app:
        assert app.store.lists.versions("isles") == ()
        assert len(app.knowledge.lists.versions[0].entries) == 40


def test_a_damaged_file_at_the_first_start_is_refused_as_ever(desk):
    (desk.folder / "isles.xml").write_bytes(whole()[:-400])
    config = configured(desk)
    with (
        pytest.raises(RulesError, match="breaks off"),
        started(config, {}, stream=desk.printed, clock=desk.clock, keeps_lists=True),
    ):
        pytest.fail("it started")
    store = Store.open(database_url(config, {}), read_only=True)
    try:
        assert "breaks off" in store.lists.states()["isles"].trouble
    finally:
        store.close()
