"""One poll's articles into the table: what is new, edited or known is decided here, by the table itself.

In: a `Polled` and an open transaction. Out: the rows and the ledger's counts. An edited article is the same row, one
revision on, to be read again; an edit that comes before the last revision was read is counted as overtaken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, RowMapping, insert, select, update

from monitor.errors import RowRefused
from monitor.model import Article, Polled
from monitor.storage import codec, tables
from monitor.storage.claim import AT_REST
from monitor.storage.columns import index_key
from monitor.storage.upsert import count, count_all

SELECT_CHUNK = 500
NEW, READ, QUARANTINED = "new", "read", "quarantined"
_ITEM = re.compile(r"^(?:item \d+: |'.*'(?:: | (?=is )))+", re.DOTALL)
_INSERT = insert(tables.article)
PAGE_PATIENCE = timedelta(minutes=5)  # then an article is read without the page that it waits for


def take_in(connection: Connection, feed_id: int, polled: Polled, *, now: datetime) -> int:
    """Store the poll's articles and count it; returns how many articles are new."""
    arrived = {index_key(article.entry_id): (article, digest) for article, digest in _brought(polled)}
    present = _present(connection, feed_id, list(arrived))
    fresh = {key: it for key, it in arrived.items() if key not in present}
    edited = {key: it for key, it in arrived.items() if key in present and present[key]["entry_hash"] != it[1]}
    if fresh:
        connection.execute(_INSERT, [_row(feed_id, key, *it, now=now) for key, it in fresh.items()])
    overtaken = 0
    for key in sorted(edited, key=lambda key: present[key]["id"]):
        overtaken += present[key]["state"] == NEW
        _revise(connection, present[key], *edited[key], now=now)
    count(connection, feed_id, _counts(polled, new=len(fresh), updated=len(edited), overtaken=overtaken))
    return len(fresh)


def add_all(connection: Connection, polls: Iterable[tuple[int, Polled, datetime]]) -> None:
    """Store what polls of several feeds brought, none of which is there; and count it.

    Raises `RowRefused`, as any row that the database does not take, when one of them is there after all.
    """
    created: list[dict[str, Any]] = []
    counts: Counter[tuple[int, str, str]] = Counter()
    for feed_id, polled, now in polls:
        before = len(created)
        arrived = {index_key(one.entry_id): (one, digest) for one, digest in _brought(polled)}
        created += (_row(feed_id, key, *it, now=now) for key, it in arrived.items())
        for (what, reason), n in _counts(polled, new=len(created) - before).items():
            counts[feed_id, what, reason] += n
    if created:
        connection.execute(_INSERT, created)
    count_all(connection, counts)


def _brought(polled: Polled) -> Iterable[tuple[Article, str]]:
    return zip(polled.articles, polled.entry_hashes, strict=True)


def _present(connection: Connection, feed_id: int, keys: list[str]) -> Mapping[str, RowMapping]:
    table = tables.article
    wanted = select(table.c.id, table.c.entry_id, table.c.entry_hash, table.c.state, table.c.revision)
    found: dict[str, RowMapping] = {}
    for start in range(0, len(keys), SELECT_CHUNK):
        chunk = keys[start : start + SELECT_CHUNK]
        # Locked, in order: a reader that records one of these just now is waited for, and its state then seen.
        ours = wanted.where(table.c.feed_id == feed_id, table.c.entry_id.in_(chunk)).order_by(table.c.id)
        found.update({row["entry_id"]: row for row in connection.execute(ours.with_for_update()).mappings()})
    return found


def _row(feed_id: int, key: str, article: Article, digest: str, *, now: datetime) -> dict[str, Any]:
    return {
        "feed_id": feed_id,
        "entry_id": key,
        "first_seen_at": now,
        **_content(_as_first(article, feed_id), digest=digest, now=now),
    }


def _as_first(article: Article, feed_id: int) -> Article:
    if (article.id, article.feed_id, article.revision) == (0, feed_id, 1):
        return article
    return replace(article, id=0, feed_id=feed_id, revision=1)


def _content(article: Article, *, digest: str, now: datetime) -> dict[str, Any]:
    return {
        **AT_REST,
        "entry_hash": digest,
        "state": NEW,
        "due_at": now + PAGE_PATIENCE if article.page_wanted else now,
        "revision": article.revision,
        "title": article.title,
        "link": article.link,
        "page_host": _host(article.link) if article.page_wanted else None,
        "page_refused": None,
        "content": codec.dump(Article, article),
    }


def _host(link: str | None) -> str | None:
    return urlsplit(link).hostname if link else None


def _revise(connection: Connection, row: RowMapping, article: Article, digest: str, *, now: datetime) -> None:
    """Put the edit in the row's place. The lease goes: who reads the old text now must not record it as read."""
    old = article.backlog and _was_backlog(connection, row["id"])
    newer = replace(article, id=row["id"], revision=row["revision"] + 1, backlog=old)
    values = _content(newer, digest=digest, now=now)
    connection.execute(update(tables.article).where(tables.article.c.id == row["id"]).values(values))


def _was_backlog(connection: Connection, article_id: int) -> bool:
    """Whether the article was old news at first sight: an edit of one that was told may be told, however late."""
    content = connection.execute(select(tables.article.c.content).where(tables.article.c.id == article_id)).scalar_one()
    try:
        return codec.load(Article, content).backlog
    except RowRefused:
        return False  # rather told than lost


def _kind(reason: str) -> str:
    """The reason without the item that it is said of: what a publisher makes up must not fill the ledger with rows."""
    return _ITEM.sub("", reason)


def _counts(polled: Polled, *, new: int, updated: int = 0, overtaken: int = 0) -> Mapping[tuple[str, str], int]:
    """What the ledger counts of a poll, by what and reason."""
    unchanged = len(polled.articles) - new - updated  # stored meanwhile, or twice in one document
    counts = Counter(
        {
            ("fetched", ""): polled.fetched,
            ("new", ""): new,
            ("updated", ""): updated,
            ("known", ""): polled.known + unchanged,
            ("overtaken", ""): overtaken,
        }
    )
    counts.update(("held", _kind(reason)) for reason in polled.held)
    counts.update(("failed", _kind(reason)) for reason in polled.failed)
    return {key: n for key, n in counts.items() if n}
