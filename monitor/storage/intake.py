"""One poll's articles into the table: what is new, edited or known is decided here, by the table itself.

In: a `Polled` and an open transaction. Out: the rows and the ledger's counts. An edited article is the same row, one
revision on, to be read again; an edit that comes before the last revision was read is counted as overtaken. A new one
that was concluded already, as nothing was found in it, is stored as read: nobody claims it. Whoever stores such a poll
holds the join lock, as whoever records what was read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import Connection, RowMapping, Text, bindparam, insert, literal_column, null, select, update

from monitor.errors import RowRefused
from monitor.model import Article, Conclusion, Polled
from monitor.storage import codec, tables
from monitor.storage.article_writes import ReadRow, insert_read
from monitor.storage.claim import AT_REST
from monitor.storage.columns import index_key
from monitor.storage.frequencies import count_features
from monitor.storage.upsert import count, count_all

SELECT_CHUNK = 500
NEW, READ, QUARANTINED = "new", "read", "quarantined"
_ITEM = re.compile(r"^(?:item \d+: |'.*'(?:: | (?=is )))+", re.DOTALL)
_ALIKE: Mapping[str, Any] = {**AT_REST, "page_refused": None}  # in all new rows
_ALIKE_UNREAD: Mapping[str, Any] = {"state": NEW, "outcome": None, "read_at": None, "counted_at": None}


# What is not sent need not be converted row by row, and what is storable already is sent as it is.
_INSERT_UNREAD = insert(tables.article).values(
    {
        name: null() if value is None else literal_column(repr(value))
        for name, value in {**_ALIKE, **_ALIKE_UNREAD}.items()
    }
    | {name: bindparam(name, type_=Text) for name in ("entry_id", "entry_hash", "content")}
)
COUNTED_AT_ONCE = 100  # conclusions
PAGE_PATIENCE = timedelta(minutes=5)  # then an article is read without the page that it waits for


@dataclass(frozen=True, slots=True)
class _Brought:
    """A new or edited article, the hash of its entry, and what came of it if it was read at once."""

    article: Article
    digest: str
    concluded: Conclusion | None


def take_in(connection: Connection, feed_id: int, polled: Polled, *, now: datetime) -> int:
    """Store the poll's articles and count it; returns how many articles are new."""
    arrived = _by_key(polled)
    present = _present(connection, feed_id, list(arrived))
    fresh = {key: it for key, it in arrived.items() if key not in present}
    edited = {key: it for key, it in arrived.items() if key in present and present[key]["entry_hash"] != it.digest}
    if fresh:
        _insert(connection, [_Row(feed_id, key, it, now) for key, it in fresh.items()])
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
    created: list[_Row] = []
    counts: Counter[tuple[int, str, str]] = Counter()
    concluded: list[Conclusion] = []
    for feed_id, polled, now in polls:
        arrived = _by_key(polled)
        created += (_Row(feed_id, key, it, now) for key, it in arrived.items())
        done = [it.concluded for it in arrived.values() if it.concluded is not None]
        concluded += done
        for (what, reason), n in _counts(polled, new=len(arrived), concluded=done).items():
            counts[feed_id, what, reason] += n
    _insert(connection, created)
    count_all(connection, counts)
    _count_features(connection, concluded)


def _by_key(polled: Polled) -> dict[str, _Brought]:
    concluded = polled.concluded or (None,) * len(polled.articles)
    brought = zip(polled.articles, polled.entry_hashes, concluded, strict=True)
    return {index_key(article.entry_id): _Brought(article, digest, done) for article, digest, done in brought}


def _count_features(connection: Connection, concluded: Sequence[Conclusion]) -> None:
    for start in range(0, len(concluded), COUNTED_AT_ONCE):
        count_features(connection, concluded[start : start + COUNTED_AT_ONCE])


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


class _Row(NamedTuple):
    """A new row: of which feed, under which key, what it holds, since when."""

    feed_id: int
    key: str
    it: _Brought
    now: datetime


def _insert(connection: Connection, rows: Sequence[_Row]) -> None:
    """Store new articles: those that were read at once, and the others."""
    unread = [_unread_row(row) for row in rows if row.it.concluded is None]
    read = [_read_row(row, row.it.concluded) for row in rows if row.it.concluded is not None]
    if unread:
        connection.execute(_INSERT_UNREAD, unread)
    if read:
        insert_read(connection, read)


def _unread_row(row: _Row) -> dict[str, Any]:
    content = _content(_as_first(row.it.article, row.feed_id), digest=row.it.digest, now=row.now)
    return {"feed_id": row.feed_id, "entry_id": row.key, "first_seen_at": row.now, **content}


def _read_row(row: _Row, done: Conclusion) -> ReadRow:
    """It waits for no page: then it would not have been read."""
    article = _as_first(row.it.article, row.feed_id)
    return ReadRow(
        feed_id=row.feed_id,
        entry_id=row.key,
        entry_hash=row.it.digest,
        outcome=done.outcome.value,
        content=codec.dump(Article, article),
        title=article.title,
        link=article.link,
        now=row.now,
    )


def _as_first(article: Article, feed_id: int) -> Article:
    if (article.id, article.feed_id, article.revision) == (0, feed_id, 1):
        return article
    return replace(article, id=0, feed_id=feed_id, revision=1)


def _content(article: Article, *, digest: str, now: datetime) -> dict[str, Any]:
    return {
        "entry_hash": digest,
        "due_at": now + PAGE_PATIENCE if article.page_wanted else now,
        "revision": article.revision,
        "title": article.title,
        "link": article.link,
        "page_host": _host(article.link) if article.page_wanted else None,
        "content": codec.dump(Article, article),
    }


def _host(link: str | None) -> str | None:
    return urlsplit(link).hostname if link else None


def _revise(connection: Connection, row: RowMapping, it: _Brought, *, now: datetime) -> None:
    """Put the edit in the row's place. The lease goes: who reads the old text now must not record it as read."""
    article = it.article
    old = article.backlog and _was_backlog(connection, row["id"])
    newer = replace(article, id=row["id"], revision=row["revision"] + 1, backlog=old)
    values = {**_content(newer, digest=it.digest, now=now), **_ALIKE, "state": NEW}
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
