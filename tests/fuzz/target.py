"""What is fuzzed: bytes of a document parsed as in a child, its entries cleaned as in the poll.

Anything but `IngestError` is a fault, and so is a document that takes longer than `SECONDS`, or that the quick reader
reads in another way than feedparser.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from monitor import text
from monitor.errors import IngestError
from monitor.ingest import codec, frames
from monitor.ingest.parse import parse_document
from monitor.model import Feed, ParsedFeed

FEEDS = Path(__file__).parents[1] / "data" / "feeds"
SEEDS = sorted(path for path in FEEDS.iterdir() if not path.name.endswith(".expected.json"))
ADDRESS = "https://feeds.example/all/feed.xml"
FEED = Feed(id=1, url=ADDRESS, name="Feed")
NOW = datetime(2024, 5, 6, 12, 0, tzinfo=UTC)
LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "ru", "uk", "ar", "tr", "fa", "pl", "zh")
SECONDS = 10.0


def read(body: bytes, *, charset: str | None = None) -> ParsedFeed | None:
    """Parse, send as a child does, clean; None for what is no feed."""
    begun = time.process_time()
    parsed = parsed_either_way(body, charset)
    if parsed is None:
        return None
    sent = frames.read(BytesIO(frames.packed(*codec.to_answer(parsed))))
    if sent is None or codec.from_answer(*sent) != parsed:
        raise AssertionError("what arrives is not what was sent")
    if len({entry.id for entry in parsed.entries}) != len(parsed.entries):
        raise AssertionError("two entries have one id")
    for entry in parsed.entries:
        text.entry_hash(entry)
        article = text.article_from_entry(entry, FEED, parsed, languages=LANGUAGES, now=NOW)
        article.text.encode()
    if time.process_time() - begun > SECONDS:
        raise AssertionError(f"it took {time.process_time() - begun:.0f} s")
    return parsed


def parsed_either_way(body: bytes, charset: str | None) -> ParsedFeed | None:
    """The parsed document, the same whether it may be read quickly or not; None for what is no feed."""
    quickly, slowly = (_parsed(body, charset, quickly=quickly) for quickly in (True, False))
    if quickly != slowly:
        raise AssertionError("the quick reader gives something else than feedparser")
    return None if isinstance(quickly, str) else quickly


def _parsed(body: bytes, charset: str | None, *, quickly: bool) -> ParsedFeed | str:
    try:
        return parse_document(body, url=ADDRESS, charset=charset, quickly=quickly)
    except IngestError as error:
        return str(error)
