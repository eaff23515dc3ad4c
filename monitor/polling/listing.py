"""Sitemaps and watched pages list what is old beside what is new, mostly without a date: tell the two apart.

In: the articles that a poll takes for new, the document, whether it is the first look. Out: the same articles, those
that are not news marked as backlog: they are kept, so that the next poll knows them, and nobody is told of them.

The first look is the base. Later a link is news when the page never had it, whatever its date. When most of them are
new at once the site was rebuilt: then only a date of its own makes an entry news, unless its title is old.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta

from monitor.model import Article, DocumentKind, Feed, ParsedFeed

FEWEST = 6  # links; a short page may well bring that many at once
MOST_OF = 2 / 3  # of the links have to be new
LATELY = timedelta(days=2)
LONG_LIST = 500  # entries; of a longer one only the newest are read

_LISTS = frozenset({DocumentKind.LINKS, DocumentKind.SITEMAP})


def is_known(entry_hash: str, known: str | None, *, kind: DocumentKind) -> bool:
    """Whether an entry is as it was. What stands around a link on a page changes all the time, and is no edit."""
    return known is not None if kind is DocumentKind.LINKS else known == entry_hash


def rebuilt(articles: Sequence[Article], parsed: ParsedFeed, *, feed: Feed) -> bool:
    """Whether so much is new that the addresses may have changed, and not the news. Never at the first look."""
    if parsed.kind not in _LISTS or feed.state.last_ok_at is None:
        return False
    new = sum(article.revision == 1 for article in articles)
    return new >= max(FEWEST, MOST_OF * len(parsed.entries))


def told_apart(
    articles: Sequence[Article], parsed: ParsedFeed, *, feed: Feed, old_titles: Collection[str] | None
) -> tuple[tuple[Article, ...], tuple[str, ...]]:
    """The articles in order, and notes. `old_titles`: of a rebuilt site, the titles that it had before; else None."""
    if parsed.kind is DocumentKind.TEXT:  # each change of one address is news of its own
        return tuple(replace(article, canonical="") for article in articles), parsed.notes
    if parsed.kind not in _LISTS:
        return tuple(articles), ()
    dated = {entry.id for entry in parsed.entries if entry.published}
    if feed.state.last_ok_at is None:
        base = {a.entry_id for a in articles if parsed.kind is DocumentKind.LINKS or a.entry_id not in dated}
        return _as_backlog(articles, base), ()
    if old_titles is None:
        return _as_news(articles, parsed, feed=feed), ()
    again = {a.entry_id for a in articles if a.entry_id not in dated or a.title in old_titles}
    note = f"{len(articles)} of {len(parsed.entries)} links are new at once: the site was rebuilt, so nobody is told of"
    return _as_backlog(articles, again), (
        f"{note} the {len(again)} that have no date or a title that was there before",
    )


def _as_news(articles: Sequence[Article], parsed: ParsedFeed, *, feed: Feed) -> tuple[Article, ...]:
    """What was not there at the last look is news, whatever date stands beside it: that may be of what it tells of.

    Unless the last look is long ago, or the list is too long to have been seen whole.
    """
    last = feed.state.last_ok_at
    if len(parsed.entries) >= LONG_LIST or last is None:
        return tuple(articles)
    return tuple(replace(a, backlog=a.backlog and (a.fetched_at or last) - last > LATELY) for a in articles)


def _as_backlog(articles: Sequence[Article], chosen: Collection[str]) -> tuple[Article, ...]:
    return tuple(replace(article, backlog=article.backlog or article.entry_id in chosen) for article in articles)
