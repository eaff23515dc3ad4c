"""Edits under a running daemon: no poll or telling is lost for them. `benchmarks.reload` says how soon they count."""

from __future__ import annotations

import asyncio
import time

from structlog.testing import capture_logs

from monitor.model import AlertKind
from monitor.service.daemon import Daemon
from monitor.service.revealed import utc_now
from tests.integration.service.conftest import Desk, entry
from tests.integration.service.test_reload import HARBOUR, events

URL = "https://outlet.example/feed"


async def until(what, *, seconds: float = 20.0) -> None:
    """Wait until it holds."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        await asyncio.sleep(0.01)


async def test_edits_take_effect_while_the_feeds_are_polled_and_told(desk: Desk) -> None:
    desk.clock = utc_now
    app = desk.open(URL)
    rule = desk.folder / "rules" / "harbour.yaml"
    daemon = Daemon(app, fetcher=desk.papers, parser=desk.papers)
    with capture_logs() as lines:
        running = asyncio.create_task(daemon.run())
        await until(lambda: desk.papers.polled)
        for number in range(20):
            desk.papers.brings[URL] = [entry(f"n{n}", published=None) for n in range(number + 1)]
            app.store.feeds.make_due(now=utc_now())
            rule.write_text(HARBOUR.replace("Harbour", f"Harbour {number}"), encoding="utf-8")
            await asyncio.sleep(0.05)
        await until(lambda: any(r.title == "Harbour 19" for r in app.knowledge.rules.rules))
        app.store.feeds.make_due(now=utc_now())
        await until(lambda: app.tally.matched == 20 and not app.store.deliveries.pending_recipients(utc_now()))
        rule.write_text("id: [", encoding="utf-8")
        await until(lambda: "Edited rules are not in use" in desk.told())
        rule.unlink()
        await until(lambda: "The rules are mended: 2 rules in use" in desk.told())
        daemon.stop()
        assert await running
    assert not [line for line in lines if "failed" in line["event"] or line.get("exc_info")]
    assert "edited rules are in use: 3 rules" in events(lines)
    assert len(app.store.archive.alerts(kind=AlertKind.HEALTH)) == 1
    assert app.store.archive.ledger().balanced
