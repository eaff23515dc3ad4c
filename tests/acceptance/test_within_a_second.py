"""With a stopwatch: what people say of alerts counts for a running daemon within a second, on both databases."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.config import load_config
from monitor.model import DeliveryState
from monitor.service.writing import write
from monitor.storage import Store, upgrade
from tests.acceptance import feed_text
from tests.contract.postgresql import new_database, running_server

STORIES = 24
SEND = 0.25  # seconds that the chat takes: the queue lasts for some seconds
LIMIT = 1.0
CONFIG = """\
rules: [rules]
fetch: {{allow_hosts: ['127.0.0.1'], per_host: {{gap: 0s}}}}
feeds: [{{url: "{feed}", every: 1s, full_text: never}}]
channels: {{chat: {{url: "json://127.0.0.1:{port}/chat"}}, boss: {{url: "json://127.0.0.1:{port}/boss"}}}}
routes:
  - {{name: news, to: [chat], when: {{rules: [mercenaries]}}}}
  - {{name: watch, to: [boss], when: {{rules: [ferries]}}, remind_every: 1s}}
database: "{database}"
"""
RULE = "id: {id}\ntitle: {id}\nseverity: high\nmatch: {{phrase: [{id}]}}\n"
REMINDED = 5.0  # seconds between two looks for reminders


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'vedette.db'}"
        return
    with running_server() as server, new_database(server) as url:
        yield url


def until(true: Callable[[], object], daemon, *, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, daemon.stderr
        time.sleep(0.02)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    upgrade(database)
    store = Store.open(database, read_only=True)
    yield store
    store.close()


@pytest.mark.long
def test_silences_false_positives_and_acknowledgements_take_effect_within_a_second(
    desk, site, slack, database, store
) -> None:
    (desk.folder / "rules").mkdir()
    for rule in ("mercenaries", "ferries"):
        (desk.folder / "rules" / f"{rule}.yaml").write_text(RULE.format(id=rule), encoding="utf-8")
    desk.configure(CONFIG.format(feed=site.url("/feed.xml"), port=slack.port, database=database))
    ferry = feed_text.item(999, title="A boat is late", body="The ferries left the harbour before dawn, a clerk said.")
    site.documents["/feed.xml"] = feed_text.rss(*feed_text.mercenary_stories(STORIES), ferry)
    slack.delay = SEND
    daemon = desk.start("run")
    until(lambda: len(slack.posts) > 2, daemon)
    config = load_config(desk.folder / "config.yaml")

    def ask(verb: str, **arguments: Any) -> float:
        """Seconds until the verb's answer: what stands then is what the daemon asks before each send."""
        begun = time.monotonic()
        write(config, os.environ, verb, {"by": "ann", **arguments})
        return time.monotonic() - begun

    def waiting() -> list[int]:
        found = store.archive.deliveries(recipient="chat", state=DeliveryState.PENDING, limit=99)
        return [one.delivery.alert_id for one in found]

    def posts() -> int:
        return sum("Convoy number" in str(post) for post in slack.posts)

    wrong = waiting()[-4]  # three others go out before it
    took = {"ack --false-positive": ask("ack", alert_id=wrong, false_positive=True)}
    until(lambda: wrong not in waiting(), daemon)
    begun = posts()
    until(lambda: posts() > begun, daemon)
    begun = time.monotonic()
    hour = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    took["silence"] = ask("silence.add", rules=["mercenaries"], until=hour, reason="a drill")
    until(lambda: not waiting(), daemon)
    drained = time.monotonic() - begun  # each is judged when its turn comes
    time.sleep(2 * SEND)
    sent = posts()
    assert sent < STORIES - 5, "the queue was long enough to tell"
    late = [at - SEND - begun for at in slack.at if begun + LIMIT < at - SEND < begun + 3]
    whys = {one.delivery.alert_id: one.delivery.why for one in store.archive.deliveries(recipient="chat", limit=99)}
    assert whys[wrong] == "a false positive of mercenaries"
    assert sorted(whys.values()).count("silence 1 of ann: a drill") == STORIES - sent - 1

    def reminders() -> int:
        return sum("A boat is late" in str(post) for post in slack.posts) - 1

    until(lambda: reminders() > 0, daemon)
    [ferries] = {one.delivery.alert_id for one in store.archive.deliveries(recipient="boss", limit=99)}
    took["ack"] = ask("ack", alert_id=ferries)
    time.sleep(LIMIT)
    reminded = reminders()
    time.sleep(REMINDED + LIMIT)
    assert reminders() == reminded
    assert max(took.values()) < LIMIT, took
    assert not late, "no message was begun later than a second after the silence was asked for"
    assert store.archive.ledger().balanced
    assert daemon.end() == 0
    took["all that waited held back"] = drained
    print({what: f"{seconds:.3f} s" for what, seconds in took.items()})  # noqa: T201 - the figures
