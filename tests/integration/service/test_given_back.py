"""What was claimed when the database failed is worked on as soon as it works again, not when the lease is over."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace

import pytest

from monitor.errors import StorageError
from monitor.model import DeliveryState
from monitor.service.read_loop import ReadLoop
from monitor.service.tell_loop import TellLoop
from tests.integration.service.conftest import entry

URL = "https://outlet.example/feed"


class Failing:
    """A store of which some methods fail, each so many times."""

    def __init__(self, store, **times: int) -> None:
        self._store = store
        self.times = times

    def __getattr__(self, name):
        if self.times.get(name):
            return lambda *_args, **_options: self._fail(name)
        return getattr(self._store, name)

    def _fail(self, name: str) -> None:
        self.times[name] -= 1
        raise StorageError("the server closed the connection")


async def a_desk_with_three_articles(desk, route: str):
    app = desk.open(URL, more=f"routes: [{{name: all, to: [screen]{route}}}]\n")
    desk.papers.brings[URL] = [entry(key) for key in "abc"]
    await desk.poll(app)
    return app


async def tell(app) -> None:
    """Some looks for work, as the daemon takes them: trouble is said, and the next look follows."""
    loop = TellLoop(app)
    for _ in range(4):
        with suppress(StorageError):
            await loop.tick()
        while loop.busy:
            await asyncio.gather(*loop.busy.values())
    loop.close()


@pytest.mark.parametrize("method", ["alert", "standing"])
@pytest.mark.parametrize(("route", "messages"), [("", 3), (', digest: "13:00"', 1)])
async def test_tellings_that_were_not_sent_are_sent_at_once_alone_or_together(desk, method, route, messages) -> None:
    app = await a_desk_with_three_articles(desk, route)
    desk.read(app)
    if messages == 1:
        await tell(app)
        assert not desk.told(), "they wait for the digest"
        desk.clock.move(hours=1)
    app.store = replace(app.store, deliveries=Failing(app.store.deliveries, **{method: 1}, release=1))
    await tell(app)
    assert desk.told().count("─" * 72) == messages
    assert set(app.store.archive.ledger().states) <= {DeliveryState.SENT, DeliveryState.IN_DIGEST}


async def test_articles_that_were_not_read_are_read_at_once(desk) -> None:
    app = await a_desk_with_three_articles(desk, "")
    app.store = replace(app.store, articles=Failing(app.store.articles, joining=1, release=1))
    loop = ReadLoop(app)
    with pytest.raises(StorageError):
        loop.read_some()
    assert loop.read_some()
    loop.close()
    assert app.store.archive.ledger().waiting == 0
    assert len(app.store.archive.alerts()) == 3
