"""However slow the others are, a stop comes soon, and what was in hand is done by the next start."""

from __future__ import annotations

import signal
import time

from tests.acceptance import feed_text
from tests.acceptance.feed_text import desk_with


def test_sigterm_during_a_slow_fetch_ends_the_daemon_within_five_seconds(desk, site) -> None:
    site.delay = 30.0
    desk_with(desk, site, feeds=("/a.xml", "/b.xml", "/c.xml"))
    daemon = desk.start("run")
    while not site.requests:
        time.sleep(0.05)
        assert daemon.process.poll() is None, daemon.stderr
    begun = time.monotonic()
    assert daemon.end(signal.SIGTERM) == 0, daemon.stderr
    assert time.monotonic() - begun < 5
    assert "Vedette stopped after" in daemon.stdout
    assert "Traceback" not in daemon.stderr
    site.delay = 0.0
    assert desk.vedette("once").returncode == 1  # there are no such documents
    assert {"/a.xml", "/b.xml", "/c.xml"} <= set(site.requests)


def test_a_channel_that_hangs_holds_a_stop_up_no_longer_than_the_grace(desk, site, slack) -> None:
    site.documents["/feed.xml"] = feed_text.rss(*feed_text.mercenary_stories(1))
    slack.delay = 30.0
    desk_with(desk, site, f'chat: {{url: "{slack.url}"}}', more="stop_grace: 1s\n")
    daemon = desk.start("run")
    daemon.wait_for("alert: Convoy number 1")
    while not slack.begun:
        time.sleep(0.05)
        assert daemon.process.poll() is None, daemon.stderr
    begun = time.monotonic()
    assert daemon.end(signal.SIGTERM) == 0
    assert time.monotonic() - begun < 5
    assert "may arrive twice" in daemon.stderr
    assert "1 message to send" in daemon.stdout
    slack.delay = 0.0
    assert desk.vedette("once").returncode == 0
    assert "Convoy number 1 " in str(slack.posts)
