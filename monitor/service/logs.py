"""Logging: structlog to standard error, for a person or, with `--log json`, for a machine.

Alerts go to standard output, so that the two never mix. Secrets are taken out before a line is written. A line that
cannot be written (the disk is full, the reader is gone) never stops what it tells of.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from datetime import datetime
from typing import Any, TextIO

import structlog


def configure(*, json: bool, verbose: bool = False) -> None:
    """Set up logging for a command that runs for a while."""
    level = logging.DEBUG if verbose else logging.INFO
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(name)s: %(message)s")
    for noisy in ("apscheduler", "apprise", "alembic", "aiohttp.access", "trafilatura", "htmldate"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    renderer: Any = structlog.processors.JSONRenderer(ensure_ascii=False) if json else _person
    stamp = structlog.processors.TimeStamper(fmt="iso" if json else "%H:%M:%S", utc=json)
    structlog.configure(
        processors=[structlog.processors.add_log_level, stamp, structlog.processors.format_exc_info, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: Lines(sys.stderr),
        cache_logger_on_first_use=False,
    )


class Lines:
    """Writes log lines to a stream as long as it takes them."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def msg(self, line: str) -> None:
        """Write a line, or let it go: ValueError is what a closed stream raises."""
        with suppress(OSError, ValueError):
            print(line, file=self._stream, flush=True)

    debug = info = warning = error = exception = critical = msg


def _person(_logger: object, _method: str, event: MutableMapping[str, Any]) -> str:
    """`12:01:07  polled 7 feeds  new=31`: a line that reads aloud, figures behind it."""
    stamp, level, text = event.pop("timestamp"), event.pop("level"), event.pop("event")
    trouble = event.pop("exception", "")
    mark = "" if level in {"info", "debug"} else f"{level}: "
    facts = "  ".join(f"{key}={value}" for key, value in event.items())
    line = f"{stamp}  {mark}{text}" + (f"  ({facts})" if facts else "")
    return f"{line}\n{trouble}" if trouble else line


def clock_time(when: datetime | None) -> str:
    """A time of day as the lines' own stamps have it: local, to the second; a dash when none is planned."""
    return f"{when.astimezone():%H:%M:%S}" if when else "–"


def first_line() -> None:
    """Say that something happens, before the heavy libraries load."""
    structlog.get_logger().info("starting")
