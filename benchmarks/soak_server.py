"""Feeds that go on publishing, for `benchmarks.soak`: each time one is asked it has new items before its last ones.

    python -m benchmarks.soak_server DATA

Prints its port. `/N` is feed N, in one of the languages that DATA has news in (`ntrex/LANG.jsonl`); an item is six
sentences of these, one in forty a labelled text (`corpus/dev.jsonl`) with figures of its own. `/clock?ISO` sets the
time that items are dated by.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import sys
from collections import deque
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote
from xml.sax.saxutils import escape

from benchmarks.ingest_feeds import DATE, TELLING
from benchmarks.ingest_server import answer, serve

NEW, SHOWN = 10, 20  # items
SENTENCES = 6
_SENTENCE = re.compile(r"(?<=[.!?。؟])\s*(?=\S)")
_SHORTEST = 15  # characters of a sentence


class Outlets:
    """The feeds."""

    def __init__(self, data: Path) -> None:
        self.now = datetime.now(UTC)
        self._rng = random.Random(7)
        self._news = {path.stem: _sentences(path) for path in sorted((data / "ntrex").glob("*.jsonl"))}
        rows = map(json.loads, (data / "corpus" / "dev.jsonl").read_text(encoding="utf-8").splitlines())
        self._telling = [row["text"] for row in rows if row["labels"]]
        self._shown: dict[int, deque[str]] = {}
        self._made = 0

    def answered(self, path: str, _request: bytes) -> bytes:
        """To a request for feed `path`, or to one that sets the clock."""
        if path.startswith("clock?"):
            self.now = datetime.fromisoformat(unquote(path.removeprefix("clock?")))
            return answer(b"set")
        return answer(self.document(int(path)))

    def document(self, number: int) -> bytes:
        """The feed as it is now, with new items since it was last asked for."""
        language = [*self._news][number % len(self._news)]
        shown = self._shown.setdefault(number, deque(maxlen=SHOWN))
        shown.extendleft(self._item(language) for _ in range(NEW))
        head = (
            f"<title>Outlet {number}</title><link>https://outlet{number}.example/</link><description>News</description>"
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(shown)}</channel></rss>'.encode()

    def _item(self, language: str) -> str:
        rng, self._made = self._rng, self._made + 1
        if rng.randrange(TELLING):
            text = " ".join(rng.choice(self._news[language]) for _ in range(SENTENCES))
        else:
            text = f"{rng.choice(self._telling)} ({rng.randrange(10, 9999)})"
        date = (self.now - timedelta(minutes=rng.randrange(300))).strftime(DATE)
        link = f"https://site.example/news/{self._made}"
        return (
            f"<item><title>{escape(text[:80])}</title><link>{link}</link><guid>{link}</guid>"
            f"<pubDate>{date}</pubDate><description>{escape(text)}</description></item>"
        )


def _sentences(path: Path) -> list[str]:
    texts = (json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines())
    return [part for text in texts for part in _SENTENCE.split(text) if len(part) > _SHORTEST]


if __name__ == "__main__":
    asyncio.run(serve(Outlets(Path(sys.argv[1])).answered))
