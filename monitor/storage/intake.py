"""One poll's articles into the table: what is new, edited or known is decided here, by the table itself.

In: a `Polled` and an open transaction. Out: the rows and the ledger's counts. An edited article is the same row, one
revision on, to be read again; an edit that comes before the last revision was read is counted as overtaken. A new one
that was concluded already, as nothing was found in it, is stored as read: nobody claims it. Whoever stores such a poll
holds the join lock, as whoever records what was read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import Connection, RowMapping, select, update

from monitor.errors import RowRefused
from monitor.model import Article, Conclusion, Polled
from monitor.storage import codec, tables
from monitor.storage.article_writes import NewRow, insert_articles
from monitor.storage.claim import AT_REST
from monitor.storage.columns import index_keys
from monitor.storage.frequencies import count_features
from monitor.storage.upsert import count, count_all

SELECT_CHUNK = 500
NEW, READ, QUARANTINED = "new", "read", "quarantined"
_ITEM = re.compile(r"^(?:item \d+: |'.*'(?:: | (?=is )))+", re.DOTALL)
COUNTED_AT_ONCE = 100  # conclusions
PAGE_PATIENCE = timedelta(minutes=5)  # then an article is read without the page that it waits for


class _Brought(NamedTuple):
    """A new or edited article, the hash of its entry, and what came of it if it was read at once."""

    article: Article
    digest: str
    concluded: Conclusion | None


_ByKey = Mapping[str, _Brought]  # by the key of its row


def take_in(connection: Connection, feed_id: int, polled: Polled, *, now: datetime) -> int:
    """Store the poll's articles and count it; returns how many articles are new."""
    arrived = _by_key(polled)
    present = _present(connection, feed_id, list(arrived))
    fresh = {key: it for key, it in arrived.items() if key not in present}
    edited = {key: it for key, it in arrived.items() if key in present and present[key]["entry_hash"] != it.digest}
    _insert(connection, [(feed_id, fresh, now)])
    concluded = [it.concluded for it in fresh.values() if it.concluded is not None]
    overtaken = 0
    for key in sorted(edited, key=lambda key: present[key]["id"]):
        overtaken += present[key]["state"] == NEW
        _revise(connection, present[key], edited[key], now=now)
    counts = _counts(polled, new=len(fresh), updated=len(edited), overtaken=overtaken, concluded=concluded)
    count(connection, feed_id, counts)
    _count_features(connection, concluded)
    return len(fresh)


def add_all(connection: Connection, polls: Iterable[tuple[int, Polled, datetime]]) -> None:
    """Store what polls of several feeds brought, none of which is there; and count it.

    Raises `RowRefused`, as any row that the database does not take, when one of them is there after all.
    """
    created: list[tuple[int, _ByKey, datetime]] = []
    counts: Counter[tuple[int, str, str]] = Counter()
    concluded: list[Conclusion] = []
    for feed_id, polled, now in polls:
        arrived = _by_key(polled)
        created.append((feed_id, arrived, now))
        done = [it.concluded for it in arrived.values() if it.concluded is not None]
        concluded += done
        for (what, reason), n in _counts(polled, new=len(arrived), concluded=done).items():
            counts[feed_id, what, reason] += n
    _insert(connection, created)
    count_all(connection, counts)
    _count_features(connection, concluded)


def _by_key(polled: Polled) -> dict[str, _Brought]:
    keys = index_keys([article.entry_id for article in polled.articles])
    concluded = polled.concluded or (None,) * len(keys)
    brought = zip(keys, polled.articles, polled.entry_hashes, concluded, strict=True)
    return {key: _Brought(article, digest, done) for key, article, digest, done in brought}


def _count_features(connection: Connection, concluded: Iterable[Conclusion]) -> None:
    counting = [done for done in concluded if done.stands_for]
    for start in range(0, len(counting), COUNTED_AT_ONCE):
        count_features(connection, counting[start : start + COUNTED_AT_ONCE])


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


def _insert(connection: Connection, came: Iterable[tuple[int, _ByKey, datetime]]) -> None:
    """Store new articles of some feeds; those that wait to be read first, so that they lie together."""
    rows = [_new_row(feed_id, key, it, now) for feed_id, brought, now in came for key, it in brought.items()]
    rows.sort(key=lambda row: row.state != NEW)
    insert_articles(connection, rows)


def _new_row(feed_id: int, key: str, it: _Brought, now: datetime) -> NewRow:
    article, digest, done = it
    content = codec.dump_bytes(Article, _as_first(article, feed_id))
    title, link = article.title, article.link
    if done is None:
        due_at, host = _waits(article, now)
        return NewRow(feed_id, key, digest, NEW, None, content, title, link, host, now, due_at, None, None)
    read = done.outcome.value
    return NewRow(feed_id, key, digest, READ, read, content, title, link, None, now, now, now, now)


def _as_first(article: Article, feed_id: int) -> Article:
    if (article.id, article.feed_id, article.revision) == (0, feed_id, 1):
        return article
    return replace(article, id=0, feed_id=feed_id, revision=1)


def _waits(article: Article, now: datetime) -> tuple[datetime, str | None]:
    """Until when an article is not read, and the host of the page that it waits for."""
    if not article.page_wanted:
        return now, None
    return now + PAGE_PATIENCE, urlsplit(article.link).hostname if article.link else None


def _revise(connection: Connection, row: RowMapping, it: _Brought, *, now: datetime) -> None:
    """Put the edit in the row's place. The lease goes: who reads the old text now must not record it as read."""
    article = it.article
    old = article.backlog and _was_backlog(connection, row["id"])
    newer = replace(article, id=row["id"], revision=row["revision"] + 1, backlog=old)
    due_at, host = _waits(newer, now)
    values = {
        "entry_hash": it.digest,
        "state": NEW,
        "revision": newer.revision,
        "title": newer.title,
        "link": newer.link,
        "content": codec.dump(Article, newer),
        "due_at": due_at,
        "page_host": host,
        "page_refused": None,
    }
    connection.execute(update(tables.article).where(tables.article.c.id == row["id"]).values({**AT_REST, **values}))


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


def _counts(
    polled: Polled, *, new: int, updated: int = 0, overtaken: int = 0, concluded: Iterable[Conclusion] = ()
) -> Mapping[tuple[str, str], int]:
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
    counts.update(("read", done.outcome.value) for done in concluded)
    counts.update(("held", _kind(reason)) for reason in polled.held)
    counts.update(("failed", _kind(reason)) for reason in polled.failed)
    return {key: n for key, n in counts.items() if n}
