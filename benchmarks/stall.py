"""How long another thread stands still while something is built in this one.

Comes in: what to build. Goes out: the CPU time of building, and the longest time for which a thread that asks to be
woken every millisecond was not. Wall-clock time: on a busy machine the figure has the machine's own pauses in it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

PAUSE = 0.001


@dataclass(frozen=True, slots=True)
class Built:
    """Seconds of CPU time, milliseconds of the longest stall."""

    seconds: float
    stall_ms: float


def build_and_watch(build: Callable[[], object]) -> Built:
    """Build once, with a thread beside it."""
    over = threading.Event()
    longest = 0.0

    def watch() -> None:
        nonlocal longest
        last = time.perf_counter()
        while not over.is_set():
            time.sleep(PAUSE)
            now = time.perf_counter()
            longest = max(longest, now - last - PAUSE)
            last = now

    watcher = threading.Thread(target=watch)
    watcher.start()
    began = time.thread_time()
    build()
    seconds = time.thread_time() - began
    over.set()
    watcher.join()
    return Built(seconds, longest * 1000)
