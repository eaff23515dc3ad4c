"""What is fuzzed of web pages: their bytes read as in the pages' child, both as an article's page and as watched ones.

Anything but `IngestError` is a fault, and so is a page that takes longer than `SECONDS`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from monitor import text
from monitor.errors import IngestError
from monitor.ingest import codec, frames
from monitor.ingest.pages import extract
from monitor.ingest.watched import read_watched
from monitor.model import Watch
from tests.fuzz.target import FEED, LANGUAGES, NOW, SECONDS

DATA = Path(__file__).parents[1] / "data"
SEEDS = sorted([*(DATA / "watched").glob("*.html"), *(DATA / "pages").glob("*.html")])
ADDRESS = "https://outlet.example/news/all.html"


def read(body: bytes, *, charset: str | None = None) -> None:
    """Take the page's text out, its links, and its paragraphs; send and clean what came."""
    begun = time.process_time()
    _read_or_refused(lambda: _sent(extract(body, url=ADDRESS, charset=charset)))
    for watch in Watch:
        _read_or_refused(lambda watch=watch: _clean(body, watch, charset))
    if time.process_time() - begun > SECONDS:
        raise AssertionError(f"it took {time.process_time() - begun:.0f} s")


def _read_or_refused(work: Callable[[], object]) -> None:
    try:
        work()
    except IngestError as error:
        if not str(error):
            raise AssertionError("refused without a reason") from error


def _sent(answer: dict[str, Any]) -> dict[str, Any]:
    sent: dict[str, Any] = json.loads(frames.packed(answer)[frames.PREFIX.size :])
    return sent


def _clean(body: bytes, watch: Watch, charset: str | None) -> None:
    parsed = read_watched(body, watch=watch, url=ADDRESS, charset=charset)
    sent = frames.read(BytesIO(frames.packed(*codec.to_answer(parsed))))
    if sent is None or codec.from_answer(*sent) != parsed:
        raise AssertionError("what arrives is not what was sent")
    if len({entry.id for entry in parsed.entries}) != len(parsed.entries):
        raise AssertionError("two entries have one id")
    for entry in parsed.entries:
        text.entry_hash(entry)
        text.article_from_entry(entry, FEED, parsed, languages=LANGUAGES, now=NOW).text.encode()
