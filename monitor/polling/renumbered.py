"""Tell a feed that gave its old articles new ids from one that brings news.

In: the articles that a poll takes for new, how many entries the document has, and titles by address that the feed
brought before. Out: the same articles, those that are known under another id marked as backlog: they are kept under
the new id, so that the next poll knows them, and nobody is told of them again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitor.model import Article

FEWEST = 3  # articles; one or two under new ids are corrections that were published anew
MOST_OF = 0.5  # of the document has to look new, and of that as much to be known


def suspects(articles: Sequence[Article], *, entries: int) -> tuple[str, ...]:
    """Addresses to look up: those of new articles, when there are so many that the ids may have changed.

    An address that several of them share (a live page, a home page) identifies none.
    """
    new = [article for article in articles if article.revision == 1]
    if len(new) < max(FEWEST, MOST_OF * entries):
        return ()
    shared = Counter(article.link for article in new)
    return tuple(link for link, count in shared.items() if link and count == 1)


def hushed(articles: Sequence[Article], *, known: Mapping[str, str]) -> tuple[Article, ...]:
    """The articles in order; in a storm, those whose address and title are `known` (title by address) as backlog."""
    new = [article for article in articles if article.revision == 1]
    again = {article.entry_id for article in new if article.link and known.get(article.link) == article.title}
    if len(again) < max(FEWEST, MOST_OF * len(new)):
        return tuple(articles)
    return tuple(replace(article, backlog=article.backlog or article.entry_id in again) for article in articles)
