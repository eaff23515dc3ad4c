"""What a stop, a kill and a second process do: nothing is lost, nothing is told twice but what was in flight."""

from __future__ import annotations

import signal
import time

from tests.acceptance import feed_text
from tests.acceptance.feed_text import desk_with


def test_a_stop_in_the_middle_and_a_restart_tell_everything_once(desk, site, slack) -> None:
    stories = 6
    site.documents["/feed.xml"] = feed_text.rss(*feed_text.mercenary_stories(stories))
    slack.delay = 0.3
    desk_with(desk, site, f'chat: {{url: "{slack.url}"}}')
    daemon = desk.start("run")
    while len(slack.posts) < 2:
        time.sleep(0.05)
        assert daemon.process.poll() is None, daemon.stderr
    assert daemon.end(signal.SIGTERM) == 0
    told = len(slack.posts)
    assert told < stories
    slack.delay = 0.0
    again = desk.start("run")
    deadline = time.monotonic() + 30
    while len(slack.posts) < stories and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(1)
    again.end()
    titles = [str(post) for post in slack.posts]
    for number in range(1, stories + 1):
        assert sum(f"Convoy number {number} " in title for title in titles) == 1, number
    assert desk.ledger()["balanced"]


def test_a_killed_daemon_loses_nothing_and_a_restart_is_not_refused(desk, site, slack) -> None:
    stories = 5
    site.documents["/feed.xml"] = feed_text.rss(*feed_text.mercenary_stories(stories))
    slack.delay = 0.3
    desk_with(desk, site, f'chat: {{url: "{slack.url}"}}')
    daemon = desk.start("run")
    while len(slack.posts) < 2:
        time.sleep(0.05)
        assert daemon.process.poll() is None, daemon.stderr
    daemon.end(signal.SIGKILL)
    slack.delay = 0.0
    done = desk.vedette("once")
    assert done.returncode == 0, done.stderr
    titles = [str(post) for post in slack.posts]
    counts = [sum(f"Convoy number {number} " in title for title in titles) for number in range(1, stories + 1)]
    assert min(counts) >= 1, "nothing is lost"
    assert sum(counts) <= stories + 1, "only the one send in flight may come twice"
    assert desk.ledger()["balanced"]


def test_a_kill_while_a_child_parses_does_not_block_the_restart(desk, site) -> None:
    filler = "".join(feed_text.item(n, title=f"Item {n}", body=feed_text.QUIET_STORY * 40) for n in range(450))
    site.documents["/feed.xml"] = feed_text.rss(filler)
    desk_with(desk, site)
    daemon = desk.start("run")
    while "/feed.xml" not in site.requests:
        time.sleep(0.01)
        assert daemon.process.poll() is None, daemon.stderr
    time.sleep(0.4)
    daemon.end(signal.SIGKILL)
    again = desk.vedette("once")
    assert again.returncode == 0, again.stderr


def test_a_second_daemon_is_refused_in_plain_words(desk, site) -> None:
    desk_with(desk, site, feeds=())
    desk.configure('rules: [rules]\nchannels:\n  screen: {url: "console://"}\n')
    first = desk.start("run")
    first.wait_for("watching")
    second = desk.vedette("run")
    assert second.returncode == 1
    assert "already" in second.stderr
    assert str(first.process.pid) in second.stderr
    assert "Traceback" not in second.stderr


def test_writing_verbs_reach_the_running_daemon(desk, site, slack) -> None:
    site.documents["/feed.xml"] = feed_text.rss(*feed_text.mercenary_stories(1))
    slack.statuses = [404]
    desk_with(desk, site, f'chat: {{url: "{slack.url}"}}')
    daemon = desk.start("run")
    daemon.wait_for("could not be sent")
    assert desk.json("deliveries")[0]["state"] == "dead"
    done = desk.vedette("deliveries", "retry")
    assert done.returncode == 0, done.stderr
    assert "1 deliver" in done.stdout
    deadline = time.monotonic() + 10
    while len(slack.posts) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(slack.posts) == 2
    daemon.end()
    assert desk.json("deliveries")[0]["state"] == "sent"


def test_a_dead_channel_does_not_hold_up_another(desk, site, slack, mailbox) -> None:
    site.documents["/feed.xml"] = feed_text.rss(*feed_text.mercenary_stories(3))
    desk_with(
        desk,
        site,
        'broken: {url: "mailto://127.0.0.1:1?from=a@b.example&to=c@d.example"}',
        f'chat: {{url: "{slack.url}"}}',
    )
    done = desk.vedette("once")
    assert done.returncode == 0, done.stderr
    assert len(slack.posts) == 3
    states = [delivery["state"] for delivery in desk.json("deliveries")]
    assert sorted(states) == ["pending"] * 3 + ["sent"] * 3
    assert desk.ledger()["balanced"]
