"""A stranger's first minutes: `init`, `run`, Ctrl-C."""

from __future__ import annotations

import json
import re
import signal
import time

UNREACHABLE = "\n".join(f'  - {{url: "http://feed{n}.invalid/rss", name: Feed {n}}}' for n in range(8))


def test_the_first_run_shows_alerts_from_the_samples_and_ends_with_a_summary(desk) -> None:
    assert desk.vedette("init", "first").returncode == 0
    desk.folder = desk.folder / "first"
    daemon = desk.start("run", installed=True)
    daemon.wait_for("Haftar", seconds=40)  # by the title of whichever of two outlets was read first
    daemon.wait_for("Wagner")
    begun = time.monotonic()
    assert daemon.end(signal.SIGTERM) == 0
    assert time.monotonic() - begun < 5
    assert "Vedette stopped after" in daemon.stdout
    assert "ledger    balances" in daemon.stdout
    assert re.search(r"\bopera\b", daemon.stdout) is None
    assert "Leave a Reply" not in daemon.stdout


def test_ctrl_c_ends_the_daemon_like_sigterm(desk) -> None:
    desk.vedette("init", "first")
    desk.folder = desk.folder / "first"
    daemon = desk.start("run")
    daemon.wait_for("watching")
    assert daemon.end(signal.SIGINT, seconds=5) == 0
    assert "Vedette stopped after" in daemon.stdout


def test_a_stop_that_comes_while_the_daemon_starts_ends_it_like_a_later_one(desk) -> None:
    desk.vedette("init", "first")
    desk.folder = desk.folder / "first"
    daemon = desk.start("run")
    daemon.wait_for("starts")
    assert daemon.end(signal.SIGTERM, seconds=8) == 0
    assert "Vedette stopped after" in daemon.stdout


def test_without_a_network_it_says_so_once_and_shows_the_samples(desk) -> None:
    desk.vedette("init", "first")
    desk.folder = desk.folder / "first"
    config = (
        (desk.folder / "config.yaml").read_text(encoding="utf-8").replace("\nfeeds:", f"\nfeeds:\n{UNREACHABLE}", 1)
    )
    desk.configure(config)
    daemon = desk.start("run")
    daemon.wait_for("the network is unreachable", seconds=20)
    daemon.wait_for("Haftar", seconds=20)
    time.sleep(2)
    assert daemon.end() == 0
    assert daemon.stderr.count("the network is unreachable") == 1
    assert "trying again" in daemon.stderr
    assert "feed failed" not in daemon.stderr


def test_the_run_ends_by_itself_after_the_time_given_and_logs_json_when_asked_to(desk) -> None:
    desk.vedette("init", "first")
    desk.folder = desk.folder / "first"
    done = desk.vedette("run", "--for", "3s", "--log", "json")
    assert done.returncode == 0, done.stderr
    assert "Vedette stopped after" in done.stdout
    events = [json.loads(line)["event"] for line in done.stderr.splitlines()]
    assert events
    assert all(events)
