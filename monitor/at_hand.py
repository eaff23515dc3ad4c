"""What rules found in articles as they came, for whoever reads them next: in memory, a cache and no more.

In: matches in an article that is to be stored, and whom it names. Out: the same, once, for the article as it was
stored. Whoever is given none looks himself, as after a restart or in another process. Safe among threads.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from monitor.model import Article, Match, Mentions

MOST = 300  # articles, of 20 KB or so: many more than wait to be read at a time, unless others read them

Found = tuple[Sequence[Match], Mentions]


class AtHand:
    """Matches and mentions by feed and entry."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, str], tuple[Article, Found]] = OrderedDict()

    def keep(self, article: Article, matches: Sequence[Match], mentions: Mentions) -> None:
        """Keep what was found; the oldest goes where there is too much."""
        self._kept[article.feed_id, article.entry_id] = article, (matches, mentions)
        if len(self._kept) > MOST:
            with suppress(KeyError):  # taken meanwhile
                self._kept.popitem(last=False)

    def take(self, article: Article) -> Found | None:
        """What was found in the article, if it was stored as it came and not edited since."""
        kept = self._kept.pop((article.feed_id, article.entry_id), None)
        if kept is None or replace(article, id=kept[0].id) != kept[0]:
            return None
        return kept[1]
