"""Where the daemon's own CPU time goes, by stage, for `benchmarks.ingest`.

Wraps the functions of each stage in this process (a benchmark's own) and adds up the CPU time of the thread that calls
them, without that of stages within stages. What no stage has of the main thread's time is the event loop's: fetching,
tasks, pipes. What no stage has of the other threads' is the handing over, and whatever runs there besides.
"""

from __future__ import annotations

import functools
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any


class Stages:
    """Seconds by stage; how many of them `on_loop`, the main thread's."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.on_loop = 0.0
        self._lock = threading.Lock()
        self._here = threading.local()

    def watch(self) -> None:
        """From now on."""
        from monitor import engine, pipeline, polling, stories, text
        from monitor.ingest import codec, frames
        from monitor.knowledge import Knowledge
        from monitor.service.read_loop import ReadLoop
        from monitor.storage.articles import ArticleStore
        from monitor.storage.feeds import FeedStore
        from monitor.storage.session import JoinSession

        wrapped: list[tuple[Any, str, str]] = [
            (FeedStore, "claim_feeds", "claim feeds"),
            (FeedStore, "known_entries", "look up known entries"),
            (FeedStore, "record_poll", "record polls"),
            (FeedStore, "record_polls", "record polls"),
            (pipeline, "_take_in", "clean entries"),
            (text, "entry_hash", "hash entries"),
            (codec, "from_answer", "take the child's answer"),
            (frames, "_header", "take the child's answer"),
            (ArticleStore, "claim_articles", "claim articles"),
            (ArticleStore, "record_unmatched", "record what matched nothing"),
            (Knowledge, "mentions", "find names"),
            (Knowledge, "names", "find names"),
            (engine, "match", "match"),
            (pipeline, "_understood", "understand"),
            (stories, "fingerprint", "fingerprint"),
            (stories, "features_alone", "features to count"),
            (pipeline, "conclude", "join and decide"),
            (JoinSession, "expect", "join and decide"),
            (JoinSession, "record", "record what was read"),
            (JoinSession, "finish", "record what was read"),
            (pipeline, "decide_together", "join's transaction"),
            (ReadLoop, "read_some", "the reading loop's own"),
            (polling, "after_poll", "plan the next look"),
        ]
        for owner, name, stage in wrapped:
            if (function := getattr(owner, name, None)) is not None:
                setattr(owner, name, self._timed(function, stage))

    def _timed(self, function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        @functools.wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            outer, self._here.inner = getattr(self._here, "inner", 0.0), 0.0
            begun = time.thread_time()
            try:
                return function(*args, **kwargs)
            finally:
                spent = time.thread_time() - begun
                with self._lock:
                    self.seconds[stage] += spent - self._here.inner
                    if threading.current_thread() is threading.main_thread():
                        self.on_loop += spent - self._here.inner
                self._here.inner = outer + spent

        return timed
