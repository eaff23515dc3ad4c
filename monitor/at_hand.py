"""What was found in articles as they came, for whoever reads them next: in memory, a cache and no more.

In: a reading of an article that is to be stored. Out: the same, once, for the article as it was stored. Whoever is
given none reads the article himself, as after a restart or in another process. Safe among threads.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from dataclasses import replace

from monitor.model import Article, Reading

MOST = 300  # readings, of 40 KB or so: many more than wait to be read at a time, unless others read them


class AtHand:
    """Readings by feed and entry."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, str], Reading] = OrderedDict()

    def keep(self, reading: Reading) -> None:
        """Keep what was found; the oldest goes where there is too much."""
        self._kept[_place(reading.article)] = reading
        if len(self._kept) > MOST:
            with suppress(KeyError):  # taken meanwhile
                self._kept.popitem(last=False)

    def take(self, article: Article) -> Reading | None:
        """What was found in the article, if it was stored as it came and not edited since."""
        reading = self._kept.pop(_place(article), None)
        if reading is None or replace(article, id=reading.article.id) != reading.article:
            return None
        return replace(reading, article=article)


def _place(article: Article) -> tuple[int, str]:
    return article.feed_id, article.entry_id
