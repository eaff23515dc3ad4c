"""Feeds over weeks in the real service: gone, moved, fallen quiet, back again; and what is told of it."""

from __future__ import annotations

from datetime import timedelta

from monitor.config import load_config
from monitor.model import AlertKind, Failed, FailureCause
from monitor.service.app import App
from monitor.service.feeds_view import feeds_as_json, feeds_table
from monitor.service.health import HealthLoop
from tests.integration.service.conftest import START, Desk, entry

PAPER, GAZETTE = "https://paper.example/rss", "https://gazette.example/rss"
GONE = Failed(url=PAPER, cause=FailureCause.GONE, reason="paper.example says the feed is gone for good (410); find it")
HOUR = timedelta(hours=1)


async def pass_by(desk: Desk, app: App, *, hours: int, step: int = 1) -> None:
    """Hours go by: what is due is polled, health is looked at, messages go out."""
    loop = desk.polling(app)
    for _ in range(hours // step):
        desk.clock.move(hours=step)
        await desk.poll(app, loop)
        HealthLoop(app).look()
        desk.tell(app)


def shown(desk: Desk, *states: str) -> list[dict]:
    config = load_config(desk.folder / "config.yaml")
    return feeds_as_json(config, {}, states=states, now=desk.clock())


def health(app: App) -> list[str]:
    return [one.title for one in app.store.archive.alerts(kind=AlertKind.HEALTH, limit=50)]


async def test_a_feed_that_is_gone_is_told_at_once_and_hardly_asked_any_more(desk):
    app = desk.open(PAPER, GAZETTE)
    await pass_by(desk, app, hours=2)
    desk.papers.brings[PAPER] = GONE

    await pass_by(desk, app, hours=1)
    asked = desk.papers.polled.count(PAPER)
    await pass_by(desk, app, hours=14 * 24, step=4)

    assert health(app) == ["A feed is gone: paper.example"]
    assert desk.messages("A feed is gone: paper.example") == 1
    assert "paper.example says the feed is gone for good (410)." in desk.told()
    assert desk.papers.polled.count(PAPER) - asked == 2  # after a day, and a week later
    [row] = shown(desk, "gone")
    assert (row["name"], row["source_state"]) == ("paper.example", "gone")


async def test_a_gone_feed_that_is_back_is_noticed_by_itself(desk):
    app = desk.open(PAPER)
    desk.papers.brings[PAPER] = GONE
    await pass_by(desk, app, hours=2)
    desk.papers.brings[PAPER] = [entry("a", published=START + 10 * HOUR)]

    await pass_by(desk, app, hours=30)

    assert app.store.articles.waiting() == 1
    assert desk.messages("1 feed there again") == 1
    assert shown(desk)[0]["source_state"] == "fetched"


async def test_a_gone_feed_that_is_taken_out_ends_its_alert_and_is_asked_at_once_when_it_is_put_in_again(desk):
    app = desk.open(PAPER, GAZETTE)
    desk.papers.brings[PAPER] = GONE
    await pass_by(desk, app, hours=1)
    app.store.close()
    app = desk.open(GAZETTE)
    await pass_by(desk, app, hours=1)
    assert desk.messages("1 feed no longer configured") == 1
    app.store.close()

    app = desk.open(PAPER, GAZETTE)
    before = desk.papers.polled.count(PAPER)
    await desk.poll(app)

    assert desk.papers.polled.count(PAPER) == before + 1


async def test_a_failing_feed_that_turns_out_to_be_gone_is_not_told_to_be_read_again(desk):
    app = desk.open(PAPER, GAZETTE, more="default_every: 10m\n")
    desk.papers.brings[PAPER] = Failed(url=PAPER, cause=FailureCause.HTTP, reason="paper.example answered 500")
    await pass_by(desk, app, hours=12)
    assert desk.messages("A feed cannot be read: paper.example") == 1
    desk.papers.brings[PAPER] = GONE

    await pass_by(desk, app, hours=24)

    assert desk.messages("A feed is gone: paper.example") == 1
    assert desk.messages("read again") == 0


async def publish(desk: Desk, app: App, *, days: int, items: int) -> None:
    """The paper has so many new items each day, and two looks a day find them."""
    for _ in range(days):
        day = f"{desk.clock():%Y-%m-%d}"
        published = desk.clock()
        desk.papers.brings[PAPER] = [
            entry(f"{day}/{n}", "Quiet waters", published=published + n * HOUR) for n in range(items)
        ]
        await pass_by(desk, app, hours=24, step=12)


async def test_a_feed_that_falls_quiet_is_told_with_what_was_usual_and_when_it_is_back(desk):
    app = desk.open(PAPER, more="default_every: 6h\n")
    await publish(desk, app, days=42, items=6)
    assert health(app) == []

    await publish(desk, app, days=12, items=0)

    assert health(app) == ["A feed has fallen quiet: paper.example"]
    assert desk.messages("paper.example: nothing new since 2026-04-14 17:00 UTC; before, no pause was longer than") == 1
    assert desk.messages("and usually 42 items came in a week") == 1
    assert shown(desk)[0]["source_state"] == "stale"

    await publish(desk, app, days=6, items=6)

    assert desk.messages("1 feed publishing again as before") == 1
    assert len(health(app)) == 1
    assert shown(desk, "stale", "silent") == []


async def test_the_table_says_how_each_feed_stands(desk):
    app = desk.open(PAPER, GAZETTE)
    desk.papers.brings = {PAPER: GONE, GAZETTE: [entry("a", published=START - HOUR)]}
    await pass_by(desk, app, hours=1)
    config = load_config(desk.folder / "config.yaml")
    lines = list(feeds_table(config, {}, now=desk.clock()).lines(80))
    assert lines == [
        "state    feed             items  a day  lag  unknown  last item  next check",
        "gone     paper.example    0      –      –    –        –          in 1 d",
        "    paper.example says the feed is gone for good (410); find it",
        "fetched  gazette.example  1      –      –    0%       now        in 15 min",
        "2 feeds, 1 gone",
    ]
    only = list(feeds_table(config, {}, states=("failing", "stale"), now=desk.clock()).lines(80))
    assert only == ["No feed is failing or stale."]
