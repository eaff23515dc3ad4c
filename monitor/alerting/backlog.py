"""Old news at first sight is counted, not told: a new feed must not flood its readers. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.model import Article, Feed


def is_backlog(article: Article, feed: Feed, *, newer_than: timedelta, now: datetime) -> bool:
    """Whether the article is older than `newer_than`. Feeds from a file and articles without a date never are."""
    if feed.is_file or article.published_at is None:
        return False
    return now - article.published_at > newer_than
