"""A feed whose known articles come back under new ids alerts nobody."""

from __future__ import annotations

from dataclasses import replace

from tests.integration.service.conftest import entry

URL = "https://outlet.example/feed"
TOWNS = ("Mopti", "Gao", "Kidal", "Segou")


def paper(prefix: str, *towns: str):
    return [
        replace(entry(town, published=None), id=f"{prefix}-{town}", link=f"https://outlet.example/{town}")
        for town in towns
    ]


async def told_of(desk, app) -> int:
    before = desk.messages("Mercenaries seen near")
    desk.clock.move(hours=2)
    await desk.poll(app)
    desk.read(app)
    desk.tell(app)
    return desk.messages("Mercenaries seen near") - before


async def test_a_feed_that_renumbers_its_articles_tells_only_what_is_new(desk) -> None:
    app = desk.open(URL, more="alert_if_newer_than: 2d\n")
    desk.papers.brings[URL] = paper("old", *TOWNS)
    assert await told_of(desk, app)

    desk.clock.move(hours=24 * 20)  # the stories are over, so that nothing but the address tells that they are known
    desk.papers.brings[URL] = paper("new", *TOWNS)
    assert await told_of(desk, app) == 0
    assert await told_of(desk, app) == 0

    desk.papers.brings[URL] = [*paper("newer", *TOWNS), *paper("newer", "Timbuktu")]
    assert await told_of(desk, app) == 1
