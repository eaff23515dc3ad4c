"""A hub pushes, the daemon reads the feed, the mailbox has the message: as `benchmarks/websub.py` measures it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from benchmarks.websub import measure

INTERVAL = 6 * 3600  # between two looks, without the hub


def test_an_item_that_a_hub_pushes_is_in_the_mailbox_within_seconds(tmp_path: Path) -> None:
    delays, press = asyncio.run(measure(1, tmp_path, feeds=1))
    (delay,) = delays
    assert delay < 15 < INTERVAL
    assert len(press.subscribed) == 1
    assert press.polls == 2
