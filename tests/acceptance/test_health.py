"""The real daemon and its own troubles: a network that is gone, the test message, the port for probes."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from monitor.service.health import LOOKED_EVERY
from tests.acceptance.conftest import Server
from tests.acceptance.feed_text import QUIET_STORY, item, rss

FEEDS = 200
CONFIG = """
rules: [rules]
fetch: {{allow_hosts: ["127.0.0.0/8"], per_host: {{gap: 0s}}}}
feeds:
{feeds}
channels:
  screen: {{url: "console://"}}
health: {{after: 3s}}
canary: {{channel: screen, every: 1h}}
http: {{listen: "127.0.0.1:{port}"}}
"""


RULE = """
id: guards
title: Guards
severity: high
match: {any: [{phrase: palace guards}]}
examples: {en: {match: [The palace guards came.], no_match: [Nobody came.]}}
"""


class Quiet(BaseHTTPRequestHandler):
    """The same small feed for whoever asks."""

    def do_GET(self) -> None:
        body = rss(item(1, title="Harvest festival", body=QUIET_STORY))
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args) -> None:
        """Say nothing: the test says it."""


@contextlib.contextmanager
def network(port: int) -> Iterator[None]:
    """A server at every address of 127.0.0.0/8: so many hosts."""
    server = Server(("0.0.0.0", port), Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def answer(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
        return response.read().decode()


@pytest.mark.long
def test_two_hundred_feeds_without_a_network_are_one_alert_and_one_recovery(desk) -> None:
    feed_port, port = free_port(), free_port()
    feeds = "\n".join(f'  - {{url: "http://127.0.1.{n}:{feed_port}/feed"}}' for n in range(1, FEEDS + 1))
    (desk.folder / "rules").mkdir()
    (desk.folder / "rules" / "guards.yaml").write_text(RULE, encoding="utf-8")
    desk.configure(CONFIG.format(feeds=feeds, port=port))

    daemon = desk.start("run")
    daemon.wait_for("The network is unreachable:", seconds=60)
    daemon.wait_for("Test: the way from reading to you works", seconds=30)
    assert answer(port, "/healthz") == "alive\n"
    assert answer(port, "/readyz") == "ready\n"
    end = time.monotonic() + 60
    while f"vedette_feeds_failing {FEEDS}.0" not in (figures := answer(port, "/metrics")):
        assert time.monotonic() < end, figures
        time.sleep(0.2)
    time.sleep(LOOKED_EVERY.total_seconds() + 1)  # those that were found out last join the alert
    assert "vedette_health_episodes 1.0" in figures
    assert "vedette_canary_absent 0.0" in figures
    assert daemon.end() == 0

    with network(feed_port):
        desk.vedette("once", seconds=110)
    after = desk.start("run")
    after.wait_for("The network is back after", seconds=30)
    after.wait_for("health of the service", seconds=20)
    assert after.end() == 0
    assert f"{FEEDS} feeds read again" in after.stdout.replace("\n", " ")
    assert (daemon.stdout + after.stdout).count("health of the service") == 2
    assert desk.ledger()["balanced"] is True
