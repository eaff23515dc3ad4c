"""A silence that is added while the daemon runs holds back the very next message, on both databases."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.storage import Store
from tests.acceptance import feed_text
from tests.contract.postgresql import new_database, running_server

CONFIG = """\
rules: [rules]
fetch: {{allow_hosts: ['127.0.0.1'], per_host: {{gap: 0s}}}}
feeds: [{{url: "{feed}", every: 1s}}]
channels: {{chat: {{url: "{chat}"}}, screen: {{url: "console://"}}}}
routes:
  - {{name: news, to: [chat], when: {{kind: [story]}}}}
  - {{name: own, to: [screen], when: {{kind: [health]}}}}
database: "{database}"
"""
RULE = "id: mercenaries\ntitle: Mercenaries\nseverity: high\nmatch: {phrase: [mercenaries]}\n"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'vedette.db'}"
        return
    with running_server() as server, new_database(server) as url:
        yield url


def until(true, daemon, *, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, daemon.stderr
        time.sleep(0.05)


def test_what_a_verb_steers_counts_from_the_moment_it_returns(desk, site, slack, database) -> None:
    (desk.folder / "rules").mkdir()
    (desk.folder / "rules" / "mercenaries.yaml").write_text(RULE, encoding="utf-8")
    site.documents["/feed.xml"] = feed_text.rss(*feed_text.mercenary_stories(1))
    desk.configure(CONFIG.format(feed=site.url("/feed.xml"), chat=slack.url, database=database))
    daemon = desk.start("run")
    until(lambda: slack.posts, daemon)
    store = Store.open(database, read_only=True)

    def outcomes() -> list[str]:
        return [one.delivery.why or one.delivery.state.value for one in store.archive.deliveries(recipient="chat")]

    said = desk.vedette("ack", "1", "--false-positive", "--by", "ann")
    assert said.returncode == 0, said.stderr
    done = desk.vedette("silence", "--rule", "mercenaries", "--for", "1h", "--reason", "a drill", "--by", "ann")
    assert "would have hidden 1 of 1 alert (1 telling)" in done.stdout, done.stderr
    site.documents["/feed.xml"] = feed_text.rss(*feed_text.mercenary_stories(3))
    until(lambda: outcomes() == ["silence 1 of ann: a drill"] * 2 + ["sent"], daemon)
    assert len(slack.posts) == 1
    [kept] = store.steering.records()
    assert (kept.tellings, kept.alerts) == (2, 2)
    assert desk.vedette("silence", "end", "1", "--by", "ben").returncode == 0
    site.documents["/feed.xml"] = feed_text.rss(*feed_text.mercenary_stories(4))
    until(lambda: len(slack.posts) > 1, daemon)
    assert "Convoy number 4 " in str(slack.posts[1])
    daemon.wait_for("Silence 1 (ann: a drill) ended; it held back 2 tellings of 2 alerts", seconds=60)
    assert [(one.by, one.rules) for one in store.steering.acknowledgements(1)] == [("ann", ("mercenaries",))]
    assert store.archive.ledger().balanced
    store.close()
    assert daemon.end() == 0
    assert "Traceback" not in daemon.stderr
