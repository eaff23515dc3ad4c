"""What became of every telling, in words: put off, in a digest, silenced, overtaken."""

from __future__ import annotations

from datetime import timedelta

from monitor.model import Silence
from monitor.service.deliveries_view import Which, deliveries_as_json, deliveries_table, delivery_text
from tests.integration.service.conftest import entry

URL = "https://outlet.example/feed"
QUIET = "routes:\n  - {name: desk, to: [screen], quiet_hours: '11:00-13:00'}\n"


async def two_alerts(desk, more: str):
    app = desk.open(URL, more=more)
    desk.papers.brings[URL] = [entry("a", "Mercenaries land in the north"), entry("b", "Sanctions on three banks")]
    await desk.poll(app)
    desk.read(app)
    return app


def fates(app) -> list[str]:
    return [row["fate"] for row in deliveries_as_json(app.config, {}, which=Which(), limit=9)]


async def test_what_waits_for_the_end_of_quiet_hours_says_until_when_and_then_in_which_digest_it_went(desk) -> None:
    app = await two_alerts(desk, QUIET)
    desk.tell(app)
    assert all(fate.startswith("put off until ") for fate in fates(app))
    assert all(fate.endswith(", together with others: quiet hours 11:00-13:00") for fate in fates(app))

    desk.clock.move(hours=2)
    desk.tell(app)

    assert desk.messages("2 alerts held back: quiet hours 11:00-13:00") == 1
    assert fates(app) == ["in digest 1: quiet hours 11:00-13:00"] * 2
    rows = deliveries_as_json(app.config, {}, which=Which(), limit=9)
    assert rows[0]["message"] == rows[1]["message"]
    assert rows[0]["message"]["title"] == "[HIGH] 2 alerts held back: quiet hours 11:00-13:00"
    shown = delivery_text(app.config, {}, rows[0]["id"])
    assert "but       in digest 1: quiet hours 11:00-13:00" in shown
    assert "Mercenaries land in the north" in shown


async def test_what_a_silence_covers_names_it_and_who_set_it(desk) -> None:
    app = await two_alerts(desk, "")
    now = desk.clock()
    until = now + timedelta(hours=1)
    app.store.steering.add_silence(Silence(by="ann", reason="a drill", since=now, until=until, rules=("mercenaries",)))
    desk.tell(app)
    silenced = [fate for fate in fates(app) if fate]
    assert silenced == ["never told: silence 1 of ann: a drill"]
    table = deliveries_table(app.config, {}, which=Which(route="everything", recipient="screen"), limit=1)
    assert table.after == "The latest 1; --limit shows more."
