"""Vedette's own health on a real database: one alert a cause and episode, told by another channel where one fails."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor import engine
from monitor.alerting import after_send
from monitor.errors import StorageError
from monitor.model import AlertKind, Delivery, DeliveryState, Failed, FailureCause, Outcome, OutcomeStatus
from monitor.service.app import App
from monitor.service.canary import CanaryLoop
from monitor.service.health import HealthLoop
from monitor.service.outage_note import OutageNote
from monitor.service.read_loop import ReadLoop
from tests.integration.service.conftest import Desk, Papers, entry, lost

TWO = "  other: {url: 'console://'}\n"
OUTLETS = [f"https://outlet{n}.example/feed" for n in range(200)]


def look(app: App) -> None:
    HealthLoop(app).look()


def health(app: App) -> list:
    found = app.store.archive.alerts(kind=AlertKind.HEALTH, limit=500)
    return [app.store.archive.alert(one.id).alert for one in reversed(found)]


def tellings(app: App, recipient: str) -> list[str]:
    found = app.store.archive.deliveries(recipient=recipient, limit=500)
    return [one.alert_title for one in reversed(found) if one.delivery.state is DeliveryState.SENT]


async def outage(desk: Desk, app: App, loop, *, minutes: int) -> None:
    """All feeds fail for so long, each asked when its turn comes; health is looked at every five minutes."""
    desk.papers.brings = {url: lost(url) for url in OUTLETS}
    await pass_by(desk, app, loop, minutes=minutes)
    desk.papers.brings = {}
    await pass_by(desk, app, loop, minutes=15)


async def pass_by(desk: Desk, app: App, loop, *, minutes: int) -> None:
    for _ in range(minutes // 5):
        desk.clock.move(minutes=5)
        await desk.poll(app, loop)
        look(app)
        desk.tell(app)


async def test_two_hundred_feeds_without_a_network_are_one_alert_and_one_recovery_each_time(desk):
    app = desk.open(*OUTLETS, more="default_every: 5m\n")
    loop = desk.polling(app)
    await desk.poll(app, loop)

    await outage(desk, app, loop, minutes=30)

    [alert] = health(app)
    assert len(alert.concerns) == 200
    assert desk.messages("The network is unreachable: 200 feeds cannot be read") == 1
    assert desk.messages("The network is back after") == 1
    assert desk.messages("200 feeds read again") == 1
    assert desk.messages("health of the service") == 2

    desk.clock.move(days=180)
    await desk.poll(app, loop)
    look(app)
    assert len(health(app)) == 1
    await outage(desk, app, loop, minutes=25)

    assert len(health(app)) == 2
    assert desk.messages("health of the service") == 4
    assert app.store.archive.ledger().balanced


async def test_a_short_outage_is_not_told(desk):
    app = desk.open(*OUTLETS[:20], more="default_every: 5m\n")
    loop = desk.polling(app)
    await desk.poll(app, loop)
    await outage(desk, app, loop, minutes=10)
    assert not health(app)


async def test_an_outage_goes_on_over_a_restart(desk):
    app = desk.open(*OUTLETS[:20], more="default_every: 5m\n")
    loop = desk.polling(app)
    await desk.poll(app, loop)
    desk.papers.brings = {url: lost(url) for url in OUTLETS}
    await pass_by(desk, app, loop, minutes=20)
    again = desk.open(*OUTLETS[:20], more="default_every: 5m\n")
    await pass_by(desk, again, desk.polling(again), minutes=20)
    assert len(health(again)) == 1
    assert desk.messages("health of the service") == 1


def fail(app: App, desk: Desk, recipient: str, status: OutcomeStatus) -> Delivery:
    """Have the channel's next telling come to nothing."""
    [claim] = app.store.deliveries.claim_deliveries(
        now=desk.clock(), lease=timedelta(minutes=1), limit=1, recipient=recipient
    )
    outcome = Outcome(status=status, detail="550 no such user")
    after = after_send(claim.item, outcome, now=desk.clock())
    app.store.deliveries.record_delivery(claim, after, None, outcome, now=desk.clock())
    return after


async def test_a_channel_that_gives_up_is_told_of_by_the_others_and_so_is_its_return(desk):
    app = desk.open("https://outlet.example/feed", more=TWO)
    desk.papers.brings = {"https://outlet.example/feed": [entry("a"), entry("b", "Sanctions on a port")]}
    await desk.poll(app)
    desk.read(app)
    fail(app, desk, "other", OutcomeStatus.FAILED)
    look(app)
    look(app)
    [alert] = health(app)
    assert alert.title == "Channel other: messages 1 given up"
    assert "550 no such user" in alert.text
    desk.tell(app)
    assert alert.title in tellings(app, "screen")
    assert not any("given up" in title for title in tellings(app, "other"))

    desk.clock.move(minutes=10)
    desk.papers.brings = {"https://outlet.example/feed": [entry("c", "Sanctions on a bank")]}
    app.store.feeds.make_due(now=desk.clock())
    await desk.poll(app)
    desk.read(app)
    desk.tell(app)
    desk.clock.move(minutes=1)
    look(app)
    desk.tell(app)
    assert any("works again" in title for title in tellings(app, "screen"))
    look(app)
    assert len(health(app)) == 1, "what was given up then is not told again"


async def test_a_channel_that_cannot_be_reached_is_told_of_after_a_while(desk):
    app = desk.open("https://outlet.example/feed", more=TWO)
    desk.papers.brings = {"https://outlet.example/feed": [entry("a")]}
    await desk.poll(app)
    desk.read(app)
    desk.clock.move(seconds=1)
    fail(app, desk, "other", OutcomeStatus.RETRY)
    look(app)
    assert not health(app)
    desk.clock.move(minutes=16)
    look(app)
    [alert] = health(app)
    assert alert.title == "Channel other cannot be reached"


async def test_a_channel_without_another_is_at_least_an_alert(desk):
    app = desk.open("https://outlet.example/feed")
    desk.papers.brings = {"https://outlet.example/feed": [entry("a")]}
    await desk.poll(app)
    desk.read(app)
    fail(app, desk, "screen", OutcomeStatus.FAILED)
    look(app)
    assert len(health(app)) == 1
    desk.tell(app)
    assert not tellings(app, "screen")


def test_a_disk_that_fills_up_is_told_once(desk):
    app = desk.open(more="health: {free_disk: 1000000GB}\n")
    look(app)
    look(app)
    [alert] = health(app)
    assert alert.title == "The disk is nearly full"
    roomy = replace(app.config, health=app.config.health.model_copy(update={"free_disk": 0}))
    app.config = roomy
    look(app)
    desk.tell(app)
    assert health(app)[0].title.startswith("The disk has room again")


def test_a_database_that_was_away_is_told_of_when_it_is_back(desk):
    app = desk.open()
    app.outages.failed("tell", StorageError("the database stayed locked"), now=desk.clock())
    app.outages.failed("read", StorageError("the database stayed locked"), now=desk.clock())
    assert app.outages.why == "the database stayed locked"
    desk.clock.move(minutes=20)
    app.outages.worked("read", now=desk.clock())
    look(app)
    assert not health(app)
    app.outages.worked("tell", now=desk.clock())
    assert app.outages.why == ""
    look(app)
    look(app)
    desk.tell(app)
    assert desk.messages("The database could not be used for 20 min") == 1
    assert desk.messages("health of the service") == 1


def test_an_outage_that_kept_two_processes_from_work_is_told_by_one_and_the_next_one_anew(desk):
    apps = [desk.open(), desk.open()]
    for _ in range(2):
        for app in apps:
            app.outages.failed("tell", StorageError("the server is gone"), now=desk.clock())
            desk.clock.move(seconds=2)
        desk.clock.move(minutes=20)
        for app in apps:
            app.outages.worked("tell", now=desk.clock())
            desk.clock.move(seconds=2)
            look(app)
        desk.clock.move(minutes=20)
    desk.tell(apps[0])
    assert desk.messages("The database could not be used for 20 min") == 2


def test_an_outage_that_the_run_did_not_live_to_tell_is_told_by_the_next(desk):
    app = desk.open()
    for _ in range(25):
        app.outages.failed("tell", StorageError("the database stayed locked"), now=desk.clock())
        desk.clock.move(minutes=1)
    desk.clock.move(hours=9)  # killed, and started again the next morning
    again = desk.open()
    look(again)
    desk.tell(again)
    assert desk.messages("The database could not be used for 24 min") == 1
    assert desk.messages("the database stayed locked") == 1
    third = desk.open()
    look(third)
    desk.tell(third)
    assert desk.messages("health of the service") == 1
    assert not list(desk.folder.glob("*.outage"))


def test_a_start_that_fails_for_the_database_belongs_to_the_outage(desk):
    note = OutageNote.of(desk.open().config, f"sqlite:///{desk.folder}/vedette.db")
    for _ in range(30):  # systemd tries again and again
        note.failed("no such table: feed", now=desk.clock())
        desk.clock.move(minutes=1)
    app = desk.open()
    look(app)
    desk.tell(app)
    assert desk.messages("The database could not be used for 29 min") == 1


@pytest.mark.parametrize("content", ["", "{", "[]", '{"since": 7}', '{"since": "now", "until": "then", "why": ""}'])
def test_a_note_that_means_nothing_is_none(desk, content):
    (desk.folder / "vedette.db.outage").write_text(content)
    app = desk.open()
    look(app)
    assert not health(app)


class Faulty:
    """A gazetteer with a fault of ours, met in every article."""

    lexicon = engine.Lexicon.build(())

    def __init__(self, names) -> None:
        self.names = names

    def find(self, _article, *_):
        raise ValueError("the table is empty")

    look = find


async def test_articles_that_one_fault_spoils_are_one_alert(desk):
    app = desk.open("https://outlet.example/feed")
    desk.papers.brings = {"https://outlet.example/feed": [entry(str(n)) for n in range(8)]}
    await desk.poll(app)
    app.knowledge = replace(app.knowledge, gazetteer=Faulty(app.knowledge.gazetteer.names))
    for _ in range(30):
        desk.read(app)
        desk.clock.move(seconds=31)
    assert len(app.store.archive.quarantined()) == 8
    [alert] = health(app)
    assert len(alert.concerns) == 8
    desk.clock.move(days=1)
    look(app)
    assert not app.store.episodes.going_on(), "tomorrow's are news again"


# --- canary -----------------------------------------------------------------------------------------------------

CANARY = TWO + "canary: {channel: screen, every: 1h}\n"
RULE = "id: arms\ntitle: Arms\nseverity: high\nmatch: {concept: mercenaries}\n"
EXAMPLES = "examples: {en: {match: [A mercenary came.]}}\n"


class Reader(Papers):
    """A parser that brings what the document says, without a child."""

    async def parse(self, fetched, *, clean=False):
        assert b"A mercenary came." in fetched.body
        return await super().parse(replace(fetched, url="https://canary.invalid/feed"), clean=clean)


def bird(app: App, desk: Desk, *, brings: str = "A mercenary came.") -> tuple[CanaryLoop, ReadLoop]:
    reading = ReadLoop(app)
    papers = Reader(brings={"https://canary.invalid/feed": [entry("canary", "Vedette", brings)]})
    return CanaryLoop(app, parser=papers, reading=reading), reading


@pytest.fixture
def arms(desk) -> None:
    (desk.folder / "rules" / "arms.yaml").write_text(RULE + EXAMPLES, encoding="utf-8")


async def test_a_canary_an_hour_arrives_at_its_channel_and_the_ledger_balances(desk, arms):
    app = desk.open(more=CANARY)
    loop, reading = bird(app, desk)
    for _ in range(4):
        await loop.tick()
        desk.tell(app)
        look(app)
        desk.clock.move(minutes=30)
    reading.close()
    assert desk.messages("Test: the way from reading to you works") == 2
    assert desk.messages('the rule "arms" found its own example') == 2
    assert not tellings(app, "other")
    assert not health(app)
    book = app.store.archive.ledger()
    assert (book.fetched, book.stored, book.balanced) == (0, 0, True)
    assert set(book.by_route) == {"canary"}


async def test_a_restart_makes_no_further_canary(desk, arms):
    for _ in range(2):
        app = desk.open(more=CANARY)
        loop, reading = bird(app, desk)
        await loop.tick()
        reading.close()
    assert len(app.store.archive.alerts(kind=AlertKind.CANARY)) == 1


async def test_a_canary_that_does_not_arrive_is_told_by_the_other_channel_and_so_is_its_return(desk, arms):
    app = desk.open(more=CANARY)
    loop, reading = bird(app, desk)
    await loop.tick()
    look(app)
    assert not health(app)
    desk.clock.move(minutes=16)
    look(app)
    [alert] = health(app)
    assert alert.title == "The test message to screen does not arrive"
    desk.tell(app)
    assert alert.title in tellings(app, "other")
    assert alert.title not in tellings(app, "screen")
    desk.clock.move(minutes=1)
    look(app)
    desk.tell(app)
    assert health(app)[0].title.startswith("The test message to screen arrives again")
    reading.close()


async def test_rules_that_no_longer_fire_keep_the_canary_away(desk, arms):
    app = desk.open(more=CANARY)
    loop, reading = bird(app, desk, brings="Nothing of note.")
    await loop.tick()
    desk.clock.move(minutes=16)
    await loop.tick()
    look(app)
    reading.close()
    [alert] = health(app)
    assert "rules did not fire on their own examples: arms" in alert.text
    assert not app.store.archive.alerts(kind=AlertKind.CANARY)


async def test_feeds_that_fail_alike_at_many_hosts_are_one_alert(desk):
    app = desk.open(*OUTLETS[:9], more="default_every: 5m\n")
    loop = desk.polling(app)
    await desk.poll(app, loop)
    for number, url in enumerate(OUTLETS[:8]):
        says = f"outlet{number}.example forbids access (403)"
        desk.papers.brings[url] = Failed(url=url, cause=FailureCause.HTTP, reason=says)
    await pass_by(desk, app, loop, minutes=60)
    [alert] = health(app)
    assert alert.title == "8 feeds at 8 hosts fail alike: forbids access (403)"
